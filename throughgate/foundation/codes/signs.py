"""What a code looks like on paper, and how it is read again. Pure: no Django."""

from __future__ import annotations

import re
from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without the signs that look alike on paper (0 and O, 1, I and L) and without U."""
LONG: Final = 12
"""30^12 is about 2^59: with the limit of tries, nobody guesses one in the days that it holds."""
SHORT: Final = 8
"""30^8 is about 2^39: enough for what only a colleague of the same organisation may open anyway."""
LONGEST_TYPED: Final = 24


def made_from(randomness: bytes, length: int = LONG) -> str:
    """Return the code that these 16 or more random bytes stand for."""
    number = int.from_bytes(randomness, "big")
    signs = []
    for _ in range(length):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def written(code: str) -> str:
    """Return a code in groups of four, as it stands on paper."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read(text: str) -> str:
    """Return a code from what somebody typed: without hyphens and spaces, in capitals."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())[:LONGEST_TYPED]
