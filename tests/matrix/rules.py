"""Who gets what, as rules: what the access table says of a role, and whether the row in the address exists for a member.

They ask the access table and the cast, never the pages. Whoever lacks the right gets 403, whoever has it but does not see
the row 404, and whoever has not signed in is led to sign-in (`in`). A page takes no POST unless one is named.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.cast import STAFF
from tests.matrix.house import EVERYBODY, MEMBERS
from tests.matrix.markers import can, sees

IN = "in"
Row = dict[str, int | str]
Exists = Callable[[str], bool]


class Rule(NamedTuple):
    """A status for each of the cast, of GET and of POST."""

    get: Row
    post: Row


def may(who: str, rights: str) -> bool:
    """Say whether a member has one of the rights: "write sheet or read own_voice"."""
    return any(can(who, *right.split()) for right in rights.split(" or "))


def everybody(get: int, post: int = 405) -> Rule:
    """Return the same for all, signed in or not."""
    return Rule(dict.fromkeys(EVERYBODY, get), dict.fromkeys(EVERYBODY, post))


def members(get: int = 200, post: int = 405) -> Rule:
    """Return the same for all who are signed in."""
    return Rule(*({**dict.fromkeys(MEMBERS, status), "anonymous": IN} for status in (get, post)))


def listed(rights: str, get: int = 200, post: int = 405) -> Rule:
    """A page about no single row: whoever has the right."""
    return of_row(lambda _who: True, rights, get, post)


def about(person: str, rights: str, get: int = 200, post: int = 405) -> Rule:
    """A page about a person: whoever has the right and sees the person."""
    return of_row(lambda who: sees(who, person), rights, get, post)


def within(code: str, rights: str, get: int = 200, post: int = 405) -> Rule:
    """A row that belongs to one organisation: whoever there has the right."""
    return of_row(lambda who: STAFF[who][0] == code, rights, get, post)


def own(username: str, rights: str, get: int = 200, post: int = 405) -> Rule:
    """A row of one member."""
    return of_row(lambda who: who == username, rights, get, post)


def only(username: str, get: int = 200, post: int = 405) -> Rule:
    """A page that other members have no right to, for a reason beyond the access table."""
    return Rule(
        *(
            {**dict.fromkeys(MEMBERS, 403 if status != 405 else 405), username: status, "anonymous": IN}
            for status in (get, post)
        )
    )


def of_row(exists: Exists, rights: str, get: int = 200, post: int = 405) -> Rule:
    """A row that exists for some."""

    def status(who: str, asked: int) -> int | str:
        if who == "anonymous":
            return IN
        if asked == 405:
            return 405
        return 403 if not may(who, rights) else asked if exists(who) else 404

    return Rule(*({who: status(who, asked) for who in EVERYBODY} for asked in (get, post)))


def literally(get: str, post: str) -> Rule:
    """Return what no rule says: a status per member, in the order of the heading, then, after the bar, for nobody."""
    rows = []
    for statuses in (get, post):
        cells = statuses.replace("|", " ").split()
        rows.append(dict(zip(EVERYBODY, (cell if cell == IN else int(cell) for cell in cells), strict=True)))
    return Rule(*rows)
