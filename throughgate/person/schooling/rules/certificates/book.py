"""The rules of a jurisdiction, ready to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from throughgate.person.schooling.rules.certificates.cases import Case
from throughgate.person.schooling.rules.certificates.deciding import (
    ELIGIBLE,
    NEARLY,
    NOT,
    UNKNOWN,
    Decision,
    Rule,
)
from throughgate.person.schooling.rules.certificates.grammar import Certificate, Fact, SchoolType
from throughgate.person.schooling.rules.certificates.judging import (
    Judgement,
    judge,
    near_facts,
    one_step_better,
    with_facts,
)
from throughgate.person.schooling.rules.certificates.quick import Quick
from throughgate.person.schooling.rules.certificates.sheets import Steps
from throughgate.person.schooling.rules.scales import Scale


class BadRule(ValueError):
    """A rule names a scale or a rule that is not there; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An answer for pages: "nearly" with each one thing that would change it, a subject or a fact."""

    outcome: str
    resits: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    """Subjects of which one mark, one step better, would do, whether or not it may be resat."""
    near_facts: tuple[Fact, ...] = ()


Asked = tuple[str, int, SchoolType | None]
"""The key of a rule, a school year and the kind of school."""


@dataclass(frozen=True)
class Book:
    """Certificates by their keys, with the scales they count on."""

    certificates: Mapping[str, Certificate]
    scales: Mapping[str, Scale]
    _rules: dict[Asked, Rule | None] = field(default_factory=dict, compare=False)
    _same: dict[tuple[int, int], Rule] = field(default_factory=dict, compare=False)
    """What holds in several years is one rule."""
    _quick: dict[Asked, Quick | None] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        """Raise BadRule where a rule names what is not there."""
        for key, certificate in self.certificates.items():
            if certificate.scale not in self.scales:
                raise BadRule(f"{key}: There is no scale {certificate.scale}")
            for version in certificate.versions:
                if version.above is not None and version.above not in self.certificates:
                    raise BadRule(f"{key}: There is no rule {version.above}")
                if version.above and any(one.above for one in self.certificates[version.above].versions):
                    raise BadRule(f"{key}: {version.above} stands on top of another rule itself")

    def scale(self, key: str) -> Scale:
        """Return the scale of a rule."""
        return self.scales[self.certificates[key].scale]

    def rule(self, key: str, school_year: int, school_type: SchoolType | None) -> Rule | None:
        """Return what holds in a school year at a school; None where nothing is known of it."""
        asked = key, school_year, school_type
        if asked not in self._rules:
            self._rules[asked] = self._rule(*asked)
        return self._rules[asked]

    def _rule(self, key: str, school_year: int, school_type: SchoolType | None) -> Rule | None:
        version = self.certificates[key].version(school_year, school_type)
        if version is None:
            return None
        above = self.rule(version.above, school_year, school_type) if version.above else None
        if version.above and above is None:
            return None
        return self._same.setdefault(
            (id(version), id(above)), Rule(version, Steps.of(self.scale(key)), above)
        )

    def rule_for(self, key: str, case: Case) -> Rule | None:
        """Return what holds for a case."""
        return self.rule(key, case.school_year, case.school_type)

    def answer(self, key: str, case: Case, *, on: date | None = None) -> Decision:
        """Return the answer that `judge` gives, without its reasons: for lists of very many people."""
        quick = self._quick_for(key, case)
        return with_facts(quick.rule.version, case, quick.decide(case), on) if quick else Decision(UNKNOWN)

    def judge(self, key: str, case: Case, *, on: date | None = None) -> Judgement:
        """Return the answer for a case, with its tree of reasons."""
        quick = self._quick_for(key, case)
        return judge(quick.rule, case, on=on, marks=quick.decide(case)) if quick else judge(None, case)

    def standing(self, key: str, case: Case, *, on: date | None = None) -> Standing:
        """Return where somebody stands: the answer, or near to it by one mark or one fact."""
        found, rule = self.answer(key, case, on=on), self.rule_for(key, case)
        if rule is None or found.outcome not in (NOT, NEARLY):
            return Standing(found.outcome, found.resits)
        if found.outcome == NEARLY:
            return Standing(NEARLY, near_facts=near_facts(rule.version, case))
        near = sorted(
            subject
            for subject, better in one_step_better(rule, case)
            if self.answer(key, better, on=on).outcome == ELIGIBLE
        )
        return Standing(NEARLY if near else NOT, near=tuple(near))

    def _quick_for(self, key: str, case: Case) -> Quick | None:
        asked = key, case.school_year, case.school_type
        if asked not in self._quick:
            self._quick[asked] = self._quick_of(self.rule(*asked))
        return self._quick[asked]

    def _quick_of(self, rule: Rule | None) -> Quick | None:
        if rule is None:
            return None
        return next((quick for quick in self._quick.values() if quick and quick.rule is rule), None) or Quick(
            rule
        )
