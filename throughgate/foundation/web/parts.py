"""What an app shows on pages that are put together above it: declared in its `parts.py`, and named nowhere else.

`IN_FRAME` are places (`Place`) in the frame of every page; `OF_PERSON` and `OF_ORGANISATION` are parts (`Part`) of a subject
whose pages have one head; `ON_TODAY` is work that waits (`work_page.Source`, or
`joint.JointSource`, asked in one statement with others); `ON_PATH` are functions that give pins of a
person's path (`charts.pins`), called with who acts and the person. Further lists belong to the page that asks for them:
`OF_PLACEMENT` are functions that give a section of a placement's page (with its `template`) or None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.urls import reverse
from django.utils.functional import Promise

from throughgate.foundation.declared import declared
from throughgate.foundation.web.components import Tab


class Named(Protocol):
    """Something in an order that several apps make."""

    @property
    def name(self) -> str:
        """Return what others call it."""

    @property
    def after(self) -> str:
        """Return the name of what it stands behind; the last where there is no such thing."""


N = TypeVar("N", bound=Named)


@dataclass(frozen=True)
class Place:
    """A place in the frame of every page: its words, its route, and whom it is for."""

    name: str
    label: Promise
    route: str
    opens: Callable[[Any], bool]
    """Asked with who acts; hangs on roles and the kind of organisation alone, and asks the database nothing."""
    after: str = ""
    """The place that it stands behind; the last where there is no such place."""


@dataclass(frozen=True)
class Part:
    """One page about a subject: its name in templates, its words, its route, and whom it is for."""

    name: str
    label: Promise
    route: str
    opens: Callable[[Any, Any], bool]
    """Asked with who acts and the subject."""
    anchors: tuple[str, ...] = ()
    """Sections of this page; an address of the subject that still ends in one of them leads to the part's link."""
    after: str = ""
    """The part that a declared one stands behind; the last where there is no such part."""


def reads(*kinds: str) -> Callable[[Any, Any], bool]:
    """Return the question whether somebody reads any of these kinds of record."""
    return lambda actor, _subject: any(actor.may("read", kind) for kind in kinds)


def with_declared(own: Sequence[N], name: str) -> tuple[N, ...]:
    """Return one's own parts with those that apps declare as `name` in their `parts.py`, each behind the one that it says."""
    found, waiting = list(own), list(declared("parts", name))
    while waiting:
        # One may name another that is declared later, by an app that is installed after it.
        names = [part.name for part in found]
        part = next((part for part in waiting if part.after in names), waiting[0])
        waiting.remove(part)
        found.insert(names.index(part.after) + 1 if part.after in names else len(found), part)
    return tuple(found)


def navigation(parts: Sequence[Part], actor: Any, subject: Any, key: Any, current: str) -> list[Tab]:
    """Return the parts of a subject that the actor may open, by its key; nothing where there is one only."""
    tabs = [
        Tab(
            str(part.label),
            reverse(part.route, args=[key]),
            current=part.name == current,
            anchors=() if part.name == current else part.anchors,
        )
        for part in parts
        if part.opens(actor, subject)
    ]
    return tabs if len(tabs) > 1 else []
