"""What each column of a list is taken for, from the shell and on the page."""

from __future__ import annotations

import json
import re

import pytest

from throughgate.person.people.importing.tests.lists import outcomes, run_whole
from throughgate.person.people.importing.tests.test_pages import sign_in, upload

pytestmark = pytest.mark.usefixtures("fresh_database")
NORTH = ("--organisation", "north", "--json")


def write(folder, headings, *rows):
    """Write a list without a title."""
    path = folder / "liste.csv"
    path.write_text("\n".join((headings, *rows)) + "\n", "utf-8")
    return path


@pytest.fixture
def lead(client, fresh_cast):
    """A client that is signed in as the case lead of Prison North."""
    return sign_in(client, fresh_cast, "lead")


def test_the_first_line_names_every_column(tmp_path, capsys):
    """Each column of the file in order, headings as they are written, with what is used and what only might be."""
    path = write(
        tmp_path,
        'GB-Nr;Nachname;Vorname;;"Wohnort  (alt)";Ort der Tat;Bem.;Abt.;Geb.-Dat.;;',
        *(
            f"K{n};{name};Tom;x;Köln;Aachen;nett;B;0{n}.03.198{n};;"
            for n, name in enumerate(("Ahrend", "Beiers", "Cordes"))
        ),
    )
    _code, columns, lines = run_whole(capsys, "people", path, *NORTH, "--dry-run")
    assert [column["index"] for column in columns] == list(range(11))
    assert [column["heading"] for column in columns] == [
        *(
            "GB-Nr",
            "Nachname",
            "Vorname",
            "",
            "Wohnort  (alt)",
            "Ort der Tat",
            "Bem.",
            "Abt.",
            "Geb.-Dat.",
            "",
            "",
        )
    ]
    used = {column["index"]: column["field"] for column in columns if column["field"]}
    assert used == {0: "number", 1: "family_name", 2: "given_names", 8: "birth"}
    assert {column["index"]: column["proposed"] for column in columns if column["proposed"]} == {4: "home"}
    assert all(
        0.5 <= column["confidence"] <= 1 for column in columns if column["field"] or column["proposed"]
    )
    assert [reason["says"] for reason in columns[5]["reasons"]] == ["This is never stored here."]
    assert outcomes(lines) == ["created"] * 3


def test_a_proposal_is_shown_beside_an_empty_choice(lead):
    """The page says what a column may be in words, and chooses nothing."""
    content = "GB-Nr;Nachname;Vorname;Wohnort (alt);Ort der Tat\nK1;Berg;Ina;Köln;Bonn\n".encode("utf-8-sig")
    address = upload(lead, content=content)
    page = lead.get(address).content.decode()
    select = re.search(
        r'<select name="column-3".*?</select>\s*<p id="column-3-perhaps">(.*?)</p>', page, re.DOTALL
    )
    assert "selected" not in select[0]
    assert 'aria-describedby="column-3-perhaps"' in select[0]
    assert select[1].strip() == "Perhaps: Home after release"
    assert 'name="column-4"' not in page
    assert "Bonn" not in page


def test_a_list_from_france_and_one_from_italy(tmp_path, capsys):
    """Their headings are known; what stands beside them stays out."""
    french = write(
        tmp_path,
        "N° d'écrou;Nom;Prénom;Date de naissance;Tribunal;Date de libération;Permis de conduire;Métier souhaité",
        "1;Dupont;Zoé;04/03/1990;Metz;14/03/2027;B;cuisinier",
    )
    _code, columns, _lines = run_whole(capsys, "people", french, *NORTH, "--dry-run")
    assert [column["field"] for column in columns] == [
        *("number", "family_name", "given_names", "birth", None, "release_expected", "licences", "wishes")
    ]
    italian = write(
        tmp_path,
        "Matricola;Cognome;Nome;Data di nascita;Reato;Fine pena;Patente di guida;Lingua madre",
        "1;Rossi;Ugo;04/03/1990;furto;14/03/2027;B;italiano",
    )
    _code, columns, lines = run_whole(capsys, "people", italian, *NORTH, "--dry-run")
    assert [column["field"] for column in columns] == [
        *(
            "number",
            "family_name",
            "given_names",
            "birth",
            None,
            "release_latest",
            "licences",
            "mother_tongue",
        )
    ]
    assert "furto" not in json.dumps(lines)
