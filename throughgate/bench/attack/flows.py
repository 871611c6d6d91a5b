"""What somebody does in a demo when nothing is wrong: register a person, fill in a sheet, import a list."""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from throughgate.bench.attack.asking import Answer, Case
from throughgate.bench.attack.attack import Attack, posted
from throughgate.bench.attack.pages import Fields, Form, once, read

LETTERS = "abcdefghiklmnoprstuvwz"
WORK_LIMIT = 120.0  # seconds that the worker may take for a list


class Missing(Exception):
    """This demo has nobody who can do it."""


@dataclass
class Flow:
    """Somebody at work for one part of the attack."""

    attack: Attack
    kind: str

    def name(self) -> str:
        """Return a family name that nobody has, like nobody's, and another one when an attack is repeated."""
        return "".join(secrets.choice(LETTERS) for _ in range(14)).capitalize()

    def who_may(
        self,
        address: str,
        fits: Callable[[Answer], bool] = lambda _answer: True,
        among: Callable[[str], bool] = lambda _who: True,
    ) -> str:
        """Return the first of those `among` whom we look who may open a page that fits; raise Missing where nobody may."""
        for who in filter(among, self.attack.target.members):
            answer = self.attack.ask(Case(self.kind, who, "GET", address))
            if answer.status == 200 and fits(answer):
                return who
            if not answer.status:
                break
        raise Missing(address)

    def rule(self, what: str, found: object, expected: object, case: Case) -> None:
        """Count a rule, which holds where what was found is as expected."""
        said = f"{what}: {found}, not {expected}"
        self.attack.tally.limit(self.kind, said, holds=found == expected, case=case)

    def form(self, who: str, address: str, holds: str = "") -> Form:
        """Return the form of a page (the one with a field `holds`); raise Missing where there is none."""
        answer = self.attack.ask(Case(self.kind, who, "GET", address))
        for form in read(answer.text, address)[0]:
            holds_it = not holds or any(one.name == holds for one in form.fields)
            if form.is_of_page and form.method == "post" and holds_it:
                return form
        raise Missing(f"{address} ({answer.status})")

    def new_keys(self, form: Form, number: int, **said: str) -> list[Fields]:
        """Return so many sendings of a form as from so many tabs: each has a key of its own."""
        return [form.filled(**said, once=once()) for _ in range(number)]

    def send(self, who: str, form: Form, **said: str) -> Answer:
        """Send a form once."""
        return self.attack.ask(posted(self.kind, who, form.action, form.filled(**said)))

    def at_once(self, who: str, address: str, sendings: list[Fields]) -> list[Answer]:
        """Send forms at the same moment."""
        return self.attack.at_once([posted(self.kind, who, address, fields) for fields in sendings])

    def upload(self, who: str, name: str, content: bytes) -> str:
        """Upload a list and let the worker look at it; return the address of the import's page."""
        form = self.form(who, "/imports/add/", "file")
        fields = [(key, value) for key, value in form.filled(kind="people") if key != "file"]
        answer = self.attack.ask(uploaded(self.kind, who, form.action, fields, name, content))
        columns = answer.header("location")
        if not columns:
            raise Missing(f"the upload was answered {answer.status}")
        self.send(who, self.form(who, columns, "version"))
        return columns.removesuffix("columns/")

    def wait_for(self, address: str, *states: str, limit: float = WORK_LIMIT) -> str:
        """Return the state of an import once it is one of these, or as it is when the time is over."""
        until = time.monotonic() + limit
        while True:
            state = str(
                self.attack.house.one("SELECT state FROM imports_import WHERE id = %s", key_of(address))
            )
            if state in (*states, "failed") or time.monotonic() > until:
                return state
            time.sleep(0.05)


def key_of(address: str) -> str:
    """Return the id in the address of an import, a sheet or a person."""
    return address.strip("/").split("/")[1].partition("#")[0]


def uploaded(kind: str, who: str, address: str, fields: Fields, name: str, content: bytes) -> Case:
    """Return the request of a form with one file."""
    edge = "attackattack"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n'.encode() + value + b"\r\n"
        for key, value in fields
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = b"".join([*parts, head.encode(), content, f"\r\n--{edge}--\r\n".encode()])
    return Case(
        kind, who, "POST", address, body, (("Content-Type", f"multipart/form-data; boundary={edge}"),)
    )


def people_list(family: str, rows: int) -> bytes:
    """Return a list of people with one family name and a number each."""
    lines = [f"{family};{given_name(number)};{family[:6]}-{number}" for number in range(rows)]
    return "\n".join(["Nachname;Vorname;Buchnummer", *lines, ""]).encode()


def given_name(number: int) -> str:
    """Return a given name that only this number has, unlike its neighbours'."""
    mixed = random.Random(number)  # noqa: S311 - no secret
    return "".join(mixed.choice(LETTERS) for _ in range(9)).capitalize()
