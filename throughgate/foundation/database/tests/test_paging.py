"""Keys of pages stand in addresses that anybody may edit: what is no key starts at the beginning."""

from __future__ import annotations

import base64
import itertools
import json
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from throughgate.foundation.database.paging import page_among, page_of, read, written
from throughgate.ground.accounts.models import Membership, User
from throughgate.ground.organisations.models import Organisation
from throughgate.work.openings.queries import listing


def packed(value: object) -> str:
    """Return anything as it would stand in an address."""
    said = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(said).decode().rstrip("=")


KEY = "cb995d35-c489-414f-ad43-d14a261c5516"
BROKEN = [
    *("x", "%", "é", "=", "====", "....", "WzFd", "bnVsbA", "e30"),
    *(packed(one) for one in (None, 1, {}, [], [1], ["a"], ["a", 1], [1, 2], [[]], [{}], [None, None])),
    *(packed(one) for one in ([["a"], KEY], [True, KEY], ["a", KEY, KEY], ["a", "no key"], [KEY, KEY, ""])),
    packed(["\ud800", KEY]),
    packed(["a\0b", KEY]),
    packed([10**400, KEY]),
    packed([1e400, KEY]),
    packed(b"[NaN, Infinity]"),
    packed(b"[" * 3000),
    packed(b"[" * 100_000)[:4000],
    packed('["a", "b"]'.encode("utf-16")),
    packed(b'["\xff"]'),
]
NO_NUMBERS = [
    [text, KEY] for text in ("", "NaN", "inf", "1e400", "9" * 5000, "9" * 30, "-1", "1.5", "\u0660x")
]
NO_MOMENTS = [
    [text, KEY]
    for text in (
        *("", "1", "today", "2026-01-01T00:00:00", "2026-13-01T00:00:00+00:00"),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-01T00:00:00+99:00"),
    )
]
LISTS = {
    "organisations:list": ("placement", "-name"),
    "openings:list": ("placement", "-start"),
    "people:list": ("lead", "-release"),
    "imports:list": ("lead", ""),
    "observations:list": ("officer", ""),
    "oversight:looks": ("dpo", ""),
    "oversight:changes": ("dpo", ""),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_broken_key_starts_at_the_beginning(signed_in, name):
    """Every list shows its first page where the key in the address is none."""
    who, order = LISTS[name]
    client, asked = signed_in(who), {"sort": order, "show": "all"}
    whole = client.get(reverse(name), asked)
    keys = [*("x", "WzFd", "é"), packed(["a", 1]), packed(["\ud800", KEY]), packed([10**400, KEY])]
    for way, key in itertools.product(("after", "before"), keys):
        answer = client.get(reverse(name), {**asked, way: key})
        assert answer.status_code == 200, (way, key)
        assert len(answer.context["table"].rows) == len(whole.context["table"].rows), (way, key)


@pytest.mark.parametrize("key", BROKEN)
def test_what_is_no_key(db, key):
    """The same asked of the function."""
    whole = list(Organisation.objects.order_by("name_key", "id")[:3])
    for way in ("after", "before"):
        found = page_of(Organisation.objects.all(), order=("name_key", "id"), size=3, **{way: key})
        assert (found.rows, found.before) == (whole, "")


@pytest.mark.parametrize(
    ("model", "column", "keys"),
    [(Membership, "version", NO_NUMBERS), (User, "created_at", NO_MOMENTS)],
)
def test_values_that_a_column_never_has(db, model, column, keys):
    """Numbers beyond the column, days that are none, moments beyond the calendar: from the beginning."""
    whole = list(model.objects.order_by(column, "id")[:2])
    for key in keys:
        for way in ("after", "before"):
            found = page_of(model.objects.all(), order=(column, "id"), size=2, **{way: written(key)})
            assert (found.rows, found.before) == (whole, ""), key


@pytest.mark.parametrize(
    "key", [*BROKEN, *(written([km, KEY]) for km in ("", "NaN", "inf", "-1e999", "1 km"))]
)
def test_a_distance_that_is_none(key):
    """The list by distance, which no column holds, starts with what is nearest."""
    assert listing.read_distance(key) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(value=st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.characters(categories=["Cs"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
))  # fmt: skip
def test_whatever_json_says(db, value):
    """No value of JSON breaks a list."""
    page = page_of(Organisation.objects.all(), order=("name_key", "id"), after=packed(value), size=3)
    assert len(page.rows) <= 3


@given(
    values=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), max_size=4)
)
def test_what_is_written_is_read(values):
    """A key comes back as it was."""
    assert read(written(values)) == values


def test_pages_follow_each_other(db):
    """Forwards and backwards every row stands on exactly one page."""
    rows, order = Organisation.objects.all(), ("-name_key", "-id")
    names = list(rows.order_by(*order).values_list("name", flat=True))
    there, after = [], ""
    while True:
        page = page_of(rows, order=order, after=after, size=3)
        there.append([row.name for row in page.rows])
        if not page.after:
            break
        after = page.after
    assert [name for part in there for name in part] == names
    back = page_of(rows, order=order, before=page.before, size=3)
    assert [row.name for row in back.rows] == there[-2]


def test_moments_are_compared_in_any_zone(db):
    """A key with a moment is read whatever its zone."""
    first = User.objects.order_by("created_at", "id").first()
    late = datetime(2100, 1, 1, tzinfo=UTC).isoformat()
    page = page_of(User.objects.all(), order=("created_at", "id"), after=written([late, str(first.pk)]))
    assert page.rows == []


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_rows_at_hand_go_forth_and_back(size):
    """Every row stands on one page, in order; from the last page one comes back to all of them; a lost key begins anew."""
    rows = list("abcdefg")
    forth, back = [], []
    page = page_among(rows, str, size=size)
    assert page.before == ""
    while True:
        forth.append("".join(page.rows))
        if not page.after:
            break
        page = page_among(rows, str, after=page.after, size=size)
    assert "".join(forth) == "abcdefg"
    while True:
        back.append("".join(page.rows))
        if not page.before:
            break
        page = page_among(rows, str, before=page.before, size=size)
    assert "".join(reversed(back)) == "abcdefg"
    assert page_among(rows, str, after="gone", size=size) == page_among(rows, str, size=size)
    assert page_among([], str, size=size).rows == []
