"""Courses of the sample region with marks of several half-years, entered by those who teach there."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from throughgate.foundation.database.context import acting
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.models import Stay
from throughgate.person.schooling import actions
from throughgate.person.schooling.models import Course, Enrolment, Subject
from throughgate.person.schooling.packs import scales_in
from throughgate.person.schooling.rules.half_years import HalfYear, half_year_of
from throughgate.person.schooling.sample_sheets import (
    BAD,
    DEFICITS,
    FINE,
    GOOD,
    NEAR,
    NEAR_SIX,
    RESIT,
    RESIT_OTHERS,
    UNMARKED,
    Sheet,
)

SEED = 20261130
TEACHER, OFFICER = "jansen", "brandt"
Acts = Callable[[str], Actor]


@dataclass(frozen=True)
class Told:
    """A course: what is taught with hours a week, to how many people, how many of the people of the house come before."""

    name: str
    school_type: str
    grade: int | None
    subjects: Sequence[tuple[str, str, str, str]]
    """Code, name of its own, level, hours."""
    size: int
    skip: int
    kind: str = "report"
    school: str = ""
    seats: int | None = None
    german: str = ""
    certificates: Sequence[str] = ()
    in_days: int = 0
    """So many days from today it begins; nobody has a mark in it yet."""
    sheets: Sequence[Sheet] = ()
    """What the report marks of this half-year are like, person by person."""


KINDS_OF_SHEET = {"A": GOOD, "B": RESIT, "C": RESIT_OTHERS, "D": NEAR, "E": NEAR_SIX, "F": BAD, "G": UNMARKED}
MIXED = "ABADAGCAEFABDAGCAFABEADG"
"""Who is where in the class: 9 can be registered, 5 with a resit, 5 nearly, 2 not, of 3 nobody can say."""

CLASS_10 = Told(
    "Klasse 10, Vormittag",
    "comprehensive",
    10,
    (
        ("german", "", "each", "5"),
        ("maths", "", "each", "5"),
        ("english", "", "each", "4"),
        ("elective", "", "none", "3"),
        ("natural_sciences_area", "", "none", "6"),
        ("biology", "", "none", "2"),
        ("chemistry", "", "each", "2"),
        ("physics", "", "none", "2"),
        ("social_studies", "", "none", "3"),
        ("work_economy_area", "", "none", "3"),
        ("technology", "", "none", "1"),
        ("economics", "", "none", "1"),
        ("home_economics", "", "none", "1"),
        ("religion_philosophy", "", "none", "1"),
        ("sport", "", "none", "2"),
    ),
    size=24,
    skip=0,
    school="school-rurtal",
    seats=26,
    certificates=("school_extended", "school_middle"),
    sheets=[KINDS_OF_SHEET[letter] for letter in MIXED],
)
METAL = Told(
    "Metall, Grundlagen",
    "vocational",
    None,
    (
        ("vocational_theory", "", "none", "4"),
        ("vocational_practice", "", "none", "16"),
        ("", "Technisches Zeichnen", "none", "2"),
        ("maths", "", "none", "2"),
    ),
    size=9,
    skip=24,
)
GERMAN = Told(
    "Deutsch B1",
    "adult",
    None,
    (("german", "", "none", "8"),),
    size=8,
    skip=33,
    seats=12,
    german="B1",
    in_days=64,
)
FORKLIFT = Told(
    "Gabelstapler",
    "vocational",
    None,
    (("vocational_practice", "", "none", "20"),),
    size=5,
    skip=41,
    seats=6,
    certificates=("forklift",),
    in_days=21,
)
COURSES = (CLASS_10, METAL)
LATER = (GERMAN, FORKLIFT)


def load_courses(acts: Acts) -> int:
    """Tell them; return how many courses there are."""
    chance = random.Random(SEED)  # noqa: S311 - invented marks, no secret
    teacher = acts(TEACHER)
    now = half_year_of(timezone.localdate())
    first = HalfYear(now.year - 1, 1)
    with acting(teacher.context):
        people = _people(teacher)
        for told in COURSES:
            course = _make(teacher, acts(OFFICER), told, first.starts_on)
            inside = _enrol(teacher, course, told, people)
            talent = {key: chance.gauss(0, 0.55) for key in inside}
            half = first
            while half < now:
                _mark(teacher, course, half, talent, chance)
                half = half.following
            _mark(
                teacher,
                course,
                now,
                talent,
                chance,
                share=0.93,
                sheets=dict(zip(inside, told.sheets, strict=False)),
            )
            actions.set_conference(
                actor=teacher,
                course=course,
                half_year=now,
                held_on=min(timezone.localdate() + timedelta(days=16), now.ends_on),
                expected=0,
            )
        for told in LATER:
            starts_on = timezone.localdate() + timedelta(days=told.in_days)
            _enrol(teacher, _make(teacher, acts(OFFICER), told, starts_on), told, people)
    return len(COURSES) + len(LATER)


def _people(actor: Actor) -> dict[uuid.UUID, date]:
    """Return who is in the house, those who are there longest first, with the day on which each arrived."""
    stays = Stay.objects.filter(organisation=actor.organisation, ended_on=None)
    rows = stays.order_by("arrived_on", "person").values_list("person_id", "arrived_on")
    return dict(rows)


def _make(teacher: Actor, officer: Actor, told: Told, starts_on: date) -> Course:
    course = actions.make_course(
        actor=teacher,
        name=told.name,
        school_type=told.school_type,
        grade=told.grade,
        scale=scales_in(teacher.organisation.region)[0].key,
        school=Organisation.objects.get(code=told.school) if told.school else None,
        starts_on=starts_on,
        seats=told.seats,
        leads_to_german=told.german,
        leads_to_certificates=list(told.certificates),
    )
    for code, name, level, hours in told.subjects:
        actions.add_subject(
            actor=teacher, course=course, code=code, name=name, level=level, weekly_hours=hours
        )
    assert officer.membership is not None
    actions.name_staff(actor=teacher, course=course, membership=officer.membership, part="officer")
    return course


def _enrol(teacher: Actor, course: Course, told: Told, people: dict[uuid.UUID, date]) -> list[uuid.UUID]:
    chosen = list(people)[told.skip : told.skip + told.size]
    both = list(Subject.objects.filter(course=course, level="each"))
    for number, key in enumerate(chosen):
        from_on = max(course.starts_on, people[key])
        (row,) = actions.enrol(actor=teacher, course=course, people=[key], from_on=from_on)
        sheet = told.sheets[number] if told.sheets else {}
        extended = [
            subject.pk
            for place, subject in enumerate(both)
            if (number * 5 + place * 3) % 7 < 3 and sheet.get(subject.code) not in DEFICITS
        ]
        if extended:
            actions.change_levels(actor=teacher, enrolment=row, expected=1, extended=extended)
    return chosen


def _mark(
    teacher: Actor,
    course: Course,
    half: HalfYear,
    talent: dict[uuid.UUID, float],
    chance: random.Random,
    *,
    share: float = 1.0,
    sheets: Mapping[uuid.UUID, Sheet] | None = None,
) -> None:
    """Give this share of the term marks of a half-year; each is near what the person is able to, now and then a word.

    What stands in a person's sheet is given whatever the share, and is no deficit where the sheet has none.
    """
    cells = []
    for row in Enrolment.objects.filter(course=course, from_on__lte=half.ends_on).order_by("name", "pk"):
        sheet = (sheets or {}).get(row.person_id, {})
        for subject in Subject.objects.filter(course=course).order_by("position"):
            level = 3.6 + talent[row.person_id] + (0.5 if row.level_in(subject) == "extended" else 0)
            value = min(4 if sheet else 6, max(1, round(chance.gauss(level, 0.8))))
            text = sheet.get(subject.code) or ("nicht beurteilt" if chance.random() < 0.01 else FINE)
            if subject.code in sheet or chance.random() < share:
                cells.append(actions.Cell(row.pk, subject.pk, 0, str(value) if text == FINE else text))
    actions.give_marks(actor=teacher, course=course.pk, slots=actions.Slots(half), cells=cells)
