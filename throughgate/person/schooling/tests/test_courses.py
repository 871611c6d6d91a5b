"""Courses: made and changed by who teaches them, shown to the house."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from throughgate.foundation.audit.models import Entry
from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import NotAllowed
from throughgate.ground.organisations.models import Organisation, Site
from throughgate.person.schooling import actions
from throughgate.person.schooling.models import Course, Staff, Subject
from throughgate.person.schooling.rules.half_years import HalfYear, half_year_of, half_years, read_half_year
from throughgate.person.schooling.tests.making import course, days_ago, give, page

TYPED = {
    "name": "Class 10",
    "school_type": "comprehensive",
    "grade": "10",
    "scale": "de",
    "starts_on": "1 August 2024",
    "ends_on": "31 July 2025",
}


def test_a_teacher_makes_a_course(cast, signed_in):
    """Made, it stands on the list; its maker teaches it, adds subjects, names an officer and changes it."""
    client = signed_in("teacher")
    answer = client.post(page("add"), {**TYPED, "ends_on": ""})
    with cast.acting("teacher") as teacher:
        made = Course.objects.get()
        assert Staff.objects.get().membership == teacher.membership
    assert answer.url == page("subjects", made.pk)
    assert (
        client.post(answer.url, {"code": "maths", "level": "each", "weekly_hours": "4.5"}).status_code == 302
    )
    assert client.post(answer.url, {"name": "Workshop theory", "level": "none"}).status_code == 302
    assert client.post(answer.url, {"level": "none"}).status_code == 422
    assert client.post(answer.url, {"code": "maths", "level": "none"}).status_code == 422
    officer = cast.actor("officer").membership
    assert (
        client.post(page("staff", made.pk), {"membership": officer.pk, "part": "officer"}).status_code == 302
    )
    shown = client.get(page("course", made.pk)).content.decode()
    for text in (
        "Class 10",
        "Mathematics",
        "4.5 h a week",
        "Workshop theory",
        "Officer Cast",
        "Germany, 1 to 6",
    ):
        assert text in shown
    assert client.post(page("change", made.pk), {**TYPED, "version": 1}).url == page("course", made.pk)
    assert client.post(page("change", made.pk), {**TYPED, "version": 1, "grade": "9"}).status_code == 409
    # It has ended.
    assert "Class 10" not in client.get(page("list")).content.decode()
    assert "Class 10" in client.get(page("list"), {"show": "ended"}).content.decode()
    with cast.acting("dpo"):
        told = Entry.objects.filter(subject_kind__in=("course", "subject")).values_list("action", flat=True)
        assert sorted(told) == [
            "course.change",
            "course.make",
            "course.name_staff",
            "subject.add",
            "subject.add",
        ]


def test_a_colleague_is_taken_out_of_the_course(acting, cast, signed_in):
    """Whose part was taken away sees the course's marks no more."""
    made = course(acting, people=[cast.key("emre")])
    with acting("officer"):
        staff = Staff.objects.get(part="officer")
    client = signed_in("teacher")
    assert "Officer Cast" in client.get(page("staff", made.pk)).content.decode()
    assert client.post(page("staff", made.pk), {"drop": staff.pk}).status_code == 302
    assert "Officer Cast" not in client.get(page("course", made.pk)).content.decode()


@pytest.mark.parametrize("who", ["officer", "lead", "schoolteacher"])
def test_others_change_nothing(acting, who):
    """Neither an officer of the course, nor a case lead, nor a teacher of another house."""
    made = course(acting)
    with acting(who) as actor:
        for change in (
            lambda: actions.change_course(actor=actor, course=made, expected=1, name="Mine"),
            lambda: actions.add_subject(actor=actor, course=made, code="art", level="none"),
        ):
            with pytest.raises((NotAllowed, Course.DoesNotExist)):
                change()


def test_another_teacher_of_the_house_changes_no_subjects(acting):
    """Subjects are for who teaches the course."""
    made = course(acting)
    Membership.objects.filter(user__username="colleague").update(roles=["teacher"])
    with acting("colleague") as colleague, pytest.raises(NotAllowed):
        actions.add_subject(actor=colleague, course=made, code="art", level="none")


def test_what_marks_stand_on_stays(acting, cast):
    """With a mark, scale, subject and an end before it are refused with words, and by the database as well."""
    emre, before = cast.key("emre"), days_ago(1)
    made = course(acting, people=[emre], starts_on=days_ago(40))
    with acting("teacher") as teacher:
        german = Subject.objects.get(code="german")
        give(teacher, made, emre, "2")
        for field, change in (("scale", {"scale": "si"}), ("ends_on", {"ends_on": before})):
            with pytest.raises(ValidationError) as refused:
                actions.change_course(actor=teacher, course=Course.objects.get(), expected=1, **change)
            assert field in refused.value.message_dict
        with pytest.raises(ValidationError, match="Marks were given in this subject"):
            actions.remove_subject(actor=teacher, subject=german)
        with pytest.raises(ValidationError, match="Marks were given in this subject"):
            actions.change_subject(actor=teacher, subject=german, expected=1, code="art")
        for change in ({"scale": "si"}, {"ends_on": before}):
            with pytest.raises(IntegrityError, match="not to be changed so"), transaction.atomic():
                Course.objects.update(**change)
        with pytest.raises(IntegrityError, match="of the other subject"), transaction.atomic():
            Subject.objects.filter(pk=german.pk).update(code="art")


def test_a_course_stays_whose_it_is(acting):
    """No statement gives a course to another organisation or maker."""
    course(acting)
    other = Organisation.objects.get(code="south").pk
    with (
        acting("teacher"),
        pytest.raises(Exception, match=r"stays whose|row-level security"),
        transaction.atomic(),
    ):
        Course.objects.update(organisation=other)


def test_what_a_course_cannot_be(acting):
    """No unknown scale, no end before the start, no company as its school, no site of somebody else."""
    with acting("teacher"):
        roofing = Organisation.objects.get(code="roofing")
        elsewhere = Site.objects.get(organisation=roofing)
    for change in (
        {"scale": "unheard-of"},
        {"ends_on": date(2000, 1, 1)},
        {"school": roofing},
        {"site": elsewhere},
    ):
        with pytest.raises(ValidationError) as refused:
            course(acting, **change)
        assert list(refused.value.message_dict) == list(change)


def test_half_years():
    """A school year begins in August, its second half in February; a course has one after the other, the latest first."""
    assert half_year_of(date(2026, 7, 31)) == HalfYear(2025, 2)
    assert half_year_of(date(2026, 8, 1)) == HalfYear(2026, 1)
    assert half_year_of(date(2027, 1, 31)) == HalfYear(2026, 1)
    assert (HalfYear(2026, 1).ends_on, HalfYear(2026, 2).ends_on) == (date(2027, 1, 31), date(2027, 7, 31))
    assert HalfYear(1999, 1).year_name == "1999/00"
    found = half_years(date(2025, 9, 1), None, date(2026, 11, 30))
    assert [one.code for one in found] == ["2026-1", "2025-2", "2025-1"]
    # A course that begins later has its first half-year.
    assert half_years(date(2027, 9, 1), None, date(2026, 11, 30)) == [HalfYear(2027, 1)]
    assert all(read_half_year(one.code) == one for one in found)
    assert [read_half_year(text) for text in ("", "2026-3", "26-1", "2026", "²026-1")] == [None] * 5


def test_each_day_lies_in_its_half_year():
    """Of five years, each day lies between the first and the last day of its half-year."""
    for number in range(5 * 366):
        day = date(2024, 1, 1) + timedelta(days=number)
        half = half_year_of(day)
        assert half.starts_on <= day <= half.ends_on
