"""What never comes in, whatever a list calls it and wherever it stands: the offence, the sentence, file numbers of courts."""

from __future__ import annotations

import re
import uuid

import pytest

from throughgate.person.people.importing.tests.lists import outcomes, run_whole, tables_with
from throughgate.person.people.importing.tests.test_columns import write
from throughgate.person.people.importing.tests.test_pages import (
    fields_of,
    imported,
    key_of,
    say_columns,
    sign_in,
    upload,
    waiting,
    work_off,
)

pytestmark = pytest.mark.usefixtures("fresh_database")
NORTH = ("--organisation", "north", "--json")


@pytest.fixture
def lead(client, fresh_cast):
    """A client that is signed in as the case lead of Prison North."""
    return sign_in(client, fresh_cast, "lead")


NEVER = (
    *("Ort der Tat", "Datum der Tat", "Tatzeit", "Aktenzeichen StA", "Az. Gericht", "Strafmaß", "Deliktsgruppe"),
    *("Court reference", "Date of offence", "Sentencing date", "Lieu des faits", "N° parquet", "Date du délit"),
    *("Data del reato", "Luogo del fatto", "Pena", "Condanna", "Sicherheitsstufe", "Diagnose", "Konfession", "Rückfallrisiko"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "headings", "row"),
    [
        (("people", "--organisation", "north"), "Nachname;Vorname;Geburtsdatum", "Ahrend;Tom;04.03.1990"),
        (("companies", "--organisation", "chamber"), "Firma;PLZ;Ort", "Ofen Weber GmbH;52062;Aachen"),
    ],
)
def test_columns_about_the_offence_stay_out(tmp_path, capsys, arguments, headings, row):
    """In every language and kind of list; each is named with its reason, the rest of the row comes in."""
    path = write(tmp_path, f"{headings};{';'.join(NEVER)}", row + ";Markeroffence" * len(NEVER))
    kind, *more = arguments
    code, columns, lines = run_whole(capsys, kind, path, *more, "--json")
    assert (code, outcomes(lines)) == (0, ["created"])
    left_out = [column for column in columns if column["heading"] in NEVER]
    assert len(left_out) == len(NEVER)
    assert {reason["code"] for column in left_out for reason in column["reasons"]} == {"never_stored"}
    assert tables_with("Markeroffence") == []


@pytest.mark.parametrize("heading", ["Aktenzeichen", "Nr", "", "Wohnort", "Berufswunsch", "Bemerkung"])
def test_a_column_of_file_numbers_stays_out(tmp_path, capsys, heading):
    """Whatever it is called."""
    path = write(
        tmp_path,
        f"Nachname;Vorname;Geburtsdatum;{heading}",
        "Ahrend;Tom;04.03.1990;12 Js 34/25",
        "Beiers;Eda;05.03.1991;21 Hv 34/25k",
        "Cordes;Ulf;06.03.1992;R.G.N.R. 1234/25",
    )
    code, columns, lines = run_whole(capsys, "people", path, *NORTH)
    assert (columns[3]["field"], columns[3]["reasons"][0]["code"]) == (None, "case_references")
    assert (code, outcomes(lines)) == (0, ["created"] * 3)
    assert tables_with("34/25|1234/25") == []


CLEAN = (
    "K1;Ahrend;Tom;04.03.1990;Köln;B;Koch",
    "K2;Beiers;Eda;05.03.1991;Bonn;nein;Maurer",
    "K3;Cordes;Ulf;06.03.1972;Aachen;B;Lager",
)


@pytest.mark.parametrize(
    ("field", "place", "text"),
    [
        ("number", 0, "12 Js 34/25"),
        ("home", 4, "Bonn (21 Hv 34/25k)"),
        ("licences", 5, "entzogen, 12 Js 34/25"),
        ("wishes", 6, "Koch, § 242 StGB"),
    ],
)
def test_a_file_number_in_one_cell_is_not_stored(tmp_path, capsys, field, place, text):
    """The value is left out with its reason, the rest of the row comes in; the same list again changes nothing."""
    cells = ["K4", "Dietz", "Ina", "07.03.1963", "Köln", "B", "Koch"]
    cells[place] = text
    headings = "Buchnr.;Nachname;Vorname;Geb.-Dat.;Wohnort;Führerschein;Berufswunsch"
    path = write(tmp_path, headings, *CLEAN, ";".join(cells))
    code, columns, lines = run_whole(capsys, "people", path, *NORTH)
    assert columns[place]["field"] == field
    assert (code, outcomes(lines)) == (0, ["created"] * 4)
    said = [reason for reason in lines[3]["reasons"] if reason["code"] == "case_reference"]
    assert [(reason["field"], reason["weight"]) for reason in said] == [(field, "note")]
    assert "file number of a court" in said[0]["says"]
    assert tables_with("34/25|StGB") == []
    _code, _columns, again = run_whole(capsys, "people", path, *NORTH)
    assert outcomes(again) == ["unchanged"] * 4


def test_a_choice_that_the_page_does_not_give_brings_nothing_in(lead, fresh_cast):
    """A field sent by hand for a column of offences, or of file numbers, is not taken."""
    content = (
        "Nachname;Vorname;Ort der Tat;Referenz\n"
        "Berg;Ina;Markerplace;12 Js 34/25\nRoth;Ida;Markerplace;13 Js 34/25\n"
    ).encode("ascii")
    address = upload(lead, content=content)
    page = lead.get(address).content.decode()
    assert "file numbers of courts" in page
    assert "12 Js" not in page
    answer = say_columns(lead, address, **{"column-2": "home", "column-3": "number"})
    assert answer.status_code == 302
    shown = lead.get(f"/imports/{key_of(address)}/").content.decode()
    version = re.search(r'name="version" value="(\d+)"', shown)[1]
    lead.post(f"/imports/{key_of(address)}/move/", {"do": "run", "version": version})
    work_off(address)
    with fresh_cast.acting("lead"):
        from throughgate.foundation.imports.models import Import

        assert Import.objects.get(pk=key_of(address)).counts == {"created": 2}
    assert tables_with("Markerplace|34/25") == []


def test_no_answer_brings_a_file_number_in(lead):
    """Typed into a row that waits, it is refused beside its field."""
    page = imported(lead, "2026/4;?ahin;Emre;07.07.1991;;;01.02.2026;;;;;;;;;")
    asked = waiting(lead, page)[0]
    form = fields_of(lead.get(asked).content.decode())
    typed = {**form, "row-family_name": "Şahin", "row-number": "12 Js 34/25", "once": str(uuid.uuid4())}
    answer = lead.post(asked, typed)
    assert answer.status_code == 422
    assert "file number of a court" in answer.content.decode()
    assert lead.post(asked, {**typed, "row-number": "2026/4", "once": str(uuid.uuid4())}).status_code == 302
    assert tables_with("34/25") == []


def test_an_action_takes_no_file_number_either(lead, fresh_cast):
    """Whoever answers without the form is refused as well."""
    from django.core.exceptions import ValidationError

    from throughgate.foundation.imports import actions
    from throughgate.foundation.imports.models import RowResult

    imported(lead, "2026/4;?ahin;Emre;07.07.1991;;;01.02.2026;;;;;;;;;")
    with fresh_cast.acting("lead") as actor:
        row = RowResult.objects.get(outcome="asked")
        with pytest.raises(ValidationError, match="file number of a court"):
            actions.answer_row(actor=actor, row=row, texts={"family_name": "Şahin", "home": "12 Js 34/25"})
