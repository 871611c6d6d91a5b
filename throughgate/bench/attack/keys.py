"""Page keys that no page gave out, unknown orders, and filters by what cannot be chosen."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import count, cycle
from urllib.parse import parse_qsl, urlencode, urlsplit

from throughgate.bench.attack import hostile
from throughgate.bench.attack.asking import Answer, Case
from throughgate.bench.attack.attack import Attack, Unit
from throughgate.bench.attack.forms import Found, look_for_pages
from throughgate.bench.attack.pages import read

LOOKING = 0.2
PLACES = ("after", "before")
PARTS: tuple[object, ...] = (
    1, 0, -1, 1.5, True, None, [], [[]], {}, {"a": 1}, "", "a", "1", "\0", "a\0", "\ud800", "\udfffx", "\uffff", "9" * 50, 10**30,
    1e308, "2026-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-01-01T00:00:00+99:99",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-01T00:00:00", "infinity", "-infinity", "now",
    "01999999-9999-7999-8999-999999999999", "{" + "f" * 32 + "}", "f" * 32, "g" * 36, "a" * 1_500, "\u202e", "%", "'",
)  # fmt: skip
GOOD = ("a", "2026-05-01", "2026-05-01T12:00:00+00:00", "1")
TEXTS = ("", "=", "====", "W", "WzFd=", "!!!", "ä", "\0", "W10", "bnVsbA", "e30", "MQ", "Im5vIg", "WyJhIiwx", "TmFO", "SW5maW5pdHk",
         "W05hTl0", "WzFlOTk5XQ", "a" * 1_500, "/w", "_____w", "W1tbW1tbW1tb")  # fmt: skip
SORTS = ("", "-", "--name", "name", "-name", "release", "-release", "change", "-change", "id", "-id", "pk", "password", "person__id", "?",
         "name,id", "name;DROP", "0", "\0", "-\0", "name\0", "a" * 900)  # fmt: skip


def keys(attack: Attack, share: int) -> None:
    """Look for lists, then ask each for pages that are none."""
    line = attack.tally.lines["keys"]
    pages = look_for_pages(attack, "keys", is_list, lambda: line.requests >= share * LOOKING)
    attack.work_off(_units(attack, pages), until=lambda: line.requests >= share)


def is_list(answer: Answer, page: Found) -> bool:
    """Say whether a page shows rows, or that there are none."""
    return bool(page.names) or any(sign in answer.text for sign in ("<table", 'class="rows', 'class="empty"'))


def _units(attack: Attack, pages: dict[str, list[Found]]) -> Iterator[Unit]:
    turns = {name: cycle(found) for name, found in pages.items()}
    for number in count() if turns else ():
        for name, found in turns.items():
            yield partial(_ask, attack, next(found), attack.choice("keys", number, name))


def _ask(attack: Attack, page: Found, choice: random.Random) -> None:
    answer = attack.ask(Case("keys", page.who, "GET", page.address))
    known = _keys_on(answer, page.address)
    for _ in range(5):
        query = [(choice.choice(PLACES), made(choice, known))]
        if "sort" in page.names or choice.random() < 0.2:
            query.append(("sort", choice.choice(SORTS)))
        others = [name for name in page.names if name not in (*PLACES, "sort")]
        if others and choice.random() < 0.4:
            query.append((choice.choice(others), hostile.value(choice)[:500].decode("utf-8", "replace")))
        address = f"{page.address}?{urlencode(query, errors='replace')}"
        attack.ask(Case("keys", page.who, "GET", address))


def _keys_on(answer: Answer, address: str) -> list[list[object]]:
    """Return the keys of neighbours that a page gives out, unpacked."""
    _forms, links = read(answer.text, address) if answer.status == 200 else ([], [])
    found = []
    for link in links:
        for name, value in parse_qsl(urlsplit(link).query):
            with suppress(ValueError):
                parts = json.loads(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)))
                if name in PLACES and isinstance(parts, list) and parts:
                    found.append(parts)
    return found


def made(choice: random.Random, known: list[list[object]]) -> str:
    """Return a key: no base64 at all, a list of anything, or a true one with one part changed."""
    if choice.random() < 0.2:
        return choice.choice(TEXTS)
    if known and choice.random() < 0.5:
        parts: list[object] = list(choice.choice(known))
        parts[choice.randrange(len(parts))] = choice.choice(PARTS)
    else:
        # As true ones are: something to order by, and the id of a row at the end.
        parts = [choice.choice(GOOD) for _ in range(choice.choice((0, 0, 1, 1, 1, 2)))]
        parts.append("01999999-9999-7999-8999-999999999999")
        parts[choice.randrange(len(parts))] = choice.choice(PARTS)
    if choice.random() < 0.05:
        return packed("[" * 1_100)
    return packed(json.dumps(parts))


def packed(text: str) -> str:
    """Return a text as keys of pages are written."""
    return base64.urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("=")
