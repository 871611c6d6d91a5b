"""What waits for a company on Today: questions without its answer, messages that nobody read, talks of the next days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Final

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.joint import JointSource, Row, Statement
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor
from throughgate.work.placements.queries.company import own_introductions

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


_WAITING: Final = (
    "SELECT 'introductions-' || part AS part, introduction, moved_on, meets_at, title, called "
    "FROM gate.own_introductions_that_wait(%s, %s, %s)"
)
"""Between which moments talks are told, and with how many names."""


def _asks(actor: Actor) -> Statement | None:
    """Return what asks for what waits; nothing for those who are no company."""
    if actor.membership is None or not actor.may("read", "own_introduction"):
        return None
    # As many of each as are counted, and one more.
    return Statement(f"{_WAITING} LIMIT {len(_ORDERS) * (COUNTED + 1)}", [*_window(), SHOWN])


def _window() -> tuple[datetime, datetime]:
    now = timezone.now()
    return now - BEHIND, now + AHEAD


def _tell(actor: Actor, rows: list[Row]) -> list[WorkPart]:
    """Return what waits on Today, the longest of each first."""
    del actor
    rows.sort(key=lambda row: (row["meets_at"] or "", row["moved_on"], row["introduction"]))
    found = {name: [row for row in rows if row["part"] == name] for name in _ORDERS}
    return [_part(name, of) for name, of in found.items() if of]


class _Page(WorkPage):
    kind = "own_introduction"
    name: ClassVar[str]

    def rows(self) -> Any:
        """Return those of one's own organisation. One query more."""
        keys = [key for part, key, *_rest in rows_of(_WAITING, *_window(), 0) if part == self.name]
        return own_introductions(self.actor).filter(pk__in=keys).annotate(title=F("opening__title"))

    def work_item(self, row: Any) -> WorkItem:
        """Return one with what it waits for."""
        return _item(self.name, row.pk, row.title, str(row), row.moved_on, row.meets_at)


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


def _part(name: str, rows: list[Row]) -> WorkPart:
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
        [_line(name, row) for row in rows[:SHOWN]],
        words,
        Pressing.NEWS if name == WRITTEN else Pressing.DUE,
        str(HINTS[name]),
    )


def _line(name: str, row: Row) -> WorkItem:
    """Return a row as JSON has it."""
    moved, meets = date.fromisoformat(row["moved_on"]), row["meets_at"]
    at = datetime.fromisoformat(meets) if meets else None
    return _item(name, row["introduction"], row["title"], row["called"], moved, at)


def _item(name: str, key: Any, title: str, called: str, moved: date, meets: datetime | None) -> WorkItem:
    if name == ASKED:
        detail = _("asked on %(day)s") % {"day": short_day(moved)}
    elif name == TALKS and meets:
        at = timezone.localtime(meets)
        when = _("%(day)s at %(time)s") % {"day": short_day(at.date()), "time": time_format(at, "H:i")}
        detail = " · ".join(part for part in (called, when) if part)
    else:
        detail = called
    return WorkItem(title, detail, reverse("introductions:page", args=[key]))


SOURCE: Final = JointSource(_asks, _tell, PAGES)
