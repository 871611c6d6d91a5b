"""Somebody in a course with what rules are asked about, as one row of one statement gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from throughgate.foundation.languages.folding import search_key
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person, Qualification, Stay
from throughgate.person.people.rules import age_of
from throughgate.person.schooling.models import (
    Course,
    Decision,
    Enrolment,
    ExamRegistration,
    Facts,
    Mark,
)
from throughgate.person.schooling.packs import scales
from throughgate.person.schooling.rules.certificates.cases import Case, GivenMark
from throughgate.person.schooling.rules.certificates.grammar import SchoolType
from throughgate.person.schooling.rules.half_years import half_year_of
from throughgate.person.schooling.rules.registering import here_on
from throughgate.person.schooling.rules.scales import Mark as Given
from throughgate.person.schooling.rules.scales import NotAMark
from throughgate.person.schooling.rules.subjects import subjects

SCHOOL_TYPES: tuple[SchoolType, ...] = get_args(SchoolType)
DATES = ("release_earliest_on", "release_expected_on", "release_latest_on")


@dataclass(frozen=True)
class Pupil:
    """Somebody in a course with what rules are asked about; no person where they are with another organisation."""

    enrolment: Enrolment
    person: Person | None
    case: Case
    scale: str
    """Of the marks that count; others are left out."""
    left_out: tuple[str, ...]
    """Subjects whose marks stand on another scale."""
    held: frozenset[str]
    """What the person can show, as words are compared."""
    decisions: Mapping[tuple[str, int], Mapping[str, Any]]
    """The latest one of each certificate and school year."""
    registrations: Mapping[str, Mapping[str, Any]]
    """The latest one of each certificate."""
    release: tuple[date | None, date | None, date | None]
    given: Mapping[str, Any]
    """What was answered beside marks, by the names of the answers."""

    @property
    def course(self) -> Course:
        """Return the course."""
        found: Course = self.enrolment.course
        return found

    @property
    def name(self) -> str:
        """Return the name, family name first, or as the school wrote it into its list."""
        if self.person is None:
            return self.enrolment.name
        return self.person.formal_name

    @property
    def order(self) -> tuple[str, str]:
        """Return what a list of them is sorted by."""
        return self.person.name_key if self.person else search_key(self.name), str(self.enrolment.pk)

    def here_on(self, day: date) -> str:
        """Say whether the person is still in custody on a day."""
        return here_on(day, *self.release)


def columns(actor: Actor, *, with_age: bool) -> dict[str, Any]:
    """Return what is read beside an enrolment, most of it as arrays."""
    person = OuterRef("person")
    marks = Mark.objects.visible_to(actor).given().filter(person=person, kind="report")
    mark = {name: F(name) for name in ("school_year", "half", "level", "value", "scale")}
    subject = {name: F(f"subject__{name}") for name in ("code", "is_foreign_language", "weekly_hours")}
    decisions = Decision.objects.visible_to(actor).filter(person=person)
    registrations = ExamRegistration.objects.visible_to(actor).filter(person=person)
    columns: dict[str, Any] = {
        "its_marks": ArraySubquery(
            marks.order_by("school_year", "half", "given_on", "pk").values(row=JSONObject(**mark, **subject))
        ),
        "its_decisions": ArraySubquery(
            decisions.order_by("signed_at", "pk").values(
                row=JSONObject(
                    **{
                        name: F(name)
                        for name in (
                            *("id", "certificate", "school_year", "outcome", "agrees", "reason"),
                            *("marks", "pack_version", "signed_at"),
                        )
                    }
                )
            )
        ),
        "its_registrations": ArraySubquery(
            registrations.order_by("moved_on", "pk").values(
                row=JSONObject(
                    **{name: F(name) for name in ("id", "certificate", "school_year", "state", "exam_on")}
                )
            )
        ),
    }
    given = Facts.objects.visible_to(actor).filter(person=person)
    columns["its_facts"] = Subquery(given.values("given")[:1])
    # The age: only where a row of the register is seen.
    born = Person.objects.visible_to(actor).filter(pk=OuterRef("person"))
    columns["its_birth"] = Subquery(
        born.values(row=JSONObject(on=F("birth_on"), to=F("birth_precision")))[:1]
    )
    if actor.may("read", "profile"):
        columns["its_papers"] = ArraySubquery(Qualification.objects.filter(person=person).values("what"))
    if actor.may("read", "stay"):
        stays = Stay.objects.filter(Q(ended_on=None), person=person)
        columns["its_dates"] = ArraySubquery(
            stays.values(row=JSONObject(**{name: F(name) for name in DATES}))[:1]
        )
    return columns


def pupil_of(row: Any) -> Pupil:
    """Return an enrolment with these columns as a pupil, without the person."""
    course = row.course
    school_year = max((one["school_year"] for one in row.its_marks), default=half_year_of(_day(course)).year)
    marks, left_out = _marks(
        [one for one in row.its_marks if one["school_year"] == school_year], course.scale
    )
    kind = course.school_type if course.school_type in SCHOOL_TYPES else None
    facts: dict[str, Any] = {
        "course_attended": True,
        **({"class_year": course.grade} if course.grade else {}),
    }
    if (age := _age(getattr(row, "its_birth", None))) is not None:
        facts["age"] = age
    dates: Mapping[str, str | None] = next(iter(getattr(row, "its_dates", [])), {})
    return Pupil(
        row,
        None,
        Case(school_year, kind, marks, facts),
        course.scale,
        left_out,
        frozenset(search_key(what) for what in getattr(row, "its_papers", [])),
        {(one["certificate"], one["school_year"]): one for one in row.its_decisions},
        {one["certificate"]: one for one in row.its_registrations},
        tuple(date.fromisoformat(day) if (day := dates.get(name)) else None for name in DATES),  # type: ignore[arg-type]
        row.its_facts or {},
    )


def _age(birth: Mapping[str, Any] | None) -> int | None:
    """Return how old somebody is; None where the register does not say it surely."""
    if birth is None or birth["on"] is None:
        return None
    return age_of(date.fromisoformat(birth["on"]), birth["to"], timezone.localdate())


def _day(course: Course) -> date:
    today = timezone.localdate()
    return min(course.ends_on or today, today)


def _marks(rows: Sequence[Mapping[str, Any]], scale: str) -> tuple[tuple[GivenMark, ...], tuple[str, ...]]:
    """Return the latest report mark of each subject of the closed list, and subjects marked on another scale."""
    latest = {row["code"]: row for row in rows if row["code"] in subjects()}
    left_out = tuple(sorted(code for code, row in latest.items() if row["scale"] != scale))
    return tuple(
        GivenMark(
            code,
            _whole(row),
            row["level"],
            row["is_foreign_language"],
            None if row["weekly_hours"] is None else float(row["weekly_hours"]),
        )
        for code, row in latest.items()
        if row["scale"] == scale
    ), left_out


def _whole(row: Mapping[str, Any]) -> int | None:
    """Return a mark of a report as rules take it; None for what stands in its place."""
    known = scales().get(row["scale"])
    try:
        found = known.read(row["value"], on_report=True) if known and row["value"] else None
    except NotAMark:
        return None
    return found.whole if isinstance(found, Given) else None
