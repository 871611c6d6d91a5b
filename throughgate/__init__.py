"""Throughgate: from a prison cell to a job and a circle of people who stay."""

__version__ = "0.1.0"
