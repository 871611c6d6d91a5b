"""Who reads and writes follow-ups."""

from __future__ import annotations

from throughgate.ground.acting.roles import kind

KINDS = (
    # Milestones of people whom one sees, and what the person said: by whoever stands beside the person.
    kind("follow_up", write="placement_officer case_lead probation_officer volunteer"),
    # What the company said: placement officers, and who stands beside the person after release; neither custody nor probation.
    kind("company_feedback", read="volunteer", write="placement_officer"),
)
IN_CONFIDENCE = ("feedback",)
"""What the audit tells of a person to nobody but who wrote it: the company's word is not for custody, and no no harms."""
