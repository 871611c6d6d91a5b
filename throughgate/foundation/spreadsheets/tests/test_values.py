"""Tests of reading yes and no, counts, money, telephone numbers, addresses and damaged words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.foundation.spreadsheets.cleaning import text_cell
from throughgate.foundation.spreadsheets.contacts import (
    read_email,
    read_postcode,
    read_telephone,
    telephone_key,
)
from throughgate.foundation.spreadsheets.damage import lost_letters, repair_mojibake
from throughgate.foundation.spreadsheets.letter_words import WORDS
from throughgate.foundation.spreadsheets.model import Cell, Mark
from throughgate.foundation.spreadsheets.process import raw_rows
from throughgate.foundation.spreadsheets.values import (
    Count,
    Money,
    State,
    is_unknown,
    read_count,
    read_money,
    read_words,
    read_yes_no,
)

GIVEN, ASK, NO = State.GIVEN, State.DOUBTFUL, State.UNREADABLE


def number(value):
    return Cell(str(value), value)


@pytest.mark.parametrize(
    "text",
    ["unbek.", "unbekannt", "offen", "k.A.", "k. A.", "kA", "?", "??", "-", "–", "n/a", "N/A", "n.a.",
    "noch offen", "unknown",
     "(offen)", "xxx", "keine Angabe", "tbd"],
)  # fmt: skip
def test_words_for_unknown(text):
    """Saying that one does not know is no error."""
    assert is_unknown(text)
    assert read_count(text).state is State.UNKNOWN
    assert read_words(text).state is State.UNKNOWN


@pytest.mark.parametrize("text", ["", "nein", "0", "Offenburg", "offene Stelle", "Kara", "x"])
def test_words_that_are_known(text):
    """Words that only look alike are answers."""
    assert not is_unknown(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ja", True),
        ("J", True),
        ("Nein", False),
        ("n", False),
        ("x", True),
        ("1", True),
        ("0", False),
        ("yes", True),
        ("Ja.", True),
    ],
)
def test_yes_and_no(text, answer):
    """Yes and no in their spellings."""
    assert read_yes_no(text).known is answer


def test_yes_and_no_otherwise():
    """Truth of a sheet is taken; maybe is asked; nothing is nothing."""
    assert read_yes_no(Cell("TRUE", True)).known is True
    assert read_yes_no("vielleicht").state is ASK
    assert read_yes_no("").state is State.EMPTY


@pytest.mark.parametrize(
    ("cell", "state", "value", "code"),
    [
        ("2", GIVEN, (2, 2), ""),
        (number(5), GIVEN, (5, 5), ""),
        ("2 Plätze", GIVEN, (2, 2), ""),
        ("zwei", GIVEN, (2, 2), ""),
        ("keine", GIVEN, (0, 0), ""),
        ("1-2", ASK, (1, 2), "range"),
        ("1 – 2", ASK, (1, 2), "range"),
        ("1 bis 3", ASK, (1, 3), "range"),
        ("bis zu 4", ASK, (1, 4), "range"),
        ("ca. 3", ASK, (3, 3), "about"),
        ("mehrere", ASK, None, "several"),
        (Cell("2026-02-01", dt.date(2026, 2, 1)), ASK, (1, 2), "became_a_date"),
        ("Herbst", NO, None, "not_a_count"),
        (number(2.5), NO, None, "not_a_count"),
        (number(-1), NO, None, "not_a_count"),
    ],
)
def test_counts(cell, state, value, code):
    """A count is a number; ranges and "mehrere" are asked with what they leave open."""
    found = read_count(cell)
    assert (found.state, found.value, found.code) == (state, Count(*value) if value else None, code)


@pytest.mark.parametrize(
    ("cell", "state", "amount", "per", "code"),
    [
        ("14,50", GIVEN, "14.50", "", ""),
        ("14,50 €/Std.", GIVEN, "14.50", "hour", ""),
        ("14.5 EUR", GIVEN, "14.50", "", ""),
        (number(12.82), GIVEN, "12.82", "", ""),
        ("1.234,56 € mtl.", GIVEN, "1234.56", "month", ""),
        ("1,234.56", GIVEN, "1234.56", "", ""),
        ("2.100 €", GIVEN, "2100.00", "", ""),
        ("2 100,00 €", GIVEN, "2100.00", "", ""),
        ("12-14 €/h", ASK, "12.00", "hour", "range"),
        ("ab 13 €", ASK, "13.00", "", "about"),
        ("n. Tarif", ASK, None, None, "by_tariff"),
        ("Tariflohn", ASK, None, None, "by_tariff"),
        ("Mindestlohn", ASK, None, None, "open_wage"),
        ("gut", NO, None, None, "not_money"),
    ],
)
def test_money(cell, state, amount, per, code):
    """Amounts in German and English spelling; what is open is asked."""
    found = read_money(cell)
    assert (found.state, found.code) == (state, code)
    assert found.value == (Money(Decimal(amount), per) if amount else None)


def test_money_per_what_the_heading_says():
    """The unit of the heading counts where the cell has none."""
    assert read_money("14,50", per="hour").known == Money(Decimal("14.50"), "hour")
    assert read_money("2.400 €/Monat", per="hour").known == Money(Decimal("2400.00"), "month")
    assert read_money("300 Kč").known == Money(Decimal("300.00"), "", "CZK")


@pytest.mark.parametrize(
    ("cell", "state", "value", "code"),
    [
        ("+49 1905 876826", GIVEN, "+49 1905 876826", ""),
        ("02408/640673", GIVEN, "02408/640673", ""),
        ("Tel.: 0241 / 55 66-0", GIVEN, "0241 / 55 66-0", ""),
        (number(452710818), ASK, "0452710818", "leading_zero_lost"),
        (number(491712345678), ASK, "+491712345678", "plus_lost"),
        ("0241/1234567 o. 0171/9876543", ASK, "0241/1234567", "several_numbers"),
        ("02408/640673 Fr. Meier", ASK, "02408/640673", "text_beside"),
        ("030 123456 (Mutter)", ASK, "030 123456", "text_beside"),
        ("0241 123456 ab 17 Uhr", ASK, "0241 123456", "text_beside"),
        ("Büro 0241 123456", ASK, "0241 123456", "text_beside"),
        ("030 123456 App. 12", GIVEN, "030 123456 App. 12", ""),
        ("116117", GIVEN, "116117", ""),
        ("116 117", GIVEN, "116 117", ""),
        ("110", GIVEN, "110", ""),
        (number(112), GIVEN, "112", ""),
        ("123", NO, None, "not_a_telephone"),
        ("keine", State.EMPTY, None, "none"),
        ("", State.EMPTY, None, ""),
        ("unbek.", State.UNKNOWN, None, ""),
        ("abends", NO, None, "not_a_telephone"),
        (number(12), NO, None, "not_a_telephone"),
    ],
)
def test_telephone(cell, state, value, code):
    """A number that came as a number lost its zero: asked with it."""
    assert read_telephone(cell) == (found := read_telephone(cell))
    assert (found.state, found.value, found.code) == (state, value, code)


def test_telephone_keys():
    """Spellings of one number have one key."""
    spellings = ["+49 (0)241 / 55 66-0", "0241 55660", "0049 241 55660", "+49241 5566-0"]
    assert len({telephone_key(text) for text in spellings}) == 1


@pytest.mark.parametrize(
    ("text", "state", "value", "code"),
    [
        ("info@firma.example", GIVEN, "info@firma.example", ""),
        ("info(at)firma.example", GIVEN, "info@firma.example", "repaired"),
        ("info [at] firma [dot] de", GIVEN, "info@firma.de", "repaired"),
        ("mailto:a@b.de", GIVEN, "a@b.de", "repaired"),
        ("Max Muster <m@x.de>", GIVEN, "m@x.de", "repaired"),
        ("keine", State.EMPTY, None, "none"),
        ("k.A.", State.UNKNOWN, None, ""),
        ("a@b.de; c@d.de", ASK, "a@b.de", "several_addresses"),
        ("info@m?ller.de", ASK, "info@m?ller.de", "lost_letters"),
        ("info@firma", NO, None, "not_an_email"),
        ("siehe Homepage", NO, None, "not_an_email"),
    ],
)
def test_email(text, state, value, code):
    """Plain repairs are made and told."""
    found = read_email(text)
    assert (found.state, found.value, found.code) == (state, value, code)


@pytest.mark.parametrize(
    ("cell", "country", "state", "value", "code"),
    [
        ("52062", "DE", GIVEN, "52062", ""),
        (number(52062), "DE", GIVEN, "52062", ""),
        (number(1067), "DE", GIVEN, "01067", "leading_zero_lost"),
        ("1067", "DE", ASK, "01067", "wrong_length"),
        ("D-52062", "DE", GIVEN, "52062", ""),
        ("1010", "AT", GIVEN, "1010", ""),
        ("110 00", "CZ", GIVEN, "11000", ""),
        ("52062 Aachen", "DE", ASK, "52062", "text_beside"),
        ("Aachen", "DE", NO, None, "not_a_postcode"),
    ],
)
def test_postcode(cell, country, state, value, code):
    """The zero that a sheet took from a number is put back; where it was text, any digit may be missing."""
    found = read_postcode(cell, country)
    assert (found.state, found.value, found.code) == (state, value, code)


@pytest.mark.parametrize(
    "text", ["?ahin", "Kov?cs", "Yılmaz-?elik", "M\ufffdller", "Ça?r?", "??tefan", "O'?eill", "Jos?"]
)
def test_lost_letters_are_seen(text):
    """A question mark in a name is a lost letter: asked."""
    assert lost_letters(text).kind == "lost"
    assert read_words(text, name=True).code == "lost_letters"


@pytest.mark.parametrize("text", ["?", "???", "Müller", "O'Neill", "", "Meier (?)", "Ærø", "Škoda"])
def test_no_lost_letters(text):
    """Question marks alone are no lost letters, and special letters are no damage."""
    assert not lost_letters(text)


def test_questions_in_sentences():
    """In a sentence a mark at the end of a word is a question."""
    assert read_words("kommt er mit Führerschein?").state is GIVEN
    assert read_words("gr?n").state is ASK


@pytest.mark.parametrize("codec", ["cp1252", "cp1250", "cp1254"])
def test_garbled_words_are_repaired(codec):
    """UTF-8 that was read as another encoding is repaired to what it was; real names are left alone."""
    for word in " ".join(WORDS.values()).split():
        assert repair_mojibake(word) == ""
        if not word.isascii():
            try:
                garbled = word.encode().decode(codec)
            except UnicodeDecodeError:
                continue
            assert repair_mojibake(garbled) == word


@given(st.text(max_size=60))
def test_readers_never_fail(text):
    """Whatever a cell holds, the answer is a reading."""
    for reader in (
        read_yes_no,
        read_count,
        read_money,
        read_telephone,
        read_email,
        read_postcode,
        read_words,
    ):
        assert reader(text).state in State
        assert reader(Cell(text, text)).state in State


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.dates() | st.booleans())
def test_readers_never_fail_on_values(value):
    """Also for typed values."""
    cell = Cell(str(value), value)
    for reader in (
        read_yes_no,
        read_count,
        read_money,
        read_telephone,
        read_email,
        read_postcode,
        read_words,
    ):
        assert reader(cell).state in State


NAMES = ("Öztürk", "Özlem", "Groß", "Äneas", "Şahin", "Doğan", "Kovačić", "Đuro", "Müller", "Wałęsa", "Stanisław", "Çelik",
         "Éva", "O’Brien", "Iñárritu", "Çağlayan-Weiß", "Łukasz Žižka", "Иван")  # fmt: skip


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "cp1250"])
@pytest.mark.parametrize("name", NAMES)
def test_names_that_went_through_a_wrong_encoding(name, codec, times):
    """UTF-8 read as something else and saved again, once or more often, has its letters back, and says so."""
    text = name
    for _ in range(times):
        # What the codec leaves open comes as it is, as in browsers and databases.
        text = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())
    cell = text_cell(text)
    assert (cell.text, cell.marks) == (name, {Mark.GARBLED})


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("O\x92Brien", "O’Brien"),
        ("D\x92Angelo \x96 Rossi", "D’Angelo – Rossi"),
        ("\x84Zum Hirsch\x93", "„Zum Hirsch“"),
        ("50 \x80", "50 €"),
        ("Gro\xdf\x96Gerau", "Groß–Gerau"),
        ("Müller, Ã\x96zlem", "Müller, Özlem"),
        ("M√ºller", "Müller"),
        ("M├╝ller", "Müller"),
    ],
)
def test_letters_of_windows_are_kept(text, read):
    """Letters that Windows has where others have control characters are repaired, never taken out."""
    cell = text_cell(text)
    assert (cell.text, cell.marks) == (read, {Mark.GARBLED})


@pytest.mark.parametrize("text", ["\xe4 WeiÃ\x9f Ã\x9f\xe4 Ä\x8d\xff", "Stani Å\x82\xff \xc5\x81\xfe"])
def test_letters_that_cannot_be_told_are_asked(text):
    """Half a letter beside others is never taken for the whole of it without a word."""
    assert text_cell(text).marks & {Mark.GUESSED_LETTERS, Mark.GARBLED}


@pytest.mark.parametrize("text", ["Müller", "Größe", "«ähnlich»", "Straße…", "Łódź", "Ångström", "Iñárritu"])
def test_letters_that_are_right_stay(text):
    """Names with many such letters are nobody's fault."""
    assert text_cell(text) == (text, text, frozenset())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("'04.03.1990", "04.03.1990"),
        ("'0815", "0815"),
        ("’0815", "0815"),
        ("'t Hooft", "'t Hooft"),
        ("'Ute", "'Ute"),
    ],
)
def test_the_apostrophe_of_a_spreadsheet(text, read):
    """Before digits it marks text and is no part of it; before letters it is a name's own."""
    assert text_cell(text).text == read


@pytest.mark.parametrize(
    ("value", "text", "is_short_of_digits"),
    [
        (123456789012345, "123456789012345", False),
        (1234567890123456, "1234567890123456", True),
        (12345678901234570, "12345678901234570", True),
        (1e21, "1000000000000000000000", True),
        (2.0042034020403241e20, "200420340204032000000", True),
        (4711.5, "4711.5", False),
        (0.0000001, "0.0000001", False),
    ],
)
def test_numbers_longer_than_a_spreadsheet_holds(value, text, is_short_of_digits):
    """They are written in full without a point, and say that their end is lost."""
    (row,) = raw_rows([[1, 0, [value], 0]], 0)
    assert row.cells[0].text == text
    assert (Mark.IMPRECISE in row.cells[0].marks) is is_short_of_digits


@pytest.mark.parametrize(
    ("text", "is_short_of_digits"),
    [
        ("2,0042E+20", True),
        ("1.23457E+15", True),
        ("1E+16", True),
        ("1E12", False),
        ("E+20", False),
        ("B-E+1", False),
    ],
)
def test_numbers_that_a_spreadsheet_shortened_in_text(text, is_short_of_digits):
    """What a spreadsheet writes of a long number is known by its form."""
    assert (Mark.IMPRECISE in text_cell(text).marks) is is_short_of_digits
