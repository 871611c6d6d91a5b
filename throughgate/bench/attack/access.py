"""Every address as a member of every role, with ids of their own, of others and mixed: GET and an empty form; searches."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import count

from throughgate.bench.attack.asking import TOKEN, Case
from throughgate.bench.attack.attack import Attack, Unit, posted
from throughgate.bench.attack.pages import once

SEARCHES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("/search/", "q", {}),
    ("/people/", "name", {"show": "all"}),
    ("/people/export/", "name", {"show": "all", "format": "csv", "reason": "attack"}),
)
"""Where people are looked for by name: the address, the field, and what else is said."""


def access(attack: Attack, share: int) -> None:
    """Ask `share` of them, in an order by the seed; a second round has other members and other ids."""
    line = attack.tally.lines["access"]
    attack.work_off(_units(attack), until=lambda: line.requests >= share)


def _units(attack: Attack) -> Iterator[Unit]:
    for number in count():
        cases = list(_round(attack, number))
        attack.choice("access", number).shuffle(cases)
        for case in cases:
            yield partial(_ask, attack, case)


def _ask(attack: Attack, case: Case) -> None:
    attack.ask(case)


def _round(attack: Attack, number: int) -> Iterator[Case]:
    for address in attack.addresses.every:
        for desk in attack.target.desks():
            choice = attack.choice("access", number, address.route.name, desk)
            roles = attack.target.member(desk).roles
            alike = [at for at, one in sorted(attack.target.members.items()) if one.roles == roles]
            who = choice.choice(alike) if desk and number else desk
            for mode in address.modes:
                path = attack.addresses.fill(address, attack.target.member(who), mode, choice)
                yield Case("access", who, "GET", path)
                yield posted("access", who, path, [(name, said.encode()) for name, said in _empty().items()])
    for desk in attack.target.desks():
        choice = attack.choice("access", number, "search", desk)
        for path, name, others in SEARCHES:
            for words in attack.marks.some_names(choice):
                said = {**_empty(), **others, name: words}
                yield posted("access", desk, path, [(name, word.encode()) for name, word in said.items()])


def _empty() -> dict[str, str]:
    return {"csrfmiddlewaretoken": TOKEN, "once": once()}
