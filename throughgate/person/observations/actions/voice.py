"""What the person says, typed in from paper or said to staff: self-rating, comment, objection; and the answer."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from throughgate.foundation.audit.record import record
from throughgate.foundation.codes.secret import new_code
from throughgate.foundation.codes.signs import SHORT
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.models import (
    Answer,
    FrameworkVersion,
    ReferenceLetter,
    Remark,
    SelfRating,
    SheetPerson,
    Slip,
    SlipKind,
)
from throughgate.person.observations.rules.sheets import (
    SHOWN,
    Refusal,
    level_refusal,
    same_unit,
)
from throughgate.person.observations.words import PROBLEMS, refuse
from throughgate.person.people.models import Person


@transaction.atomic
def record_self_ratings(
    *,
    actor: Actor,
    person: Person,
    framework_version: FrameworkVersion,
    levels: Mapping[uuid.UUID, int],
    rated_on: date,
    from_paper: bool = True,
) -> int:
    """Keep how the person rates themselves on one day; typing the same day again corrects it."""
    actor.must("write", "own_voice")
    if not levels:
        refuse([Refusal("nothing_rated")])
    if rated_on > timezone.localdate():
        refuse([Refusal("future")], "rated_on")
    offered = set(framework_version.competencies.values_list("pk", flat=True))
    for competency, level in levels.items():
        problem = level_refusal(level, framework_version.scale)
        refuse([problem] if problem else [])
        refuse([] if competency in offered else [Refusal("unknown_competency")])
    there = {
        row.competency_id: row
        for row in SelfRating.objects.filter(person=person, rated_on=rated_on, competency__in=levels)
    }
    for competency, level in levels.items():
        row = there.get(competency)
        if row is None:
            SelfRating(
                person=person,
                competency_id=competency,
                level=level,
                rated_on=rated_on,
                from_paper=from_paper,
                typed_by=actor.membership,
            ).save(force_insert=True)
        elif row.level != level:
            row.save_over(row.version, level=level, typed_by=actor.membership)
    record("self_rating.record", subject=("person", person.pk), person=person.pk)
    return len(levels)


@transaction.atomic
def add_remark(
    *,
    actor: Actor,
    sheet_person: SheetPerson,
    kind: str,
    text: str,
    made_on: date,
    from_paper: bool = True,
) -> Remark:
    """Keep a comment or an objection to a signed sheet, in the person's words."""
    actor.must("write", "own_voice")
    if sheet_person.state not in SHOWN:
        refuse([Refusal("not_signed")])
    if made_on > timezone.localdate():
        refuse([Refusal("future")], "made_on")
    remark = Remark(
        person_id=sheet_person.person_id,
        sheet_person=sheet_person,
        organisation_id=sheet_person.organisation_id,
        kind=kind,
        text=text.strip(),
        made_on=made_on,
        from_paper=from_paper,
        typed_by=actor.membership,
    )
    remark.full_clean(exclude=["person", "sheet_person", "organisation"], validate_constraints=False)
    remark.save(force_insert=True)
    record(f"remark.{kind}", subject=("remark", remark.pk), person=sheet_person.person_id)
    return remark


@transaction.atomic
def answer_objection(*, actor: Actor, remark: Remark, text: str) -> Answer:
    """Answer an objection as somebody outside the observer's unit, once; the objection stays as it is."""
    actor.must("write", "own_voice")
    if remark.organisation_id != actor.organisation.pk:
        refuse([Refusal("not_here")])
    observer = remark.sheet_person.observer
    if actor.membership is None or observer.user_id == actor.user.pk:
        refuse([Refusal("own_objection")])
    elif same_unit(actor.membership.unit, observer.unit):
        refuse([Refusal("same_unit")])
    answer = Answer(
        remark=remark, person_id=remark.person_id, text=text.strip(), answered_by=actor.membership
    )
    answer.full_clean(exclude=["person"], validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(str(PROBLEMS["answered_already"]), code="answered_already") from error
    record("remark.answer", subject=("remark", remark.pk), person=remark.person_id)
    return answer


@transaction.atomic
def print_slip(
    *,
    actor: Actor,
    person: uuid.UUID,
    kind: str,
    sheet_person: SheetPerson | None = None,
    letter: ReferenceLetter | None = None,
    framework_version: FrameworkVersion | None = None,
) -> Slip:
    """Return the slip for this purpose; printing again keeps its code."""
    actor.must("write", "own_voice")
    same = {
        "person_id": person,
        "kind": kind,
        "sheet_person": sheet_person,
        "letter": letter,
        "framework_version": framework_version,
    }
    slip: Slip | None = Slip.objects.filter(**same, organisation=actor.organisation).first()
    if slip is None:
        slip = Slip(
            **same,
            organisation=actor.organisation,
            code=new_code(length=SHORT),
            printed_by=actor.membership,
        )
        slip.save(force_insert=True)
        record(f"slip.{SlipKind(kind)}", subject=("slip", slip.pk), person=person)
    return slip
