"""Levels from a table: the one downloaded from a sheet, or a list kept by hand."""

from throughgate.person.observations.importing.kind import LEVELS

__all__ = ["LEVELS"]
