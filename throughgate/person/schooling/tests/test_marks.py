"""Marks: on their scale, in their slot, while the person was in the course; two at once have one clear outcome."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from throughgate.foundation.audit.models import History
from throughgate.ground.acting.actor import NotAllowed
from throughgate.person.schooling import actions
from throughgate.person.schooling.models import Course, Enrolment, Mark, Subject
from throughgate.person.schooling.rules.half_years import HalfYear, half_year_of
from throughgate.person.schooling.tests.making import (
    begun,
    course,
    days_ago,
    give,
    place,
    this_half,
    today,
)


@pytest.fixture
def emre(cast):
    return cast.key("emre")


@pytest.fixture
def made(acting, emre):
    """Make a course that began two half-years ago, with Emre in it."""
    return course(acting, people=[emre], starts_on=begun() - timedelta(days=200))


def test_teacher_and_officer_give_marks(acting, made, emre):
    """Both enter marks; the second work of a kind, and another kind, are slots of their own; history keeps what was."""
    with acting("teacher") as teacher:
        assert list(give(teacher, made, emre, "3+").versions.values()) == [1]
        give(teacher, made, emre, "2", kind="oral")
    with acting("officer") as officer:
        assert list(give(officer, made, emre, "2-", expected=1).versions.values()) == [2]
        mark = Mark.objects.get(kind="report")
        assert (mark.value, mark.scale, mark.level, mark.school_year) == (
            "2-",
            "de",
            "basic",
            this_half().year,
        )
        assert mark.given_by == officer.membership
        assert mark.given_on == today()
    with acting("lead"):
        assert [row.before["value"] for row in History.objects.filter(table_name="schooling_mark")] == ["3+"]


@pytest.mark.parametrize(
    ("scale", "text", "code"),
    [
        ("de", "7", "outside_scale"),
        ("de", "0", "outside_scale"),
        ("de", "6-", "no_tendency"),
        ("de", "3,7", "not_a_step"),
        ("de", "well", "not_a_mark"),
        ("de", "befr.", "ambiguous"),
        ("si", "6", "outside_scale"),
        ("si", "3+", "no_tendency"),
    ],
)
def test_what_is_no_mark_is_refused_with_its_place(acting, emre, scale, text, code):
    """A cell that is no mark of the scale is named with its reason; the others of the same save are kept."""
    made = course(acting, people=[emre], scale=scale)
    with acting("teacher") as teacher:
        bad = actions.Cell(*place(made, emre, "german"), 0, text)
        good = actions.Cell(*place(made, emre, "maths"), 0, "4")
        saved = actions.give_marks(
            actor=teacher, course=made.pk, slots=actions.Slots(this_half()), cells=[bad, good]
        )
        assert [(problem.cell, problem.code) for problem in saved.problems] == [(bad, code)]
        assert saved.problems[0].words
        assert [mark.value for mark in Mark.objects.all()] == ["4"]


@pytest.mark.parametrize(
    ("text", "non_mark"),
    [
        ("nb", "not_assessed"),
        ("teilg.", "attended"),
        ("befreit", "released"),
        ("gefehlt", "absent"),
        ("-", "not_assessed"),
    ],
)
def test_words_in_the_place_of_a_mark(acting, made, emre, text, non_mark):
    """What stands for no mark is kept as such, and never as a value."""
    with acting("teacher") as teacher:
        assert not give(teacher, made, emre, text).problems
        mark = Mark.objects.get()
        assert (mark.value, mark.non_mark) == ("", non_mark)


def test_two_enter_the_same_slot(acting, made, emre):
    """Who came first stays, with name and time, and nothing of the second is saved; saved over that version it counts."""
    with acting("teacher") as teacher:
        give(teacher, made, emre, "2")
    with acting("officer") as officer:
        saved = give(officer, made, emre, "4")
        assert not saved.versions
        (conflict,) = saved.conflicts
        assert (conflict.value, conflict.version, conflict.who) == ("2", 1, "Teacher Cast")
        assert Mark.objects.get().value == "2"
        assert give(officer, made, emre, "4", expected=1).versions
        # The same once more, as after a dropped connection, is no conflict.
        assert not give(officer, made, emre, "4", expected=1).conflicts


def test_an_emptied_slot_is_no_mark(acting, made, emre):
    """Emptied, a slot holds nothing; its version goes on, so that a second who did not see it is told."""
    with acting("teacher") as teacher:
        give(teacher, made, emre, "2")
        give(teacher, made, emre, "", expected=1)
        assert not Mark.objects.given().exists()
        (conflict,) = give(teacher, made, emre, "5", expected=1).conflicts
        assert (conflict.value, conflict.version) == ("", 2)


def test_a_change_of_course_changes_no_earlier_mark(acting, made, emre):
    """The level of a mark is the one at which it was given."""
    with acting("teacher") as teacher:
        give(teacher, made, emre, "2")
        enrolment = Enrolment.objects.get()
        german = Subject.objects.get(code="german").pk
        actions.change_levels(actor=teacher, enrolment=enrolment, expected=1, extended=[german])
        give(teacher, made, emre, "3", kind="oral")
        assert dict(Mark.objects.values_list("kind", "level")) == {"report": "basic", "oral": "extended"}


def test_no_mark_after_the_course_or_the_enrolment_ended(acting, emre):
    """A half-year that begins after the end, or before the person came, is refused with the reason; past the action as well."""
    half = half_year_of(days_ago(400))
    made = course(acting, people=[emre], starts_on=half.starts_on, ends_on=half.ends_on)
    later, earlier = half.following, HalfYear(half.year - 1, half.half)
    with acting("teacher") as teacher:
        for half_year, code in ((later, "after_course"), (earlier, "before_enrolment")):
            (problem,) = give(teacher, made, emre, "2", half_year=half_year).problems
            assert problem.code == code
        give(teacher, made, emre, "2", half_year=half)
        mark = Mark.objects.get()
        assert mark.given_on == half.ends_on
        for days, words in ((1, "after the course ended"), (-999, "before the person was in the course")):
            with pytest.raises(IntegrityError, match=words), transaction.atomic():
                Mark.objects.update(given_on=half.ends_on + timedelta(days=days))


def test_no_mark_after_somebody_left(acting, made, emre):
    """Who left gets no mark of a later half-year, and does not leave before the last mark."""
    with acting("teacher") as teacher:
        give(teacher, made, emre, "2")
        enrolment = Enrolment.objects.get()
        with pytest.raises(ValidationError, match="Marks were given after this day"):
            actions.leave(actor=teacher, enrolment=enrolment, expected=1, until_on=days_ago(1), reason="work")
        with pytest.raises(IntegrityError, match="outside of these days"), transaction.atomic():
            Enrolment.objects.update(until_on=days_ago(1), reason="work")
        actions.leave(
            actor=teacher, enrolment=Enrolment.objects.get(), expected=1, until_on=today(), reason="work"
        )
        assert give(teacher, made, emre, "4", half_year=this_half().following).problems[0].code in (
            *("future", "after_leaving"),
        )
        with pytest.raises(IntegrityError, match="after the person left"), transaction.atomic():
            Mark.objects.update(given_on=today() + timedelta(days=1))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": "7"}, "not on its scale"),
        ({"value": "6-"}, "not on its scale"),
        ({"value": "x"}, "not on its scale"),
        ({"scale": "si"}, "on another scale"),
        ({"half": 2, "school_year": 1999}, "in its slot"),
        ({"kind": "exam"}, "in its slot"),
        ({"value": "1", "non_mark": "absent"}, "mark_or_none"),
    ],
)
def test_the_database_refuses_what_the_action_would(acting, emre, change, words):
    """Written past the action: outside its scale, on another one, or into another slot."""
    made = course(acting, people=[emre])
    with acting("teacher") as teacher:
        give(teacher, made, emre, "2")
        with pytest.raises(IntegrityError, match=words), transaction.atomic():
            Mark.objects.update(**change)


def test_one_slot_holds_one_mark(acting, made, emre):
    """A second row for the slot is refused by the database."""
    with acting("teacher") as teacher:
        give(teacher, made, emre, "2")
        mark = Mark.objects.get()
        mark.pk = None
        again = Mark(
            **{f.attname: getattr(mark, f.attname) for f in Mark._meta.concrete_fields if f.name != "id"}
        )
        with pytest.raises(IntegrityError, match="mark_once"), transaction.atomic():
            again.save(force_insert=True)


@pytest.mark.parametrize("who", ["lead", "stranger", "dpo"])
def test_others_give_no_marks(acting, made, emre, who):
    """Who is not named in the course is told so before anything is looked for."""
    cells = [actions.Cell(*_place(acting, made, emre), 0, "1")]
    with acting(who) as actor, pytest.raises(NotAllowed):
        actions.give_marks(actor=actor, course=made.pk, slots=actions.Slots(this_half()), cells=cells)


def _place(acting, made, person):
    with acting("teacher"):
        return place(made, person)


def test_a_cell_of_another_course(acting, made, cast):
    """Somebody of another course, or a subject of one, is not there."""
    other = course(acting, name="Other", people=[cast.key("milan")])
    with acting("teacher") as teacher:
        of_other = place(other, cast.key("milan"))
        mine = place(made, cast.key("emre"))
        for pair, missing in (((of_other[0], mine[1]), Enrolment), ((mine[0], of_other[1]), Subject)):
            with pytest.raises(missing.DoesNotExist):
                actions.give_marks(
                    actor=teacher,
                    course=made.pk,
                    slots=actions.Slots(this_half()),
                    cells=[actions.Cell(*pair, 0, "1")],
                )
        assert Course.objects.count() == 2
