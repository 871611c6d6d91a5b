"""What tests of certificates begin with: people of a class whose marks give a known answer."""

from __future__ import annotations

from throughgate.person.schooling import actions
from throughgate.person.schooling.models import Enrolment, Subject
from throughgate.person.schooling.queries.certificates import Certificates, pupils
from throughgate.person.schooling.sample_sheets import TAUGHT
from throughgate.person.schooling.tests.making import course, this_half


def class_of(acting, people, **more):
    """Make a class 10 of a comprehensive school in which each person has these marks (`{key: {subject: mark}}`)."""
    made = course(acting, people=list(people), subjects=TAUGHT, grade=10, **more)
    with acting("teacher") as teacher:
        for person, marks in people.items():
            give_all(teacher, made, person, marks)
    return made


def give_all(teacher, made, person, marks, expected=0):
    """Give report marks to somebody."""
    enrolment = Enrolment.objects.filter(course=made, person=person).latest("from_on")
    rows = {row.code: row.pk for row in Subject.objects.filter(course=made)}
    cells = [actions.Cell(enrolment.pk, rows[code], expected, text) for code, text in marks.items()]
    saved = actions.give_marks(actor=teacher, course=made.pk, slots=actions.Slots(this_half()), cells=cells)
    assert not saved.problems
    assert not saved.conflicts


def answer_of(actor, made, person, key="eesa"):
    """Return what a rule gives for somebody."""
    found = pupils(actor, Enrolment.objects.visible_to(actor).filter(course=made, person=person))
    return Certificates.of(actor).answer(found[0], key)


def sign(actor, made, person, *, agrees=True, reason="", key="eesa"):
    """Let a teacher sign what the rule gives."""
    answer = answer_of(actor, made, person, key)
    judged = answer.judged("de-nw")
    return actions.sign(
        actor=actor,
        course=made,
        person=answer.pupil.person,
        judged=judged,
        seen=judged["marks"],
        agrees=agrees,
        reason=reason,
    )


def registered(actor, made, person, **more):
    """Sign, and make the registration."""
    return actions.make_registration(actor=actor, decision=sign(actor, made, person, **more))
