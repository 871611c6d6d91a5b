"""Letters that no font has leave a line to write on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.foundation.printing.gaps import with_gaps
from throughgate.foundation.printing.pdf import font_folders


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("ნინო ბერიძე", "____"),  # Georgian
        ("አበበ ቢቂላ", "____"),  # Ethiopic
        ("田中 Ken", "____ Ken"),
        ("Li 李 Wei", "Li ____ Wei"),
        ("Şahin, Ștefan Łukasz Đurić Þórður", "Şahin, Ștefan Łukasz Đurić Þórður"),
        ("Иван Петров · Ελένη · أحمد", "Иван Петров · Ελένη · أحمد"),
        ("a\tb\nc\u00add\u200be", "a\tb\nc\u00add\u200be"),
    ],
)
def test_only_what_cannot_be_drawn(name, printed):
    """A run of such letters is one line, with the blanks within; everything else stays as it is."""
    assert with_gaps({"rows": [(name, 3)], "on": True}, font_folders()) == {
        "rows": [[printed, 3]],
        "on": True,
    }


@given(st.text())
def test_twice_is_once(text):
    """What stands in the line can itself be drawn."""
    once = with_gaps(text, font_folders())
    assert with_gaps(once, font_folders()) == once
