"""What waits on Today about introductions: answers to take, first days to note, messages to read; and pins of a person's path."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.audit.reading import note_read
from throughgate.foundation.charts.pins import Pin
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.web.joint import JointPins, JointSource, Row, Statement
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.person.people.models import Person
from throughgate.person.people.names import formal_name
from throughgate.work.placements.models import Placement

SHOWN: Final = 6
INTRODUCTIONS: Final = "introductions"
TITLE = gettext_lazy("Introductions that wait for you")
HINT = gettext_lazy("Ask the person, answer for custody, read what a company wrote, note a first day.")


WAITING: Final = (
    "SELECT waits, key, since, whom, given, family, title, company FROM gate.introductions_that_wait()"
)


def asks(actor: Actor) -> Statement | None:
    """Return what asks for those that wait; nothing for those who have no such work."""
    return Statement(f"{WAITING} LIMIT {COUNTED + 1}") if _opens(actor) else None


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


class IntroductionsPage(WorkPage):
    """All introductions that wait for whoever looks."""

    title, lead = TITLE, HINT
    orders: ClassVar = {"": ("moved_on", "id")}
    waits: Mapping[uuid.UUID, str]

    def allow(self) -> None:
        """Let in those for whom such rows wait."""
        if not _opens(self.actor):
            raise NotAllowed("write placement")

    def rows(self) -> Any:
        """Return them, and keep what each waits for. One query more."""
        self.waits = {key: waits for waits, key, *_rest in rows_of(WAITING)}
        rows = Placement.objects.visible_to(self.actor).filter(pk__in=self.waits)
        return rows.select_related("person", "opening", "organisation")

    def work_item(self, row: Any) -> WorkItem:
        """Return one with what it waits for."""
        name = formal_name(row.person.given_names, row.person.family_name)
        address = _address(row.person_id, row.pk)
        return _item(self.waits[row.pk], name, row.opening.title, row.organisation.name, address)


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
