"""What waits: sheets to finish and to start, objections to answer, people nobody observed for long. One query for all."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Func, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughgate.foundation.audit.reading import note_read
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.work import Pressing, WorkItem, WorkPart
from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.models import PersonGroup, Setting, Sheet, SheetPerson
from throughgate.person.observations.queries.objections import objections_for
from throughgate.person.observations.rules.profile import STALE_AFTER
from throughgate.person.people.models import Caseload, Person

SHOWN = 5
_PERSON = ("given_names", "family_name", "called_name")


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


def work(actor: Actor) -> list[WorkPart]:
    """Return what waits for the actor, the most urgent first; one query, none for those who have no part in sheets."""
    observes, answers = actor.may("write", "sheet"), actor.may("write", "own_voice")
    if actor.membership is None or not (observes or answers):
        return []
    row: QuerySet[Any] = Membership.objects.filter(pk=actor.membership.pk)
    if observes:
        row = _with(row, "drafts", _drafts(actor), ("pk", "occasion", "setting", "observed_on"))
        row = _with(row, "groups", _groups(actor), ("pk", "name", "setting"))
    if answers:
        names = ("pk", "person_id", "made_on", *(f"person__{name}" for name in _PERSON))
        row = _with(row, "objections", objections_for(actor), (*names, "sheet_person__sheet__occasion"))
    names = ("person_id", *(f"person__{name}" for name in _PERSON))
    found: Any = _with(row, "unseen", people_without_sheet(actor), names).first()
    if found is None:
        return []
    parts = [
        _drafts_part(found) if observes else None,
        _groups_part(found) if observes else None,
        _objections_part(found) if answers else None,
        _unseen_part(actor, found),
    ]
    return [part for part in parts if part is not None and part.count]


def _with(row: QuerySet[Any], name: str, rows: Any, columns: tuple[str, ...]) -> QuerySet[Any]:
    shape = JSONObject(**{column.replace("__", "_"): column for column in columns})
    counted = Subquery(_count(rows), output_field=IntegerField())
    annotated: QuerySet[Any] = row.annotate(
        **{
            f"{name}_rows": ArraySubquery(rows[:SHOWN].values(row=shape)),
            f"{name}_count": Coalesce(counted, 0),
        }
    )
    return annotated


def _count(rows: Any) -> Any:
    # Count("pk") would group by the row; inside a subquery the whole is counted.
    return rows.order_by().annotate(n=Func(template="COUNT(*)", output_field=IntegerField())).values("n")


def _drafts(actor: Actor) -> Any:
    return Sheet.objects.filter(observer=actor.membership, state="draft").order_by("observed_on", "pk")


def _groups(actor: Actor) -> Any:
    return PersonGroup.objects.filter(organisation=actor.organisation, is_closed=False).order_by("name", "pk")


def _name(row: Mapping[str, Any]) -> str:
    """Return a person's name and note that it was read: these rows come without the person's own."""
    note_read(uuid.UUID(row["person_id"]))
    person = Person(**{name: row[f"person_{name}"] for name in _PERSON})
    return str(person)


def _drafts_part(found: Any) -> WorkPart:
    items = [
        WorkItem(
            row["occasion"],
            f"{Setting(row['setting']).label} · {short_day(date.fromisoformat(row['observed_on']))}",
            reverse("observations:sheet", args=[row["pk"]]),
            _("draft"),
            "due",
        )
        for row in found.drafts_rows
    ]
    return WorkPart(
        _("Sheets to finish"),
        found.drafts_count,
        f"{reverse('observations:list')}#drafts",
        items,
        ngettext("sheet to finish", "sheets to finish", found.drafts_count),
        Pressing.DUE,
    )


def _groups_part(found: Any) -> WorkPart:
    """Return the groups: each is one tap from a sheet with everything filled in."""
    items = [
        WorkItem(
            row["name"],
            str(Setting(row["setting"]).label) if row["setting"] else "",
            f"{reverse('observations:start')}?group={row['pk']}",
            _("start a sheet"),
            "go",
        )
        for row in found.groups_rows
    ]
    return WorkPart(
        _("Start a sheet for a group"),
        found.groups_count,
        reverse("observations:groups"),
        items,
        pressing=Pressing.DUE,
    )


def _objections_part(found: Any) -> WorkPart:
    items = [
        WorkItem(
            _name(row),
            row["sheet_person_sheet_occasion"],
            reverse("observations:answer", args=[row["person_id"], row["pk"]]),
            short_day(date.fromisoformat(row["made_on"])),
            "due",
        )
        for row in found.objections_rows
    ]
    return WorkPart(
        _("Objections to answer"),
        found.objections_count,
        reverse("observations:objections"),
        items,
        ngettext("objection to answer", "objections to answer", found.objections_count),
        Pressing.DUE,
    )


def _unseen_part(actor: Actor, found: Any) -> WorkPart:
    # A case lead looks at the profile, an observer starts a sheet.
    reads = actor.may("read", "competencies")

    def address(key: str) -> str:
        if reads:
            return reverse("observations:profile", args=[key])
        return f"{reverse('observations:start')}?person={key}"

    items = [WorkItem(_name(row), "", address(row["person_id"])) for row in found.unseen_rows]
    return WorkPart(
        _("People without a recent sheet"),
        found.unseen_count,
        reverse("observations:unseen"),
        items,
        ngettext("person without a recent sheet", "people without a recent sheet", found.unseen_count),
    )
