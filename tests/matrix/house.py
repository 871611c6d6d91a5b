"""The house with its whole cast signed in: asks an address as a member and tells what came back."""

from __future__ import annotations

import io
import logging
import uuid
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import psycopg
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from tests.cast import PEOPLE
from tests.matrix.addresses import ABSENT, Addresses
from tests.matrix.reading import pdf_label, text_of
from tests.records import load_records
from tests.samples import form, person_of, plant
from throughgate.config.logging import configure_logging
from throughgate.foundation.database import policies
from throughgate.foundation.web.routes import Route, routes

MEMBERS = (
    *("lead", "colleague", "officer", "teacher", "admin", "dpo"),
    *("stranger", "aftercare", "placement", "trainer", "tso", "company"),
)
EVERYBODY = (*MEMBERS, "anonymous")


@dataclass
class Answer:
    """What came back."""

    status: int
    body: str
    headers: str
    location: str
    request: str
    read_only: str
    raw: Any = field(repr=False)
    label: str = ""
    """What stands around the pages of a PDF."""


class Changes(NamedTuple):
    """Rows of protected tables that were written: how many, taken back or not, and the tables of those that last."""

    tried: int
    last: tuple[str, ...]


class House:
    """Everybody signed in, on a database whose changes last."""

    def __init__(self, owner: psycopg.Connection) -> None:
        self.owner = owner
        self.log = self._listen()
        self.addresses = Addresses(owner)
        self.routes: dict[str, Route] = {route.name: route for route in routes()}
        self.people = {name: self._person(name) for name in PEOPLE}
        self.people["absent"] = ABSENT
        self.clients = {"anonymous": Client(raise_request_exception=False)}
        for username in MEMBERS:
            self.sign_in(username)
        self._prepare()
        self._count_changes()

    def sign_in(self, username: str) -> None:
        """Let somebody be signed in with the second factor, and their session be listed, as signing in leaves it."""
        from allauth.usersessions.models import UserSession

        from throughgate.ground.accounts.models import User

        user = User.objects.get(username=username)
        self.clients[username] = client = Client(raise_request_exception=False)
        client.force_login(user, backend="throughgate.ground.accounts.backend.Backend")
        session = client.session
        session["second_factor"] = True
        session.save()
        UserSession.objects.create(
            user=user, session_key=session.session_key, ip="127.0.0.1", user_agent="matrix"
        )

    @staticmethod
    def _listen() -> io.StringIO:
        """Return what is logged from now on, in the form in which it is written to standard error."""
        written = io.StringIO()
        handler = logging.StreamHandler(written)
        configure_logging(as_json=True)
        handler.setFormatter(logging.getLogger().handlers[0].formatter)
        handler.setLevel(logging.INFO)
        logging.getLogger().addHandler(handler)
        return written

    def _person(self, name: str) -> str:
        return self.addresses.one(
            "SELECT id FROM people_person WHERE family_name = %s", f"{PEOPLE[name][2]}family"
        )

    def _prepare(self) -> None:
        """Add what pages need a row of, and a purpose for everybody."""
        plant(self.owner.execute)
        load_records()
        self.name_purposes()

    def name_purposes(self) -> None:
        """Let everybody name a purpose for every person, as far as the policies let them see anybody at all."""
        self.owner.execute("DELETE FROM people_namedpurpose")
        self.owner.execute(
            "INSERT INTO people_namedpurpose (id, person_id, membership_id, organisation_id, purpose, words, "
            "named_at, ends_at) SELECT gen_random_uuid(), p.id, m.id, m.organisation_id, 'stand_in', '', %s, "
            "%s + interval '30 minutes' FROM people_person p, accounts_membership m",
            [timezone.now(), timezone.now()],
        )

    def get(self, who: str, route: str, person: str = "", **query: Any) -> Answer:
        """Ask for a page."""
        client = self.clients[who]
        cookies = client.cookies.copy()
        answer = self._answer(client.get(self.address(route, person), query or None))
        client.cookies = cookies  # lists remember filters; the next test shall not
        return answer

    def post(self, who: str, route: str, person: str = "", data: Any = None, *, keep: bool = False) -> Answer:
        """Send a form; unless `keep`, whatever it changes is taken back."""
        address, client = self.address(route, person), self.clients[who]
        cookies = client.cookies.copy()
        if data is None:  # "once" stands in every form
            data = {"once": str(uuid.uuid4()), **form(self.addresses.row, route)}
        if keep:
            answer = self._answer(client.post(address, data))
        else:
            with transaction.atomic():
                answer = self._answer(client.post(address, data))
                transaction.set_rollback(True)
        client.cookies = cookies  # whoever signed out by it is still here for the next
        return answer

    def address(self, route: str, person: str = "") -> str:
        """Return the address of a route; whom it is about, where it is not said, the sample knows."""
        if person:
            return self.addresses.of_another(self.routes[route], self.people[person])
        return self.addresses.of(self.routes[route], self.people[person_of(route)])

    def ask_for_nothing(self, who: str, route: str, method: str) -> Answer:
        """Ask for a row that is not there."""
        address = self.addresses.of_nothing(self.routes[route], self.people[person_of(route)])
        return self._answer(getattr(self.clients[who], method)(address, {"once": str(uuid.uuid4())}))

    @staticmethod
    def _answer(response: Any) -> Answer:
        content = b"".join(response.streaming_content) if response.streaming else response.content
        read_only = response.get("X-Test-Read-Only", "")
        del response["X-Test-Read-Only"]
        headers = "\n".join(f"{name}: {value}" for name, value in response.items())
        cookies = "\n".join(morsel.OutputString() for morsel in response.cookies.values())
        return Answer(
            response.status_code,
            text_of(content),
            f"{headers}\n{cookies}",
            response.get("Location", ""),
            response.get("X-Request-Id", ""),
            read_only,
            response,
            pdf_label(content) if content.startswith(b"%PDF") else "",
        )

    def looked_at(self, request: str) -> list[set[str]]:
        """Return, for each row of the access log of a request, the people it names."""
        names = {uuid.UUID(key): name for name, key in self.people.items()}
        rows = self.owner.execute("SELECT people FROM audit_access WHERE request = %s", [request]).fetchall()
        return [{names.get(key, str(key)) for key in people} for (people,) in rows]

    def _count_changes(self) -> None:
        """Let each protected table note its changes: the number also of those that are taken back, for it is a sequence."""
        run = self.owner.execute
        run("CREATE TABLE noted_changes (number bigserial, of_table text NOT NULL)")
        run(
            "CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN "
            "INSERT INTO public.noted_changes (of_table) VALUES (TG_TABLE_NAME); RETURN NULL; END $$"
        )
        for table in sorted(policies.protected_tables() - {"audit_access"}):
            run(
                f"CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION note_change()"
            )

    def changes(self) -> Changes:
        """Return what was changed so far in protected tables, the access log left out."""
        row = self.owner.execute(
            "SELECT (SELECT last_value - (NOT is_called)::int FROM noted_changes_number_seq), "
            "(SELECT array_agg(of_table ORDER BY number) FROM noted_changes)"
        ).fetchone()
        assert row is not None
        return Changes(row[0], tuple(row[1] or ()))

    @staticmethod
    def is_clean() -> bool:
        """Say whether no transaction is left open."""
        return not connection.in_atomic_block
