"""What the rules of the region give for people in courses: computed from marks as they are, in two statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, get_args

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from throughgate.foundation.languages.folding import search_key
from throughgate.ground.acting.actor import Actor
from throughgate.ground.jurisdictions.packs import heads, jurisdiction_of
from throughgate.person.people.models import Person, Qualification, Stay
from throughgate.person.schooling.models import Course, Decision, Enrolment, ExamRegistration, Mark, Staff
from throughgate.person.schooling.packs import book_of, scales
from throughgate.person.schooling.rules.certificates.book import Book, Standing
from throughgate.person.schooling.rules.certificates.cases import Case, GivenMark
from throughgate.person.schooling.rules.certificates.deciding import UNKNOWN, Rule
from throughgate.person.schooling.rules.certificates.facts import is_met
from throughgate.person.schooling.rules.certificates.grammar import SchoolType, Version
from throughgate.person.schooling.rules.certificates.judging import Check
from throughgate.person.schooling.rules.half_years import half_year_of
from throughgate.person.schooling.rules.registering import fingerprint, here_on, next_deadline
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


@dataclass(frozen=True)
class Answer:
    """What a rule gives for a pupil, with what a teacher decided on it."""

    key: str
    version: Version
    standing: Standing
    pupil: Pupil
    deadline: date | None
    held: bool
    """The person has it."""
    book: Book = field(repr=False, compare=False)
    case: Case = field(repr=False)
    """What was judged: the pupil's, and whether the certificate is held."""

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Return the tree of reasons. A list that shows none does not pay for them."""
        return self.book.judge(self.key, self.case).checks

    @property
    def outcome(self) -> str:
        """Return the outcome, "nearly" among them."""
        return self.standing.outcome

    @property
    def marks(self) -> str:
        """Return the fingerprint of the marks."""
        return fingerprint(self.pupil.case)

    @property
    def decision(self) -> Mapping[str, Any] | None:
        """Return the latest decision in this school year."""
        return self.pupil.decisions.get((self.key, self.pupil.case.school_year))

    @property
    def is_stale(self) -> bool:
        """Say whether marks changed since the decision."""
        return self.decision is not None and self.decision["marks"] != self.marks

    @property
    def registration(self) -> Mapping[str, Any] | None:
        """Return the latest registration."""
        return self.pupil.registrations.get(self.key)

    def judged(self, jurisdiction: str) -> dict[str, Any]:
        """Return what a decision keeps of it."""
        return {
            "certificate": self.key,
            "school_year": self.pupil.case.school_year,
            "jurisdiction": jurisdiction,
            "pack_version": heads()[jurisdiction].version,
            "outcome": self.outcome,
            "resits": list(self.standing.resits),
            "marks": self.marks,
        }


@dataclass(frozen=True)
class Certificates:
    """The rules of a region, and who they are asked for."""

    jurisdiction: str
    book: Book | None
    today: date = field(default_factory=timezone.localdate)

    @classmethod
    def of(cls, actor: Actor) -> Certificates:
        """Return the rules of the region of one's organisation; no book where its pack has none."""
        code = jurisdiction_of(actor.organisation.region) or ""
        return cls(code, book_of(code) if code else None)

    def answers(self, pupil: Pupil, *, by_facts: bool = False) -> list[Answer]:
        """Return the answer of each rule that is asked at the pupil's school, in the order of the pack.

        Rules that facts alone decide are left out, unless `by_facts`.
        """
        if self.book is None:
            return []
        asked = self._asked(self.book, pupil)
        by_marks = {key: rule for key, rule in asked.items() if rule.version.groups}
        # What is made for this kind of school comes before what holds everywhere.
        particular = {key: rule for key, rule in by_marks.items() if not rule.version.everywhere}
        found = dict(particular or by_marks)
        if by_facts:
            found |= {key: rule for key, rule in asked.items() if not rule.version.groups}
        return [self._answer(key, rule, pupil) for key, rule in found.items()]

    def answer(self, pupil: Pupil, key: str) -> Answer | None:
        """Return the answer of one rule; None where it is not asked here."""
        return next((one for one in self.answers(pupil) if one.key == key), None)

    def _asked(self, book: Book, pupil: Pupil) -> dict[str, Rule]:
        found = {}
        for key in book.certificates:
            rule = book.rule_for(key, pupil.case)
            if rule is None or (rule.version.groups and book.scale(key).key != pupil.scale):
                continue
            # In another class this certificate is not tested.
            if any(
                one.key == "class_year" and is_met(one, pupil.case.facts) is False
                for one in rule.version.facts
            ):
                continue
            found[key] = rule
        return found

    def _answer(self, key: str, rule: Rule, pupil: Pupil) -> Answer:
        assert self.book is not None
        names = {
            bare
            for version in self.book.certificates[key].versions
            for name in version.name.values()
            if (bare := search_key(name))
        }
        passed = pupil.registrations.get(key, {}).get("state") == "passed"
        held = passed or not names.isdisjoint(pupil.held)
        facts = {**pupil.case.facts, **({"certificate_held": True} if held else {})}
        case = Case(pupil.case.school_year, pupil.case.school_type, pupil.case.marks, facts)
        standing = self.book.standing(key, case)
        if pupil.left_out and rule.version.groups:
            standing = Standing(UNKNOWN)
        return Answer(
            key,
            rule.version,
            standing,
            pupil,
            next_deadline(rule.version, self.today),
            held,
            self.book,
            case,
        )


def reads_certificates(actor: Actor) -> bool:
    """Say whether the actor reads marks of anybody, and with them what rules give."""
    return actor.may("read", "certificate") or actor.may("read", "course_mark")


def enrolments_of(actor: Actor, today: date | None = None) -> QuerySet[Any]:
    """Return who is in a course of one's organisation now, as far as one reads their marks."""
    rows: QuerySet[Any] = (
        Enrolment.objects.visible_to(actor)
        .on(today or timezone.localdate())
        .filter(organisation=actor.organisation)
    )
    if actor.may("read", "mark"):
        return rows
    mine = Staff.objects.filter(membership=actor.membership).values("course")
    return rows.filter(course__in=mine)


def pupils(actor: Actor, enrolments: QuerySet[Any]) -> list[Pupil]:
    """Return those enrolled with their marks and what is known of them, by name. Two statements, however many they are.

    Of somebody in several courses all marks count; the course is the one of the enrolment.
    """
    return sorted(with_people(actor, unnamed(actor, enrolments)), key=lambda one: one.order)


def unnamed(actor: Actor, enrolments: QuerySet[Any]) -> list[Pupil]:
    """Return those enrolled without looking at whom they are: a list that shows some of many looks at these alone."""
    return [_pupil(row) for row in enrolments.select_related("course").annotate(**_columns(actor))]


def with_people(actor: Actor, found: Sequence[Pupil]) -> list[Pupil]:
    """Return them with their people, as far as one sees them. One statement."""
    keys = {one.enrolment.person_id for one in found}
    people = Person.objects.visible_to(actor).in_bulk(keys) if keys else {}
    return [replace(one, person=people.get(one.enrolment.person_id)) for one in found]


def one_each(found: Iterable[Pupil]) -> list[Pupil]:
    """Return each person once, in the course that they came into last."""
    latest: dict[Any, Pupil] = {}
    for one in found:
        before = latest.get(one.enrolment.person_id)
        if before is None or _came(before) < _came(one):
            latest[one.enrolment.person_id] = one
    return sorted(latest.values(), key=lambda one: one.order)


def _came(one: Pupil) -> tuple[bool, date, str]:
    row = one.enrolment
    return row.until_on is None, row.from_on, str(row.pk)


def _columns(actor: Actor) -> dict[str, Any]:
    """Return what is read beside an enrolment, each as an array."""
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
    if actor.may("read", "profile"):
        columns["its_papers"] = ArraySubquery(Qualification.objects.filter(person=person).values("what"))
    if actor.may("read", "stay"):
        stays = Stay.objects.filter(Q(ended_on=None), person=person)
        columns["its_dates"] = ArraySubquery(
            stays.values(row=JSONObject(**{name: F(name) for name in DATES}))[:1]
        )
    return columns


def _pupil(row: Any) -> Pupil:
    course = row.course
    school_year = max((one["school_year"] for one in row.its_marks), default=half_year_of(_day(course)).year)
    marks, left_out = _marks(
        [one for one in row.its_marks if one["school_year"] == school_year], course.scale
    )
    kind = course.school_type if course.school_type in SCHOOL_TYPES else None
    facts = {"class_year": course.grade} if course.grade else {}
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
    )


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
