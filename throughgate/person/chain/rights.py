"""Who reads a chain, and who takes its steps."""

from __future__ import annotations

from throughgate.ground.acting.roles import STAFF, kind
from throughgate.person.chain.rules.stepping import STEPPERS, WHOLE

KINDS = (
    # The whole chain: it is begun, and follows the release, by those who answer for it.
    kind("chain", read=STAFF, write=" ".join(sorted(WHOLE))),
    # Steps that are one's own by the role.
    kind("chain_step", read=STAFF, write=" ".join(sorted(STEPPERS))),
)
EDITED_TOGETHER = ("chain_step",)
"""What colleagues change after each other: a stale form names who was first."""
