"""How observations are protected: an observer sees own sheets, others signed sheets of people they may see.

Observer, organisation and state stand on `observations_sheetperson` as well, kept equal by a trigger: so a policy on
a person's rows asks that table by key, and no two tables ask each other.
"""

from __future__ import annotations

from pathlib import Path

from throughgate.foundation.audit.policies import history
from throughgate.foundation.database.policies import Open, Protected, all_of, any_of, keep
from throughgate.foundation.database.relations import (
    OUR,
    SOMEBODY,
    mine,
    of_member,
    of_organisation,
    of_parent,
    reads,
    under,
    writes,
)
from throughgate.foundation.states.guard import state_guard
from throughgate.person.observations.rules.letters import DOMAIN_IN_SQL, LETTER, TELLING_IN_SQL
from throughgate.person.observations.rules.sheets import ENDED, SHEET, SHOWN
from throughgate.person.people.policies import kept, of_person, visible

OWN = mine("observer_id")
_SHOWN_STATES = ", ".join(repr(state) for state in SHOWN)
_SHOWN = f"state IN ({_SHOWN_STATES})"


_SHEET = "observations_sheetperson"


def _on_sheet(table: str, *more: str) -> str:
    """Return the condition that this row's person on a sheet is visible, and what else it must be."""
    return under(table, _SHEET, "sheet_person_id", *more)


def _of_sheet(table: str, *, select: str = "true") -> Protected:
    """Protect rows about one person on a sheet: seen with it, changed while it is a draft."""
    draft = "p.state = 'draft'"
    return of_parent(table, "sheet", parent=_SHEET, key="sheet_person_id", while_=draft, select=select)


_GROUP = under("observations_groupmember", "observations_persongroup", "group_id")
_TYPED = (
    "EXISTS (SELECT FROM observations_typist t WHERE t.sheet_id = observations_sheetperson.sheet_id "
    "AND t.membership_id = gate.membership())"
)
_OUR_MEMBER = (
    "EXISTS (SELECT FROM accounts_membership m WHERE m.id = observations_observertraining.membership_id "
    "AND m.organisation_id = gate.organisation() AND m.user_id <> gate.actor_user())"
)

_OUTSIDE_CUSTODY = (
    "EXISTS (SELECT FROM organisations_organisation b WHERE b.id = body_id "
    "AND b.kind IN ('chamber', 'club', 'employment_service', 'network', 'school', 'third_sector'))"
)

OPEN = tuple(
    Open(f"observations_{table}", "written anchors; no personal data", "SELECT")
    for table in ("framework", "frameworkversion", "competency", "level")
)

PROTECTED = (
    of_member("observations_typist"),
    Protected(
        "observations_sheetperson",
        select=any_of(
            (
                all_of(writes("sheet"), OWN),
                all_of(writes("sheet"), "state = 'draft'", _TYPED),
                all_of(reads("competencies"), _SHOWN, visible("observations_sheetperson")),
                all_of("person_id = gate.person()", _SHOWN),
            )
        ),
        insert=all_of(writes("sheet"), OWN, OUR, "state = 'draft'", visible("observations_sheetperson")),
        # No update: it follows the sheet.
        delete=all_of(writes("sheet"), OWN, "state = 'draft'"),
    ),
    Protected(
        "observations_sheet",
        select=any_of(
            (
                all_of(writes("sheet"), OWN),
                all_of(
                    SOMEBODY,
                    "EXISTS (SELECT FROM observations_sheetperson p WHERE p.sheet_id = observations_sheet.id)",
                ),
            )
        ),
        insert=all_of(writes("sheet"), OWN, OUR, "state = 'draft'"),
        update=all_of(writes("sheet"), OWN, OUR),
    ),
    _of_sheet("observations_rating"),
    # Those who read the profile alone (teachers) read levels, not words.
    _of_sheet("observations_note", select=f"{reads('sheet')} OR person_id = gate.person()"),
    of_organisation("observations_persongroup", "person_group"),
    Protected(
        "observations_groupmember",
        select="("
        + all_of(
            writes("person_group"),
            visible("observations_groupmember"),
            _GROUP,
        )
        + ") OR person_id = gate.person()",
        insert=all_of(
            writes("person_group"),
            visible("observations_groupmember"),
            _GROUP,
        ),
        delete=all_of(writes("person_group"), _GROUP),
    ),
    # Nobody records the own training: a right never grows by one's own act.
    of_organisation(
        "observations_observertraining",
        "observer_training",
        insert=all_of(mine("recorded_by_id"), _OUR_MEMBER),
        update=None,
    ),
    of_person(
        "observations_selfrating",
        "competencies",
        write="own_voice",
        insert=mine("typed_by_id"),
        update_check=mine("typed_by_id"),
        delete=None,
    ),
    Protected(
        "observations_remark",
        select=any_of(
            (
                all_of(reads("own_voice"), visible("observations_remark")),
                _on_sheet("observations_remark", mine("p.observer_id")),
                "person_id = gate.person()",
            )
        ),
        insert=all_of(
            writes("own_voice"),
            mine("typed_by_id"),
            visible("observations_remark"),
            _on_sheet(
                "observations_remark",
                "p.person_id = observations_remark.person_id",
                "p.organisation_id = observations_remark.organisation_id",
                f"p.{_SHOWN}",
            ),
        ),
    ),
    Protected(
        "observations_answer",
        select=all_of(SOMEBODY, under("observations_answer", "observations_remark", "remark_id")),
        # By somebody of the observer's organisation, but neither by the observer nor in the observer's unit.
        insert=all_of(
            writes("own_voice"),
            mine("answered_by_id"),
            "EXISTS (SELECT FROM observations_remark r JOIN observations_sheetperson p ON p.id = r.sheet_person_id "
            "WHERE r.id = observations_answer.remark_id AND r.person_id = observations_answer.person_id "
            "AND r.kind = 'objection' AND r.organisation_id = gate.organisation() "
            "AND NOT EXISTS (SELECT FROM accounts_membership a "
            "JOIN accounts_membership o ON o.user_id = a.user_id OR (lower(o.unit) = lower(a.unit) AND a.unit <> '') "
            "WHERE a.id = gate.membership() AND o.id = p.observer_id))",
        ),
    ),
    of_organisation(
        "observations_letterissuer", "letter_issuer", insert=_OUTSIDE_CUSTODY, update=_OUTSIDE_CUSTODY
    ),
    of_person(
        "observations_referenceletter",
        "reference_letter",
        insert=all_of(
            OUR,
            mine("written_by_id"),
            "EXISTS (SELECT FROM observations_letterissuer i WHERE i.id = registered_id "
            "AND gate.today() BETWEEN i.agreed_on AND i.agreed_until)",
        ),
        update=OUR,
        delete=None,
    ),
    Protected(
        "observations_slip",
        select=all_of(writes("own_voice"), OUR, visible("observations_slip")),
        insert=all_of(writes("own_voice"), OUR, mine("printed_by_id"), visible("observations_slip")),
    ),
)

DEFINERS = (
    "beside_others",
    "copy_sheet",
    "double_ratings",
    "lines_of_sheet",
    "profile_of_person",
    "issuer_in_force",
    "sheets_waiting",
    "take_up_sheet",
)
"""They run as the owner and may be called by the application; each checks the right itself."""

_ENDING = ("state", "version", "ended_reason", "ended_at", "changed_at")
"""What changes of a signed sheet when it is replaced or taken back."""

SQL = (
    Path(__file__).with_name("policies.sql").read_text()
    + Path(__file__).with_name("signed.sql").read_text()
    + Path(__file__).with_name("waiting.sql").read_text().replace("{shown}", _SHOWN_STATES)
    + (Path(__file__).parent / "profile" / "policies.sql").read_text().replace("{shown}", _SHOWN_STATES)
    + Path(__file__)
    .with_name("keeping.sql")
    .read_text()
    .replace("{telling}", TELLING_IN_SQL)
    .replace("{domain}", DOMAIN_IN_SQL)
    .replace("{shown}", _SHOWN_STATES)
    + keep("observations_remark", "keep_past", "INSERT", "made_on")
    + keep("observations_observertraining", "keep_past", "INSERT", "trained_on")
    + keep("observations_selfrating", "keep_past", "INSERT", "rated_on")
    + keep("observations_selfrating", "keep_own_level", "UPDATE")
    + keep("observations_slip", "keep_slip", "INSERT")
    + keep("observations_referenceletter", "keep_letter", "INSERT OR UPDATE")
    + keep("observations_letterissuer", "keep_past", "INSERT OR UPDATE", "agreed_on")
    + keep("observations_letterissuer", "keep_issuer", "INSERT OR UPDATE")
    + state_guard("observations_sheet", SHEET, frozen_from=ENDED, still=_ENDING)
    + state_guard("observations_referenceletter", LETTER, frozen_from=("approved", "withdrawn"))
    + history("observations_sheet", "sheet_history")
    + history("observations_sheetperson", "sheet_history")
    + history("observations_rating", "sheet_history")
    + history("observations_note", "sheet_history")
    + kept("observations_selfrating", "own_voice")
    + history("observations_referenceletter", "reference_letter")
    + history("observations_letterissuer", "letter_issuer")
)
