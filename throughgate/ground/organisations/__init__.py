"""Organisations of every kind, their sites and the people one writes to there."""
