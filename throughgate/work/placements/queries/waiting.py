"""What waits on Today about introductions: answers to take, first days to note, messages to read; and pins of a person's path."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any, ClassVar, Final

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.audit.reading import note_read
from throughgate.foundation.charts.pins import Pin
from throughgate.foundation.web.joint import JointPins, JointSource, Row, Statement, statement_of
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.person.people.models import Person
from throughgate.person.people.names import formal_name
from throughgate.person.people.queries.lines import lines_for
from throughgate.work.placements.models import Answer, Message, Placement

SHOWN: Final = 6
INTRODUCTIONS: Final = "introductions"
TITLE = gettext_lazy("Introductions that wait for you")
HINT = gettext_lazy("Ask the person, answer for custody, read what a company wrote, note a first day.")


def asks(actor: Actor) -> Statement | None:
    """Return what asks for those that wait; nothing for those who have no such work."""
    if not _opens(actor):
        return None
    rows = _rows(actor).order_by("moved_on", "id")[: COUNTED + 1]
    return statement_of(
        rows.values(
            "waits",
            key=F("pk"),
            since=F("moved_on"),
            whom=F("person_id"),
            given=F("person__given_names"),
            family=F("person__family_name"),
            title=F("opening__title"),
            company=F("organisation__name"),
        )
    )


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


def _rows(actor: Actor) -> QuerySet[Any]:
    """Return the placements that wait for this member, with what they wait for as `waits`."""
    waits: list[When] = []
    if actor.may("write", "introduction"):
        ours = Q(kept_by=actor.organisation)
        unread = Message.objects.filter(introduction=OuterRef("introduction"), side="company", read_at=None)
        waits += [
            When(ours & Exists(unread), then=Value("unread")),
            When(ours & Q(state__in=("proposed", "accepted")), then="state"),
        ]
    if actor.may("write", "answer"):
        mine = Q(person__in=lines_for(actor, caseload_only=True).values("person"))
        # What colleagues took down is seen by them alone: then the page says that it was answered.
        own = Answer.objects.filter(placement=OuterRef("pk"))
        # While custody has a part in the case, custody asks the person.
        asked = mine & Q(state="asked")
        if actor.organisation.kind != "prison":
            asked &= ~Q(Func(F("person"), function="gate.has_custody", output_field=BooleanField()))
        waits.append(When(asked & ~Exists(own.filter(whose="person")), then=Value("asked")))
        if actor.may("write", "custody_answer"):
            waits.append(When(asked & ~Exists(own.filter(whose="custody")), then=Value("custody")))
        waits.append(When(mine & Q(state="offered"), then=Value("offered")))
    rows: QuerySet[Any] = (
        Placement.objects.visible_to(actor)
        .going_on()
        .select_related("person", "opening", "organisation")
        .annotate(waits=Case(*waits, default=Value(""), output_field=CharField()))
        .exclude(waits="")
    )
    return rows


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

    def allow(self) -> None:
        """Let in those for whom such rows wait."""
        if not _opens(self.actor):
            raise NotAllowed("write placement")

    def rows(self) -> Any:
        """Return them."""
        return _rows(self.actor)

    def work_item(self, row: Any) -> WorkItem:
        """Return one with what it waits for."""
        name = formal_name(row.person.given_names, row.person.family_name)
        address = _address(row.person_id, row.pk)
        return _item(row.waits, name, row.opening.title, row.organisation.name, address)


SOURCE = JointSource(asks, tell, {INTRODUCTIONS: IntroductionsPage})


def work(actor: Actor) -> list[WorkPart]:
    """Return what waits for the actor about introductions. One query, none for those who have no such work."""
    return SOURCE.work(actor)


def _asks_pins(actor: Actor, person: Person) -> Statement | None:
    if not actor.may("read", "placement"):
        return None
    rows = Placement.objects.visible_to(actor).filter(person=person, introduction__isnull=False)
    return statement_of(
        rows.exclude(state__in=("asked", "not_agreed")).values(
            "talk_at", "started_on", key=F("pk"), title=F("opening__title"), company=F("organisation__name")
        )
    )


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
