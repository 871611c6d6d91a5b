"""Sign what a rule gives, register for an exam, and follow the registration to its result."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.states.changing import change_state
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.person.people.actions import add_row, remove_row
from throughgate.person.people.models import Person, Qualification
from throughgate.person.schooling.actions.courses import must_teach
from throughgate.person.schooling.choices import Document
from throughgate.person.schooling.models import Course, Decision, ExamRegistration, Staff
from throughgate.person.schooling.packs import version_of
from throughgate.person.schooling.rules.registering import EXAM_REGISTRATION, LETS_REGISTER, NOT_AGAIN, OPEN

NEEDED: Final = ("application", "identity", "life", "report", "preparation", "residence")
"""What an authority asks for where the rule does not say."""


@transaction.atomic
def sign(
    *,
    actor: Actor,
    course: Course,
    person: Person,
    judged: dict[str, Any],
    seen: str,
    agrees: bool,
    reason: str = "",
) -> Decision:
    """Sign what a rule gives for somebody: agree, or disagree with a reason.

    `judged` are the fields of the answer as it is now, `seen` is the fingerprint of the marks and facts that the page showed.
    Raise NotAllowed, or ValidationError where they changed meanwhile or the reason is missing.
    """
    must_teach(actor, course)
    if judged["marks"] != seen:
        raise ValidationError(
            _("Marks or facts changed meanwhile. Look at the answer again, then sign."), code="marks"
        )
    reason = reason.strip()
    if not agrees and not reason:
        raise ValidationError({"reason": _("Say why you disagree.")}, code="reason")
    decision = Decision(
        person=person,
        course=course,
        agrees=agrees,
        reason="" if agrees else reason,
        signed_by=actor.membership,
        **judged,
    )
    decision.full_clean(validate_constraints=False)
    decision.save(force_insert=True)
    record("certificate_decision.sign", subject=("certificate_decision", decision.pk), person=person.pk)
    return decision


@transaction.atomic
def make_registration(*, actor: Actor, decision: Decision) -> ExamRegistration:
    """Make a registration from a decision for it; twice is once. Raise NotAllowed or ValidationError."""
    _must_register(actor, decision.course_id)
    of = {
        "person_id": decision.person_id,
        "certificate": decision.certificate,
        "school_year": decision.school_year,
    }
    there: ExamRegistration | None = ExamRegistration.objects.filter(**of, state__in=NOT_AGAIN).first()
    if there is not None:
        return there
    if not decision.agrees or decision.outcome not in LETS_REGISTER:
        raise ValidationError(
            _("The decision is against it. Nobody is registered on these grounds."), code="against"
        )
    row = ExamRegistration(
        **of,
        course_id=decision.course_id,
        decision=decision,
        needed=_asked_for(decision),
        made_by=actor.membership,
    )
    row.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Somebody else was first, a moment ago.
        found: ExamRegistration = ExamRegistration.objects.get(**of, state__in=NOT_AGAIN)
        return found
    record("exam_registration.make", subject=("exam_registration", row.pk), person=row.person_id)
    return row


def _asked_for(decision: Decision) -> list[str]:
    """Return the documents that the rule says the authority asks for."""
    version = version_of(decision.jurisdiction, decision.certificate, decision.school_year)
    return [one.key for one in version.documents] if version and version.documents else list(NEEDED)


@transaction.atomic
def change_file(
    *,
    actor: Actor,
    row: ExamRegistration,
    expected: int,
    needed: Sequence[str],
    there: Sequence[str],
    exam_on: date | None,
) -> ExamRegistration:
    """Say which documents are asked for and there, and when the exam is. Raise Stale or ValidationError."""
    _must_register(actor, row.course_id)
    if row.state not in OPEN and row.version == expected:
        raise ValidationError(_("This registration has ended. It stays as it is."), code="ended")
    if row.state in ("registered", "admitted") and not set(needed) <= set(there):
        raise ValidationError({"there": _("The file was complete when it was handed in.")}, code="file")
    if row.state == "admitted" and exam_on is None:
        raise ValidationError({"exam_on": _("Somebody admitted has a day of the exam.")}, code="exam_on")
    changes = {
        "needed": [one for one in Document.values if one in needed],
        "there": [one for one in Document.values if one in there],
        "exam_on": exam_on,
    }
    row.save_over(expected, **changes)
    record(
        "exam_registration.file", subject=("exam_registration", row.pk), person=row.person_id, fields=changes
    )
    return row


def moves_for(actor: Actor, row: ExamRegistration) -> tuple[str, ...]:
    """Return the transitions that the actor may take from here and that lack nothing but a reason."""
    if not registers(actor, row.course_id):
        return ()
    given = {*_given(row), "reason"}
    steps = EXAM_REGISTRATION.allowed(row.state, actor.roles)
    return tuple(step.name for step in steps if given.issuperset(step.needs))


@transaction.atomic
def move_registration(
    *, actor: Actor, row: ExamRegistration, name: str, expected: int, reason: str = "", called: str = ""
) -> ExamRegistration:
    """Take a transition; with `pass` the certificate (`called` so) is among what the person can show.

    Raise NotAllowed, Stale, or ValidationError where something is missing.
    """
    _must_register(actor, row.course_id)
    given = {*_given(row), *(["reason"] if reason else [])}
    changes: dict[str, Any] = {"reason": reason} if reason else {}
    held = Qualification(person_id=row.person_id, what=called[:160], obtained_on=row.exam_on)
    if name == "pass":
        changes["paper"] = held.pk
    change_state(
        row,
        EXAM_REGISTRATION,
        name,
        by=actor.roles,
        expected=expected,
        given=given,
        person=row.person_id,
        moved_on=timezone.localdate(),
        **changes,
    )
    if name == "pass":
        add_row(actor=actor, row=held)
    return row


@transaction.atomic
def take_back_result(*, actor: Actor, row: ExamRegistration, expected: int, why: str) -> ExamRegistration:
    """Take back a result that was pressed by mistake: the exam waits for its result, and the certificate that it added goes.

    Raise NotAllowed, Stale, or ValidationError where no reason is given or a later registration took its place.
    """
    _must_register(actor, row.course_id)
    paper = Qualification.objects.filter(pk=row.paper).first() if row.paper else None
    if row.version == expected and _later(row):
        raise ValidationError(
            _("The person was registered for this exam again. Withdraw that registration first."),
            code="again",
        )
    change_state(
        row,
        EXAM_REGISTRATION,
        "take_back",
        by=actor.roles,
        expected=expected,
        why=why.strip(),
        person=row.person_id,
        moved_on=timezone.localdate(),
        paper=None,
    )
    if paper is not None:
        remove_row(actor=actor, row=paper)
    return row


def _later(row: ExamRegistration) -> bool:
    """Say whether another registration stands for the same exam."""
    same = {name: getattr(row, name) for name in ("person_id", "certificate", "school_year")}
    return ExamRegistration.objects.filter(**same, state__in=NOT_AGAIN).exclude(pk=row.pk).exists()


def _given(row: ExamRegistration) -> Collection[str]:
    """Return what a registration has of all that its transitions need."""
    held = row.exam_on is not None and row.exam_on <= timezone.localdate()
    known = {"documents": not row.lacking, "exam_on": row.exam_on is not None, "exam_held": held}
    return {name for name, is_given in known.items() if is_given}


def registers(actor: Actor, course: Any) -> bool:
    """Say whether the actor keeps registrations of a course: its teachers do, and case leads for whom they see."""
    return actor.may("write", "certificate") or (
        actor.may("write", "course")
        and Staff.objects.filter(course=course, membership=actor.membership, part="teacher").exists()
    )


def _must_register(actor: Actor, course: Any) -> None:
    if not registers(actor, course):
        raise NotAllowed("write certificate")
