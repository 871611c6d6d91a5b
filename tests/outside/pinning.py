"""Compare what is seen with what is written down, place by place; or write it down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SEEN = Path(__file__).with_name("seen")
ACCEPT = "run `.venv/bin/python -m tests.outside.write` to accept it, and say in the commit why"


class Pinned:
    """What is written down: one file for each subject."""

    def __init__(self, *, writes: bool = False) -> None:
        self.writes = writes

    def __call__(self, subject: str, found: Any) -> None:
        """Compare what was found with the file of this subject."""
        path = SEEN / f"{subject}.json"
        told = differences(json.loads(path.read_text()), json.loads(json.dumps(found)))
        if self.writes:
            if told:  # the order in which things are found is no promise
                path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
            return
        assert not told, "\n".join([f"{path.name} says otherwise:", *told])


def differences(old: Any, new: Any) -> list[str]:
    """Return one line for what is gone, changed or new."""
    before, after = dict(places(old)), dict(places(new))
    gone = [f"gone: {place} {before[place]}" for place in before if place not in after]
    changed = [
        f"changed: {place} was {was}, is {after[place]}"
        for place, was in before.items()
        if place in after and was != after[place]
    ]
    fresh = [f"new: {place} {after[place]}; {ACCEPT}" for place in after if place not in before]
    return gone + changed + fresh


def places(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every value with its place. Words of a list are places of their own: their order says nothing."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from places(inner, f"{place} / {name}".removeprefix(" / "))
    elif isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        for one in value:
            yield f"{place} / {one}", ""
    elif isinstance(value, list) and value:
        for number, inner in enumerate(value, 1):
            yield from places(inner, f"{place} / {number}")
    else:
        yield place, json.dumps(value, ensure_ascii=False)


def shape(value: Any) -> Any:
    """Return the names in a JSON answer with the kinds of their values."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        kinds: list[Any] = []
        for inner in map(shape, value):
            if inner not in kinds:
                kinds.append(inner)
        return kinds
    return {bool: "yes or no", int: "number", float: "number", str: "text", type(None): "nothing"}[
        type(value)
    ]
