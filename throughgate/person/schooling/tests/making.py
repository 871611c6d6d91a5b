"""What tests of schooling begin with: a course of the cast's prison with its people and marks."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from throughgate.ground.accounts.models import Membership
from throughgate.person.schooling import actions
from throughgate.person.schooling.models import Enrolment, Subject
from throughgate.person.schooling.rules.half_years import HalfYear, half_year_of

TAUGHT = (("german", "each"), ("maths", "each"), ("english", "none"))


def page(name, *args):
    """Return an address of schooling."""
    return reverse(f"schooling:{name}", args=args)


def today():
    """Return today."""
    return timezone.localdate()


def this_half() -> HalfYear:
    """Return the half-year that goes on."""
    return half_year_of(today())


def begun() -> date:
    """Return the first day of the half-year that goes on: a course that began then has one half-year."""
    return this_half().starts_on


def course(acting, *, officer=True, people=(), subjects=TAUGHT, **more):
    """Make a course by the teacher of the cast, with an officer who enters marks and these people."""
    fields = {"name": "Class 10", "school_type": "comprehensive", "scale": "de", "starts_on": begun(), **more}
    with acting("teacher") as teacher:
        made = actions.make_course(actor=teacher, **fields)
        for code, level in subjects:
            actions.add_subject(actor=teacher, course=made, code=code, level=level)
        if officer:
            member = Membership.objects.get(user__username="officer")
            actions.name_staff(actor=teacher, course=made, membership=member, part="officer")
        if people:
            actions.enrol(actor=teacher, course=made, people=people, from_on=made.starts_on)
    return made


def place(made, person, subject="german"):
    """Return the keys of somebody's enrolment and of a subject of a course."""
    enrolment = Enrolment.objects.filter(course=made, person=person).latest("from_on")
    return enrolment.pk, Subject.objects.get(course=made, code=subject).pk


def give(actor, made, person, text, *, subject="german", half_year=None, kind="report", expected=0):
    """Give one mark; return what became of it."""
    cell = actions.Cell(*place(made, person, subject), expected, text)
    slots = actions.Slots(half_year or this_half(), kind)
    return actions.give_marks(actor=actor, course=made.pk, slots=slots, cells=[cell])


def days_ago(number):
    """Return a day."""
    return today() - timedelta(days=number)
