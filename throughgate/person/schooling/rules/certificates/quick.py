"""The same decisions for very many people: what a rule cannot tell apart is decided once.

To a rule many marks are alike: a 1 and a 4 in sport where only deficits count. Each subject, level and mark gets the kind that
it is to the rule; a sheet is then the number of marks of each kind, and sheets with equal numbers have equal answers.
Whatever is not known yet is asked of `decide`, which stays the one place where paragraphs are applied.

The numbers are one sum: each kind has its own bits in it. The lower bits say what is there at all, from which follows whether
anything can be said; where something stands in the way that no resit removes, all others make no difference.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock

from throughgate.person.schooling.rules.certificates.cases import Case, GivenMark
from throughgate.person.schooling.rules.certificates.deciding import (
    NO_MARKS,
    RESIT,
    UNKNOWN,
    Decision,
    Rule,
    against,
    decide,
    is_good,
    is_resittable,
)
from throughgate.person.schooling.rules.certificates.grammar import Level
from throughgate.person.schooling.rules.certificates.sheets import (
    Entry,
    entries_of,
    group_of,
    is_of,
    measured,
    one_better,
)

BITS = 8
"""For the number of marks of one kind: the list of subjects is shorter than 256."""
LOWER = 64 * BITS
"""Bits for what is there at all: a rule tells fewer than 64 kinds of that apart."""
THERE = (1 << LOWER) - 1
IN_THE_WAY = 1 << LOWER
"""The first kind above: marks that no resit removes."""
MOST = 200_000
"""So many answers are kept, then none for a moment."""

Look = tuple[str, Level, int | None, bool]
"""Subject, level, mark, and whether it is marked as a foreign language."""


@dataclass(slots=True)
class Quick:
    """A rule, with what it has decided so far."""

    rule: Rule
    _chain: tuple[Rule, ...] = ()
    """The rule and those beneath it."""
    _least: tuple[int, ...] = ()
    """How many extended courses each of them needs."""
    _counts_courses: bool = False
    """Whether it matters how many extended courses there are."""
    _there: dict[Hashable, int] = field(default_factory=dict)
    _kinds: dict[Hashable, int] = field(default_factory=dict)
    _looks: dict[Look, int] = field(default_factory=dict)
    _extended: dict[tuple[Look, ...], dict[str, int]] = field(default_factory=dict)
    _known: dict[Hashable, tuple[Decision, frozenset[int]]] = field(default_factory=dict)
    _numbering: Lock = field(default_factory=Lock)
    """No two kinds get one number, however many ask at once."""

    def __post_init__(self) -> None:
        """Put the rule and those beneath it in a row."""
        self._chain = tuple(_chain(self.rule))
        self._least = tuple(
            one.version.extended.at_least if one.version.extended else 0 for one in self._chain
        )
        self._counts_courses = any(self._least)

    def decide(self, case: Case) -> Decision:
        """Return what `decide` returns; a rule that asks for no marks is met by any."""
        if not self._chain[0].version.groups:
            return NO_MARKS
        kinds: dict[str, int] = {}
        extended: list[Look] = []
        looks, together = self._looks, self._counts_courses
        for one in case.marks:
            look = one.subject, one.level, one.mark, one.foreign_language
            if together and look[1] == "extended" and look[2] is not None:
                extended.append(look)
                kinds[one.subject] = 0
            elif look in looks:
                kinds[one.subject] = looks[look]
            else:
                kinds[one.subject] = looks[look] = self._kinds_of((look,))[one.subject]
        if len(kinds) < len(case.marks):
            return Decision(UNKNOWN)  # a subject stands there twice
        if extended:
            courses = tuple(sorted(extended))
            kinds.update(self._extended.get(courses) or self._together(courses))
        total, number = sum(kinds.values()), len(extended)
        if number < self._least[0] or total >> LOWER & (1 << BITS) - 1:
            total, number = total & THERE | IN_THE_WAY, 0
        sheet = total, tuple([number >= least for least in self._least]), case.school_type
        decision, resits = self._known.get(sheet) or self._ask(sheet, case, kinds)
        if not resits:
            return decision
        return Decision(
            RESIT, tuple(sorted([subject for subject, kind in kinds.items() if kind >> LOWER in resits]))
        )

    def _ask(self, sheet: Hashable, case: Case, kinds: dict[str, int]) -> tuple[Decision, frozenset[int]]:
        if len(self._known) >= MOST:
            self._known.clear()
        decision = decide(self.rule, case)
        known = self._known[sheet] = (
            decision,
            frozenset(kinds[subject] >> LOWER for subject in decision.resits),
        )
        return known

    def _together(self, courses: tuple[Look, ...]) -> dict[str, int]:
        """Return the kinds of extended courses, which hang on each other where some of them are surplus."""
        if len(self._extended) >= MOST:
            self._extended.clear()
        found = self._extended[courses] = self._kinds_of(courses)
        return found

    def _kinds_of(self, looks: tuple[Look, ...]) -> dict[str, int]:
        """Return a number for what each mark is to the rule: a one, so many places to the left that sums count."""
        marks = tuple(
            GivenMark(subject, mark, level, foreign_language=foreign)
            for subject, level, mark, foreign in looks
        )
        counted = [
            {entry.subject: entry for entry in entries_of(rule.version, rule.steps, Case(0, None, marks))}
            for rule in self._chain
        ]
        with self._numbering:
            return {
                given.subject: self._number(given, [some.get(given.subject) for some in counted])
                for given in marks
            }

    def _number(self, given: GivenMark, entries: Sequence[Entry | None]) -> int:
        signs = tuple(_what_is_there(self._chain, given, entries))
        there = self._there.setdefault(signs, 1 << BITS * len(self._there))
        if _is_in_the_way(self.rule, entries[0]):
            return there | IN_THE_WAY
        signs = tuple(_signs(self._chain, entries))
        return there | self._kinds.setdefault(signs, IN_THE_WAY << BITS * (1 + len(self._kinds)))


def _chain(rule: Rule | None) -> Iterator[Rule]:
    while rule:
        yield rule
        rule = rule.above


def _is_in_the_way(rule: Rule, entry: Entry | None) -> bool:
    """Say whether one mark alone makes the answer not, whatever the others."""
    return entry is not None and any(
        limit.final and not limit.at_most and against(limit, [entry]) for limit in rule.version.limits
    )


def _what_is_there(
    chain: Sequence[Rule], given: GivenMark, entries: Sequence[Entry | None]
) -> Iterator[Hashable]:
    """Yield what decides whether anything can be said, whatever the mark."""
    for rule, entry in zip(chain, entries, strict=True):
        version = rule.version
        if version.levelled and given.level != "none":
            yield given.subject in version.levelled.subjects, given.subject in version.levelled.one_of
        yield given.mark is None, entry is None, group_of(version, given.subject)
        yield any(given.subject in group.subjects for group in version.groups)


def _signs(chain: Sequence[Rule], entries: Sequence[Entry | None]) -> Iterator[Hashable]:
    """Yield everything by which a rule, and those beneath it, can tell a mark that counts from others."""
    first = entries[0]
    resits = tuple(first is not None and is_resittable(one, first) for one in chain[0].version.resits)
    yield resits
    for rule, entry in zip(chain, entries, strict=True):
        if entry is not None:
            yield tuple(_asked(rule, entry))
            if any(resits):
                yield tuple(_asked(rule, measured(rule.version, rule.steps, one_better(rule.steps, entry))))


def _asked(rule: Rule, entry: Entry) -> Iterator[Hashable]:
    """Yield what a rule asks of a mark that counts."""
    version, steps = rule.version, rule.steps
    yield version.make_good and entry.short > 0
    yield tuple(bool(against(limit, [entry])) for limit in version.limits)
    yield tuple(is_of(floor.of, entry) and steps.as_good(entry.mark, floor.mark) for floor in version.floors)
    if leave := version.leave_out:
        yield is_of(leave.of, entry) and 0 < entry.short <= leave.short_by
    for pair in version.compensation.pairs if version.compensation else ():
        yield pair.floor is None and is_of(pair.of, entry) and 0 < entry.short <= pair.short_by
        yield is_good(pair, steps, entry)
