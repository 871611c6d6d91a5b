"""Whether marks meet a rule: the plain way, as the paragraphs say it, mark by mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from throughgate.person.schooling.rules.certificates.cases import Case
from throughgate.person.schooling.rules.certificates.grammar import Floor, Limit, Pair, Resit, Version
from throughgate.person.schooling.rules.certificates.sheets import (
    Entry,
    Steps,
    entries_of,
    improved,
    is_of,
    kept_of,
)

ELIGIBLE, RESIT, NEARLY, NOT, UNKNOWN = "eligible", "resit", "nearly", "not", "unknown"
OUTCOMES = (ELIGIBLE, RESIT, NEARLY, NOT)
"""From best to worst; "unknown" stands in no order."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A version with the scale on which it counts, and the rule that must be met first."""

    version: Version
    steps: Steps
    above: Rule | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What marks alone give."""

    outcome: str
    resits: tuple[str, ...] = ()


NO_MARKS = Decision(ELIGIBLE)
"""Of a rule that asks for none."""


@dataclass(frozen=True, slots=True)
class MadeGood:
    """How deficits were dealt with: what was left out, and which subject made good for which (or for a floor)."""

    left_out: tuple[str, ...] = ()
    compensated: tuple[tuple[str, str], ...] = ()


def decide(rule: Rule, case: Case) -> Decision:
    """Return what the marks of a case give, and every subject of which a resit alone would suffice."""
    if not rule.version.groups:
        return NO_MARKS
    if any(incomplete(rule.version, case)):
        return Decision(UNKNOWN)
    entries = entries_of(rule.version, rule.steps, case)
    if holds(rule, case, entries):
        return Decision(ELIGIBLE)
    if is_final(rule.version, case, entries):
        return Decision(NOT)
    found = tuple(
        entry.subject
        for entry in entries
        if may_resit(rule.version, rule.steps, entries, entry) and holds(rule, case, entries, entry.subject)
    )
    return Decision(RESIT, found) if found else Decision(NOT)


def incomplete(version: Version, case: Case) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield why nothing can be said: `twice`, `levelled`, `missing` (group by group) with the subjects."""
    given = [one.subject for one in case.marks]
    if twice := {subject for subject in given if given.count(subject) > 1}:
        yield "twice", tuple(sorted(twice))
    rule = version.levelled
    if rule and case.school_type in rule.school_types:
        there = {one.subject for one in case.marks if one.level != "none"}
        if not (there >= set(rule.subjects) and len(there) == len(rule.subjects) + bool(rule.one_of)) or (
            rule.one_of and not there & set(rule.one_of)
        ):
            yield "levelled", tuple(sorted(there))
    marked = {one.subject for one in case.marks if one.mark is not None}
    kept = kept_of(version, case)
    for group in version.groups:
        if missing := set(group.subjects) - marked:
            yield "missing", tuple(sorted(missing))
        others = [one for one in kept if one.group == group.key and one.subject not in group.subjects]
        if len(others) < group.at_least:
            yield "missing", tuple(sorted(set(group.choose) - marked))


def holds(rule: Rule, case: Case, entries: Sequence[Entry], resat: str = "") -> bool:
    """Say whether marks meet the rule, those of a resit one step better; what is resat makes good for nothing."""
    version = rule.version
    counted = improved(version, rule.steps, entries, resat) if resat else entries
    return (
        extended_courses(case) >= (version.extended.at_least if version.extended else 0)
        and all(len(against(limit, counted)) <= limit.at_most for limit in version.limits)
        and make_good(version, rule.steps, counted, resat) is not None
        and (rule.above is None or _holds_below(rule.above, case, resat))
    )


def _holds_below(rule: Rule, case: Case, resat: str) -> bool:
    return not any(incomplete(rule.version, case)) and holds(
        rule, case, entries_of(rule.version, rule.steps, case), resat
    )


def extended_courses(case: Case) -> int:
    """Return how many extended courses there are."""
    return sum(one.level == "extended" and one.mark is not None for one in case.marks)


def is_final(version: Version, case: Case, entries: Sequence[Entry]) -> bool:
    """Say whether something stands in the way that no resit removes."""
    return extended_courses(case) < (version.extended.at_least if version.extended else 0) or any(
        limit.final and len(against(limit, entries)) > limit.at_most for limit in version.limits
    )


def against(limit: Limit, entries: Sequence[Entry]) -> list[Entry]:
    """Return the marks that count against a limit."""
    return [entry for entry in entries if entry.short >= limit.short_by and is_of(limit.of, entry)]


def meets(floor: Floor, steps: Steps, entries: Sequence[Entry], used: frozenset[str] = frozenset()) -> int:
    """Return how many marks count for a floor; those that make good for others do not."""
    return sum(
        is_of(floor.of, entry) and steps.as_good(entry.mark, floor.mark) and entry.subject not in used
        for entry in entries
    )


def may_resit(version: Version, steps: Steps, entries: Sequence[Entry], entry: Entry) -> bool:
    """Say whether a mark may be resat at all, whatever comes of it."""
    return any(_may_resit(version, steps, entries, entry, resit) for resit in version.resits)


def _may_resit(version: Version, steps: Steps, entries: Sequence[Entry], entry: Entry, resit: Resit) -> bool:
    return is_resittable(resit, entry) and (
        resit.where_missing is None
        or any(
            meets(floor, steps, entries) < floor.at_least
            for floor in version.floors
            if floor.key == resit.where_missing
        )
    )


def is_resittable(resit: Resit, entry: Entry) -> bool:
    """Say whether a mark may be resat as far as it alone tells."""
    return entry.mark in resit.marks and entry.short >= resit.short_by and is_of(resit.of, entry)


def make_good(version: Version, steps: Steps, entries: Sequence[Entry], resat: str = "") -> MadeGood | None:
    """Return a way to deal with every deficit and every floor; None where there is none."""
    deficits = [entry for entry in entries if entry.short > 0] if version.make_good else []
    helpers = [entry for entry in entries if entry.subject != resat]
    return _make_good(version, steps, entries, deficits, helpers, MadeGood())


def _make_good(
    version: Version,
    steps: Steps,
    entries: Sequence[Entry],
    deficits: Sequence[Entry],
    helpers: Sequence[Entry],
    done: MadeGood,
) -> MadeGood | None:
    """Deal with the first deficit in every way that is left, then with the others; in the end with the floors."""
    if not deficits:
        return _meet_floors(version, steps, entries, helpers, done)
    deficit, *others = deficits
    leave = version.leave_out
    if (
        leave
        and len(done.left_out) < leave.at_most
        and deficit.short <= leave.short_by
        and is_of(leave.of, deficit)
        and (
            found := _make_good(
                version,
                steps,
                entries,
                others,
                helpers,
                MadeGood((*done.left_out, deficit.subject), done.compensated),
            )
        )
    ):
        return found
    for helper in _free(version, helpers, done):
        if any(_helps(pair, steps, deficit, helper) for pair in _pairs(version)):
            used = MadeGood(done.left_out, (*done.compensated, (deficit.subject, helper.subject)))
            if found := _make_good(version, steps, entries, others, helpers, used):
                return found
    return None


def _meet_floors(
    version: Version, steps: Steps, entries: Sequence[Entry], helpers: Sequence[Entry], done: MadeGood
) -> MadeGood | None:
    used = frozenset(helper for _, helper in done.compensated)
    for floor in version.floors:
        made = sum(what == floor.key for what, _ in done.compensated)
        if meets(floor, steps, entries, used) + made >= floor.at_least:
            continue
        for helper in _free(version, helpers, done):
            if any(pair.floor == floor.key and is_good(pair, steps, helper) for pair in _pairs(version)):
                more = MadeGood(done.left_out, (*done.compensated, (floor.key, helper.subject)))
                if found := _meet_floors(version, steps, entries, helpers, more):
                    return found
        return None
    return done


def pair_for(version: Version, deficit: Entry | None, what: str) -> Pair:
    """Return the pair by which a deficit, or what a floor misses, is made good."""
    return next(
        pair
        for pair in _pairs(version)
        if pair.floor == what
        or (deficit and pair.floor is None and deficit.short <= pair.short_by and is_of(pair.of, deficit))
    )


def _pairs(version: Version) -> tuple[Pair, ...]:
    return version.compensation.pairs if version.compensation else ()


def _free(version: Version, helpers: Sequence[Entry], done: MadeGood) -> list[Entry]:
    """Return what can still make good for something."""
    if version.compensation is None or len(done.compensated) >= version.compensation.at_most:
        return []
    used = {helper for _, helper in done.compensated}
    return [helper for helper in helpers if helper.subject not in used]


def _helps(pair: Pair, steps: Steps, deficit: Entry, helper: Entry) -> bool:
    return (
        pair.floor is None
        and deficit.short <= pair.short_by
        and is_of(pair.of, deficit)
        and is_good(pair, steps, helper)
    )


def is_good(pair: Pair, steps: Steps, helper: Entry) -> bool:
    """Say whether a mark is good enough to make good for another."""
    if not is_of(pair.by, helper):
        return False
    return -helper.short >= pair.better_by if pair.better_by else steps.as_good(helper.mark, pair.mark or 0)
