"""Words for possible duplicates."""

from __future__ import annotations

import re

from throughgate.person.people import duplicates
from throughgate.person.people.duplicate_words import REASONS, STRENGTHS, reasons_of


def test_every_reason_and_strength_has_words() -> None:
    """No code reaches a page without words, and no words are left over."""
    codes = set(re.findall(r"``(\w+)``", duplicates.Match.__doc__ or ""))
    assert codes == set(REASONS)
    assert set(STRENGTHS) == set(duplicates.Strength)


def test_reasons_are_said_in_order() -> None:
    """The name comes first, then the birth."""
    ida = duplicates.PersonFacts("Berg", "Ida")
    [match] = duplicates.possible_duplicates(ida, [ida])
    assert [str(words) for words in reasons_of(match)] == ["same name", "date of birth not known"]
