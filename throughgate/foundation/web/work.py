"""Work that waits for somebody, as Today shows it: plain values that every wing can make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum


class Pressing(IntEnum):
    """How much it hurts to leave it until tomorrow; the parts of Today stand in this order."""

    LATE = 0
    """Somebody is left alone, or something ran out."""
    DUE = 1
    """It waits for exactly this member."""
    NEWS = 2
    """It moved since one looked last."""
    LATER = 3


COUNTED = 99
"""So many are counted; where there are more the page says "99+"."""


def counted(number: int) -> str:
    """Return a number as the page says it: beyond a limit it only tells that there are more."""
    return str(number) if number <= COUNTED else f"{COUNTED}+"


@dataclass(frozen=True)
class WorkItem:
    """One thing to do."""

    label: str
    detail: str
    address: str
    mark: str = ""
    mark_kind: str = ""
    picture: str = ""
    """Drawn between words and mark, safe as it is."""


@dataclass(frozen=True)
class Count:
    """A number, the words beside it, and where exactly these rows stand."""

    number: int
    words: str
    address: str
    kind: str = ""
    """Like the kinds of a tag: "late", "due", or nothing."""

    @property
    def shown(self) -> str:
        """Return the number as the page says it."""
        return counted(self.number)


@dataclass(frozen=True)
class WorkPart:
    """Things to do of one kind: how many there are, where all of them stand, and the first of them."""

    title: str
    count: int
    address: str
    items: Sequence[WorkItem]
    words: str = ""
    """Beside the number in the row of counts; a part without them has no place in it."""
    pressing: Pressing = Pressing.LATER
    hint: str = ""
    also: Sequence[Count] = ()
    """Further counts, before its own."""

    @property
    def counts(self) -> list[Count]:
        """Return what the row of counts says of it; nothing of what is not there."""
        kind = {Pressing.LATE: "late", Pressing.DUE: "due"}.get(self.pressing, "")
        own = [Count(self.count, self.words, self.address, kind)] if self.words else []
        return [count for count in (*self.also, *own) if count.number]

    @property
    def shown(self) -> str:
        """Return the number as the page says it."""
        return counted(self.count)

    @property
    def has_pictures(self) -> bool:
        """Say whether anything is drawn in its rows."""
        return any(item.picture for item in self.items)

    @property
    def is_cut(self) -> bool:
        """Say whether more stand behind the address than here."""
        return self.count > len(self.items)
