"""Who sees what of schooling: the course's teacher and officer, the case lead, the person; a company and strangers nothing."""

from __future__ import annotations

import pytest
from django.db import Error, IntegrityError, transaction

from throughgate.foundation.database.context import Context
from throughgate.foundation.database.context import acting as in_context
from throughgate.ground.accounts.models import Membership
from throughgate.person.schooling import actions
from throughgate.person.schooling.models import Conference, Course, Enrolment, Mark, Staff, Subject
from throughgate.person.schooling.tests.making import course, give, this_half, today

TABLES = (Course, Subject, Conference, Staff, Enrolment, Mark)


@pytest.fixture
def made(acting, cast):
    """Make a course of Emre and Milan with one mark each and a conference."""
    both = [cast.key("emre"), cast.key("milan")]
    made = course(acting, people=both)
    with acting("teacher") as teacher:
        for person, text in zip(both, ("2", "4-"), strict=True):
            assert not give(teacher, made, person, text).problems
        actions.set_conference(actor=teacher, course=made, half_year=this_half(), held_on=today(), expected=0)
    return made


# Courses, subjects, conferences, staff, enrolments, marks that each sees.
SEES = {
    "teacher": (1, 3, 1, 2, 2, 2),
    "officer": (1, 3, 1, 2, 2, 2),
    "lead": (1, 3, 1, 2, 2, 2),
    "colleague": (1, 3, 1, 2, 2, 2),
    "dpo": (1, 3, 1, 2, 2, 2),
    "admin": (1, 3, 1, 2, 0, 0),
    # Emre's aftercare: where he learned, not with which marks.
    "aftercare": (1, 3, 1, 0, 1, 0),
    **dict.fromkeys(
        ("stranger", "schoolteacher", "company", "placement", "trainer", "tso", "chamberadmin"), (0,) * 6
    ),
}


@pytest.mark.parametrize("who", SEES)
def test_who_sees_what(made, acting, who):
    """Row security alone shows to each exactly this much, whatever a page would ask."""
    with acting(who):
        assert tuple(table.objects.count() for table in TABLES) == SEES[who]


def test_the_person_sees_the_own_alone(made, cast):
    """The person at the kiosk sees the own enrolment and marks with the course, nobody else's and no staff."""
    with in_context(Context(person=cast.key("emre"))):
        assert tuple(table.objects.count() for table in TABLES) == (1, 3, 1, 0, 1, 1)
        assert Mark.objects.get().value == "2"


def test_others_of_the_same_roles_see_no_marks(made, acting):
    """A teacher and an officer of the same prison who are not named in the course see neither its people's marks nor its list."""
    Membership.objects.filter(user__username="colleague").update(roles=["teacher"])
    with acting("colleague"):
        assert Mark.objects.count() == 0
        # A teacher of the house sees that people are in a course, to enrol them.
        assert Enrolment.objects.count() == 2
    Membership.objects.filter(user__username="colleague").update(roles=["observer"])
    with acting("colleague"):
        assert (Mark.objects.count(), Enrolment.objects.count()) == (0, 0)


def test_a_pupil_brings_marks_along(made, acting, cast):
    """Who teaches somebody reads what they got in other courses, for the certificate; of nobody else."""
    Membership.objects.filter(user__username="colleague").update(roles=["teacher"])
    with acting("colleague") as colleague:
        other = actions.make_course(
            actor=colleague, name="Other", school_type="adult", scale="de", starts_on=made.starts_on
        )
        assert Mark.objects.count() == 0
        actions.enrol(actor=colleague, course=other, people=[cast.key("emre")], from_on=today())
        assert [mark.value for mark in Mark.objects.all()] == ["2"]


@pytest.mark.parametrize("who", ["lead", "colleague", "admin", "stranger", "dpo", "aftercare", "placement"])
def test_nobody_else_writes_marks(made, acting, cast, who):
    """Rows for a course that does not name one are refused by the database, whoever forges them."""
    with acting("teacher"):
        mark = Mark.objects.get(person=cast.key("emre"))
    with acting(who) as actor:
        assert Mark.objects.filter(pk=mark.pk).update(value="1") == 0
        forged = Mark(
            person_id=mark.person_id,
            enrolment_id=mark.enrolment_id,
            course_id=mark.course_id,
            subject_id=mark.subject_id,
            school_year=mark.school_year,
            half=mark.half,
            kind="oral",
            value="1",
            scale="de",
            given_on=mark.given_on,
            given_by_id=actor.membership.pk,
        )
        with pytest.raises(Error), transaction.atomic():
            forged.save(force_insert=True)


def test_nobody_names_themselves(made, acting):
    """A teacher of the house who was not asked into a course does not open it by an own row, nor does an administrator."""
    Membership.objects.filter(user__username="colleague").update(
        roles=["teacher", "administrator", "observer"]
    )
    with acting("colleague") as actor:
        with pytest.raises(Error), transaction.atomic():
            Staff(course=made, membership=actor.membership, part="teacher").save(force_insert=True)
        assert Mark.objects.count() == 0


def test_the_administrator_names_a_teacher_where_none_is_left(made, acting):
    """Where the only teacher went, the administrator names another member with that role, and reads no mark by it."""
    member = Membership.objects.get(user__username="colleague")
    Membership.objects.filter(pk=member.pk).update(roles=["teacher"])
    with acting("teacher") as teacher:
        actions.drop_staff(actor=teacher, staff=Staff.objects.get(membership=teacher.membership))
        assert Mark.objects.count() == 0
    with acting("admin") as admin:
        assert Mark.objects.count() == 0
        with pytest.raises(Error), transaction.atomic():
            Staff(course=made, membership=admin.membership, part="teacher").save(force_insert=True)
        member.refresh_from_db()
        actions.name_staff(actor=admin, course=made, membership=member, part="teacher")
    with acting("colleague"):
        assert Mark.objects.count() == 2


@pytest.mark.parametrize(
    ("who", "part"),
    [("lead", "teacher"), ("officer", "teacher"), ("stranger", "teacher"), ("teacher", "officer")],
)
def test_parts_are_for_those_with_the_role(made, acting, who, part):
    """Only a member of the organisation with the role that the part takes is named, past the action as well."""
    member = Membership.objects.get(user__username=who)
    Membership.objects.filter(user__username="colleague").update(roles=["teacher"])
    with acting("admin"):
        Staff.objects.filter(membership=member).delete()
        with pytest.raises(IntegrityError, match="nobody who could have this part"), transaction.atomic():
            Staff(course=made, membership=member, part=part).save(force_insert=True)
