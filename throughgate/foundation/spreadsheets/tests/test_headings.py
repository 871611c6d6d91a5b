"""Tests of the guess which column holds which field."""

from __future__ import annotations

import random

import pytest

from throughgate.foundation.spreadsheets.headings import Field, guess_mapping
from throughgate.foundation.spreadsheets.left_out import is_free_text, is_never_stored
from throughgate.foundation.spreadsheets.matching import Synonyms
from throughgate.foundation.spreadsheets.reading import read_table
from throughgate.foundation.spreadsheets.shapes import Kind
from throughgate.foundation.spreadsheets.spelling import take_apart

from .making import COMPANIES, HEADINGS, PEOPLE, csv_text, make_text, people

WANTED = {
    "number": 0, "family_name": 1, "given_name": 2, "born_on": 3, "mother_tongue": 4, "german": 5, "entered_on": 6,
    "earliest_on": 7, "expected_on": 8, "latest_on": 9, "ward": 10, "home": 11, "postcode": 12, "licence": 13, "wish": 14,
}  # fmt: skip
VARIATIONS = {
    "plain": HEADINGS,
    "long": (
        "Gefangenenbuchnummer", "Familienname", "Vorname", "Geburtsdatum", "Muttersprache", "Deutschkenntnisse",
        "Haftbeginn", "frühester Entlassungstermin", "voraussichtlicher Entlassungstermin", "spätester Entlassungstermin",
        "Abteilung", "Wohnort nach Entlassung", "Postleitzahl", "Führerschein", "Berufswunsch", "Bemerkungen",
    ),
    "lost letters": (
        "Buchnr.", "Name", "Vorname", "Geb.-Dat.", "Muttersprache", "Deutsch", "Zugang", "Entl. fr?hest.",
        "Entl. vorauss.",
        "Entl. sp?test.", "Abt.", "Wohnort n. Entl.", "PLZ", "F?hrersch.", "Berufswunsch", "Bem.",
    ),
    "letters gone": (
        "Buchnr.", "Name", "Vorname", "Geb.-Dat.", "Muttersprache", "Deutsch", "Zugang", "Entl. frhest.",
        "Entl. vorauss.",
        "Entl. sptest.", "Abt.", "Wohnort n. Entl.", "PLZ", "Fhrerschein", "Berufswunsch", "Bem.",
    ),
    "garbled": tuple(heading.encode().decode("cp1252") for heading in HEADINGS),
    "umlauts written out": (
        "BUCH-NR", "NAME", "VORNAME", "GEB.DAT", "MUTTERSPRACHE", "DEUTSCH", "ZUGANG", "ENTL. FRUEHEST.",
        "ENTL. VORAUSS.",
        "ENTL. SPAETEST.", "ABT", "WOHNORT N. ENTL.", "PLZ", "FUEHRERSCHEIN", "BERUFSWUNSCH", "BEM",
    ),
    "as a database writes": (
        "buchnummer", "nachname", "vorname", "geb_dat", "muttersprache", "deutsch_niveau", "zugang_am", "entl_fruehest",
        "entl_vorauss", "entl_spaetest", "abteilung", "wohnort_nach_entl", "plz", "fuehrerschein",
        "berufswunsch", "bemerkung",
    ),
    "English": (
        "Prisoner number", "Surname", "First name", "DOB", "Mother tongue", "German level", "Admission",
        "Earliest release",
        "Release date", "Latest release", "Wing", "Home town", "ZIP", "Driving licence", "Job wish", "Remarks",
    ),
}  # fmt: skip


def guess(tmp_path, headings, rows, fields=PEOPLE, remembered=None):
    path = make_text(tmp_path / "list", csv_text([["Liste"], [], list(headings), *rows]))
    with read_table(path, fields=fields) as table:
        return table.columns, guess_mapping(table.columns, table.sample, fields, remembered)


@pytest.mark.parametrize("name", VARIATIONS)
def test_spellings_of_headings(tmp_path, name):
    """Every field finds its column, however the heading is written; remarks find none."""
    columns, mapping = guess(tmp_path, VARIATIONS[name], people(30))
    found = {field: next(c.index for c in columns if c.key == key) for field, key in mapping.by_field.items()}
    assert found == WANTED
    assert mapping.guesses[15].field is None
    assert mapping.guesses[15].reasons[0].code == "free_text"
    assert mapping.missing == ()


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", ["plain", "lost letters", "long", "English"])
def test_moved_columns(tmp_path, name, seed):
    """The order of the columns changes nothing."""
    order = list(range(16))
    random.Random(seed).shuffle(order)
    rows = [[row[place] for place in order] for row in people(30)]
    columns, mapping = guess(tmp_path, [VARIATIONS[name][place] for place in order], rows)
    found = {
        field: order[next(c.index for c in columns if c.key == key)]
        for field, key in mapping.by_field.items()
    }
    assert found == WANTED


def test_the_same_every_time(tmp_path):
    """The guess depends on nothing but the table."""
    assert guess(tmp_path, HEADINGS, people(30)) == guess(tmp_path, HEADINGS, people(30))


def test_each_field_once(tmp_path):
    """Two columns with the same heading: the first gets the field, the other says who has it."""
    rows = [[*row, row[12]] for row in people(20)]
    _, mapping = guess(tmp_path, [*HEADINGS, "PLZ"], rows)
    assert mapping.by_field["postcode"] == "plz"
    assert mapping.guesses[16].field is None
    assert mapping.guesses[16].reasons[0] == ("taken", "plz")
    assert mapping.guesses[16].proposed == "postcode"


def test_remembered_choices_go_first(tmp_path):
    """What a person chose for this source before is kept, also a choice to leave a column out."""
    _, mapping = guess(
        tmp_path, HEADINGS, people(20), remembered={"bem": "wish", "plz": None, "gone": "german"}
    )
    by_key = {one.column: one for one in mapping.guesses}
    assert by_key["bem"].field == "wish"
    assert by_key["bem"].reasons[0].code == "remembered"
    assert by_key["plz"].field is None
    assert by_key["berufswunsch"].field is None
    assert by_key["deutsch"].field == "german"


def test_content_outweighs_a_heading(tmp_path):
    """A heading that fits while the cells do not leaves the column unsure, and says why."""
    rows = [[*row[:5], "4", *row[6:]] for row in people(20)]
    _, mapping = guess(tmp_path, HEADINGS, rows)
    german = mapping.guesses[5]
    assert not german.sure
    assert "content_differs" in [reason.code for reason in german.reasons]


def test_a_column_without_heading(tmp_path):
    """E-mail addresses under an empty heading are proposed by their content."""
    rows = [[f"Bau {n}", "52062", f"a{n}@bau.example"] for n in range(12)]
    _, mapping = guess(tmp_path, ["Firma", "PLZ", ""], rows, COMPANIES)
    assert mapping.by_field["email"] == "column-c"
    assert not mapping.guesses[2].sure


def test_required_fields_that_are_missing(tmp_path):
    """A required field without a column is named."""
    _, mapping = guess(tmp_path, HEADINGS[1:], [row[1:] for row in people(20)])
    assert mapping.missing == ("number",)


def test_columns_that_are_never_stored(tmp_path):
    """A column about the offence is not even offered, whatever a field's synonyms say."""
    fields = (*PEOPLE, Field("trap", ("Delikt",), Kind.TEXT))
    rows = [[*row, "§ 242"] for row in people(20)]
    _, mapping = guess(tmp_path, [*HEADINGS, "Delikt"], rows, fields)
    assert mapping.guesses[16] == ("delikt", None, 0.0, (("never_stored", ""),), None)


@pytest.mark.parametrize(
    "heading",
    ["Delikt", "Strafmaß", "Haftdauer", "Straftat / §", "Diagnose", "Sicherheitsstufe", "Religion",
    "Offence", "Sentence length",
     "BtM", "Suizidgefahr", "Risiko", "Gesundheit"],
)  # fmt: skip
def test_words_that_are_never_stored(heading):
    """Headings of offence, sentence, risk, health or belief are recognised."""
    assert is_never_stored(heading)


@pytest.mark.parametrize(
    "heading",
    ["Strafende", "Sentence end", "Strafzeitende", "Beurteilung", "Archiv-Nr.", "gesuchte Stelle", "Sicherheitsschuhe",
     "Berufswunsch", "Aktenzeichen"],
)  # fmt: skip
def test_words_that_only_look_so(heading):
    """The end of a sentence is a release date; other words merely contain one of them."""
    assert not is_never_stored(heading)


@pytest.mark.parametrize(("heading", "answer"), [("Bem.", True), ("Bemerkung", True), ("Notizen",
True), ("Comments", True),
                                                 ("Note", False), ("Noten", False), ("Wunsch an Bewerber",
                                                 False), ("Hinweise", True)])  # fmt: skip
def test_headings_of_remarks(heading, answer):
    """Columns for remarks are recognised; marks in school are none."""
    assert is_free_text(heading) is answer


@pytest.mark.parametrize(
    ("heading", "synonyms", "code"),
    [
        ("Geburtsdatum", ("Geburtsdatum",), "exact"),
        ("GebDatum", ("Geburtsdatum",), "abbreviated"),
        ("geb.", ("geb. am",), "part"),
        ("Datum der Geburt", ("Geburt Datum der",), "order"),
        ("E-Mail", ("Email",), "exact"),
        ("Stra?e", ("Straße",), "lost_letters"),
        ("Stra\ufffde", ("Straße",), "lost_letters"),
        ("Lohn (€/h)", ("Lohn",), "exact"),
        ("Tel.-Nr.", ("Telefonnummer",), "abbreviated"),
        ("Strasse", ("Straße",), "exact"),
        ("Führerschein?", ("Führerschein",), "exact"),
        ("Telefonummer", ("Telefonnummer",), "similar"),
        ("Farbe", ("Straße", "Ort"), "no_match"),
        ("", ("Ort",), "no_match"),
    ],
)
def test_likeness(heading, synonyms, code):
    """Each way of likeness is named."""
    assert Synonyms(synonyms).match(heading).code == code


def test_lost_letters_in_a_heading_are_open():
    """A question mark inside a word is an open letter, at its end a question."""
    assert take_apart("Entl. fr?hest.").tokens == ("entl", "fr?hest")
    assert take_apart("Arbeit?").tokens == ("arbeit",)
