"""The frame of a letter: greeting, how to answer, who signs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from throughgate.foundation.printing import Letter

LETTER = Letter(
    title="Are these places still free?",
    sender=["Chamber Rhine", "Gate Street 1"],
    to=["Roth Roofing"],
    dated=date(2026, 12, 1),
    foot="",
    signed="Peter Krüger",
    telephone="02431 555 0117",
)


def test_a_letter_says_who_can_be_called():
    """Name, organisation and number stand below, and the number where the code is explained."""
    assert LETTER.words()["signs"] == ["Peter Krüger", "Chamber Rhine", "Telephone 02431 555 0117"]
    assert LETTER.ways("https://house/code")[1] == "Or call us, 02431 555 0117, and read the code to us."


def test_without_a_number_nobody_is_told_to_call():
    """A sentence that asks for a call without saying where is left out."""
    silent = replace(LETTER, telephone="")
    assert silent.ways("https://house/code") == ["Open this page and type the code: https://house/code"]
    assert silent.words()["signs"] == ["Peter Krüger", "Chamber Rhine"]
