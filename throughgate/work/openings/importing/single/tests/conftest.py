"""Fixtures of these tests: the same as those of lists of companies."""

from throughgate.work.openings.importing.tests.conftest import fresh_cast, own_folder

__all__ = ["fresh_cast", "own_folder"]
