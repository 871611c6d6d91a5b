"""Numbers that look like chance and depend on nothing but their place: any row can be made without the others."""

from __future__ import annotations

import time
from datetime import date

WORD = (1 << 64) - 1
SEED = 20_26_11_21


def bits(number: int, salt: int = 0) -> int:
    """Return 64 well-mixed bits for a number (splitmix64)."""
    x = ((number << 8) + salt + SEED) * 0x9E3779B97F4A7C15 & WORD
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & WORD
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB & WORD
    return x ^ (x >> 31)


def key(table: int, number: int, at_ms: int) -> str:
    """Return the key of a row: a UUID of version 7 that was "made" at `at_ms`, without hyphens."""
    mixed = bits(number, table)
    return f"{at_ms:012x}7{table:02x}{mixed >> 60:x}8{mixed & ((1 << 60) - 1):015x}"


def milliseconds(day: date) -> int:
    """Return the noon of a day in milliseconds since 1970."""
    return int(time.mktime((day.year, day.month, day.day, 12, 0, 0, 0, 0, -1)) * 1000)
