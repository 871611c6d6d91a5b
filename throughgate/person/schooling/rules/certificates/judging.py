"""The whole answer: what marks and facts give, and a tree of reasons, each with its paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from throughgate.ground.jurisdictions.packs import Texts
from throughgate.person.schooling.rules.certificates.cases import Case
from throughgate.person.schooling.rules.certificates.deciding import (
    ELIGIBLE,
    NEARLY,
    NOT,
    RESIT,
    UNKNOWN,
    Decision,
    MadeGood,
    Rule,
    against,
    decide,
    extended_courses,
    incomplete,
    make_good,
    meets,
    pair_for,
)
from throughgate.person.schooling.rules.certificates.facts import due_on, every, is_met, lacking
from throughgate.person.schooling.rules.certificates.grammar import Average, Fact, Version
from throughgate.person.schooling.rules.certificates.sheets import Entry, entries_of

Marked = tuple[tuple[str, int], ...]
"""Subjects with their marks, as they count."""


@dataclass(frozen=True, slots=True)
class Check:
    """One reason: what was found and what was needed; `ok` is None where that is not known."""

    key: str
    says: Mapping[str, str]
    paragraph: str = ""
    ok: bool | None = None
    found: int | float | bool | str | None = None
    needed: int | float | bool | str | None = None
    marks: Marked = ()
    subjects: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """An answer; `resits` names every subject of which a resit alone would suffice."""

    outcome: str
    resits: tuple[str, ...]
    checks: tuple[Check, ...]


@cache
def words() -> Mapping[str, Texts]:
    """Return what checks say that no paragraph says by itself."""
    return msgspec.toml.decode(Path(__file__).with_name("words.toml").read_bytes(), type=dict[str, Texts])


NOTHING_KNOWN = Judgement(UNKNOWN, (), (Check("no_version", words()["no_version"]),))


def judge(
    rule: Rule | None, case: Case, *, on: date | None = None, marks: Decision | None = None
) -> Judgement:
    """Return the answer for a case, with its reasons; `marks` is what they give, where that is known already.

    Deadlines are compared with `on`.
    """
    if rule is None:
        return NOTHING_KNOWN
    version = rule.version
    marks = marks or decide(rule, case)
    checks = [*(_of_marks(rule, case, marks) if version.groups else ())]
    checks += [_fact(fact, case) for fact in version.facts]
    if on:
        checks += _deadlines(version, case, on)
    found = with_facts(version, case, marks, on)
    return Judgement(found.outcome, found.resits, tuple(checks))


def with_facts(version: Version, case: Case, marks: Decision, on: date | None = None) -> Decision:
    """Return what facts make of an answer by marks."""
    if not version.facts_decide:
        return marks
    outcome = _both(marks.outcome, _by_facts(version, case, on))
    return Decision(outcome, marks.resits if outcome == RESIT else ())


def one_step_better(rule: Rule, case: Case) -> Iterator[tuple[str, Case]]:
    """Yield each subject whose mark could be better, with the case in which it is, by one step."""
    for place, one in enumerate(case.marks):
        if one.mark is not None and one.mark != rule.steps.best:
            better = msgspec.structs.replace(one, mark=rule.steps.better(one.mark))
            marks = (*case.marks[:place], better, *case.marks[place + 1 :])
            yield one.subject, msgspec.structs.replace(case, marks=marks)


def near_facts(version: Version, case: Case) -> tuple[Fact, ...]:
    """Return each single thing that can still be done and would meet all that facts ask for."""
    return tuple(
        one
        for one in lacking(version.facts, case.facts)
        if every(is_met(fact, {**case.facts, one.key: one.needed}) for fact in version.facts)
    )


def _both(marks: str, facts: str) -> str:
    """Return what marks and facts give together."""
    if NOT in (marks, facts):
        return NOT
    if UNKNOWN in (marks, facts):
        return UNKNOWN
    return facts if marks == ELIGIBLE else NOT if facts == NEARLY else marks


def _by_facts(version: Version, case: Case, on: date | None) -> str:
    """Return what facts give: nearly where one alone is missing that can still be had."""
    if on and any(on > due_on(deadline, case.school_year) for deadline in version.deadlines):
        return NOT
    met = every(is_met(fact, case.facts) for fact in version.facts)
    if met is not False:
        return UNKNOWN if met is None else ELIGIBLE
    return NEARLY if near_facts(version, case) else NOT


def _of_marks(rule: Rule, case: Case, decision: Decision) -> Iterator[Check]:
    version, law = rule.version, rule.version.law.paragraph
    if decision.outcome == UNKNOWN:
        for key, subjects in incomplete(version, case):
            if key == "levelled" and version.levelled:
                yield Check(key, version.levelled.says, version.levelled.paragraph, subjects=subjects)
            else:
                yield Check(key, words()[key], law, subjects=subjects)
        return
    entries = entries_of(version, rule.steps, case)
    yield from _counted(rule, case, entries)
    if version.average:
        yield _average(version.average, case, entries)
    if rule.above:
        below = rule.above
        beneath = decide(below, case)
        inner = tuple(_of_marks(below, case, beneath))
        reached = beneath.outcome == ELIGIBLE
        yield Check("above", words()["above"], below.version.law.paragraph, reached, checks=inner)
    if decision.outcome != ELIGIBLE and version.resits:
        paragraph = version.resits[0].paragraph
        yield Check("resit", words()["resit"], paragraph, bool(decision.resits), subjects=decision.resits)


def _counted(rule: Rule, case: Case, entries: Sequence[Entry]) -> Iterator[Check]:
    version = rule.version
    if version.extended and (needed := version.extended.at_least):
        courses = extended_courses(case)
        yield Check(
            "extended", version.extended.says, version.extended.paragraph, courses >= needed, courses, needed
        )
    for limit in version.limits:
        bad = against(limit, entries)
        ok = len(bad) <= limit.at_most
        yield Check(limit.key, limit.says, limit.paragraph, ok, len(bad), limit.at_most, _marked(bad))
    if version.make_good or version.floors:
        yield _made_good(rule, entries)


def _made_good(rule: Rule, entries: Sequence[Entry]) -> Check:
    """Return how deficits and floors are dealt with; where they cannot be, what there is to deal with."""
    version = rule.version
    deficits = [entry for entry in entries if entry.short > 0] if version.make_good else []
    done = make_good(version, rule.steps, entries)
    inner = tuple(_ways(version, {entry.subject: entry for entry in entries}, done)) if done else ()
    for floor in version.floors:
        count = meets(floor, rule.steps, entries)
        ok = done is not None or count >= floor.at_least
        inner += (Check(floor.key, floor.says, floor.paragraph, ok, count, floor.at_least),)
    return Check(
        "made_good",
        words()["made_good"],
        version.law.paragraph,
        done is not None,
        len(deficits),
        0,
        _marked(deficits),
        checks=inner,
    )


def _ways(version: Version, by_subject: Mapping[str, Entry], done: MadeGood) -> Iterator[Check]:
    """Yield what was left out, and what was made good by what."""
    if leave := version.leave_out:
        for subject in done.left_out:
            yield Check(
                "left_out", leave.says, leave.paragraph, ok=True, marks=_marked([by_subject[subject]])
            )
    for what, helper in done.compensated:
        pair = pair_for(version, by_subject.get(what), what)
        marks = _marked([by_subject[one] for one in (what, helper) if one in by_subject])
        yield Check("compensated", pair.says, pair.paragraph, ok=True, marks=marks)


def _average(rule: Average, case: Case, entries: Sequence[Entry]) -> Check:
    """Return the mean of the marks that count; not known where hours are needed and missing."""
    hours = {one.subject: one.hours for one in case.marks}
    if rule.twice_from_hours is not None and any(hours[entry.subject] is None for entry in entries):
        return Check("average", rule.says, rule.paragraph)
    weights = [
        1 + (rule.twice_from_hours is not None and (hours[one.subject] or 0) >= rule.twice_from_hours)
        for one in entries
    ]
    total = sum(weight * entry.mark for weight, entry in zip(weights, entries, strict=True))
    cut = total * 10**rule.decimals // sum(weights)
    return Check("average", rule.says, rule.paragraph, ok=True, found=cut / 10**rule.decimals)


def _marked(entries: Sequence[Entry]) -> Marked:
    return tuple((entry.subject, entry.mark) for entry in entries)


def _fact(fact: Fact, case: Case) -> Check:
    needed = next((one for one in (fact.needed, fact.at_least, fact.at_most) if one is not None), None)
    inner = tuple(_fact(one, case) for one in (*fact.any, *fact.all))
    found = case.facts.get(fact.key)
    return Check(fact.key, fact.says, fact.paragraph, is_met(fact, case.facts), found, needed, checks=inner)


def _deadlines(version: Version, case: Case, on: date) -> Iterator[Check]:
    for deadline in version.deadlines:
        due = due_on(deadline, case.school_year)
        yield Check(
            deadline.key, deadline.says, deadline.paragraph, on <= due, on.isoformat(), due.isoformat()
        )
