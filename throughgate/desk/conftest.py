"""Fixtures for the pages of the desk."""

from __future__ import annotations

from throughgate.ground.conftest import statements

__all__ = ["statements"]
