"""What waits for a company on Today: questions without its answer, messages that nobody read, talks of the next days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Final

from django.db.models import F, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor
from throughgate.work.placements.queries.company import own_introductions, unread, waiting
from throughgate.work.placements.rules import TALKING

SHOWN: Final = 6
ASKED, WRITTEN, TALKS = "introductions-asked", "introductions-written", "introductions-talks"
"""Names of the parts in their addresses."""
AHEAD: Final = timedelta(days=7)
BEHIND: Final = timedelta(hours=2)
"""A talk stands there until it is surely over."""
_ORDERS: Final[dict[str, tuple[str, ...]]] = {
    ASKED: ("moved_on", "id"),
    WRITTEN: ("moved_on", "id"),
    TALKS: ("meets_at", "id"),
}
TITLES: Final = {
    ASKED: gettext_lazy("Introductions that wait for your answer"),
    WRITTEN: gettext_lazy("New messages"),
    TALKS: gettext_lazy("Talks in the next days"),
}
HINTS: Final = {
    ASKED: gettext_lazy("Would you like to get to know somebody? One button answers."),
    WRITTEN: gettext_lazy("They stand here until you say that you have read them, or write back."),
    TALKS: gettext_lazy("Within a week."),
}


def work(actor: Actor) -> list[WorkPart]:
    """Return what waits on Today; one query, none for those who are no company."""
    if not actor.may("read", "own_introduction"):
        return []
    asked = [
        _rows(actor, name).annotate(part=Value(name)).order_by(*_ORDERS[name])[: COUNTED + 1]
        for name in _ORDERS
    ]
    found: list[Any] = list(asked[0].union(*asked[1:], all=True))
    return [_part(name, rows) for name in _ORDERS if (rows := [row for row in found if row.part == name])]


def _rows(actor: Actor, name: str) -> QuerySet[Any]:
    rows = own_introductions(actor).annotate(title=F("opening__title"))
    if name == ASKED:
        return waiting(rows)
    if name == WRITTEN:
        return unread(rows)
    now = timezone.now()
    return rows.filter(state__in=TALKING, meets_at__range=(now - BEHIND, now + AHEAD))


class _Page(WorkPage):
    kind = "own_introduction"
    name: ClassVar[str]

    def rows(self) -> Any:
        """Return those of one's own organisation."""
        return _rows(self.actor, self.name)

    def work_item(self, row: Any) -> WorkItem:
        """Return one with what it waits for."""
        return _item(self.name, row)


class AskedPage(_Page):
    """All that wait for an answer."""

    name = ASKED
    title, lead = TITLES[ASKED], HINTS[ASKED]
    orders: ClassVar = {"": _ORDERS[ASKED]}


class WrittenPage(_Page):
    """All with a message that nobody read."""

    name = WRITTEN
    title, lead = TITLES[WRITTEN], HINTS[WRITTEN]
    orders: ClassVar = {"": _ORDERS[WRITTEN]}


class TalksPage(_Page):
    """All talks of the next days."""

    name = TALKS
    title, lead = TITLES[TALKS], HINTS[TALKS]
    orders: ClassVar = {"": _ORDERS[TALKS]}


PAGES: Final[dict[str, type[WorkPage]]] = {ASKED: AskedPage, WRITTEN: WrittenPage, TALKS: TalksPage}


def _part(name: str, rows: list[Any]) -> WorkPart:
    number = len(rows)
    words = {
        ASKED: ngettext("introduction waits for you", "introductions wait for you", number),
        WRITTEN: ngettext("with a new message", "with new messages", number),
        TALKS: ngettext("talk in the next days", "talks in the next days", number),
    }[name]
    return WorkPart(
        str(TITLES[name]),
        number,
        reverse("desk:waiting", args=[name]),
        [_item(name, row) for row in rows[:SHOWN]],
        words,
        Pressing.NEWS if name == WRITTEN else Pressing.DUE,
        str(HINTS[name]),
    )


def _item(name: str, row: Any) -> WorkItem:
    called = (row.profile or {}).get("called", "")
    if name == ASKED:
        detail = _("asked on %(day)s") % {"day": short_day(row.moved_on)}
    elif name == TALKS:
        at = timezone.localtime(row.meets_at)
        when = _("%(day)s at %(time)s") % {"day": short_day(at.date()), "time": time_format(at, "H:i")}
        detail = " · ".join(part for part in (called, when) if part)
    else:
        detail = called
    return WorkItem(row.title, detail, reverse("introductions:page", args=[row.pk]))
