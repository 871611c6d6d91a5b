"""Cards and dates as other programs read them: no text breaks out of its place, no letter is torn."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.foundation.interchange.calendar import Event, calendar
from throughgate.foundation.interchange.cards import Address, Card, cards
from throughgate.foundation.interchange.lines import MOST_BYTES, escaped, folded

CHANGED = datetime(2026, 11, 30, 13, 5, tzinfo=UTC)


def unfolded(file):
    """Return the lines as a reader puts them together again."""
    return file.decode().replace("\r\n ", "").split("\r\n")[:-1]


def read(value):
    """Return an escaped value as a reader understands it."""
    found, letters = "", iter(value)
    for letter in letters:
        if letter == "\\":
            after = next(letters)
            found += "\n" if after in "nN" else after
        else:
            found += letter
    return found


def values(file, name):
    """Return the values of a property, as they stand."""
    return [one.partition(":")[2] for one in unfolded(file) if one.partition(":")[0].split(";")[0] == name]


@given(st.text(max_size=300))
def test_no_piece_of_a_line_is_too_long_or_torn(text):
    """Every piece has at most 75 bytes, is text by itself, and together they are what was there."""
    line = folded("X:" + escaped(text))
    pieces = line.encode().split(b"\r\n")
    assert pieces.pop() == b""
    assert all(len(piece) <= MOST_BYTES and piece.decode() for piece in pieces)
    assert line.replace("\r\n ", "") == "X:" + escaped(text) + "\r\n"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=80))
def test_a_text_is_read_as_it_was_written(text):
    """Commas, semicolons, backslashes and line ends come out as they went in."""
    file = calendar([Event("a", text, date(2027, 1, 1), CHANGED, description=f"{text}\n{text}")])
    assert read(values(file, "SUMMARY")[0]) == text
    assert [read(one) for one in values(file, "DESCRIPTION")] == [f"{text}\n{text}"]


def test_a_text_opens_no_line_of_its_own():
    """Whatever a title holds, it adds no property and no event."""
    file = calendar(
        [Event("a", "x\r\nEND:VEVENT\r\nATTENDEE:mailto:a@b\u2028c\x00", date(2027, 1, 1), CHANGED)]
    )
    assert [one for one in unfolded(file) if one.startswith(("ATTENDEE", "END:VEVENT"))] == ["END:VEVENT"]


def test_a_day_is_a_whole_day():
    """It ends before the next one begins, and makes nobody busy."""
    file = calendar([Event("a", "x", date(2027, 2, 28), CHANGED, ends=date(2027, 3, 1), version=3)])
    lines = unfolded(file)
    assert "DTSTART;VALUE=DATE:20270228" in lines
    assert "DTEND;VALUE=DATE:20270302" in lines
    assert {"TRANSP:TRANSPARENT", "DTSTAMP:20261130T130500Z", "SEQUENCE:3", "UID:a"} <= set(lines)


@pytest.mark.parametrize(
    ("local", "told"),
    [
        (datetime(2027, 1, 15, 9, 0), "20270115T080000Z"),
        (datetime(2027, 7, 15, 9, 0), "20270715T070000Z"),
        (datetime(2027, 10, 31, 2, 30), "20271031T003000Z"),
        (datetime(2027, 10, 31, 2, 30, fold=1), "20271031T013000Z"),
    ],
)
def test_a_moment_stands_in_utc(local, told):
    """Winter, summer, and the hour that comes twice: each is one moment."""
    begins = local.replace(tzinfo=ZoneInfo("Europe/Berlin"))
    file = calendar([Event("a", "x", begins, CHANGED, ends=begins.astimezone(UTC) + timedelta(hours=1))])
    assert values(file, "DTSTART") == [told]
    assert len(values(file, "DTEND")) == 1


@pytest.mark.parametrize(
    "event",
    [
        Event("a", "x", datetime(2027, 1, 1, 9), CHANGED),
        Event("a", "x", date(2027, 1, 2), CHANGED, ends=date(2027, 1, 1)),
        Event("a", "x", CHANGED, CHANGED, ends=CHANGED - timedelta(hours=1)),
        Event("a", "x", CHANGED, CHANGED, ends=date(2027, 1, 1)),
    ],
)
def test_what_cannot_be_is_refused(event):
    """A moment without a time zone, an end before the beginning, a moment that ends on a day."""
    with pytest.raises(ValueError, match=r"\."):
        calendar([event])


def test_a_card_says_who_where_and_how():
    """Names in parts, work telephone and e-mail, the address in its order, languages one by one."""
    card = Card(
        "0190b9b4-0000-7000-8000-000000000000",
        "Müller; von",
        "Änne, Maria",
        "Dach & Co, KG",
        "Meisterin",
        "+49 2432 1",
        "a@b.example",
        Address("Markt 1", "41849", "Wassenberg", "DE"),
        "https://dach.example",
        ["de", "tr"],
        CHANGED,
    )
    file = cards([card, Card("k", "", organisation="Only a company")])
    assert values(file, "FN") == ["Änne\\, Maria Müller\\; von", "Only a company"]
    assert values(file, "N")[0] == "Müller\\; von;Änne\\, Maria;;;"
    assert values(file, "ADR") == [";;Markt 1;Wassenberg;;41849;DE"]
    assert values(file, "LANG") == ["de", "tr"]
    assert values(file, "UID")[0] == "urn:uuid:0190b9b4-0000-7000-8000-000000000000"
    assert file.count(b"BEGIN:VCARD\r\nVERSION:4.0\r\n") == 2


def test_nothing_names_the_house():
    """A calendar and a card say nothing about who made them."""
    made = calendar([Event("a", "x", date(2027, 1, 1), CHANGED, reminds=True)]) + cards([Card("k", "A")])
    assert not [
        word
        for word in ("throughgate", "gate", "prison", "release", "custody")
        if word in made.decode().lower()
    ]


def test_a_calendar_without_an_event_is_none():
    """RFC 5545, 3.6: at least one component; readers refuse an empty one."""
    with pytest.raises(ValueError, match="without an event"):
        calendar([])
