"""Companies and what they offer, from registers of others."""

from throughgate.work.openings.importing.kind import COMPANIES

__all__ = ["COMPANIES"]
