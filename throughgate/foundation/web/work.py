"""Work that waits for somebody, as Today shows it: plain values that every wing can make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class WorkItem:
    """One thing to do."""

    label: str
    detail: str
    address: str
    mark: str = ""
    mark_kind: str = ""


@dataclass(frozen=True)
class WorkPart:
    """Things to do of one kind: how many there are, where all of them stand, and the first of them."""

    title: str
    count: int
    address: str
    items: Sequence[WorkItem]
