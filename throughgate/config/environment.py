"""Every setting an operator can give, read once from the environment and typed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from throughgate.foundation.languages.known import SOURCE

REPOSITORY = Path(__file__).resolve().parents[2]
LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})
"""Host names of this machine alone."""
SETTINGS = "throughgate.config.settings"
"""The module in which Django finds them."""
NO_ADDRESS = "THROUGHGATE_ADDRESS is missing: links in mails and on paper begin with it, such as https://throughgate.example."


class SettingError(ValueError):
    """A setting is missing or cannot be read; the message names the variable."""


@dataclass(frozen=True)
class Environment:
    """What the operator decided; names in the environment carry the prefix THROUGHGATE_."""

    database_url: str
    """The address for the application's role, `throughgate_app`: it must own nothing."""
    admin_url: str
    """The address used for set-up only; empty where a DBA ran the printed SQL."""
    secret_key: str
    debug: bool
    demo: bool
    """Sign-in cards and no second factor. Refused together with a public host name."""
    hosts: tuple[str, ...]
    address: str
    """Where people reach us, such as https://throughgate.example: links in mails and on paper begin with it.

    Empty where it was not said and the host names are public.
    """
    var: Path
    """Where the local database, built files and uploads live."""
    log_json: bool
    secure: bool
    """Served behind TLS: secure cookies and HSTS."""
    behind_proxy: bool
    """Trust X-Forwarded-Proto and X-Forwarded-For of the one proxy before us."""
    language: str
    time_zone: str
    database_pool: int
    mail_url: str
    """Where mail goes out: smtp://user:password@host:587 or smtps://...; empty where there is no mail server."""
    mail_from: str
    fonts: Path | None
    """A folder of fonts (TTF, OTF) for letters that ours have not, such as Georgian or Chinese, in prints."""

    @classmethod
    def read(cls, source: Mapping[str, str] | None = None) -> Environment:
        """Read `source` (default: the process environment); raise SettingError in plain words."""
        env = os.environ if source is None else source
        var = Path(env.get("THROUGHGATE_VAR", REPOSITORY / "var")).resolve()
        demo = _flag(env, "THROUGHGATE_DEMO")
        debug = _flag(env, "THROUGHGATE_DEBUG")
        hosts = tuple(
            h.strip() for h in env.get("THROUGHGATE_HOSTS", "localhost,127.0.0.1").split(",") if h.strip()
        )
        if demo and not LOCAL.issuperset(hosts):
            raise SettingError(
                "THROUGHGATE_DEMO shows sign-in cards without passwords: it runs on localhost only."
            )
        return cls(
            database_url=env.get("THROUGHGATE_DATABASE_URL", ""),
            admin_url=env.get("THROUGHGATE_ADMIN_URL", ""),
            secret_key=env.get("THROUGHGATE_SECRET_KEY", "") or _local_secret(var),
            debug=debug,
            demo=demo,
            hosts=hosts,
            address=_address(env, hosts),
            var=var,
            log_json=_flag(env, "THROUGHGATE_LOG_JSON", default=not (demo or debug)),
            secure=_flag(env, "THROUGHGATE_SECURE"),
            behind_proxy=_flag(env, "THROUGHGATE_BEHIND_PROXY"),
            language=env.get("THROUGHGATE_LANGUAGE", SOURCE),
            time_zone=env.get("THROUGHGATE_TIME_ZONE", "Europe/Berlin"),
            database_pool=_number(env, "THROUGHGATE_DATABASE_POOL", 8),
            mail_url=_mail_url(env),
            mail_from=env.get("THROUGHGATE_MAIL_FROM", "throughgate@localhost"),
            fonts=_folder(env, "THROUGHGATE_FONTS"),
        )


def _folder(env: Mapping[str, str], name: str) -> Path | None:
    value = env.get(name, "").strip()
    if value and not Path(value).is_dir():
        raise SettingError(f"{name} must be a folder that is there, not {value!r}.")
    return Path(value).resolve() if value else None


def _flag(env: Mapping[str, str], name: str, *, default: bool = False) -> bool:
    value = env.get(name, "").strip().lower()
    if not value:
        return default
    if value in ("1", "yes", "true", "on"):
        return True
    if value in ("0", "no", "false", "off"):
        return False
    raise SettingError(f"{name} must be yes or no, not {value!r}.")


def _address(env: Mapping[str, str], hosts: tuple[str, ...]) -> str:
    address = env.get("THROUGHGATE_ADDRESS", "").strip().rstrip("/")
    if not address:
        return f"http://localhost:{env.get('PORT') or 8000}" if LOCAL.issuperset(hosts) else ""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    allowed = ("https",) if _flag(env, "THROUGHGATE_SECURE") else ("https", "http")
    if parts.scheme not in allowed or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        host = ""
    if not any(host and answers_to(host, name) for name in hosts):
        raise SettingError(
            "THROUGHGATE_ADDRESS must look like https://throughgate.example, with a host name of THROUGHGATE_HOSTS."
        )
    return address


def answers_to(host: str, name: str) -> bool:
    """Say whether a host name is meant by an entry of THROUGHGATE_HOSTS: itself, `.example` with all below it, or `*`."""
    name = name.lower().strip("[]")
    return name in ("*", host) or (name.startswith(".") and f".{host}".endswith(name))


def _mail_url(env: Mapping[str, str]) -> str:
    address = env.get("THROUGHGATE_MAIL_URL", "").strip()
    if address and (urlsplit(address).scheme not in ("smtp", "smtps") or not urlsplit(address).hostname):
        # Without the value: it may hold a password.
        raise SettingError("THROUGHGATE_MAIL_URL must look like smtp://user:password@host:587 or smtps://...")
    return address


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    try:
        return int(env.get(name) or default)
    except ValueError as error:
        raise SettingError(f"{name} must be a whole number.") from error


def _local_secret(var: Path) -> str:
    """Keep one secret per var folder, so that sessions survive a restart of a local installation."""
    path = var / "secret-key"
    if path.exists():
        return path.read_text().strip()
    var.mkdir(parents=True, exist_ok=True)
    secret = secrets.token_urlsafe(50)
    path.touch(mode=0o600)
    path.write_text(secret)
    return secret
