"""The access table: role × kind of record × read or write. Pages, actions and row policies read it here.

Each app says in its `rights.py` who reads and writes its own records; the whole table is in docs/developers/access.md. A
right from this table is necessary, never sufficient: a person must also be reached through a case link.
"""

from __future__ import annotations

from throughgate.foundation.declared import declared
from throughgate.ground.acting.roles import Kind

ACCESS: dict[str, Kind] = {kind.name: kind for kind in declared("rights", "KINDS")}


def may(roles: frozenset[str], action: str, kind: str, *, where: str) -> bool:
    """Say whether any of `roles`, in an organisation of the kind `where`, may `read` or `write` records of `kind`."""
    rule = ACCESS[kind]
    if rule.within and where not in rule.within:
        return False
    return not roles.isdisjoint(rule.read if action == "read" else rule.write)
