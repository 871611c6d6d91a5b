"""Introductions and placements."""
