"""Ask the application for names, titles and languages, and say how often the right answer is among the first."""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from time import perf_counter
from typing import Any

from throughgate.bench.finding.jobs import language_names, titles
from throughgate.bench.finding.lists import Pair, pairs
from throughgate.bench.import_run import CODE, prison
from throughgate.bench.names import Names

Say = Callable[[str], None]
FIRST_NAMES = 10
FIRST_TITLES = 5
LEAST = 0.90
"""Of the held-out halves, and of names of languages."""
LEAST_FAMILY = 0.80
"""Of the held-out names of one family of languages."""
AT_ONCE = 2_000
MOST_PEOPLE = 20_000
"""About as many as the largest prison keeps."""
HALVES = {False: "tuning", True: "held out"}


@dataclass
class Hits:
    """How many were asked for and found, by group and half."""

    asked: Counter[tuple[str, bool]] = field(default_factory=Counter)
    found: Counter[tuple[str, bool]] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    """Of the tuning half."""

    def add(self, group: str, held_out: bool, found: bool, said: str) -> None:  # noqa: FBT001 - two facts of one question
        """Take up one answer."""
        self.asked[group, held_out] += 1
        self.found[group, held_out] += found
        if not found and not held_out:
            self.missed.append(said)

    def share(self, *, held_out: bool, group: str = "") -> float:
        """Return the share found of a half, of one group or of all."""
        return _sum(self.found, group, held_out) / max(_sum(self.asked, group, held_out), 1)

    def figures(self) -> dict[str, Any]:
        """Return counts and shares as plain data."""
        groups = sorted({group for group, _ in self.asked})
        return {
            "all": {HALVES[half]: self._one("", half) for half in HALVES},
            "groups": {group: {HALVES[half]: self._one(group, half) for half in HALVES} for group in groups},
            "missed while tuning": self.missed,
        }

    def _one(self, group: str, half: bool) -> dict[str, Any]:  # noqa: FBT001
        return {
            "asked": _sum(self.asked, group, half),
            "found": _sum(self.found, group, half),
            "share": round(self.share(held_out=half, group=group), 3),
        }


def _sum(counter: Counter[tuple[str, bool]], group: str, half: bool) -> int:  # noqa: FBT001
    return sum(n for (one, which), n in counter.items() if which is half and group in ("", one))


def measure(people: int, say: Say) -> dict[str, Any]:
    """Fill a prison with so many people and those who are looked for, ask for all of them, and return the figures."""
    from throughgate.foundation.database.context import acting

    asked_for = pairs()
    actor = _case_lead()
    with acting(actor.context):
        _register(actor, people, asked_for)
    _analyse()
    say(f"{people:,} people and {len(asked_for):,} who are looked for")
    with acting(actor.context, read_only=True):
        names, took = _names(actor, asked_for)
        occupations, tongues = _titles(), _languages()
    figures: dict[str, Any] = {
        "people": people,
        "milliseconds": {
            "middle": round(took[len(took) // 2], 1),
            "p95": round(took[len(took) * 95 // 100], 1),
        },
        "names": names.figures(),
        "occupations": occupations.figures(),
        "languages": tongues,
        "names are found": names.share(held_out=True) >= LEAST,
        "no family is far behind": all(
            names.share(held_out=True, group=g) >= LEAST_FAMILY for g, _ in names.asked
        ),
        "occupations are found": occupations.share(held_out=True) >= LEAST,
        "languages are found": not tongues["missed"],
    }
    for what in ("names", "occupations"):
        for group, halves in {**figures[what]["groups"], "all": figures[what]["all"]}.items():
            say(
                f"  {what}, {group}: "
                + ", ".join(f"{half} {one['found']}/{one['asked']}" for half, one in halves.items())
            )
    return figures


def _names(actor: Any, asked_for: Iterable[Pair]) -> tuple[Hits, list[float]]:
    from throughgate.desk.search import find_people

    hits, took = Hits(), []
    for pair in asked_for:
        began = perf_counter()
        found = find_people(actor, pair.typed)[:FIRST_NAMES]
        took.append((perf_counter() - began) * 1000)
        right = any(one.family_name == pair.kept and pair.given in ("", one.given_names) for one in found)
        hits.add(pair.family, pair.held_out, right, f"{pair.typed} ({pair.kept})")
    return hits, sorted(took)


def _titles() -> Hits:
    from throughgate.ground.vocabulary.queries import suggest_occupations

    hits = Hits()
    for title in titles():
        codes = [word.occupation_id for word in suggest_occupations(title.written)[:FIRST_TITLES]]
        hits.add(
            title.form, title.held_out, any(code.startswith(title.groups) for code in codes), title.written
        )
    return hits


def _languages() -> dict[str, Any]:
    """Ask for every name on a German and on an English page; the first answer counts."""
    from throughgate.ground.vocabulary.rules import suggest_languages

    asked, missed = 0, []
    for locale in ("de", "en"):
        for name, codes in language_names():
            asked += 1
            if not any(language.code in codes for language, _ in suggest_languages(name, locale, 1)):
                missed.append(f"{name} ({locale})")
    return {"asked": asked, "missed": missed}


# --- who is there --------------------------------------------------------------------------------


def _case_lead() -> Any:
    from throughgate.ground.accounts.models import Membership, User
    from throughgate.ground.acting.actor import Actor
    from throughgate.ground.organisations.models import Organisation

    prison()
    user = User(username="bench-finding", given_names="Bench", family_name="Finding")
    user.save(using="owner")
    organisation = Organisation.objects.using("owner").get(code=CODE)
    membership = Membership(
        user=user, organisation=organisation, roles=["case_lead"], starts_on=date(2020, 1, 1)
    )
    membership.save(using="owner")
    return Actor(user, membership)


def _register(actor: Any, people: int, asked_for: list[Pair]) -> None:
    """Register made people, and each who is looked for once, with a given name of the made ones where none is told."""
    from throughgate.person.people.actions.bulk import NewPerson, register_people

    made = Names()
    rows = [
        NewPerson(name.family, name.given, _born(number))
        for number in range(people)
        for name in (made.of(number),)
    ]
    wanted = dict.fromkeys((pair.kept, pair.given) for pair in asked_for)
    for number, (family, given) in enumerate(wanted):
        rows.append(NewPerson(family, given or made.of(number).given, _born(number)))
    for start in range(0, len(rows), AT_ONCE):
        register_people(actor=actor, people=rows[start : start + AT_ONCE], assign=False)


def _born(number: int) -> date:
    return date(1955, 1, 1) + timedelta(days=number * 37 % 18_000)


def _analyse() -> None:
    import psycopg

    with psycopg.connect(os.environ["THROUGHGATE_ADMIN_URL"], autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE people_visibility")


# --- the report ------------------------------------------------------------------------------------


def as_markdown(figures: dict[str, Any]) -> str:
    """Return the report."""
    took, tongues = figures["milliseconds"], figures["languages"]
    lines = [
        "# How often what is looked for is found",
        "",
        "Measured by `throughgate bench finding --markdown docs/benchmark-finding.md` on lists of our own, which lie in",
        "`throughgate/bench/finding`. Each has a half that rules are tuned on and a half that is held out, by the hash of the name",
        "or the title; what is missed is printed for the first half alone. Both halves are made by the same tables, so the second",
        "says how well the rules carry over to other names, not to ways of spelling that nobody thought of.",
        "",
        f"- {date.today().isoformat()}, {platform.machine()}, Python {platform.python_version()}",  # noqa: DTZ011
        f"- {figures['people']:,} made people in one prison, whose case lead searches",
        f"- a search takes {took['middle']} ms, p95 {took['p95']} ms",
        "",
        "## Names",
        "",
        f"Among the first {FIRST_NAMES} found is one with the family name that was meant, typed as another office or a German ear",
        "spells it; with a given name, the very person.",
        "",
        *_table(figures["names"]),
        "",
        "## Occupations",
        "",
        f"Among the first {FIRST_TITLES} suggestions is one of the right group of ISCO-08 (three digits).",
        "",
        *_table(figures["occupations"]),
        "",
        "## Languages",
        "",
        f"{tongues['asked'] - len(tongues['missed'])} of {tongues['asked']} times the language comes first: usual German and English",
        "names, each on a German and on an English page.",
    ]
    if tongues["missed"]:
        lines += ["", f"Missed: {', '.join(tongues['missed'])}."]
    for what in ("names", "occupations"):
        if missed := figures[what]["missed while tuning"]:
            lines += ["", f"## Missed of the {what} that rules are tuned on", "", ", ".join(missed) + "."]
    return "\n".join([*lines, ""])


def _table(figures: dict[str, Any]) -> list[str]:
    rows = [f"| {group} | {_cells(halves)} |" for group, halves in figures["groups"].items()]
    head = ["| | tuning | share | held out | share |", "| --- | --- | --- | --- | --- |"]
    return [*head, *rows, f"| **all** | {_cells(figures['all'])} |"]


def _cells(halves: dict[str, Any]) -> str:
    return " | ".join(f"{one['found']} of {one['asked']} | {one['share']:.3f}" for one in halves.values())
