"""How accounts' tables are protected, and the access table as row policies read it."""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

from throughgate.foundation.database.keys import uuid7
from throughgate.foundation.database.wall import Open
from throughgate.ground.accounts.access import ACCESS, REACHES_ORGANISATION, ROLES

OPEN = (
    Open("accounts_user", "read at sign-in, before anybody acts"),
    Open("accounts_membership", "read with the session, before anybody acts"),
    Open("accounts_invitation", "taken up by somebody who has no account yet; tokens are stored as hashes"),
    Open("accounts_passwordcode", "used by somebody who cannot sign in; codes are stored as hashes"),
    Open("accounts_accessrule", "no personal data", "SELECT"),
)

SQL = f"""
CREATE OR REPLACE FUNCTION gate.reads(kind text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT EXISTS (SELECT FROM public.accounts_accessrule r
                  WHERE r.kind = $1 AND r.may_read AND r.role = ANY (gate.roles())) $$;
CREATE OR REPLACE FUNCTION gate.writes(kind text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT EXISTS (SELECT FROM public.accounts_accessrule r
                  WHERE r.kind = $1 AND r.may_write AND r.role = ANY (gate.roles())) $$;
CREATE OR REPLACE FUNCTION gate.kinds_read() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(array_agg(DISTINCT r.kind), '{{}}') FROM public.accounts_accessrule r
   WHERE r.may_read AND r.role = ANY (gate.roles()) $$;
CREATE OR REPLACE FUNCTION gate.reaches_organisation() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(gate.roles() && ARRAY[{", ".join(f"'{role}'" for role in sorted(REACHES_ORGANISATION))}], false) $$;
"""


def fill(cursor: CursorWrapper) -> None:
    """Make the table of access rules equal to `access.py`."""
    cursor.execute("DELETE FROM accounts_accessrule")
    cursor.executemany(
        "INSERT INTO accounts_accessrule (id, role, kind, may_read, may_write) VALUES (%s, %s, %s, %s, %s)",
        [
            (uuid7(), role, kind.name, role in kind.read, role in kind.write)
            for kind in ACCESS.values()
            for role in ROLES
            if role in kind.read
        ],
    )
