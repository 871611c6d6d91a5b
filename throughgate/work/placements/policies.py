"""How introductions and placements are protected.

Staff see the placements of people whom they see; a company its introductions, which lead to nobody. An answer is seen by who
took it, custody's by custody. Nobody introduces somebody by hand: the last yes does, in the database.
"""

from __future__ import annotations

from pathlib import Path

from throughgate.foundation.audit.policies import history
from throughgate.foundation.database.policies import Protected, all_of, any_of, keep
from throughgate.foundation.database.relations import OUR, mine, reads, writes
from throughgate.foundation.states import LINK_HOLDER
from throughgate.foundation.states.guard import state_guard
from throughgate.person.observations.rules.letters import TELLING_IN_SQL
from throughgate.person.people.policies import of_person, stays_with_person, visible
from throughgate.work.matching import DEMAND_OF_CONDITION
from throughgate.work.placements import rules

_OURS = all_of(writes("introduction"), "kept_by_id = gate.organisation()")
_COMPANYS = all_of(writes("own_introduction"), OUR)
_OF_PLACEMENT = "EXISTS (SELECT FROM placements_placement p WHERE p.introduction_id = {table}.{key}{more})"


def _of_placement(table: str, key: str, more: str = "") -> str:
    """Return the condition that a placement whoever asks may see stands behind the row."""
    return _OF_PLACEMENT.format(table=table, key=key, more=more)


_CUSTODYS = visible("placements_answer", roles=("custody",))
# What a prison said before a move is its own: the one that has the person now knows nothing of it.
_OF_OURS = "EXISTS (SELECT FROM accounts_membership m WHERE m.id = taken_by_id AND m.organisation_id = gate.organisation())"
_IS_CUSTODY = "gate.is_custody_now(person_id)"
# While custody has a part in the case, custody asks the person: else who knows the one answer would know the other.
_ASKS_PERSON = f"whose = 'person' AND (NOT gate.has_custody(person_id) OR {_IS_CUSTODY})"
_FOR_CUSTODY = all_of(writes("custody_answer"), "whose = 'custody'", _IS_CUSTODY)
_FOR_COMPANY = all_of(
    writes("introduction"),
    "whose = 'company'",
    "EXISTS (SELECT FROM placements_placement p WHERE p.id = placement_id AND p.kept_by_id = gate.organisation())",
)

PROTECTED = (
    of_person(
        "placements_placement",
        "placement",
        insert=all_of(_OURS, mine("proposed_by_id")),
        delete=None,
    ),
    Protected(
        "placements_introduction",
        select=any_of(
            [
                all_of(reads("own_introduction"), OUR),
                all_of(reads("placement"), _of_placement("placements_introduction", "id")),
            ]
        ),
    ),
    Protected(
        "placements_answer",
        select=any_of(
            [
                all_of(reads("answer"), "taken_by_id = gate.membership()", visible("placements_answer")),
                all_of(reads("custody_answer"), "whose = 'custody'", _CUSTODYS, _OF_OURS),
                "person_id = gate.person()",
            ]
        ),
        insert=all_of(
            writes("answer"),
            mine("taken_by_id"),
            visible("placements_answer"),
            any_of([_ASKS_PERSON, _FOR_CUSTODY, _FOR_COMPANY]),
        ),
    ),
    # Written by a function alone, read by whom the person asks who looked.
    Protected(
        "placements_look",
        select=any_of(
            [
                all_of(reads("looks"), visible("placements_look", roles=("custody", "aftercare"))),
                "person_id = gate.person()",
            ]
        ),
    ),
    Protected(
        "placements_message",
        select=any_of(
            [
                all_of(
                    reads("own_introduction"),
                    "EXISTS (SELECT FROM placements_introduction i WHERE i.id = introduction_id AND i."
                    "organisation_id = gate.organisation())",
                ),
                all_of(
                    reads("introduction"),
                    _of_placement(
                        "placements_message", "introduction_id", " AND p.kept_by_id = gate.organisation()"
                    ),
                ),
            ]
        ),
        insert=all_of(
            writes("introduction"),
            "side = 'officer'",
            _of_placement("placements_message", "introduction_id", " AND p.kept_by_id = gate.organisation()"),
        ),
    ),
    # Nobody but the functions below.
    Protected("placements_placementkey"),
)

DEFINERS = (
    "answered_introductions",
    "around_introduction",
    "clock_moves",
    "companies_due",
    "company_moves",
    "has_custody",
    "introductions_that_wait",
    "introduction_by_key",
    "is_custody_now",
    "keep_mailed_key",
    "keep_placement_key",
    "messages_by_key",
    "own_introductions_that_wait",
    "note_company_look",
    "person_answers",
    "placement_by_key",
    "placements_waiting",
    "read_messages",
)
"""Functions that run as the owner, which the application may call: each checks the right itself."""
OWNER_ONLY = (
    *("all_agreed", "custody_agrees", "custody_has_part", "custody_now", "introduce", "is_offered"),
    "may_be_asked_by",
)


def _quoted(values: tuple[str, ...]) -> str:
    return ", ".join(repr(value) for value in values)


def _functions() -> str:
    """Return the functions with what the rules say."""
    told = {
        "talking": _quoted(rules.TALKING),
        "running": _quoted(rules.RUNNING),
        "waiting": _quoted(rules.WAITING),
        "by_database": _quoted(rules.BY_DATABASE),
        "companys": ", ".join(
            f"('{step.from_}', '{step.name}', '{step.to}')"
            for step in rules.PLACEMENT.transitions
            if LINK_HOLDER in step.who
        ),
        "telling": TELLING_IN_SQL.replace("'", "''"),
        "demand": " ".join(f"WHEN '{kind}' THEN '{demand}'" for kind, demand in DEMAND_OF_CONDITION.items()),
    }
    text = "".join(
        Path(__file__).with_name(name).read_text() for name in ("policies.sql", "company.sql", "waiting.sql")
    )
    for name, value in told.items():
        text = text.replace("{" + name + "}", value)
    return text


SQL = (
    history("placements_placement", "placement")
    + stays_with_person("placements_placement")
    + stays_with_person("placements_answer")
    + stays_with_person("placements_look")
    + state_guard("placements_placement", rules.PLACEMENT)
    + _functions()
    + keep("placements_placement", "keep_placement", "INSERT OR UPDATE")
    + keep("placements_placement", "keep_past", "INSERT OR UPDATE", "started_on", "ended_on")
    + keep("placements_answer", "keep_answer", "INSERT")
    + keep("placements_message", "keep_message", "INSERT")
)
