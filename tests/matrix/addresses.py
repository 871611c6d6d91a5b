"""Every address of the house by the name of its route, with the arguments that the cast gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from django.urls import URLPattern, URLResolver, get_resolver, reverse

ABSENT = "01999999-9999-7999-8999-999999999999"

# What stands for `row` (or `line`) on the page of a person: one row of that person, asked of the owner.
ROWS = {
    "people:dates": "SELECT id FROM people_stay WHERE person_id = %s",
    "people:release": "SELECT id FROM people_stay WHERE person_id = %s",
    "people:arrival": "SELECT id FROM people_stay WHERE person_id = %s",
    "people:take-back": "SELECT id FROM people_stay WHERE person_id = %s",
    "people:transfer": "SELECT id FROM people_stay WHERE person_id = %s",
    "people:language": "SELECT id FROM people_spokenlanguage WHERE person_id = %s ORDER BY language",
    "people:remove-language": "SELECT id FROM people_spokenlanguage WHERE person_id = %s ORDER BY language",
    "people:qualification": "SELECT id FROM people_qualification WHERE person_id = %s",
    "people:remove-qualification": "SELECT id FROM people_qualification WHERE person_id = %s",
    "people:condition": "SELECT id FROM people_workcondition WHERE person_id = %s",
    "people:remove-condition": "SELECT id FROM people_workcondition WHERE person_id = %s",
    "people:answer-consent": "SELECT id FROM people_consent WHERE person_id = %s AND state = 'asked'",
    "people:withdraw-consent": "SELECT id FROM people_consent WHERE person_id = %s AND state = 'given' AND scope <> ''",
    "people:end-link": "SELECT id FROM people_caselink WHERE person_id = %s ORDER BY from_on",
    "people:assign": "SELECT id FROM people_caselink WHERE person_id = %s ORDER BY from_on",
    "people:unassign": "SELECT id FROM people_assignment WHERE person_id = %s ORDER BY from_on",
}
# What stands for `key` where it is no person.
KEYS = {
    "accounts:roles": "SELECT m.id FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id "
    "WHERE u.username = 'colleague'",
    "accounts:renew-invitation": "SELECT id FROM accounts_invitation LIMIT 1",
    "accounts:withdraw-invitation": "SELECT id FROM accounts_invitation LIMIT 1",
    "organisations:site": "SELECT s.id FROM organisations_site s JOIN organisations_organisation o "
    "ON o.id = s.organisation_id WHERE o.code = 'north'",
    "organisations:contact": "SELECT c.id FROM organisations_contactperson c JOIN organisations_organisation o "
    "ON o.id = c.organisation_id WHERE o.code = 'north'",
}
KEYS["accounts:password-code"] = KEYS["leaving:end"] = KEYS["accounts:roles"]
KEYS["organisations:remove-site"] = KEYS["organisations:site"]
KEYS["organisations:remove-contact"] = KEYS["organisations:contact"]


@dataclass(frozen=True)
class Route:
    """One named address."""

    name: str
    pattern: str

    @property
    def of_person(self) -> bool:
        """Say whether it is a page about one person."""
        return self.pattern.startswith("people/<uuid:key>")


def routes() -> list[Route]:
    """Return every route of the house, in order."""
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns: list[Any], prefix: str = "", space: str = "") -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, prefix + str(pattern.pattern), inner)
        elif isinstance(pattern, URLPattern):
            yield Route(f"{space}{pattern.name}", prefix + str(pattern.pattern))


class Addresses:
    """Give addresses filled with ids of the cast."""

    def __init__(self, owner: psycopg.Connection) -> None:
        self.owner = owner

    def one(self, sql: str, *parameters: Any) -> str:
        """Return the first value as text, or an id that nothing has."""
        row = self.owner.execute(sql, parameters).fetchone()
        return str(row[0]) if row else ABSENT

    def of(self, route: Route, person: str) -> str:
        """Return the address of a route; `person` counts on pages about a person."""
        known: dict[str, str] = {
            "key": person
            if route.of_person
            else self.one(KEYS[route.name])
            if route.name in KEYS
            else ABSENT,
            "row": self.one(ROWS[route.name], person) if route.name in ROWS else ABSENT,
            "line": ABSENT,
            "code": "north",
            "token": "no-such-token",
            "username": "lead",
            "uidb36": "1",
        }
        if route.name == "account_reset_password_from_key":
            known["key"] = "1-abc"
        names = [part.split(":")[-1] for part in _arguments(route.pattern)]
        return reverse(route.name, kwargs={name: known[name] for name in names})


def _arguments(pattern: str) -> list[str]:
    found = [piece.split(">")[0] for piece in pattern.split("<")[1:]]
    return [name.removeprefix("P") for name in found]
