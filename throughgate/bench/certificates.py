"""How many people are judged in a second, beside the plain way over the same tables in the same run."""

from __future__ import annotations

import platform
import random
from collections.abc import Callable, Sequence
from datetime import date
from time import process_time
from typing import Any

from throughgate.person.schooling.packs import read_book
from throughgate.person.schooling.rules.certificates.book import Book
from throughgate.person.schooling.rules.certificates.cases import Case, GivenMark
from throughgate.person.schooling.rules.certificates.deciding import Decision, decide
from throughgate.person.schooling.rules.certificates.grammar import Level, SchoolType
from throughgate.person.schooling.rules.certificates.judging import with_facts

Say = Callable[[str], None]
PACK = "de-nw"
SEED = 10
LEAST_A_SECOND = 20_000
LEAST_TIMES = 3
YEARS = (2019, 2021, 2024, 2026)
LEVELS: tuple[Level, ...] = ("extended", "basic")
AT_LEVELS = ("german", "maths", "english")
ALWAYS = ("elective", "natural_sciences_area", "work_economy_area")
OTHERS = (
    "social_studies",
    "technology",
    "economics",
    "religion_philosophy",
    "sport",
    "biology",
    "arts",
    "music",
)
CLASSES = ((1, 4, 8, 8, 3, 1), (1, 3, 6, 6, 4, 2), (2, 6, 8, 4, 1, 0), (3, 6, 5, 2, 1, 0))
"""How often each mark is given, from the best on, in four kinds of classes."""
REASONS = 2_000
"""Of so many people the whole tree of reasons is made, too."""
FACTS = (
    *("certificate_held", "compulsory_schooling_done", "lives_in_district", "file_complete"),
    *("training_done", "intermediate_exam_taken", "training_record_signed", "contract_registered"),
)


def made_people(number: int) -> list[Case]:
    """Return people with twelve marks and some facts, the same in each run."""
    chance = random.Random(SEED)  # noqa: S311 - people of chance, not keys
    school: SchoolType = "comprehensive"
    people = []
    for _ in range(number):
        weights = chance.choice(CLASSES)

        def mark(weights: Sequence[int] = weights) -> int:
            return chance.choices(range(1, 7), weights)[0]

        at_levels = (*AT_LEVELS, chance.choice(("chemistry", "physics")))
        marks = [GivenMark(subject, mark(), chance.choice(LEVELS)) for subject in at_levels]
        marks += [GivenMark(subject, mark()) for subject in (*ALWAYS, *chance.sample(OTHERS, 5))]
        chance.shuffle(marks)
        facts = {fact: chance.random() < 0.9 for fact in FACTS if chance.random() < 0.9}
        people.append(Case(chance.choice(YEARS), school, tuple(marks), facts))
    return people


def plainly(book: Book, key: str, case: Case) -> Decision:
    """Return the answer mark by mark, as the paragraphs say it."""
    rule = book.rule_for(key, case)
    assert rule
    return with_facts(rule.version, case, decide(rule, case))


def measure(people: int, say: Say, pack: str = PACK) -> dict[str, Any]:
    """Return seconds of the processor for each rule of a pack, both ways, and whether the answers are equal."""
    book = read_book(pack)
    assert book
    cases = made_people(people)
    rules: dict[str, dict[str, float]] = {}
    equal = True
    for key in sorted(book.certificates):
        began = process_time()
        quick = [book.answer(key, case) for case in cases]
        between = process_time()
        plain = [plainly(book, key, case) for case in cases]
        ended = process_time()
        equal = equal and quick == plain
        some = cases[:REASONS]
        told = process_time()
        for case in some:
            book.judge(key, case)
        with_reasons = (process_time() - told) / max(len(some), 1)
        rules[key] = {"quick": between - began, "plain": ended - between, "reasons": with_reasons}
        say(
            f"{key}: {people / rules[key]['quick']:,.0f} a second, plainly {people / rules[key]['plain']:,.0f}"
        )
    quick_in_all, plain_in_all = (sum(one[way] for one in rules.values()) for way in ("quick", "plain"))
    a_second, times = people * len(rules) / quick_in_all, plain_in_all / quick_in_all
    return {
        "people": people,
        "pack": pack,
        "rules": rules,
        "a second": a_second,
        "times": times,
        "equal answers": equal,
        "fast enough": a_second >= LEAST_A_SECOND and times >= LEAST_TIMES,
    }


def as_markdown(figures: dict[str, Any]) -> str:
    """Return the report."""
    people = figures["people"]
    in_all = (
        f"{figures['a second']:,.0f} answers a second and core (at least {LEAST_A_SECOND:,}),"
        f" {figures['times']:.1f} times the plain way (at least {LEAST_TIMES})"
    )
    lines = [
        "# How fast certificates are judged",
        "",
        "Measured by `throughgate bench certificates --markdown docs/benchmark-certificates.md`.",
        f"{people:,} people with twelve marks and some facts, the same in each run; every rule of the pack `{figures['pack']}`,",
        "one after another on one core. *Plain* is `deciding.decide`, mark by mark over the same tables that were read once; *quick*",
        "is `Book.answer`, which decides once what a rule cannot tell apart. The time in which it learns that is in its figures.",
        "Seconds are those of the processor. *With reasons* is `Book.judge`, which makes the whole tree, for one person.",
        "",
        f"- {date.today().isoformat()}, {platform.machine()}, Python {platform.python_version()}",  # noqa: DTZ011
        f"- in all: {in_all}",
        f"- equal answers: {figures['equal answers']}",
        "",
        "| rule | quick, a second | plain, a second | times | with reasons, µs |",
        "| --- | --- | --- | --- | --- |",
    ]
    for key, one in figures["rules"].items():
        lines.append(
            f"| {key} | {people / one['quick']:,.0f} | {people / one['plain']:,.0f} | {one['plain'] / one['quick']:.1f} |"
            f" {one['reasons'] * 1e6:,.0f} |"
        )
    return "\n".join([*lines, ""])
