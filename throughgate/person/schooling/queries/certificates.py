"""What the rules of the region give for people in courses: computed from marks as they are, in two statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from throughgate.foundation.languages.folding import search_key
from throughgate.ground.acting.actor import Actor
from throughgate.ground.jurisdictions.packs import heads, jurisdiction_of
from throughgate.person.people.models import Person
from throughgate.person.schooling.models import Enrolment, Staff
from throughgate.person.schooling.packs import book_of
from throughgate.person.schooling.queries.pupils import Pupil, columns, pupil_of
from throughgate.person.schooling.rules.certificates.book import Book, Standing
from throughgate.person.schooling.rules.certificates.cases import Case
from throughgate.person.schooling.rules.certificates.deciding import UNKNOWN, Rule
from throughgate.person.schooling.rules.certificates.facts import is_met, leaves
from throughgate.person.schooling.rules.certificates.grammar import Fact, Version
from throughgate.person.schooling.rules.certificates.judging import Check
from throughgate.person.schooling.rules.certificates.questions import asked_for, known_for, questions
from throughgate.person.schooling.rules.registering import fingerprint, next_deadline


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
        """Return the fingerprint of the marks and of what was answered that this rule asks."""
        given, asked = self.pupil.given, asked_in(self.key, self.version)
        return fingerprint(self.pupil.case, {name: given[name] for name in asked if name in given})

    @property
    def decision(self) -> Mapping[str, Any] | None:
        """Return the latest decision in this school year."""
        return self.pupil.decisions.get((self.key, self.pupil.case.school_year))

    @property
    def is_stale(self) -> bool:
        """Say whether marks or answers changed since the decision."""
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

        Rules that facts alone decide are left out until something is known of them, unless `by_facts`.
        """
        if self.book is None:
            return []
        asked = self._asked(self.book, pupil)
        by_marks = {key: rule for key, rule in asked.items() if rule.version.groups}
        # What is made for this kind of school comes before what holds everywhere.
        particular = {key: rule for key, rule in by_marks.items() if not rule.version.everywhere}
        found = dict(particular or by_marks)
        found |= {
            key: rule
            for key, rule in asked.items()
            if not rule.version.groups and (by_facts or _is_begun(key, rule.version, pupil))
        }
        return [self._answer(key, rule, pupil) for key, rule in found.items()]

    def answer(self, pupil: Pupil, key: str) -> Answer | None:
        """Return the answer of one rule; None where it is not asked here."""
        return next((one for one in self.answers(pupil, by_facts=True) if one.key == key), None)

    def asks(self, pupil: Pupil) -> list[Asked]:
        """Return what is asked about a pupil, rules that facts decide first; what the system knows is not asked."""
        found: dict[str, Asked] = {}
        for answer in sorted(
            self.answers(pupil, by_facts=True), key=lambda one: not one.version.facts_decide
        ):
            for name, fact in asked_in(answer.key, answer.version).items():
                if not (answer.held and fact.key == "certificate_held"):
                    found.setdefault(name, Asked(name, fact, answer))
        return list(found.values())

    def ask_age(self) -> bool:
        """Say whether a rule asks how old somebody is."""
        versions = (
            [one for rule in self.book.certificates.values() for one in rule.versions] if self.book else ()
        )
        return any(fact.key == "age" for version in versions for fact in leaves(version.facts))

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
        own = known_for(pupil.given, key, self.today)
        facts = {**own, **pupil.case.facts, **({"certificate_held": True} if held else {})}
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


@dataclass(frozen=True)
class Asked:
    """A question to be answered about somebody, with the rule that asks it first."""

    name: str
    """Of the answer."""
    fact: Fact
    answer: Answer


def asked_in(key: str, version: Version) -> dict[str, Fact]:
    """Return what a rule asks of somebody beside marks, by the names of the answers; not what the house knows."""
    return {
        asked_for(one, key): fact
        for fact in leaves(version.facts)
        for one in (fact.key, fact.times)
        if one and not questions()[one].house
    }


def _is_begun(key: str, version: Version, pupil: Pupil) -> bool:
    return any(name in pupil.given for name in asked_in(key, version))


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
    return [
        pupil_of(row)
        for row in enrolments.select_related("course").annotate(
            **columns(actor, with_age=Certificates.of(actor).ask_age())
        )
    ]


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
