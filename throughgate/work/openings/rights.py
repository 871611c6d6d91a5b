"""Who reads and writes what companies and others offer."""

from __future__ import annotations

from throughgate.ground.acting.roles import STAFF, kind

KINDS = (
    # What companies and others offer: staff see all of it, a company its own.
    kind("opening", read=f"{STAFF} manager", write="placement_officer"),
    kind("own_opening", write="company_contact"),
    kind("import_companies", write="placement_officer"),
    kind("import_openings", write="placement_officer"),
    kind("import_own_openings", write="company_contact"),
)
EDITED_TOGETHER = ("opening",)
"""What colleagues change after each other, as the audit calls it: a stale form names who was first."""
