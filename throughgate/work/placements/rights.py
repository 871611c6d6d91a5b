"""Who reads and writes introductions and placements."""

from __future__ import annotations

from throughgate.ground.acting.roles import kind

_SIDE = "placement_officer case_lead probation_officer"

KINDS = (
    # From the proposal to a year at work, of people whom one sees.
    kind("placement", read="data_protection_officer", write=_SIDE),
    # Propose, ask, move on: placement officers, who speak with companies.
    kind("introduction", write="placement_officer"),
    # What the person or the company said, by who took it.
    kind("answer", write=_SIDE),
    # Custody's own answer, which knows work conditions.
    kind("custody_answer", write="case_lead", within="prison"),
    # What a company sees of those who are introduced to it.
    kind("own_introduction", write="company_contact"),
)
EDITED_TOGETHER = ("placement",)
"""What colleagues change after each other, as the audit calls it: a stale form names who was first."""
IN_CONFIDENCE = ("answer",)
"""What the audit tells of a person to nobody but who wrote it: that somebody said no harms nobody."""
