"""What waits on Today about introductions: answers to take, first days to note, messages to read; and pins of a person's path."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.audit.reading import note_read
from throughgate.foundation.charts.pins import Pin
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.paging import Page, page_among
from throughgate.foundation.web.joint import JointPins, JointSource, Row, Statement
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.person.people.models import Person
from throughgate.person.people.names import formal_name
from throughgate.person.people.queries.listed import Listed, people_listed
from throughgate.work.openings.models import Opening

SHOWN: Final = 6
INTRODUCTIONS: Final = "introductions"
TITLE = gettext_lazy("Introductions that wait for you")
HINT = gettext_lazy("Ask the person, answer for custody, read what a company wrote, note a first day.")


WAITING: Final = (
    "SELECT waits, key, since, whom, opening, given, family, title, company "
    "FROM gate.introductions_that_wait(%s)"
)
"""With how many names."""


def asks(actor: Actor) -> Statement | None:
    """Return what asks for those that wait; nothing for those who have no such work."""
    return Statement(f"{WAITING} LIMIT {COUNTED + 1}", [SHOWN]) if _opens(actor) else None


def tell(actor: Actor, rows: list[Row]) -> list[WorkPart]:
    """Return what waits, the oldest first."""
    del actor
    rows.sort(key=lambda row: (row["since"], row["key"]))
    for row in rows[:SHOWN]:
        note_read(uuid.UUID(row["whom"]))
    return [
        WorkPart(
            str(TITLE),
            len(rows),
            reverse("desk:waiting", args=[INTRODUCTIONS]),
            [
                _item(
                    row["waits"],
                    formal_name(row["given"], row["family"]),
                    row["title"],
                    row["company"],
                    _address(row["whom"], row["key"]),
                )
                for row in rows[:SHOWN]
            ],
            ngettext("introduction waits", "introductions wait", len(rows)),
            Pressing.DUE,
            str(HINT),
        )
    ]


def _opens(actor: Actor) -> bool:
    return actor.membership is not None and actor.may("write", "placement")


WAITS: Final = {
    "unread": (gettext_lazy("new message"), "due"),
    "proposed": (gettext_lazy("not asked yet"), "due"),
    "accepted": (gettext_lazy("note the first day"), "go"),
    "asked": (gettext_lazy("ask the person"), "due"),
    "custody": (gettext_lazy("answer for custody"), "due"),
    "offered": (gettext_lazy("offered: the person decides"), "go"),
}


def _item(waits: str, name: str, title: str, company: str, address: str) -> WorkItem:
    words, kind = WAITS[waits]
    return WorkItem(name, f"{title} · {company}", address, str(words), kind)


def _address(person: Any, placement: Any) -> str:
    return reverse("placements:page", args=[person, placement])


@dataclass(frozen=True, slots=True)
class Waiting:
    """An introduction that waits, without names."""

    waits: str
    key: uuid.UUID
    since: date
    whom: uuid.UUID
    opening: uuid.UUID


class IntroductionsPage(WorkPage):
    """All introductions that wait for whoever looks."""

    title, lead = TITLE, HINT
    people: Mapping[uuid.UUID, Listed]
    openings: Mapping[uuid.UUID, tuple[str, str]]

    def allow(self) -> None:
        """Let in those for whom such rows wait."""
        if not _opens(self.actor):
            raise NotAllowed("write placement")

    def page(self, *, after: str = "", before: str = "", size: int = 0) -> Page[Waiting]:
        """Return one page of them, and keep the names on it. Three queries."""
        rows = [Waiting(*row[:5]) for row in rows_of(WAITING, 0)]
        page = page_among(rows, lambda row: str(row.key), after=after, before=before, size=size or self.size)
        self.people = people_listed({row.whom for row in page.rows})
        openings = Opening.objects.filter(pk__in={row.opening for row in page.rows})
        self.openings = {
            key: (title, company)
            for key, title, company in openings.values_list("pk", "title", "organisation__name")
        }
        return page

    def work_item(self, row: Waiting) -> WorkItem:
        """Return one with what it waits for."""
        person, (title, company) = self.people[row.whom].person, self.openings[row.opening]
        name = formal_name(person.given_names, person.family_name)
        return _item(row.waits, name, title, company, _address(row.whom, row.key))


SOURCE = JointSource(asks, tell, {INTRODUCTIONS: IntroductionsPage})


def work(actor: Actor) -> list[WorkPart]:
    """Return what waits for the actor about introductions. One query, none for those who have no such work."""
    return SOURCE.work(actor)


def _asks_pins(actor: Actor, person: Person) -> Statement | None:
    if not actor.may("read", "placement"):
        return None
    return Statement("SELECT * FROM gate.introductions_of(%s)", [person.pk])


def _tell_pins(actor: Actor, person: Person, rows: list[Row]) -> list[Pin]:
    """Return when somebody talks with a company and begins there."""
    del actor
    pins = []
    for row in rows:
        address, where = _address(person.pk, row["key"]), f"{row['title']}, {row['company']}"
        if row["talk_at"] is not None:
            day = timezone.localdate(datetime.fromisoformat(row["talk_at"]))
            pins.append(Pin(day, "work", _("Talk with a company"), where, address))
        if row["started_on"] is not None:
            day = date.fromisoformat(row["started_on"])
            pins.append(Pin(day, "milestone", _("First day at work"), where, address, "done"))
    return pins


path_pins = JointPins(_asks_pins, _tell_pins)
