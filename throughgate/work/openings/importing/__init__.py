"""Companies and what they offer, from registers of others."""

from throughgate.work.openings.importing.kind import COMPANIES
from throughgate.work.openings.importing.single.kind import OPENINGS

__all__ = ["COMPANIES", "OPENINGS"]
