"""Who reads and writes the register of organisations."""

from __future__ import annotations

from throughgate.ground.acting.roles import ROLES, STAFF, kind

KINDS = (
    # The register of organisations; a company, and whoever is an administrator alone, sees its own only.
    kind("organisation", read=f"{STAFF} volunteer trainer editor manager", write="placement_officer"),
    kind("own_organisation", read=" ".join(ROLES), write="administrator"),
)
EDITED_TOGETHER = ("organisation", "site", "contact")
"""What colleagues change after each other, as the audit calls it: a stale form names who was first."""
