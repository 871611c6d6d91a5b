"""How observations are protected: an observer sees own sheets, others signed sheets of people they may see.

Observer, organisation and state stand on `observations_sheetperson` as well, kept equal by a trigger: so a policy on
a person's rows asks that table by key, and no two tables ask each other.
"""

from __future__ import annotations

from pathlib import Path

from throughgate.foundation.audit.policies import history
from throughgate.foundation.database.policies import Open, Protected, all_of, any_of, keep
from throughgate.foundation.states.guard import state_guard
from throughgate.person.observations.rules.letters import DOMAIN_IN_SQL, LETTER, TELLING_IN_SQL
from throughgate.person.observations.rules.sheets import ENDED, SHEET, SHOWN
from throughgate.person.people.policies import reads, stays_with_person, visible, writes

OWN = "observer_id = gate.membership()"
OUR = "organisation_id = gate.organisation()"
MINE = "typed_by_id = gate.membership()"
SOMEBODY = "gate.membership() IS NOT NULL OR gate.person() IS NOT NULL"
_SHOWN_STATES = ", ".join(repr(state) for state in SHOWN)
_SHOWN = f"state IN ({_SHOWN_STATES})"


def _on_sheet(table: str, *more: str, key: str = "sheet_person_id") -> str:
    """Return the condition that this row's person on a sheet is visible, and what else it must be."""
    extra = "".join(f" AND {condition}" for condition in more)
    return f'EXISTS (SELECT FROM observations_sheetperson p WHERE p.id = "{table}".{key}{extra})'


def _of_sheet(table: str, *, select: str = "true") -> Protected:
    """Protect rows about one person on a sheet: seen with it, changed while it is a draft."""
    change = all_of(writes("sheet"), _on_sheet(table, "p.state = 'draft'"))
    return Protected(
        table,
        select=all_of(SOMEBODY, select, _on_sheet(table)),
        insert=change,
        update=change,
        delete=change,
    )


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
    Protected("observations_typist", select="membership_id = gate.membership()"),
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
    Protected(
        "observations_persongroup",
        select=all_of(writes("person_group"), OUR),
        insert=all_of(writes("person_group"), OUR),
        update=all_of(writes("person_group"), OUR),
    ),
    Protected(
        "observations_groupmember",
        select="("
        + all_of(
            writes("person_group"),
            visible("observations_groupmember"),
            "EXISTS (SELECT FROM observations_persongroup g WHERE g.id = group_id)",
        )
        + ") OR person_id = gate.person()",
        insert=all_of(
            writes("person_group"),
            visible("observations_groupmember"),
            "EXISTS (SELECT FROM observations_persongroup g WHERE g.id = group_id)",
        ),
        delete=all_of(
            writes("person_group"), "EXISTS (SELECT FROM observations_persongroup g WHERE g.id = group_id)"
        ),
    ),
    Protected(
        "observations_observertraining",
        select=all_of(reads("observer_training"), OUR),
        # Nobody records the own training: a right never grows by one's own act.
        insert=all_of(
            writes("observer_training"),
            OUR,
            "recorded_by_id = gate.membership()",
            _OUR_MEMBER,
        ),
    ),
    Protected(
        "observations_selfrating",
        select=f"({all_of(reads('competencies'), visible('observations_selfrating'))}) OR person_id = gate.person()",
        insert=all_of(writes("own_voice"), MINE, visible("observations_selfrating")),
        update=all_of(writes("own_voice"), visible("observations_selfrating")),
        update_check=all_of(writes("own_voice"), MINE, visible("observations_selfrating")),
    ),
    Protected(
        "observations_remark",
        select=any_of(
            (
                all_of(reads("own_voice"), visible("observations_remark")),
                _on_sheet("observations_remark", "p.observer_id = gate.membership()"),
                "person_id = gate.person()",
            )
        ),
        insert=all_of(
            writes("own_voice"),
            MINE,
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
        select=all_of(
            SOMEBODY, "EXISTS (SELECT FROM observations_remark r WHERE r.id = observations_answer.remark_id)"
        ),
        # By somebody of the observer's organisation, but neither by the observer nor in the observer's unit.
        insert=all_of(
            writes("own_voice"),
            "answered_by_id = gate.membership()",
            "EXISTS (SELECT FROM observations_remark r JOIN observations_sheetperson p ON p.id = r.sheet_person_id "
            "WHERE r.id = observations_answer.remark_id AND r.person_id = observations_answer.person_id "
            "AND r.kind = 'objection' AND r.organisation_id = gate.organisation() "
            "AND NOT EXISTS (SELECT FROM accounts_membership a "
            "JOIN accounts_membership o ON o.user_id = a.user_id OR (lower(o.unit) = lower(a.unit) AND a.unit <> '') "
            "WHERE a.id = gate.membership() AND o.id = p.observer_id))",
        ),
    ),
    Protected(
        "observations_letterissuer",
        select=all_of(reads("letter_issuer"), OUR),
        insert=all_of(writes("letter_issuer"), OUR, _OUTSIDE_CUSTODY),
        update=all_of(writes("letter_issuer"), OUR, _OUTSIDE_CUSTODY),
    ),
    Protected(
        "observations_referenceletter",
        select=f"({all_of(reads('reference_letter'), visible('observations_referenceletter'))}) "
        "OR person_id = gate.person()",
        insert=all_of(
            writes("reference_letter"),
            OUR,
            "written_by_id = gate.membership()",
            visible("observations_referenceletter"),
            "EXISTS (SELECT FROM observations_letterissuer i WHERE i.id = registered_id "
            "AND gate.today() BETWEEN i.agreed_on AND i.agreed_until)",
        ),
        update=all_of(writes("reference_letter"), OUR, visible("observations_referenceletter")),
    ),
    Protected(
        "observations_slip",
        select=all_of(writes("own_voice"), OUR, visible("observations_slip")),
        insert=all_of(
            writes("own_voice"), OUR, "printed_by_id = gate.membership()", visible("observations_slip")
        ),
    ),
)

DEFINERS = (
    "beside_others",
    "copy_sheet",
    "double_ratings",
    "levels_of_person",
    "issuer_in_force",
    "take_up_sheet",
)
"""They run as the owner and may be called by the application; each checks the right itself."""

_ENDING = ("state", "version", "ended_reason", "ended_at", "changed_at")
"""What changes of a signed sheet when it is replaced or taken back."""

SQL = (
    Path(__file__).with_name("policies.sql").read_text()
    + (Path(__file__).parent / "profile" / "policies.sql").read_text()
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
    + stays_with_person("observations_selfrating")
    + state_guard("observations_sheet", SHEET, frozen_from=ENDED, still=_ENDING)
    + state_guard("observations_referenceletter", LETTER, frozen_from=("approved", "withdrawn"))
    + history("observations_sheet", "sheet_history")
    + history("observations_sheetperson", "sheet_history")
    + history("observations_rating", "sheet_history")
    + history("observations_note", "sheet_history")
    + history("observations_selfrating", "own_voice")
    + history("observations_referenceletter", "reference_letter")
    + history("observations_letterissuer", "letter_issuer")
)
