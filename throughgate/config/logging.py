"""Log lines as JSON in production and as readable text on a desk, always without personal data.

One event is one line of signs that can be seen: what a visitor sends can end no line, begin none and hide none.
"""

from __future__ import annotations

import logging
import logging.config

import structlog


def configure_logging(*, as_json: bool) -> None:
    """Send structlog and the standard library's loggers through one formatter to standard error."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": OneLine,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        without_values,
                        renderer,
                    ],
                    "foreign_pre_chain": shared,
                },
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["stderr"], "level": "INFO"},
            "loggers": {
                # Django's own lines carry the path with its query string, which may hold a name that was searched.
                "django.request": {"level": "CRITICAL"},
                "django.server": {"level": "CRITICAL"},
                "django.security": {"level": "CRITICAL"},
                "procrastinate": {"level": "WARNING"},
                "psycopg.pool": {"level": "ERROR"},  # says each attempt; `pulse.py` says it once
                "granian.access": {"level": "CRITICAL"},
                "fontTools": {"level": "WARNING"},
                "allauth": {"level": "CRITICAL"},
            },
        },
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


class OneLine(structlog.stdlib.ProcessorFormatter):
    """Write each event as one line, whatever stands in it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return visible(super().format(record))


def visible(text: str) -> str:
    """Write signs that cannot be seen as escapes: ends of lines, control and direction signs, half surrogates."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def without_values(
    _logger: logging.Logger, _name: str, event: structlog.types.EventDict
) -> structlog.types.EventDict:
    """Replace an exception by its class and places: its message may quote a row with somebody's name."""
    error = event.pop("exc_info", None)
    if error is True:
        import sys

        error = sys.exc_info()
    if isinstance(error, BaseException):
        error = (type(error), error, error.__traceback__)
    if isinstance(error, tuple) and error[0] is not None:
        import traceback

        event["error"] = error[0].__qualname__
        event["at"] = [
            f"{f.filename.split('site-packages/')[-1]}:{f.lineno}" for f in traceback.extract_tb(error[2])
        ][-6:]
    event.pop("stack_info", None)
    return event
