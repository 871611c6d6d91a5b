"""Start a sheet, say what it is about and who was there, open it by its code."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from throughgate.foundation.audit.record import record
from throughgate.foundation.codes import signs
from throughgate.foundation.codes.secret import new_code
from throughgate.foundation.codes.signs import SHORT
from throughgate.foundation.database.rows import Stale
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.person.observations.actions.levels import SheetClosed
from throughgate.person.observations.models import (
    Competency,
    FrameworkVersion,
    Note,
    Rating,
    Sheet,
    SheetPerson,
)
from throughgate.person.observations.rules.sheets import (
    MOST_PEOPLE,
    Period,
    Refusal,
    choice_refusals,
    date_refusals,
)
from throughgate.person.observations.words import refuse
from throughgate.person.people.models import Person


@transaction.atomic
def start_sheet(
    *,
    actor: Actor,
    framework_version: FrameworkVersion,
    competencies: Sequence[uuid.UUID],
    people: Iterable[uuid.UUID],
    setting: str,
    occasion: str,
    observed_on: date,
    observed_until_on: date | None = None,
) -> Sheet:
    """Begin a draft for these people, in this order; raise ValidationError with every reason against it."""
    actor.must("write", "sheet")
    offered = set(Competency.objects.filter(framework_version=framework_version).values_list("pk", flat=True))
    refuse(choice_refusals(competencies, offered), "competencies")
    refuse(date_refusals(Period(observed_on, observed_until_on), timezone.localdate()), "observed_on")
    keys = _people(actor, people)
    sheet = Sheet(
        organisation=actor.organisation,
        observer=actor.membership,
        framework_version=framework_version,
        competencies=list(competencies),
        setting=setting,
        occasion=occasion,
        observed_on=observed_on,
        observed_until_on=observed_until_on,
        code=new_code(length=SHORT),
    )
    sheet.full_clean(validate_unique=False, validate_constraints=False)
    sheet.save(force_insert=True)
    _put_on(sheet, keys, after=0)
    record("sheet.start", subject=("sheet", sheet.pk))
    return sheet


def _people(actor: Actor, people: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    keys = list(dict.fromkeys(people))
    if len(keys) > MOST_PEOPLE:
        refuse([Refusal("too_many_people", number=MOST_PEOPLE)])
    found = set(Person.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))
    if found != set(keys):
        refuse([Refusal("unknown_person")])
    return keys


def _put_on(sheet: Sheet, keys: Sequence[uuid.UUID], *, after: int) -> None:
    # Observer, organisation and state are filled in from the sheet by a trigger.
    SheetPerson.objects.bulk_create(
        SheetPerson(
            sheet=sheet,
            person_id=key,
            position=position,
            organisation_id=sheet.organisation_id,
            observer_id=sheet.observer_id,
            observed_on=sheet.observed_on,
        )
        for position, key in enumerate(keys, after + 1)
    )


def own_draft(actor: Actor, key: uuid.UUID) -> Sheet:
    """Return the actor's own draft, locked; raise SheetClosed where it is one no more, NotAllowed where not own."""
    sheet = own_sheet(actor, key)
    if sheet.state != "draft":
        raise SheetClosed
    return sheet


def own_sheet(actor: Actor, key: uuid.UUID) -> Sheet:
    """Return a sheet that the actor observed, locked; raise NotAllowed or DoesNotExist for any other."""
    actor.must("write", "sheet")
    # Whoever types in a colleague's draft sees it, and cannot lock it.
    sheet: Sheet = Sheet.objects.select_for_update().select_related(None).get(pk=key)
    if actor.membership is None or sheet.observer_id != actor.membership.pk:
        raise NotAllowed("write sheet")
    return sheet


@transaction.atomic
def change_sheet(*, actor: Actor, sheet: Sheet, expected: int, **changes: Any) -> Sheet:
    """Change what a draft is about (occasion, setting, days, competencies); raise Stale or SheetClosed."""
    sheet = own_draft(actor, sheet.pk)
    if sheet.version != expected:
        raise Stale(sheet)
    observed = Period(
        changes.get("observed_on", sheet.observed_on),
        changes.get("observed_until_on", sheet.observed_until_on),
    )
    refuse(date_refusals(observed, timezone.localdate()), "observed_on")
    if "competencies" in changes:
        _check_choice(sheet, changes["competencies"])
    sheet.save_over(expected, **changes)
    record("sheet.change", subject=("sheet", sheet.pk), fields=changes)
    return sheet


def _check_choice(sheet: Sheet, chosen: Sequence[uuid.UUID]) -> None:
    offered = set(
        Competency.objects.filter(framework_version=sheet.framework_version_id).values_list("pk", flat=True)
    )
    refuse(choice_refusals(chosen, offered), "competencies")
    # A column that is gone would still count in the profile.
    gone = set(sheet.competencies) - set(chosen)
    rated = Rating.objects.filter(sheet_person__sheet=sheet, competency__in=gone, level__isnull=False)
    if gone and rated.exists():
        refuse([Refusal("competency_rated")], "competencies")


@transaction.atomic
def add_to_sheet(*, actor: Actor, sheet: Sheet, people: Iterable[uuid.UUID]) -> int:
    """Put more people on a draft, at its end; those on it already stay as they are. Returns how many are new."""
    sheet = own_draft(actor, sheet.pk)
    there = dict(SheetPerson.objects.filter(sheet=sheet).values_list("person_id", "position"))
    keys = [key for key in _people(actor, people) if key not in there]
    if len(there) + len(keys) > MOST_PEOPLE:
        refuse([Refusal("too_many_people", number=MOST_PEOPLE)])
    _put_on(sheet, keys, after=max(there.values(), default=0))
    _raise_version(sheet)
    record("sheet.add_people", subject=("sheet", sheet.pk))
    return len(keys)


@transaction.atomic
def take_off_sheet(*, actor: Actor, sheet: Sheet, person: uuid.UUID) -> None:
    """Take somebody off a draft, with their levels; doing it twice is one removal."""
    sheet = own_draft(actor, sheet.pk)
    Rating.objects.filter(sheet_person=person, sheet_person__sheet=sheet).delete()
    Note.objects.filter(sheet_person=person, sheet_person__sheet=sheet).delete()
    # Straight from this table: a draft has neither slips nor remarks, and nobody may remove those.
    gone = SheetPerson.objects.filter(sheet=sheet, pk=person)
    if gone._raw_delete(gone.db):
        _raise_version(sheet)
        record("sheet.take_off", subject=("sheet", sheet.pk))


def _raise_version(sheet: Sheet) -> None:
    Sheet.objects.filter(pk=sheet.pk).update(version=sheet.version + 1)
    sheet.version += 1


@transaction.atomic
def take_up_sheet(*, actor: Actor, code: str) -> uuid.UUID | None:
    """Return the draft of one's own organisation with this code, opened for typing in; None where there is none."""
    actor.must("write", "sheet")
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.take_up_sheet(%s)", [signs.read(code)])
        found: uuid.UUID | None = cursor.fetchone()[0]
    if found is not None:
        record("sheet.take_up", subject=("sheet", found))
    return found


def require_reason(reason: str) -> str:
    """Return the reason without spaces around it; raise ValidationError where it is empty."""
    if not reason.strip():
        refuse([Refusal("reason_missing")], "reason")
    if len(reason.strip()) > 300:
        raise ValidationError({"reason": "300"})
    return reason.strip()
