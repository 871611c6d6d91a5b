"""Compare what PostgreSQL does with what the oracle says, table by table and command by command."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from random import Random
from typing import Any

import psycopg

from tests.policies.oracle import KIND_OF, Oracle
from tests.policies.rows import TODAY, World
from tests.policies.sql import NOBODY, Session, Who, insert_all
from throughgate.foundation.database import policies
from throughgate.person.people.rules import PART_OF_KIND

TABLES = (
    *("organisations_contactperson", "people_visibility", "people_caseload", "people_person"),
    *KIND_OF,
    *("people_stay", "people_consent", "people_caselink", "people_assignment"),
    *("people_namedpurpose", "people_notduplicate"),
    *("audit_entry", "audit_history", "audit_access"),
    *("openings_opening", "imports_import", "imports_rowresult", "imports_remembered"),
)
"""Tables that the oracle knows."""
MOST_LINKS = 60
COMMANDS = ("select", "insert", "update", "delete")
GRANTED = {
    table: {command for p in policies.protected() if p.table == table for command in p.granted()}
    for table in TABLES
}
KEY = {"people_visibility": "link_id", "people_caseload": "assignment_id"}
BORN = {"people_consent": {"state": "asked"}, "imports_import": {"state": "uploaded"}}
"""How rows begin: a trigger refuses any other beginning before the policy is asked."""
# Tries each row put aside, keeps none, and names those that the policy let through; a constraint that refuses a row
# does so only after the policy.
TRY = """
CREATE FUNCTION public.try_{table}() RETURNS SETOF uuid
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS
$$
DECLARE
  candidate uuid;
BEGIN
  FOR candidate IN SELECT id FROM public.aside_{table} LOOP
    BEGIN
      INSERT INTO public.{table} ({columns}) SELECT {columns} FROM public.aside_{table} a WHERE a.id = candidate;
      RAISE EXCEPTION 'taken back' USING ERRCODE = 'TG001';
    EXCEPTION
      WHEN insufficient_privilege THEN CONTINUE;
      WHEN SQLSTATE 'TG001' OR integrity_constraint_violation THEN NULL;
    END;
    RETURN NEXT candidate;
  END LOOP;
END
$$;
"""


class Comparison:
    """One world in one database, looked at from both sides."""

    def __init__(self, session: Session, world: World, random: Random) -> None:
        self.prepare(world, random)
        self.put_aside(session)

    def prepare(self, world: World, random: Random) -> None:
        """Ask the oracle about the world, and think of rows that somebody might try to insert."""
        self.world = world
        self.oracle = Oracle(world)
        self.candidates = {
            table: [{**row, "id": uuid.uuid4(), **BORN.get(table, {})} for row in rows]
            for table, rows in world.rows.items()
            if table in TABLES and "insert" in GRANTED[table]
        }
        self._more_links(random)

    def put_aside(self, session: Session) -> None:
        """Put the rows to try where everybody may read them."""
        self.session = session.owner()
        for table, rows in self.candidates.items():
            session.rows(f'CREATE TABLE public."aside_{table}" (LIKE "{table}")')
            session.rows(f'GRANT SELECT ON public."aside_{table}" TO throughgate_app')
            insert_all(session, f"aside_{table}", rows)
            columns = session.one(
                "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute WHERE attrelid = %s::regclass "
                "AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
                table,
            )
            session.rows(TRY.format(table=table, columns=columns))

    def _more_links(self, random: Random) -> None:
        """Add first links and shares of every flavour as things somebody might try to insert."""
        world = self.world
        links = world.rows["people_caselink"]
        consents = world.rows["people_consent"]
        more = []
        for person in world.rows["people_person"]:
            for organisation in world.rows["organisations_organisation"]:
                role = PART_OF_KIND[organisation["kind"]]
                row = {
                    "version": 1,
                    "person_id": person["id"],
                    "organisation_id": organisation["id"],
                    "role": role,
                    "basis": "statute",
                    "consent_id": None,
                    "shared_from_id": None,
                    "from_on": TODAY,
                    "until_on": None,
                }
                tries = [row]
                origins = [link for link in links if link["person_id"] == person["id"]]
                # In a large world a few wrong origins are enough; a wrong person's above all.
                for origin in [*origins, *random.sample(links, min(1, len(links)))]:
                    share = {**row, "shared_from_id": origin["id"]}
                    tries += [share, {**share, "role": "custody"}]
                    agreed = [
                        c
                        for c in consents
                        if c["recipient_id"] == organisation["id"] and c["person_id"] == person["id"]
                    ]
                    for consent in [*agreed[:2], *random.sample(consents, min(1, len(consents)))]:
                        tries.append({**share, "basis": "consent", "consent_id": consent["id"]})
                for attempt in tries:
                    attempt["id"] = uuid.uuid4()
                more += tries
        self.candidates["people_caselink"] += random.sample(more, min(MOST_LINKS, len(more)))

    def differences(
        self,
        actors: Iterable[Who],
        tables: Iterable[str] = TABLES,
        commands: Iterable[str] = COMMANDS,
        *,
        most: int = 5,
    ) -> list[str]:
        """Return the first places where the two sides differ."""
        found: list[str] = []
        commands = tuple(commands)
        for who in actors:
            self.session.act(who, TODAY)
            for table in tables:
                for command in commands:
                    if command in GRANTED[table]:
                        found += self._differ(who, table, command)
                        if len(found) >= most:
                            return found
        return found

    def _differ(self, who: Who, table: str, command: str) -> list[str]:
        if command == "insert":
            actual, expected = self._inserted(table), self.expected(who, table, command)
        else:
            actual, expected = self._touched(table, command), self.expected(who, table, command)
        return [
            f"{command} {table} {key} by {who}: {'too much' if key in actual else 'too little'}"
            for key in sorted(actual ^ expected, key=str)
        ]

    def expected(self, who: Who, table: str, command: str) -> set[Any]:
        """Return the keys of rows that the oracle lets through."""
        oracle = self.oracle
        if table == "people_visibility":
            return {line.link["id"] for line in oracle.my_lines(who)}
        if table == "people_caseload":
            return {row["id"] for row in oracle.caseload(who)}
        if command == "insert":
            return {row["id"] for row in self.candidates[table] if oracle.inserts(who, table, row)}
        judge = {"select": oracle.selects, "update": oracle.updates, "delete": oracle.deletes}[command]
        return {row["id"] for row in self.world.rows[table] if judge(who, table, row)}

    def _touched(self, table: str, command: str) -> set[Any]:
        key = KEY.get(table, "id")
        statement = {
            "select": f'SELECT {key} FROM "{table}"',
            "update": f'UPDATE "{table}" SET {key} = {key} RETURNING {key}',
            "delete": f'DELETE FROM "{table}" RETURNING {key}',
        }[command]
        try:
            with self.session.connection.transaction(force_rollback=command != "select"):
                return {row[0] for row in self.session.rows(statement)}
        except psycopg.errors.InsufficientPrivilege as refused:
            return {f"refused: {refused}"}

    def _inserted(self, table: str) -> set[Any]:
        return {row[0] for row in self.session.rows(f"SELECT public.try_{table}()")}


def everybody(world: World) -> list[Who]:
    """Return every member, nobody, and every person at the kiosk."""
    persons = [Who(person=row["id"], name="person") for row in world.rows["people_person"]]
    return [*world.actors, NOBODY, *persons]
