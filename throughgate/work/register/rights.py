"""Who reads and writes the register of who offers something."""

from __future__ import annotations

from throughgate.ground.acting.roles import kind
from throughgate.work.register.rules import OWN

KINDS = (
    # Registrations that wait; what is verified is read by all who read organisations.
    kind("registration", write="placement_officer"),
    # The entry of the own organisation, and of those who want to be seen by the others.
    kind("own_registration", write=" ".join(sorted(OWN))),
)
EDITED_TOGETHER = ("registration",)
"""What colleagues change after each other, as the audit calls it: a stale form names who was first."""
