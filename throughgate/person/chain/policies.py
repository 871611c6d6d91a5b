"""How chains are protected: seen with the person, begun and moved by who answers for them, stepped by whose step it is."""

from __future__ import annotations

from pathlib import Path

from django.db.backends.utils import CursorWrapper

from throughgate.foundation.database.policies import Open, all_of, keep
from throughgate.foundation.database.relations import writes
from throughgate.foundation.states.guard import state_guard
from throughgate.person.chain.editions import of_packs
from throughgate.person.chain.rules import stepping
from throughgate.person.people.policies import kept, of_person

_MINE = f"{writes('chain')} OR role = ANY ((SELECT gate.roles())::varchar[])"
_STILL = f"state IN ({', '.join(repr(state) for state in stepping.OPEN)})"

PROTECTED = (
    of_person("chain_chain", "chain", delete=None),
    of_person(
        "chain_step",
        "chain",
        write="chain_step",
        insert=writes("chain"),
        update=_MINE,
        delete=all_of(writes("chain"), _STILL),
    ),
)
OPEN = (Open("chain_edition", "what packs say; nothing about anybody", "SELECT"),)

SQL = (
    Path(__file__).with_name("policies.sql").read_text()
    + state_guard(
        "chain_step",
        stepping.STEP,
        born=("open", "now_or_skip"),
        frozen_from=stepping.SETTLED,
        still=("state", "version", "settled_on", "settled_by_id", "reason"),
    )
    + keep("chain_chain", "keep_chain", "INSERT OR UPDATE")
    + keep("chain_step", "keep_step", "INSERT OR UPDATE")
    + kept("chain_chain", "chain")
    + kept("chain_step", "chain")
)


def fill(cursor: CursorWrapper) -> None:
    """Keep what each pack says today, so that chains go on by it when the pack says more."""
    cursor.executemany(
        "INSERT INTO chain_edition (key, pack, version, content) VALUES (%s, %s, %s, %s::jsonb) "
        "ON CONFLICT (key) DO UPDATE SET content = EXCLUDED.content",
        [(one.key, one.pack, one.chain.version, one.content.decode()) for one in of_packs()],
    )
