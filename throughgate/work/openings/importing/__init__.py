"""Companies and what they offer, from registers of others."""

from throughgate.work.openings.importing.kind import COMPANIES
from throughgate.work.openings.importing.single.kind import OPENINGS
from throughgate.work.openings.importing.single.own import OWN_OPENINGS

__all__ = ["COMPANIES", "OPENINGS", "OWN_OPENINGS"]
