"""Marks as a rule counts them: what drops out, which group each belongs to, what extended courses are worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from throughgate.person.schooling.rules.certificates.cases import Case, GivenMark
from throughgate.person.schooling.rules.certificates.grammar import Extended, Level, Of, Version
from throughgate.person.schooling.rules.scales import Scale
from throughgate.person.schooling.rules.subjects import subjects


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark that counts."""

    subject: str
    group: str
    level: Level
    mark: int
    short: int
    """Steps worse than required; below zero where it is better."""
    is_language: bool


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps on a scale, whichever end is best."""

    best: int
    down: int

    @classmethod
    def of(cls, scale: Scale) -> Steps:
        """Return the steps of a scale."""
        return cls(scale.best, -1 if scale.high_is_best else 1)

    def short(self, mark: int, required: int) -> int:
        """Return how much worse a mark is than the required one."""
        return (mark - required) * self.down

    def as_good(self, mark: int, wanted: int) -> bool:
        """Say whether a mark is the wanted one or better."""
        return self.short(mark, wanted) <= 0

    def better(self, mark: int) -> int:
        """Return the mark one step better; the best stays."""
        return mark if mark == self.best else mark - self.down


def is_of(of: Of, entry: Entry) -> bool:
    """Say whether an entry is meant."""
    return (
        (not of.group or entry.group == of.group)
        and (not of.subjects or entry.subject in of.subjects)
        and entry.subject not in of.but
        and (not of.levels or entry.level in of.levels)
        and (of.languages is None or entry.is_language == of.languages)
        and (of.areas is None or subjects()[entry.subject].is_area == of.areas)
    )


def entries_of(version: Version, steps: Steps, case: Case) -> list[Entry]:
    """Return what counts, in the order of the subjects' keys: never in the order in which marks were given."""
    kept = sorted(kept_of(version, case), key=lambda entry: entry.subject)
    if version.extended:
        kept = _extended(version.extended, steps, kept)
    return [measured(version, steps, entry) for entry in kept]


def kept_of(version: Version, case: Case) -> list[Entry]:
    """Return marks that do not drop out, as they were given."""
    found = [_entry(version, one, one.mark) for one in case.marks if one.mark is not None]
    return [entry for entry in found if entry.group and not any(is_of(of, entry) for of in version.drop)]


def _entry(version: Version, given: GivenMark, mark: int) -> Entry:
    is_language = given.foreign_language or subjects()[given.subject].is_language
    return Entry(given.subject, group_of(version, given.subject), given.level, mark, 0, is_language)


def group_of(version: Version, subject: str) -> str:
    """Return the group that a subject belongs to; "" where none takes it."""
    for group in version.groups:
        if subject in group.subjects or subject in group.choose:
            return group.key
    return next((group.key for group in version.groups if group.rest), "")


def _extended(rule: Extended, steps: Steps, entries: list[Entry]) -> list[Entry]:
    if rule.one_better:
        return [one_better(steps, entry) if entry.level == "extended" else entry for entry in entries]
    if not rule.surplus:
        return entries
    courses = [entry for entry in entries if entry.level == "extended"]
    # Which of the others is turned makes no difference: a course and what it is turned into are short by the same.
    courses.sort(key=lambda one: (one.subject not in rule.surplus_first, -steps.short(one.mark, steps.best)))
    turned = {entry.subject for entry in courses[: max(len(courses) - rule.at_least, 0)]}
    return [
        replace(one_better(steps, entry), level="basic") if entry.subject in turned else entry
        for entry in entries
    ]


def one_better(steps: Steps, entry: Entry) -> Entry:
    """Return the entry with a mark one step better."""
    return replace(entry, mark=steps.better(entry.mark))


def measured(version: Version, steps: Steps, entry: Entry) -> Entry:
    """Return the entry with how much it is short."""
    assert version.required
    return replace(entry, short=steps.short(entry.mark, getattr(version.required, entry.level)))


def improved(version: Version, steps: Steps, entries: Iterable[Entry], subject: str) -> list[Entry]:
    """Return the entries with one of them one step better."""
    return [
        measured(version, steps, one_better(steps, entry)) if entry.subject == subject else entry
        for entry in entries
    ]
