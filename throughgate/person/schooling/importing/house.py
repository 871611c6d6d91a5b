"""What a list of marks is compared with: the courses that name the actor, who is in them, and the marks there are."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from throughgate.foundation.database.keys import read_key
from throughgate.foundation.imports.kinds import Given, Reason
from throughgate.foundation.languages.folding import search_key, sound_key
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.person.schooling.importing.fields import key_of
from throughgate.person.schooling.importing.says import names, without_class
from throughgate.person.schooling.models import Course, Enrolment, Mark, Subject
from throughgate.person.schooling.rules.half_years import HalfYear
from throughgate.person.schooling.rules.subjects import find_subject
from throughgate.person.schooling.rules.words import bare


class Slot(NamedTuple):
    """Where a mark stands."""

    enrolment: uuid.UUID
    subject: uuid.UUID
    half_year: HalfYear
    kind: str
    number: int = 1


@dataclass(frozen=True)
class There:
    """A mark that is there, or a slot that was emptied."""

    version: int
    value: str
    non_mark: str
    given_on: date | None
    weight: int = 1

    @property
    def text(self) -> str:
        """Return it as it can be typed; nothing for an emptied slot."""
        return self.value or self.non_mark


NOTHING = There(0, "", "", None)


@dataclass
class Pupil:
    """Somebody in a course, with every time that they were in it."""

    enrolments: list[Enrolment]
    born_on: date | None = None
    surnames_first: set[str] = field(default_factory=set)
    """Keys of "family given", by which a name with a comma is known."""
    wholes: set[str] = field(default_factory=set)
    """Keys of the whole name in either order."""
    written: set[str] = field(default_factory=set)
    """Keys of the name as the school wrote it down: "given family"."""
    families: set[str] = field(default_factory=set)
    sounds: set[str] = field(default_factory=set)

    @property
    def key(self) -> uuid.UUID:
        """Return the enrolment by which a choice names the person."""
        key: uuid.UUID = self.enrolments[-1].pk
        return key

    def in_half_year(self, half_year: HalfYear) -> Enrolment:
        """Return the enrolment of a half-year, the latest one where none reaches into it."""
        fits = [
            one
            for one in self.enrolments
            if one.from_on <= half_year.ends_on
            and (one.until_on is None or one.until_on >= half_year.starts_on)
        ]
        return (fits or self.enrolments)[-1]

    def take_name(self, given: str, family: str) -> None:
        """Be known by a name as well."""
        self.surnames_first.add(search_key(f"{family} {given}"))
        self.wholes |= {search_key(f"{family} {given}"), search_key(f"{given} {family}")}
        self.families.add(search_key(family))
        self.sounds.add(sound_key(f"{family} {given}"))


class House:
    """The courses that name the actor, and on demand what is in each. One query, and four for each course."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self.courses: Mapping[uuid.UUID, Course] = courses_of(actor)
        self._books: dict[uuid.UUID, Book] = {}

    def course(self, key: str) -> Course | None:
        """Return a course by its key; None for any other."""
        found = read_key(key)
        return self.courses.get(found) if found else None

    def named(self, text: str) -> Course | None:
        """Return the one course that a text names; None where it names none, or several."""
        return course_named([text], self.courses.values())

    def book(self, course: Course) -> Book:
        """Return what is in a course."""
        if course.pk not in self._books:
            self._books[course.pk] = Book(self._actor, course)
        return self._books[course.pk]


def courses_of(actor: Actor) -> Mapping[uuid.UUID, Course]:
    """Return the courses in which the actor may write marks, the latest first."""
    if actor.membership is None or not actor.may("write", "course_mark"):
        return {}
    found = Course.objects.filter(staff__membership=actor.membership, organisation=actor.organisation)
    return {course.pk: course for course in found.order_by("-starts_on", "name", "pk")}


def course_named(texts: Iterable[str], courses: Iterable[Course]) -> Course | None:
    """Return the course whose name stands in the texts, the longest name first; None for none, or several alike."""
    said = list(texts)
    fits = [course for course in courses if any(names(text, course.name) for text in said)]
    longest = max((len(course.name) for course in fits), default=0)
    best = [course for course in fits if len(course.name) == longest]
    return best[0] if len(best) == 1 else None


class Book:
    """A course: its subjects, who is in it by every name, and its marks."""

    def __init__(self, actor: Actor, course: Course) -> None:
        self.course = course
        self.subjects: dict[str, Subject] = {
            key_of(one): one for one in Subject.objects.filter(course=course)
        }
        rows = list(Enrolment.objects.filter(course=course).order_by("from_on", "pk"))
        people: Any = Person.objects.visible_to(actor).in_bulk({row.person_id for row in rows})
        self.pupils = _pupils(rows, people)
        self.by_enrolment = {row.pk: pupil for pupil in self.pupils for row in pupil.enrolments}
        self.marks: dict[Slot, There] = {}
        self.dated: dict[tuple[Any, ...], dict[int, date]] = defaultdict(dict)
        for mark in Mark.objects.filter(course=course):
            slot = Slot(mark.enrolment_id, mark.subject_id, mark.half_year, mark.kind, mark.number)
            self.marks[slot] = There(mark.version, mark.value, mark.non_mark, mark.given_on, mark.weight)
            if self.marks[slot].text:
                self.dated[slot[:-1]][mark.number] = mark.given_on

    def subject(self, word: str) -> Subject | None:
        """Return the subject of the course that a word means: by the list in any language, or by its own name."""
        own = next((one for one in self.subjects.values() if one.name and bare(one.name) == bare(word)), None)
        return own or self.subjects.get(find_subject(word) or "")

    def find(self, row: Given, born_on: date | None) -> tuple[Pupil | None, Reason | None]:
        """Return whose row it is, or why nobody's."""
        said = read_key(row.same_as) or row.begun
        if said in self.by_enrolment:
            return self.by_enrolment[said], None
        family, given = _name(row)
        shown = f"{family}, {given}" if family else given
        if not shown:
            return None, Reason("no_name", "person", "refused")
        alike = self._alike(family, given)
        if len(alike) > 1 and born_on:
            alike = [one for one in alike if one.born_on == born_on] or alike
        if len(alike) == 1 and row.same_as != "new":
            return alike[0], None
        # A family name alone, or one that only sounds alike, may be meant for them: asked, not guessed.
        maybe = alike or self._near(family, given)
        if maybe and row.same_as != "new":
            return None, Reason("which_person", "", "asked", {"candidates": [str(one.key) for one in maybe]})
        return None, Reason("not_in_course", "person", "refused", {"text": shown[:100]})

    def _alike(self, family: str, given: str) -> list[Pupil]:
        key, turned = search_key(f"{family} {given}"), search_key(f"{given} {family}")
        if family:
            return [one for one in self.pupils if key in one.surnames_first or turned in one.written]
        return [one for one in self.pupils if key in one.wholes]

    def _near(self, family: str, given: str) -> list[Pupil]:
        sounds, alone = sound_key(f"{family} {given}"), search_key(family or given)
        return [one for one in self.pupils if sounds in one.sounds or alone in one.families]


def _name(row: Given) -> tuple[str, str]:
    """Return family and given names of a row; a name in one column without a comma is all given ones."""
    family, given = without_class(row.text("family_name")), without_class(row.text("given_names"))
    whole = without_class(row.text("person"))
    if family or not whole:
        return family, given
    first, comma, rest = whole.partition(",")
    if comma:
        return first.strip(), f"{rest.strip()} {given}".strip()
    return (whole, given) if given else ("", whole)


def _pupils(rows: Iterable[Enrolment], people: Mapping[uuid.UUID, Person]) -> list[Pupil]:
    found: dict[uuid.UUID, Pupil] = {}
    for row in rows:
        if row.person_id not in found:
            found[row.person_id] = Pupil([row])
        else:
            found[row.person_id].enrolments.append(row)
    for key, pupil in found.items():
        # As the school wrote it down, and as the register has it, where one sees that.
        for row in pupil.enrolments:
            pupil.wholes.add(search_key(row.name))
            pupil.written.add(search_key(row.name))
        if person := people.get(key):
            pupil.born_on = person.birth_on if person.birth_precision == "day" else None
            for given in {person.given_names, person.called_name} - {""} or {""}:
                pupil.take_name(given, person.family_name)
    return list(found.values())
