"""What waits after starts: early warnings, and milestones without an answer."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.audit.reading import note_read
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.paging import Page, page_among
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.joint import JointSource, Row, Statement
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.names import formal_name
from throughgate.person.people.queries.listed import Listed, people_listed
from throughgate.work.followups.addresses import page_address
from throughgate.work.followups.choices import Milestone

SHOWN: Final = 6
WARNINGS, UNANSWERED = "warnings", "follow-ups"
"""Names of the parts in their addresses."""
TITLES = {
    WARNINGS: gettext_lazy("After the start: worth a call"),
    UNANSWERED: gettext_lazy("After the start: not answered yet"),
}
HINTS = {
    WARNINGS: gettext_lazy(
        "Somebody has trouble, asks for a call, or says that nobody is there any more. Nothing follows by itself."
    ),
    UNANSWERED: gettext_lazy("Ask on the telephone, or print a sheet with a code."),
}
WAITING: Final = (
    "SELECT warns, waits, key, since, stage, whom, at, organisation, given, family, company "
    "FROM gate.follow_ups_that_wait(%s)"
)
"""With how many names."""


def _asks(actor: Actor) -> Statement | None:
    """Return what asks for milestones that wait; nothing for those who read no follow-ups."""
    if actor.membership is None or not actor.may("read", "follow_up"):
        return None
    # As many of each as are counted, and one more.
    return Statement(f"{WAITING} LIMIT {2 * (COUNTED + 1)}", [SHOWN])


def _tell(actor: Actor, rows: list[Row]) -> list[WorkPart]:
    """Return what waits, the oldest milestone first."""
    rows.sort(key=lambda row: (row["since"], row["key"]))
    found = {
        WARNINGS: [row for row in rows if row["warns"]],
        UNANSWERED: [row for row in rows if row["waits"]],
    }
    return [_part(actor, name, of) for name, of in found.items() if of]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A milestone that waits, without names."""

    warns: bool
    waits: bool
    key: uuid.UUID
    since: date
    stage: str
    whom: uuid.UUID
    at: uuid.UUID
    organisation: uuid.UUID


class _Page(WorkPage):
    name: ClassVar[str]
    people: Mapping[uuid.UUID, Listed]
    companies: Mapping[uuid.UUID, str]

    def allow(self) -> None:
        """Let in those who read follow-ups."""
        self.actor.must("read", "follow_up")

    def page(self, *, after: str = "", before: str = "", size: int = 0) -> Page[Waiting]:
        """Return one page of those that wait for the actor, and keep the names on it. Three queries."""
        found = (Waiting(*row[:8]) for row in rows_of(WAITING, 0))
        rows = [row for row in found if (row.warns if self.name == WARNINGS else row.waits)]
        page = page_among(rows, lambda row: str(row.key), after=after, before=before, size=size or self.size)
        self.people = people_listed({row.whom for row in page.rows})
        companies = Organisation.objects.filter(pk__in={row.organisation for row in page.rows})
        self.companies = dict(companies.values_list("pk", "name"))
        return page

    def work_item(self, row: Waiting) -> WorkItem:
        """Return one with its milestone."""
        person = self.people[row.whom].person
        called = formal_name(person.given_names, person.family_name)
        detail = f"{self.companies[row.organisation]} · {Milestone(row.stage).label}"
        return _item(self.name, called, detail, row.since, page_address(self.actor, row.whom, row.at))


class WarningsPage(_Page):
    """All that somebody should look after."""

    name = WARNINGS
    title, lead = TITLES[WARNINGS], HINTS[WARNINGS]


class UnansweredPage(_Page):
    """All milestones at which somebody was asked and has not answered."""

    name = UNANSWERED
    title, lead = TITLES[UNANSWERED], HINTS[UNANSWERED]


SOURCE = JointSource(_asks, _tell, {WARNINGS: WarningsPage, UNANSWERED: UnansweredPage})


def work(actor: Actor) -> list[WorkPart]:
    """Return what waits for the actor after starts. One query, none for those who read no follow-ups."""
    return SOURCE.work(actor)


def _part(actor: Actor, name: str, rows: list[Row]) -> WorkPart:
    words = (
        ngettext("is worth a call", "are worth a call", len(rows))
        if name == WARNINGS
        else ngettext("milestone without an answer", "milestones without an answer", len(rows))
    )
    return WorkPart(
        str(TITLES[name]),
        len(rows),
        reverse("desk:waiting", args=[name]),
        [_line(actor, name, row) for row in rows[:SHOWN]],
        words,
        Pressing.DUE if name == WARNINGS else Pressing.NEWS,
        str(HINTS[name]),
    )


def _line(actor: Actor, name: str, row: Row) -> WorkItem:
    """Return a row of Today; it comes without the person's own row, so that it is said here that it was read."""
    whom, at = uuid.UUID(row["whom"]), uuid.UUID(row["at"])
    note_read(whom)
    called = formal_name(row["given"], row["family"])
    stage, since = str(Milestone(row["stage"]).label), date.fromisoformat(row["since"])
    return _item(name, called, f"{row['company']} · {stage}", since, page_address(actor, whom, at))


def _item(name: str, called: str, detail: str, since: date, address: str) -> WorkItem:
    address += "#follow-ups"
    if name == WARNINGS:
        return WorkItem(called, detail, address, _("worth a call"), "due")
    days = (timezone.localdate() - since).days
    mark = ngettext("since %(n)s day", "since %(n)s days", days) % {"n": days} if days else _("since today")
    return WorkItem(called, f"{detail} · {short_day(since)}", address, mark)
