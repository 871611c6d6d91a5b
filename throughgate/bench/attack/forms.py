"""Hostile values in the forms of every page, and in what its address asks."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, cycle
from typing import NamedTuple
from urllib.parse import urlencode

from throughgate.bench.attack import hostile
from throughgate.bench.attack.addresses import Address
from throughgate.bench.attack.asking import Answer, Case
from throughgate.bench.attack.attack import Attack, Unit
from throughgate.bench.attack.pages import Form, questions, read

LOOKING = 0.2
"""Share of the requests that only look for forms."""
EACH = 6
"""Hostile requests for each look at a page."""


class Found(NamedTuple):
    """A page with something to fill in, and the names by which its address can be asked."""

    who: str
    address: str
    names: tuple[str, ...]


def forms(attack: Attack, share: int) -> None:
    """Look for forms as everybody, then send them spoiled, every page in its turn."""
    line = attack.tally.lines["forms"]
    pages = look_for_pages(attack, "forms", has_form, lambda: line.requests >= share * LOOKING)
    if pages:
        attack.work_off(_units(attack, pages), until=lambda: line.requests >= share)


def has_form(answer: Answer, page: Found) -> bool:
    """Say whether a page can be filled in, or asked in its address."""
    return bool(page.names) or any(form.is_of_page for form in read(answer.text, page.address)[0])


def look_for_pages(
    attack: Attack, kind: str, fits: Callable[[Answer, Found], bool], until: Callable[[], bool]
) -> dict[str, list[Found]]:
    """Return the pages that fit, by the name of their route; those without ids, where lists stand, are looked at first."""
    pages: dict[str, list[Found]] = defaultdict(list)
    places = [(address, who) for address in attack.addresses.every for who in attack.target.desks()]
    attack.choice(kind, "look").shuffle(places)
    places.sort(key=lambda place: len(place[0].parts))

    def look(address: Address, who: str) -> None:
        choice = attack.choice(kind, "look", address.route.name, who)
        path = attack.addresses.fill(address, attack.target.member(who), "own", choice)
        answer = attack.ask(Case(kind, who, "GET", path))
        if answer.status == 200 and "html" in answer.header("content-type"):
            page = Found(who, path, tuple(sorted(questions(*read(answer.text, path), path))))
            if fits(answer, page):
                pages[address.route.name].append(page)

    attack.work_off((partial(look, *place) for place in places), until=until)
    return {name: sorted(pages[name]) for name in sorted(pages)}


def _units(attack: Attack, pages: dict[str, list[Found]]) -> Iterator[Unit]:
    """Yield one page after the other, of each route the next visitor in its turn."""
    turns = {name: cycle(found) for name, found in pages.items()}
    for number in count():
        for name, found in turns.items():
            yield partial(_spoil, attack, next(found), attack.choice("forms", number, name))


def _spoil(attack: Attack, page: Found, choice: random.Random) -> None:
    answer = attack.ask(Case("forms", page.who, "GET", page.address))
    if answer.status != 200:
        return
    there, _links = read(answer.text, page.address)
    own = [form for form in there if form.is_of_page and form.method == "post"] or there
    for _ in range(EACH):
        if own and (not page.names or choice.random() < 0.8):
            attack.ask(spoiled("forms", page.who, choice.choice(own), choice))
        elif page.names:
            attack.ask(asked("forms", page, choice))


def spoiled(kind: str, who: str, form: Form, choice: random.Random) -> Case:
    """Return a form with something wrong with it."""
    fields = hostile.spoil(form.plausible(choice), choice)
    if form.method == "get":
        query = urlencode([(name, value[:2_000]) for name, value in fields])
        return Case(kind, who, "GET", f"{form.action.partition('?')[0]}?{query}")
    files = [field.name for field in form.fields if field.kind == "file"]
    content_type, body = hostile.packed(fields, choice, multipart=form.is_multipart, files=files)
    places = [form.action, *(place for _name, _value, place in form.buttons if place.startswith("/"))]
    return Case(kind, who, "POST", choice.choice(places), body, (("Content-Type", content_type),))


def asked(kind: str, page: Found, choice: random.Random) -> Case:
    """Return a page whose address asks for something hostile, as often by two names as by one."""
    names = [choice.choice(page.names) for _ in range(choice.choice((1, 2)))]
    query = urlencode([(name, hostile.value(choice)[:2_000]) for name in names])
    return Case(kind, page.who, "GET", f"{page.address}?{query}")
