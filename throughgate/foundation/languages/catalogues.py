"""Collect what pages say, keep the translation files in step, and compile them; needs no GNU gettext.

Files change only when words do: no line numbers, no dates, messages in the order of the code.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from .fidelity import faults
from .known import COMPLETE

PACKAGE = Path(__file__).resolve().parents[2]
LOCALE = PACKAGE / "locale"
COMMENT_TAGS = ("Translators:",)
# What gettext's tools write and no reader needs; each would make two branches collide.
_RESTLESS = re.compile(
    rb'"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By|Report-Msgid-Bugs-To):'
    rb'[^"]*"\n'
)
KEYWORDS: dict[str, tuple[Any, ...] | None] = {
    "_": None,
    "_now": None,  # gettext beside gettext_lazy as "_"
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def collect(package: Path = PACKAGE) -> Catalog:
    """Return every message in code and templates by file, without line numbers (they change too often)."""
    catalogue = Catalog(charset="utf-8")
    for path in sorted(package.rglob("*")):
        method = _method(path)
        if method is None or {"tests", "migrations"} & set(path.relative_to(package).parts):
            continue
        place = path.relative_to(package.parent).as_posix()
        with path.open("rb") as file:
            for _line, words, comments, context in extract(method, file, KEYWORDS, COMMENT_TAGS, {}):
                catalogue.add(words, None, [(place, 0)], auto_comments=comments, context=context)
    return catalogue


def _method(path: Path) -> Any:
    if path.suffix == ".py":
        return "python"
    if path.suffix in {".html", ".txt"} and "templates" in path.parts:
        return extract_template
    return None


def extract_template(
    file: IO[bytes],
    keywords: Any,
    comment_tags: Collection[str],
    options: dict[str, Any],
) -> Iterator[Any]:
    """Find messages in a Django template, by way of the Python that Django makes of it."""
    from django.utils.translation.template import templatize

    text = templatize(file.read().decode(), origin=getattr(file, "name", None))
    # The brackets keep the tokenizer from reading a template's indentation as Python's.
    return extract_python(io.BytesIO(f"({text}\n)".encode()), keywords, comment_tags, {"encoding": "utf-8"})


def po_files(locale: Path = LOCALE) -> list[Path]:
    """Return the translation files, one for each language but English."""
    return sorted(locale.glob("*/LC_MESSAGES/django.po"))


def load(path: Path) -> Catalog:
    """Read a translation file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain="django", abort_invalid=True)


def update(path: Path, collected: Catalog) -> None:
    """Add what is new, drop what is gone, keep every translation."""
    catalogue = load(path) if path.exists() else _start(path)
    catalogue.update(collected, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    written = io.BytesIO()
    write_po(written, catalogue, width=100, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_RESTLESS.sub(b"", written.getvalue()))


def _start(path: Path) -> Catalog:
    return Catalog(
        locale=path.parent.parent.name,
        domain="django",
        header_comment="# Throughgate. Licence: Apache-2.0.",
        project="Throughgate",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        charset="utf-8",
        fuzzy=False,
    )


def compile_one(path: Path) -> Path:
    """Compile one translation file where it is newer than what was compiled."""
    target = path.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime_ns < path.stat().st_mtime_ns:
        unfinished = target.with_suffix(".part")
        with unfinished.open("wb") as file:
            write_mo(file, load(path), use_fuzzy=False)
        unfinished.replace(target)
    return target


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Compile every language."""
    return [compile_one(path) for path in po_files(locale)]


def problems(path: Path, collected: Catalog) -> list[str]:
    """Say what is missing, left over, doubtful or broken in a translation file."""
    catalogue = load(path)
    here = {_key(message): message for message in catalogue if message.id}
    wanted = {_key(message): message for message in collected if message.id}
    found = [f"not in the file: {_show(message)}" for key, message in wanted.items() if key not in here]
    found += [f"no longer used: {_show(message)}" for key, message in here.items() if key not in wanted]
    for key, message in here.items():
        if key not in wanted:
            continue
        words = _all_of(message.string)
        if not all(words):
            if path.parent.parent.name in COMPLETE:
                found.append(f"not translated: {_show(message)}")
        elif message.fuzzy:
            found.append(f"marked as doubtful: {_show(message)}")
        else:
            found += [f"{fault}: {_show(message)}" for fault in faults(_all_of(message.id), words)]
    return found


def _all_of(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (words or "",) if words is None or isinstance(words, str) else tuple(words)


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def _show(message: Message) -> str:
    places = ", ".join(sorted({place for place, _ in message.locations})[:2])
    return f"{_key(message)[1]!r}" + (f" ({places})" if places else "")
