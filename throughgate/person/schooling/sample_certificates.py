"""Registrations of the sample region, in each state, made from what the rules give for the class."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from throughgate.foundation.database.context import acting
from throughgate.foundation.languages.texts import text_in
from throughgate.ground.acting.actor import Actor
from throughgate.person.schooling import actions
from throughgate.person.schooling.models import Decision, Enrolment, ExamRegistration
from throughgate.person.schooling.queries.certificates import Answer, Certificates, pupils
from throughgate.person.schooling.sample import CLASS_10, TEACHER, Acts

CERTIFICATE = "eesa"
STATES = ("to_register", "registered", "admitted", "passed", "failed", "withdrawn")


def load_registrations(acts: Acts) -> int:
    """Sign for some of the class, and follow each registration to another state; return how many there are."""
    teacher = acts(TEACHER)
    with acting(teacher.context):
        certificates = Certificates.of(teacher)
        inside = Enrolment.objects.visible_to(teacher).filter(course__name=CLASS_10.name, until_on=None)
        found = (certificates.answer(one, CERTIFICATE) for one in pupils(teacher, inside))
        fit = [one for one in found if one and one.outcome in ("eligible", "resit")]
        chosen = list(zip(fit, STATES, strict=False))
        for answer, state in chosen:
            _register(teacher, certificates, answer, state)
        if len(fit) > len(STATES):
            _sign(teacher, certificates, fit[len(STATES)], agrees=False)
    return len(chosen)


def _sign(teacher: Actor, certificates: Certificates, answer: Answer, *, agrees: bool = True) -> Decision:
    person = answer.pupil.person
    assert person is not None
    return actions.sign(
        actor=teacher,
        course=answer.pupil.course,
        person=person,
        judged=answer.judged(certificates.jurisdiction),
        seen=answer.marks,
        agrees=agrees,
        reason="" if agrees else "Wechselt im Januar in die Ausbildung",
    )


def _register(teacher: Actor, certificates: Certificates, answer: Answer, state: str) -> None:
    row = actions.make_registration(actor=teacher, decision=_sign(teacher, certificates, answer))
    if state == "withdrawn":
        _move(teacher, row, "withdraw", reason="own_wish")
        return
    held = state in ("passed", "failed")
    there = row.needed[:3] if state == "to_register" else row.needed
    exam_on = timezone.localdate() + timedelta(days=-12 if held else 140)
    actions.change_file(
        actor=teacher,
        row=row,
        expected=row.version,
        needed=row.needed,
        there=there,
        exam_on=exam_on if held or state == "admitted" else None,
    )
    steps = {"registered": 1, "admitted": 2, "passed": 3, "failed": 3}.get(state, 0)
    last = "pass" if state == "passed" else "fail"
    for name in ("register", "admit", last)[:steps]:
        _move(teacher, row, name, called=text_in(answer.version.name))


def _move(teacher: Actor, row: ExamRegistration, name: str, *, reason: str = "", called: str = "") -> None:
    actions.move_registration(
        actor=teacher, row=row, name=name, expected=row.version, reason=reason, called=called
    )
