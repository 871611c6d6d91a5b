"""What waits: sheets to finish and to start, objections to answer, people nobody observed for long. One query for all."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughgate.foundation.audit.reading import note_read
from throughgate.foundation.database.context import current
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.joint import JointSource, Row, Statement
from throughgate.foundation.web.work import Pressing, WorkItem, WorkPart
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.models import Setting, SheetPerson
from throughgate.person.observations.rules.profile import STALE_AFTER
from throughgate.person.people.models import Caseload, Person

SHOWN = 5


@dataclass(frozen=True)
class Waiting:
    """How many of one kind wait, and the first of them."""

    count: int
    first: Sequence[Mapping[str, Any]]


def stale_before() -> date:
    """Return the day before which a sheet is old."""
    days: int = getattr(settings, "PROFILE_STALE_AFTER_DAYS", STALE_AFTER)
    return timezone.localdate() - timedelta(days=days)


def people_without_sheet(actor: Actor) -> Any:
    """Return lines of one's caseload without a signed sheet of late, as far as one sees sheets."""
    recent = SheetPerson.objects.filter(
        person=OuterRef("person"), state="signed", observed_on__gte=stale_before()
    )
    return (
        Caseload.objects.in_force()
        .filter(membership=actor.membership)
        .exclude(Exists(recent))
        .order_by("name_key", "person")
    )


def _asks(actor: Actor) -> Statement | None:
    """Return what asks for all of it; nothing for those who have no part in sheets."""
    if actor.membership is None or not (actor.may("write", "sheet") or actor.may("write", "own_voice")):
        return None
    current()
    return Statement("SELECT * FROM gate.sheets_waiting(%s, %s)", [stale_before(), SHOWN])


def _tell(actor: Actor, rows: list[Row]) -> list[WorkPart]:
    """Return what waits for the actor, the most urgent first."""
    parts: dict[str, Callable[[Waiting], WorkPart]] = {
        "drafts": _drafts_part,
        "groups": _groups_part,
        "objections": _objections_part,
        "unseen": partial(_unseen_part, actor),
    }
    waiting = {row["what"]: Waiting(row["how_many"], row["its_first"]) for row in rows}
    return [part(waiting[what]) for what, part in parts.items() if what in waiting]


SOURCE = JointSource(_asks, _tell)


def work(actor: Actor) -> list[WorkPart]:
    """Return what waits for the actor about sheets. One query, none for those who have no part in them."""
    return SOURCE.work(actor)


def _name(row: Mapping[str, Any]) -> str:
    """Return a person's name and note that it was read: it comes without the person's own row."""
    note_read(uuid.UUID(row["person_id"]))
    person = Person(**{name: row[name] for name in ("given_names", "family_name", "called_name")})
    return str(person)


def _drafts_part(waiting: Waiting) -> WorkPart:
    items = [
        WorkItem(
            row["occasion"],
            f"{Setting(row['setting']).label} · {short_day(date.fromisoformat(row['observed_on']))}",
            reverse("observations:sheet", args=[row["pk"]]),
            _("draft"),
            "due",
        )
        for row in waiting.first
    ]
    return WorkPart(
        _("Sheets to finish"),
        waiting.count,
        f"{reverse('observations:list')}#drafts",
        items,
        ngettext("sheet to finish", "sheets to finish", waiting.count),
        Pressing.DUE,
    )


def _groups_part(waiting: Waiting) -> WorkPart:
    """Return the groups: each is one tap from a sheet with everything filled in."""
    items = [
        WorkItem(
            row["name"],
            str(Setting(row["setting"]).label) if row["setting"] else "",
            f"{reverse('observations:start')}?group={row['pk']}",
            _("start a sheet"),
            "go",
        )
        for row in waiting.first
    ]
    return WorkPart(
        _("Start a sheet for a group"),
        waiting.count,
        reverse("observations:groups"),
        items,
        pressing=Pressing.DUE,
    )


def _objections_part(waiting: Waiting) -> WorkPart:
    items = [
        WorkItem(
            _name(row),
            row["occasion"],
            reverse("observations:answer", args=[row["person_id"], row["pk"]]),
            short_day(date.fromisoformat(row["made_on"])),
            "due",
        )
        for row in waiting.first
    ]
    return WorkPart(
        _("Objections to answer"),
        waiting.count,
        reverse("observations:objections"),
        items,
        ngettext("objection to answer", "objections to answer", waiting.count),
        Pressing.DUE,
    )


def _unseen_part(actor: Actor, waiting: Waiting) -> WorkPart:
    # A case lead looks at the profile, an observer starts a sheet.
    reads = actor.may("read", "competencies")

    def address(key: str) -> str:
        if reads:
            return reverse("observations:profile", args=[key])
        return f"{reverse('observations:start')}?person={key}"

    items = [WorkItem(_name(row), "", address(row["person_id"])) for row in waiting.first]
    return WorkPart(
        _("People without a recent sheet"),
        waiting.count,
        reverse("observations:unseen"),
        items,
        ngettext("person without a recent sheet", "people without a recent sheet", waiting.count),
    )
