"""Sign, discard, amend and retract a sheet."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from throughgate.foundation.audit.record import record
from throughgate.foundation.codes.secret import new_code
from throughgate.foundation.codes.signs import SHORT
from throughgate.foundation.database.rows import Stale
from throughgate.foundation.states.changing import change_state
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.actions.levels import SheetClosed
from throughgate.person.observations.actions.sheets import own_draft, own_sheet, require_reason
from throughgate.person.observations.models import Rating, Sheet, SheetPerson
from throughgate.person.observations.queries.training import is_trained
from throughgate.person.observations.rules.sheets import (
    SHEET,
    Period,
    Refusal,
    date_refusals,
    stamp,
    stay_refusals,
)
from throughgate.person.observations.words import PROBLEMS, in_words
from throughgate.person.people.models import Person, Stay


class CannotSign(Exception):
    """Reasons against signing, each with whom it concerns."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(", ".join(refusal.code for refusal in refusals))
        self.refusals = refusals

    def in_words(self, names: Mapping[object, str]) -> list[str]:
        """Return the reasons as sentences."""
        return list(dict.fromkeys(in_words(refusal, names) for refusal in self.refusals))


@transaction.atomic
def sign_sheet(*, actor: Actor, key: uuid.UUID, seen: str) -> Sheet:
    """Sign one's own draft as it was seen (`seen` is its stamp); raise Stale, SheetClosed or CannotSign.

    The sheet is locked first, so a cell saved at the same time is either in the stamp or waits and is refused.
    """
    sheet = own_draft(actor, key)
    ratings = list(Rating.objects.filter(sheet_person__sheet=sheet).values_list("version", "level"))
    if stamp(sheet.version, (version for version, _level in ratings)) != seen:
        raise Stale(sheet)
    refusals = [] if is_trained(actor) else [Refusal("untrained")]
    if all(level is None for _version, level in ratings):
        refusals.append(Refusal("empty"))
    observed = Period(sheet.observed_on, sheet.observed_until_on)
    refusals += date_refusals(observed, timezone.localdate())
    refusals += _people_refusals(actor, sheet, observed)
    replaced = _replaced(sheet)
    if sheet.amendment_of_id and replaced is None:
        refusals.append(Refusal("original_gone"))
    if refusals:
        raise CannotSign(refusals)
    now = timezone.now()
    if replaced is not None:
        reason = sheet.amendment_reason
        _change(actor, replaced, "amend", why=reason, ended_reason=reason, ended_at=now)
    _change(actor, sheet, "sign", signed_at=now)
    return sheet


def _people_refusals(actor: Actor, sheet: Sheet, observed: Period) -> list[Refusal]:
    keys = list(SheetPerson.objects.filter(sheet=sheet).values_list("person_id", flat=True))
    if not keys:
        return [Refusal("no_people")]
    seen = set(Person.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))
    gone = set(keys) - seen
    # A new version of a signed sheet keeps people who left since, as long as its days stay the same.
    if gone and not (sheet.amendment_of_id and _same_days(sheet)):
        return [Refusal("person_left")]
    if actor.organisation.kind != "prison":
        return []
    stays: dict[object, list[Period]] = {}
    rows = Stay.objects.filter(person__in=seen).values_list("person_id", "arrived_on", "ended_on")
    for person, arrived_on, ended_on in rows:
        stays.setdefault(person, []).append(Period(arrived_on, ended_on))
    return stay_refusals(observed, [key for key in keys if key in seen], stays)


def _same_days(sheet: Sheet) -> bool:
    return Sheet.objects.filter(
        pk=sheet.amendment_of_id, observed_on=sheet.observed_on, observed_until_on=sheet.observed_until_on
    ).exists()


def _replaced(sheet: Sheet) -> Sheet | None:
    if sheet.amendment_of_id is None:
        return None
    found: Sheet | None = (
        Sheet.objects.select_for_update().filter(pk=sheet.amendment_of_id, state="signed").first()
    )
    return found


def _change(actor: Actor, sheet: Sheet, name: str, **more: Any) -> None:
    """Take a transition of a sheet that is locked, so nobody was first."""
    now = timezone.now()
    change_state(sheet, SHEET, name, by=actor.roles, expected=sheet.version, noted=(), changed_at=now, **more)


@transaction.atomic
def discard_sheet(*, actor: Actor, key: uuid.UUID) -> Sheet:
    """Put a draft aside; it counts nowhere."""
    sheet = own_draft(actor, key)
    _change(actor, sheet, "discard")
    return sheet


def _own_signed(actor: Actor, key: uuid.UUID) -> Sheet:
    sheet = own_sheet(actor, key)
    if sheet.state != "signed":
        raise SheetClosed("not_signed")
    return sheet


@transaction.atomic
def retract_sheet(*, actor: Actor, key: uuid.UUID, reason: str) -> Sheet:
    """Take a signed sheet back; it stays readable with its reason and counts no longer."""
    reason = require_reason(reason)
    sheet = _own_signed(actor, key)
    _change(actor, sheet, "retract", why=reason, ended_reason=reason, ended_at=timezone.now())
    return sheet


@transaction.atomic
def amend_sheet(*, actor: Actor, key: uuid.UUID, reason: str) -> Sheet:
    """Begin a new version of a signed sheet, with everything on it; the old one counts until the new one is signed."""
    reason = require_reason(reason)
    sheet = _own_signed(actor, key)
    draft = Sheet(
        organisation_id=sheet.organisation_id,
        observer_id=sheet.observer_id,
        framework_version_id=sheet.framework_version_id,
        competencies=sheet.competencies,
        setting=sheet.setting,
        occasion=sheet.occasion,
        observed_on=sheet.observed_on,
        observed_until_on=sheet.observed_until_on,
        number=sheet.number + 1,
        amendment_of=sheet,
        amendment_reason=reason,
        code=new_code(length=SHORT),
    )
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(str(PROBLEMS["amended_already"]), code="amended_already") from error
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.copy_sheet(%s, %s)", [sheet.pk, draft.pk])
    record("sheet.begin_amendment", subject=("sheet", draft.pk), why=reason)
    return draft
