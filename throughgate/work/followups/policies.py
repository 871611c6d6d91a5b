"""How follow-ups are protected.

What the company said is for the placement officers who keep the placement, and for the volunteer who stands beside the person;
for whoever of custody or probation looks after the person where they agreed to that (`feedback_shared`). What the person said is
for the same, and where nobody stands beside them for whoever of custody or probation looks after them. A company reads nothing
of all this; its own desk asks and answers by two functions (`company.sql`).
"""

from __future__ import annotations

from pathlib import Path

from throughgate.foundation.audit.policies import history
from throughgate.foundation.database.policies import Protected, all_of, any_of, keep
from throughgate.foundation.database.relations import mine, reads, writes
from throughgate.person.people.policies import of_person, stays_with_person, visible
from throughgate.work.followups import rules
from throughgate.work.placements.rules import RUNNING

_VISIBLE = visible("followups_feedback")
# Who typed something in reads it as long as they see the person.
_READS = all_of(
    _VISIBLE,
    any_of([mine("taken_by_id"), "gate.follows(person_id, placement_id, whose)"]),
)

PROTECTED = (
    # A volunteer knows of no introduction; of what has begun, whoever stands beside the person does.
    Protected(
        "placements_placement",
        also="followups",
        select=all_of(reads("company_feedback"), "started_on IS NOT NULL", "gate.stands_beside(person_id)"),
    ),
    # Written by the functions below alone.
    of_person("followups_followup", "follow_up", insert=None, update=None, delete=None),
    Protected(
        "followups_feedback",
        select=any_of([all_of(reads("follow_up"), _READS), "person_id = gate.person() AND whose = 'person'"]),
        insert=all_of(
            writes("follow_up"),
            mine("taken_by_id"),
            _VISIBLE,
            "gate.takes_feedback(person_id, placement_id, whose)",
        ),
        update=all_of(writes("follow_up"), _READS),
    ),
    # What was said before it was put right is seen by who reads what is said now.
    Protected(
        "audit_history",
        also="followups",
        select=all_of(
            "kind = 'feedback'",
            reads("follow_up"),
            visible("audit_history"),
            any_of(
                [
                    "(before ->> 'taken_by_id')::uuid = gate.membership()",
                    "gate.follows(person_id, (before ->> 'placement_id')::uuid, before ->> 'whose')",
                ]
            ),
        ),
    ),
    # Nobody but the functions below.
    Protected("followups_feedbackkey"),
)

DEFINERS = (
    "answer_feedback",
    "company_says",
    "follow_up_by_key",
    "follow_up_moves",
    "follow_ups_that_wait",
    "follow_ups_waiting",
    "follows",
    "keep_feedback_key",
    "own_follow_ups",
    "own_follow_ups_that_wait",
    "stands_beside",
    "takes_feedback",
)
"""Functions that run as the owner, which the application may call: each checks the right itself."""
OWNER_ONLY = ("has_companion", "keep_said", "may_ask_company", "may_read_company")


_FILES = ("policies.sql", "company.sql", "waiting.sql")


def _functions() -> str:
    """Return the functions with what the rules say."""
    told = {
        "running": ", ".join(f"'{state}'" for state in RUNNING),
        "milestones": ", ".join(f"'{milestone}'" for milestone in rules.MILESTONES),
        "retained": " ".join(f"WHEN '{one}' THEN '{state}'" for one, state in rules.RETAINS.items()),
        "key_days": str(rules.KEY_DAYS),
    }
    text = "".join(Path(__file__).with_name(name).read_text() for name in _FILES)
    for name, value in told.items():
        text = text.replace("{" + name + "}", value)
    return text


SQL = (
    history("followups_feedback", "feedback")
    + stays_with_person("followups_feedback")
    + _functions()
    + keep("followups_feedback", "keep_feedback", "INSERT OR UPDATE")
)
