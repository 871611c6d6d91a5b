"""Text is measured, cut and wrapped."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.foundation.charts.pins import Pin
from throughgate.foundation.charts.text import shorten, text_width, wrap


@given(st.text(max_size=80), st.integers(20, 400))
def test_what_is_cut_fits(text, width):
    """No shortened text is wider than asked."""
    assert text_width(shorten(text, width, 13), 13) <= width


@given(st.text(max_size=120), st.integers(40, 400))
def test_what_is_wrapped_fits(text, width):
    """No wrapped line is wider than asked, and there are no more lines than asked."""
    rows = wrap(text, width, 13, lines=2)
    assert len(rows) <= 2
    assert all(text_width(row, 13) <= width for row in rows)


def test_the_font_is_measured():
    """A wide letter is wider than a narrow one, and bold is wider than regular."""
    assert text_width("WWW", 13) > 2 * text_width("iii", 13)
    assert text_width("Release", 13, 700) > text_width("Release", 13, 400)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://elsewhere.example/", "//elsewhere.example", "/\\x"]
)
def test_a_pin_leads_to_our_own_pages_only(url):
    """Another host or a script is refused as a link."""
    with pytest.raises(ValueError, match="page of this site"):
        Pin(date(2026, 1, 1), "due", "Step", url=url)


def test_an_unknown_kind_is_refused():
    """A pin of a kind that has no sign is refused."""
    with pytest.raises(ValueError, match="Unknown kind"):
        Pin(date(2026, 1, 1), "party", "Step")
