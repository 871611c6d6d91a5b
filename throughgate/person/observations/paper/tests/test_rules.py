"""Paper: how pages are shared out, and what a letter's text is made of."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from throughgate.person.observations.paper.rules import (
    GAP,
    HIGHEST_ROW,
    LOWEST_ROW,
    NARROWEST_BOX,
    PEOPLE_ON_PAGE,
    ROOM,
    TABLE_HEIGHT,
    letter_parts,
    letter_size,
    pieces,
    row_height,
    widths,
)


@given(st.lists(st.integers()), st.integers(1, 20))
def test_pieces_lose_nobody_and_are_even(rows, most):
    """Every row is on exactly one page in its order, no page is too full, and pages differ by one at most."""
    parts = list(pieces(rows, most))
    assert [row for part in parts for row in part] == rows
    sizes = [len(part) for part in parts]
    assert max(sizes) <= most
    assert max(sizes) - min(sizes) <= 1


def test_fifteen_people_stand_on_two_even_pages():
    """One more than a page holds makes two pages of the same height, not a page for one."""
    assert [len(part) for part in pieces(range(15), PEOPLE_ON_PAGE)] == [8, 7]


@given(st.integers(1, 4), st.integers(2, 7))
def test_boxes_stay_large_and_within_the_page(columns, levels):
    """Whatever the scale, everything fits beside each other and a box can be crossed with a pencil."""
    shared = widths(columns, levels, typed=False)
    assert shared.name + columns * (shared.group + GAP) + shared.notes <= ROOM + 0.01
    assert shared.box >= NARROWEST_BOX
    assert shared.group == shared.box * levels


@given(st.integers(1, PEOPLE_ON_PAGE))
def test_rows_fit_on_a_page(people):
    """Rows are as high as the page allows, between what a pencil needs and what looks right."""
    height = row_height(people)
    assert LOWEST_ROW <= height <= HIGHEST_ROW
    assert height * people <= TABLE_HEIGHT + 0.01


def test_lines_with_a_dash_are_a_list():
    """Points in a row are one list; paragraphs stay in their place."""
    assert letter_parts("One\n– two\n- three\n\nFour") == [
        {"kind": "text", "text": "One"},
        {"kind": "list", "lines": ["two", "three"]},
        {"kind": "text", "text": "Four"},
    ]


def test_long_letters_are_set_smaller():
    """A letter stays on one page: the more text, the smaller the type."""
    sizes = [letter_size("word " * count) for count in (40, 380, 480)]
    assert sizes == sorted(sizes, reverse=True)
    assert letter_size("\n".join(["x"] * 40)) == 10.0
