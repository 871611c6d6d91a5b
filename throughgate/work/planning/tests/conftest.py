"""Fixtures for plans."""

from __future__ import annotations

from throughgate.work.planning.tests.making import agreed

__all__ = ["agreed"]
