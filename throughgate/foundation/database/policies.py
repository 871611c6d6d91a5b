"""The second line of defence: row-level security, triggers and grants, declared as data and applied whole.

Each app says in its `policies.py` what protects its tables (`PROTECTED`), which of them hold nothing personal or are read
before anybody is known (`OPEN`, with the reason), and which functions and triggers it needs (`SQL`, safe to run
again; `pieces.py` has what is named in it). `apply` makes the database equal to the declaration after every migration;
`problems` says where it differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from throughgate.foundation.database.pieces import with_pieces
from throughgate.foundation.declared import declared, modules

APP = "throughgate_app"
COMMANDS = ("select", "insert", "update", "delete")


@dataclass(frozen=True)
class Protected:
    """One table under forced row security. A command without an expression is not granted at all."""

    table: str
    select: str | None = None
    insert: str | None = None
    update: str | None = None
    delete: str | None = None
    update_check: str | None = None
    """What a changed row must satisfy; the `update` expression itself where empty."""
    also: str = ""
    """A name for further ways in, which a higher floor adds to a table of a lower one; policies are joined by OR."""

    def granted(self) -> Iterator[str]:
        """Yield the commands that the application may use at all."""
        return (command for command in COMMANDS if getattr(self, command))

    def statements(self) -> Iterator[str]:
        """Yield the SQL that makes exactly these policies."""
        if not self.also:
            yield f'ALTER TABLE "{self.table}" ENABLE ROW LEVEL SECURITY'
            yield f'ALTER TABLE "{self.table}" FORCE ROW LEVEL SECURITY'
        for command in self.granted():
            expression = getattr(self, command)
            clauses = {
                "select": f"USING ({expression})",
                "insert": f"WITH CHECK ({expression})",
                "update": f"USING ({expression}) WITH CHECK ({self.update_check or expression})",
                "delete": f"USING ({expression})",
            }
            yield (
                f'CREATE POLICY "{self.policy(command)}" ON "{self.table}" FOR {command.upper()} '
                f"TO {APP} {clauses[command]}"
            )

    def policy(self, command: str) -> str:
        """Return the name of the policy for one command."""
        return f"{self.table}_{command}{'_' if self.also else ''}{self.also}"


@dataclass(frozen=True)
class Open:
    """One table outside row security, and why that is right."""

    table: str
    reason: str
    grants: str = "SELECT, INSERT, UPDATE, DELETE"


FRAMEWORK = (
    Open("django_migrations", "no personal data", "SELECT"),
    Open("django_content_type", "no personal data", "SELECT"),
    Open("django_session", "read before anybody is known; holds a session key and a user id"),
    Open("auth_permission", "unused, no personal data", "SELECT"),
    Open("auth_group", "unused, no personal data", "SELECT"),
    Open("auth_group_permissions", "unused, no personal data", "SELECT"),
    Open("web_cache", "rate limits; no personal data"),
    Open("account_emailaddress", "sign-in: read before anybody is known; addresses of staff"),
    Open("account_emailconfirmation", "unused, as addresses are not confirmed", "SELECT"),
    Open("mfa_authenticator", "sign-in: read before anybody is known; secrets of staff"),
    Open("usersessions_usersession", "sign-in: read before anybody is known"),
    Open("procrastinate_jobs", "queue: arguments are ids only"),
    Open("procrastinate_events", "queue"),
    Open("procrastinate_periodic_defers", "queue"),
    Open("procrastinate_workers", "queue"),
)


def declarations() -> Iterator[ModuleType]:
    """Yield the `policies` module of every app of ours that has one, lowest floor first."""
    yield from modules("policies")


def protected() -> list[Protected]:
    """Return every declaration of a protected table."""
    return list(declared("policies", "PROTECTED"))


def protected_tables() -> set[str]:
    """Return the name of every protected table."""
    return {p.table for p in protected()}


def open_tables() -> dict[str, Open]:
    """Return every table outside row security by name."""
    return {o.table: o for o in (*FRAMEWORK, *declared("policies", "OPEN"))}


def apply(alias: str = "owner") -> None:
    """Make policies, triggers and grants equal to the declaration, in one transaction, as the owner."""
    connection = connections[alias]
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('throughgate.policies'))")
        functions = Path(__file__).with_name("functions.sql").read_text()
        cursor.execute(with_pieces(functions.replace("{time_zone}", settings.TIME_ZONE)))
        for module in declarations():
            if statement := getattr(module, "SQL", ""):
                cursor.execute(with_pieces(statement))
            if fill := getattr(module, "fill", None):
                fill(cursor)
        # What was filled in is checked now: PostgreSQL alters no table with rows that wait for it.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _drop_policies(cursor)
        for table in protected():
            for statement in table.statements():
                cursor.execute(with_pieces(statement))
        _grant(cursor)
        if missing := undecided(cursor):
            raise LookupError(f"Tables without a decision about row security: {', '.join(sorted(missing))}")


def undecided(cursor: CursorWrapper) -> set[str]:
    """Return tables that are neither protected nor declared open."""
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
        "AND relkind IN ('r', 'p') AND NOT relispartition",
    )
    return {name for (name,) in cursor.fetchall()} - protected_tables() - open_tables().keys()


def _drop_policies(cursor: CursorWrapper) -> None:
    cursor.execute("SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public'")
    for policy, table in cursor.fetchall():
        cursor.execute(f'DROP POLICY "{policy}" ON "{table}"')


def _grant(cursor: CursorWrapper) -> None:
    cursor.execute(
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM throughgate_app, throughgate_site, throughgate_reports"
    )
    cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP}")
    _grant_functions(cursor)
    for table in open_tables().values():
        cursor.execute("SELECT to_regclass(%s)", [table.table])
        if cursor.fetchone()[0]:
            cursor.execute(f'GRANT {table.grants} ON "{table.table}" TO {APP}')
    for protected_table in protected():
        if commands := ", ".join(c.upper() for c in protected_table.granted()):
            cursor.execute(f'GRANT {commands} ON "{protected_table.table}" TO {APP}')


def _grant_functions(cursor: CursorWrapper) -> None:
    """Let the application call what it needs; public pages and reports call nothing, triggers are called by nobody."""
    cursor.execute(
        f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA gate FROM PUBLIC, {APP}, throughgate_site, throughgate_reports"
    )
    cursor.execute(
        "SELECT oid::regprocedure::text, proname, prorettype = 'trigger'::regtype, prosecdef FROM pg_proc "
        "WHERE pronamespace = 'gate'::regnamespace"
    )
    definers = set(declared("policies", "DEFINERS"))
    closed = set(declared("policies", "OWNER_ONLY"))
    for signature, name, is_trigger, is_definer in cursor.fetchall():
        if not is_trigger and name not in closed and (not is_definer or name in definers):
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {APP}")


def problems(cursor: CursorWrapper) -> list[str]:
    """Say where the catalogue differs from the declaration: unforced tables, missing or foreign policies."""
    found = [f"{table}: nobody decided about row security" for table in sorted(undecided(cursor))]
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
        "AND relrowsecurity AND relforcerowsecurity",
    )
    forced = {name for (name,) in cursor.fetchall()}
    found += [f"{table}: row security is not forced" for table in sorted(protected_tables() - forced)]
    cursor.execute("SELECT policyname FROM pg_policies WHERE schemaname = 'public'")
    there = {name for (name,) in cursor.fetchall()}
    declared = {p.policy(command) for p in protected() for command in p.granted()}
    found += [f"policy {name} is missing" for name in sorted(declared - there)]
    found += [f"policy {name} is not declared" for name in sorted(there - declared)]
    return found


def keep(table: str, function: str, when: str, *arguments: str, first: bool = False) -> str:
    """Return the SQL that asks trigger function `gate.<function>` about each row the application writes.

    It asks after the policies, which say who may write at all; `first` where the row must still be there. The owner, who
    loads and repairs, is not asked.
    """
    time = "BEFORE" if first else "AFTER"
    return f"""
DROP TRIGGER IF EXISTS {function} ON "{table}";
CREATE TRIGGER {function} {time} {when} ON "{table}" FOR EACH ROW WHEN (current_user = '{APP}')
  EXECUTE FUNCTION gate.{function}({", ".join(f"'{argument}'" for argument in arguments)});
"""


def all_of(*conditions: str) -> str:
    """Join conditions with AND."""
    return " AND ".join(f"({c})" for c in conditions)


def any_of(conditions: Iterable[str]) -> str:
    """Join conditions with OR."""
    return " OR ".join(f"({c})" for c in conditions)
