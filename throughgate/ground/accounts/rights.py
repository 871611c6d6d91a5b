"""Who reads and writes members, and the logs of who looked."""

from __future__ import annotations

from throughgate.ground.acting.roles import ROLES, kind

KINDS = (
    kind("access_log", read="data_protection_officer"),
    kind("membership", read=" ".join(ROLES), write="administrator"),
)
EDITED_TOGETHER = ("membership", "invitation")
"""What colleagues change after each other, as the audit calls it: a stale form names who was first."""
