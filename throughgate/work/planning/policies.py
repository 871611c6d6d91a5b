"""How plans are protected: the own organisation's, and of people only those whom it sees and may plan for now.

Nothing of a pair is history: what a consent no longer covers is gone from the page at once and from the tables by night.
"""

from __future__ import annotations

from pathlib import Path

from throughgate.foundation.database.pieces import piece
from throughgate.foundation.database.policies import Protected, all_of, keep
from throughgate.foundation.database.relations import OUR, mine, of_organisation, under
from throughgate.foundation.states.guard import state_guard
from throughgate.person.people.policies import of_person
from throughgate.work.planning.rules import GIVEN_UP, KEPT, PLAN


def _of_plan(table: str, *, update: str | None = None) -> Protected:
    """Protect what a plan says of people: written while it is made, read while it may hold the person."""
    being_made = under(table, "planning_plan", "plan_id", "p.state = 'making'")
    return of_person(
        table,
        "regional_plan",
        more=all_of(OUR, f'gate.may_be_planned("{table}".person_id)'),
        insert=being_made,
        update=being_made if update else None,
        delete=None,
    )


PROTECTED = (
    of_organisation("planning_plan", "regional_plan", insert=mine("made_by_id")),
    _of_plan("planning_place"),
    _of_plan("planning_tried", update="could_be"),
)
DEFINERS = ("may_be_planned", "plan_waiting", "sweep_plans")
"""Functions that run as the owner, which the application may call: each checks the right itself."""

# A statute of the organisation's own, or a consent that was given and stands: of minors, with the guardian.
_COVERED = f"""EXISTS (
    SELECT FROM people_visibility v JOIN people_caselink l ON l.id = v.link_id
    WHERE v.person_id = {{one}} AND v.organisation_id = {{whose}} AND {piece("in_force", "v")} AND (
      l.basis = 'statute' OR EXISTS (
        SELECT FROM people_consent c JOIN people_person p ON p.id = c.person_id
        WHERE c.person_id = v.person_id AND c.purpose = 'regional_plan' AND c.state = 'given'
          AND (c.expires_on IS NULL OR c.expires_on >= gate.today())
          AND (c.guardian_agreed_on IS NOT NULL
               OR NOT gate.needs_guardian(p.birth_on, p.birth_precision, gate.today())))))"""


def _functions() -> str:
    text = Path(__file__).with_suffix(".sql").read_text()
    # By night nobody acts, and no caller says which day it is: the clock does, where the house stands.
    by_clock = _COVERED.replace("gate.today()", "gate.day_by_clock()")
    for name, part in {
        "covered": _COVERED.replace("{one}", "one").replace("{whose}", "gate.organisation()"),
        "still_covered": by_clock.replace("{one}", "o.person_id").replace("{whose}", "o.organisation_id"),
        "kept_days": str(KEPT.days),
        "given_up_days": str(GIVEN_UP.days),
    }.items():
        text = text.replace("{" + name + "}", part)
    return text


SQL = _functions() + state_guard("planning_plan", PLAN) + keep("planning_plan", "keep_plan", "UPDATE")
