"""Who makes and reads plans: whoever lays people beside openings."""

from __future__ import annotations

from throughgate.ground.acting.roles import kind

KINDS = (kind("regional_plan", write="placement_officer"),)
