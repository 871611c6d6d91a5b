"""`throughgate import companies`: what becomes of a register as chambers keep it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from throughgate.person.people.importing.tests.lists import run as run_list
from throughgate.person.people.importing.tests.lists import tables_with

pytestmark = pytest.mark.usefixtures("fresh_database")
HEADINGS = [
    "Betrieb", "Gewerk", "Straße", "PLZ", "Ort", "Ansprechpartner", "Telefon", "E-Mail", "Angebot", "Plätze", "ab",
    "Deutsch mind.", "Führerschein", "Wunsch an Bewerber", "Lohn (€/h)", "letzter Kontakt", "Bemerkung",
]  # fmt: skip
CLEAR = [
    "Ofen Weber GmbH", "Bäckerei", "Markt 1", "52062", "AACHEN", "Fr. Weber", "0241 / 55 00", "info(at)ofen.example",
    "Praktikum / Job", 2, dt.date(2027, 8, 1), "A2", "B", "pünktlich", 14.5, 2025, "umgezogen?",
]  # fmt: skip


def row(**changes):
    """Return the clear row with other cells; a name of its own goes with it."""
    names = ["name", "sector", "street", "postcode", "town", "contact", "telephone", "email", "offer", "seats", "start",
             "german", "licence", "wish", "wage", "last_contact", "remark"]  # fmt: skip
    return [changes.get(name, cell) for name, cell in zip(names, CLEAR, strict=True)]


def write(folder: Path, *rows) -> Path:
    """Write a workbook with a title and a sum."""
    path = folder / "betriebe.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page, day = book.add_worksheet("Betriebe"), book.add_format({"num_format": "dd.mm.yyyy"})
    page.write(0, 0, "Betriebe, bitte nicht weitergeben")
    page.write_row(2, 0, HEADINGS)
    for number, cells in enumerate(rows, 3):
        for place, cell in enumerate(cells):
            page.write(number, place, cell, day) if isinstance(cell, dt.date) else page.write(
                number, place, cell
            )
    page.write(len(rows) + 4, 0, f"Summe: {len(rows)}")
    book.close()
    return path


def run(capsys, *arguments):
    return run_list(capsys, "companies", *arguments, "--organisation", "chamber", "--json")


def codes(line):
    return {reason["code"] for reason in line["reasons"]}


def company(name):
    from throughgate.ground.organisations.models import Organisation

    return Organisation.objects.get(name=name)


def test_a_clear_row_becomes_a_company_with_openings(tmp_path, capsys, fresh_cast):
    """Company, site with its place, contact person and one opening per kind, each with what the row says."""
    code, lines = run(capsys, write(tmp_path, CLEAR))
    assert (code, [line["outcome"] for line in lines]) == (0, ["created"])
    assert codes(lines[0]) == {"email_repaired", "seats_shared"}
    with fresh_cast.acting("placement"):
        weber = company("Ofen Weber GmbH")
        assert (weber.kind, weber.sector) == ("company", "Bäckerei")
        assert (weber.last_contact_on, weber.last_contact_precision) == (dt.date(2025, 1, 1), "year")
        site = weber.sites.get()
        assert (site.street, site.postcode, site.town) == ("Markt 1", "52062", "Aachen")
        assert site.latitude is not None
        contact = weber.contacts.get()
        assert (contact.family_name, contact.telephone, contact.email) == (
            "Weber",
            "0241 / 55 00",
            "info@ofen.example",
        )
        openings = {opening.kind: opening for opening in weber.openings.all()}
        assert set(openings) == {"internship", "job"}
        job = openings["job"]
        assert (job.starts_on, job.german, job.licence) == (dt.date(2027, 8, 1), "A2", "B")
        assert (job.wage_from, job.wage_period) == (Decimal("14.50"), "hour")
        assert job.latitude == site.latitude
        assert str(weber.pk) == lines[0]["id"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"seats": "1-2"}, "seats_range"),
        ({"seats": "mehrere"}, "seats_several"),
        ({"start": "Herbst"}, "start_vague"),
        ({"start": "01.08."}, "start_year"),
        ({"german": "gut"}, "level_vague"),
        ({"licence": "ja"}, "licence_class_missing"),
        ({"wage": "n. Tarif"}, "wage_by_tariff"),
        ({"wage": "12-14 €"}, "wage_range"),
        ({"offer": "Zauberei"}, "offer_unknown"),
        ({"telephone": 24155001}, "leading_zero_lost"),
        ({"telephone": "0241 55001 (ab 17 Uhr)"}, "remark_beside"),
        ({"email": "weber.example"}, "not_an_email"),
    ],
)
def test_what_is_not_clear_is_asked(tmp_path, capsys, fresh_cast, changes, code):
    """The company comes in, what is not clear about it is asked and not guessed; the code is 3."""
    result, lines = run(capsys, write(tmp_path, row(**changes)))
    assert (result, lines[0]["outcome"]) == (3, "asked")
    assert code in codes(lines[0])
    with fresh_cast.acting("placement"):
        weber = company("Ofen Weber GmbH")
        assert lines[0]["id"] == str(weber.pk)
        about_contact = set(changes) & {"telephone", "email"}
        assert weber.openings.exists() is bool(about_contact)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"german": "egal"}, "seats_shared"),
        ({"licence": "wünschenswert"}, "licence_wanted"),
        ({"start": "nach Absprache"}, "start_by_arrangement"),
        ({"telephone": "", "contact": "", "email": "keine"}, "seats_shared"),
    ],
)
def test_plain_words_are_understood(tmp_path, capsys, changes, code):
    """“egal”, “wünschenswert”, “nach Absprache” and “keine” are answers."""
    result, lines = run(capsys, write(tmp_path, row(**changes)))
    assert (result, lines[0]["outcome"]) == (0, "created")
    assert code in codes(lines[0])


def test_the_same_firm_in_capitals_is_asked(tmp_path, capsys):
    """Capitals, another legal form and turned words are the same firm in one town; another town is another firm."""
    rows = [
        CLEAR,
        row(name="OFEN WEBER"),
        row(name="Weber Ofen GmbH & Co. KG"),
        row(name="Ofen Weber GmbH", town="Bonn", postcode="53111"),
    ]
    _, lines = run(capsys, write(tmp_path, *rows))
    assert [line["outcome"] for line in lines] == ["created", "asked", "asked", "created"]
    assert codes(lines[1]) >= {"double_in_file"}


def test_again_nothing_changes_and_a_new_value_does(tmp_path, capsys, fresh_cast):
    """The same register again is unchanged; another wage changes the opening."""
    run(capsys, write(tmp_path, CLEAR))
    code, lines = run(capsys, write(tmp_path, CLEAR))
    assert (code, lines[0]["outcome"]) == (0, "unchanged")
    code, lines = run(capsys, write(tmp_path, row(wage=15)))
    assert (code, lines[0]["outcome"]) == (0, "changed")
    with fresh_cast.acting("placement"):
        assert {opening.wage_from for opening in company("Ofen Weber GmbH").openings.all()} == {Decimal(15)}


def test_remarks_are_not_kept(tmp_path, capsys):
    """What stands in the columns for remarks and wishes stands nowhere in the database."""
    run(capsys, write(tmp_path, row(wish="Markerwish", remark="Markerremark", seats="mehrere")))
    assert tables_with("Markerwish|Markerremark") == []


def test_a_file_number_in_one_cell_is_not_stored(tmp_path, capsys, fresh_cast):
    """Whatever field it stands in: it is named and left out, the company comes in."""
    whole = row(sector="Dach, 12 Js 34/25", contact="Frau Weber (21 Hv 34/25k)", start="§ 242 StGB")
    code, lines = run(capsys, write(tmp_path, row(name="Dach Klein GmbH"), row(name="Holz Roth GmbH"), whole))
    assert (code, lines[2]["outcome"]) == (0, "created")
    said = {reason["field"] for reason in lines[2]["reasons"] if reason["code"] == "case_reference"}
    assert said == {"sector", "contact", "start"}
    assert tables_with("34/25|StGB") == []


def test_answers_and_undo(tmp_path, capsys, fresh_cast):
    """An answer brings the opening in; undo takes the company and all of it away, unless somebody changed it."""
    from throughgate.foundation.imports import actions
    from throughgate.foundation.imports.models import Import, RowResult
    from throughgate.foundation.imports.work import work
    from throughgate.ground.organisations.actions import change_organisation
    from throughgate.ground.organisations.models import Organisation

    run(capsys, write(tmp_path, row(seats="mehrere", offer="Job"), row(name="Dach Roth KG", email="")))
    with fresh_cast.acting("placement") as actor:
        asked = RowResult.objects.get(outcome="asked")
        planned = actions.answer_row(actor=actor, row=asked, texts={"seats": "3"})
        assert planned.outcome == "changed"
        assert company("Ofen Weber GmbH").openings.get().seats == 3
        job = Import.objects.get()
        assert job.counts == {"asked": 0, "created": 2}
        roth = company("Dach Roth KG")
        change_organisation(
            actor=actor, organisation=roth, expected=roth.version, legal_name="Roth Dächer KG"
        )
        actions.start(actor=actor, job=job, expected=job.version, move="undo", in_worker=False)
    work(job.pk)
    with fresh_cast.acting("placement"):
        job.refresh_from_db()
        assert (job.state, job.undone, job.kept) == ("undone", 1, 1)
        assert not Organisation.objects.filter(name="Ofen Weber GmbH").exists()
        assert company("Dach Roth KG").openings.count() == 2


def test_a_number_of_another_firm_is_asked(tmp_path, capsys, fresh_cast):
    """A list whose numbers moved on renames nobody: the firm that had the number is asked about, and stays as it is."""
    headings = "Betriebsnummer;Betrieb;PLZ;Ort;Telefon"
    path = tmp_path / "betriebe.csv"
    path.write_text(f"{headings}\nK-17;Ofen Weber GmbH;52062;Aachen;0241 5500\n", "utf-8")
    run(capsys, path)
    path.write_text(f"{headings}\nK-17;Dach Roth KG;52062;Aachen;0241 6600\n", "utf-8")
    code, lines = run(capsys, path)
    assert (code, lines[0]["outcome"], codes(lines[0])) == (3, "asked", {"number_of_another_company"})
    path.write_text(f"{headings}\nK-17;Weber Ofenbau GmbH;52062;Aachen;0241 7700\n", "utf-8")
    with fresh_cast.acting("placement"):
        assert company("Ofen Weber GmbH").contacts.get().telephone == "0241 5500"
    _, lines = run(capsys, path)
    assert lines[0]["outcome"] == "changed"


def test_spellings_and_gaps_of_one_firm_are_asked(tmp_path, capsys):
    """In the register and in one file: legal forms, owner, one telephone and street, rows without town or address."""
    headings = "Firma;Straße;PLZ;Ort;Telefon"
    base = [
        "Kessel Haustechnik e.K.;Ring 1;52349;Düren;02421 5551",
        "Nordbau GmbH;Weg 1;52062;Aachen;0241 5554",
    ]
    again = [
        *("Kessel Haustechnik G.m.b.H.;Ring 1;52349;Düren;", "Fa. Kessel Haustechnik;;;Düren;"),
        *("Kessel Haus-Technik;Ring 1;52349;Düren;02421 5551", "Kessell Haustechnik;Ring 1;52349;Düren;"),
        *("Kessel Haustechnik Inh. Jan Kessel;;;;", "Nordbau;;;;", "Nordbau GmbH;Weg 1;52062;;"),
    ]
    path = tmp_path / "one.csv"
    path.write_text("\n".join([headings, *base, *again]), "utf-8")
    _, lines = run(capsys, path, "--dry-run")
    assert [line["outcome"] for line in lines] == ["created"] * 2 + ["asked"] * 7
    assert all("double_in_file" in codes(line) for line in lines[2:])
    path.write_text("\n".join([headings, *base]), "utf-8")
    run(capsys, path)
    path.write_text("\n".join([headings, *again]), "utf-8")
    _, lines = run(capsys, path)
    # What the same source calls the same firm in the same place is that firm; all else is asked.
    assert (lines[0]["outcome"], codes(lines[0])) == ("unchanged", set())
    assert [line["outcome"] for line in lines[1:]] == ["asked"] * 6
    assert all(codes(line) & {"double", "double_in_file"} for line in lines[1:])


def test_a_last_contact_in_the_future_is_left_out(tmp_path, capsys, fresh_cast):
    """Nobody was spoken to in 2099; the row says so and comes in."""
    _, lines = run(capsys, write(tmp_path, row(last_contact=dt.date(2099, 12, 31))))
    assert (lines[0]["outcome"], "last_contact_in_future" in codes(lines[0])) == ("created", True)
    with fresh_cast.acting("placement"):
        assert company("Ofen Weber GmbH").last_contact_on is None
