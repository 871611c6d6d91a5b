"""The closed list of what may be asked about somebody beside marks (`questions.toml`), and what an answer is worth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from throughgate.ground.jurisdictions.packs import Texts

Given = bool | int | float | str
"""An answer as it is kept: true or false, a number, or a day (2027-01-31)."""
MOST: Final = 1200
"""Numbers are counts of months or years."""


class Question(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that rules may ask."""

    kind: Literal["yes_no", "number", "day"]
    who: Texts
    """Who can tell, or what."""
    asks: Texts = {}
    """The question, where somebody is asked."""
    unit: Texts | None = None
    each: bool = False
    house: bool = False
    by_day: str | None = None

    def __post_init__(self) -> None:
        if bool(self.asks) == (self.house or self.by_day is not None):
            raise ValueError("A fact says one of asks, house, and by_day")
        if (self.by_day and self.kind != "yes_no") or (self.house and self.each):
            raise ValueError("by_day goes with yes_no, and each with asks")


@cache
def questions() -> Mapping[str, Question]:
    """Return every question by its key, in the order of the list."""
    text = Path(__file__).with_name("questions.toml").read_bytes()
    found = msgspec.toml.decode(text, type=dict[str, Question])
    for key, one in found.items():
        if one.by_day is not None and found[one.by_day].kind != "day":
            raise ValueError(f"questions.toml: {key}: {one.by_day} is no day")
    return MappingProxyType(found)


def asked_for(key: str, certificate: str) -> str:
    """Return under which name the answer to a question is kept: where it is asked for each certificate, with its key."""
    question = questions()[key]
    return f"{key}.{certificate}" if question.each else question.by_day or key


def question_of(name: str) -> Question:
    """Return the question behind a name. Raise KeyError."""
    return questions()[name.split(".", maxsplit=1)[0]]


def wrong(key: str, value: Any) -> str:
    """Return what is wrong with an answer, as the end of a sentence; nothing where it is one, or the question is unknown."""
    question = questions().get(key)
    if question is None or value is None:
        return ""
    match question.kind:
        case "yes_no":
            return "" if isinstance(value, bool) else "is not true or false"
        case "number":
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            return "" if is_number and 0 <= value <= MOST else f"is no number from 0 to {MOST}"
        case "day":
            return "" if _day(value) else "is no day such as 2027-01-31"


def known_on(given: Mapping[str, Any], day: date) -> dict[str, Any]:
    """Return what is given with what follows from it on a day: that something is done once its day has come."""
    done = {
        key: ends <= day
        for key, question in questions().items()
        if question.by_day and given.get(key) is None and (ends := _day(given.get(question.by_day)))
    }
    return {**given, **done}


def known_for(given: Mapping[str, Any], certificate: str, day: date) -> dict[str, Any]:
    """Return what is known of somebody for one certificate on a day, from answers by their names."""
    own = {
        key: given[name]
        for key, question in questions().items()
        if question.each and (name := asked_for(key, certificate)) in given
    }
    return known_on({name: value for name, value in given.items() if "." not in name} | own, day)


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None
