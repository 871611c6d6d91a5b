"""The closed list of subjects (`subjects.toml`), and which one a heading means."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import msgspec
from msgspec import Struct

from throughgate.ground.jurisdictions.packs import Texts
from throughgate.person.schooling.rules.words import bare


class Subject(Struct, frozen=True, forbid_unknown_fields=True):
    """A subject or learning area."""

    name: Texts
    also: list[str] = []
    """How files call it, beside its key and its names; case, blanks, stops and hyphens do not count."""
    is_language: bool = msgspec.field(name="language", default=False)
    """A foreign language."""
    is_area: bool = msgspec.field(name="area", default=False)
    """A learning area, with one mark for several subjects."""


@cache
def subjects() -> Mapping[str, Subject]:
    """Return every subject by its key, in the order of the list."""
    text = Path(__file__).with_name("subjects.toml").read_bytes()
    return MappingProxyType(msgspec.toml.decode(text, type=dict[str, Subject]))


def find_subject(heading: str) -> str | None:
    """Return the key of the subject that a heading means; None where the list knows no such word."""
    return _by_word().get(bare(heading))


@cache
def _by_word() -> Mapping[str, str]:
    """Return the key of each subject by each word for it. Raise ValueError where a word means two."""
    found: dict[str, str] = {}
    for key, subject in subjects().items():
        for word in (key, *subject.name.values(), *subject.also):
            if found.setdefault(bare(word), key) != key:
                raise ValueError(f"subjects.toml: {word!r} means {found[bare(word)]} and {key}.")
    return found
