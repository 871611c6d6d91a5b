"""`throughgate import people`: what becomes of dirty lists, once and twice."""

from __future__ import annotations

import json
from datetime import date

import pytest

from throughgate.person.people.importing.tests.lists import (
    HEADINGS,
    ROWS,
    codes,
    outcomes,
    run,
    tables_with,
    write,
)

pytestmark = pytest.mark.usefixtures("fresh_database")
NORTH = ("--organisation", "north", "--json")


def _everything(cast, username="colleague"):
    from throughgate.person.people.models import Person

    with cast.acting(username) as actor:
        return list(Person.objects.visible_to(actor).order_by("name_key"))


def test_a_clean_list_comes_in(tmp_path, capsys, fresh_cast):
    """Every row becomes a person with number, stay, languages, licence, home and wishes; the code is 0."""
    code, lines = run(capsys, "people", write(tmp_path, *ROWS), *NORTH)
    assert (code, outcomes(lines)) == (0, ["created"] * 3)
    assert [line["row"] for line in lines] == [4, 5, 6]
    people = {person.family_name: person for person in _everything(fresh_cast)}
    with fresh_cast.acting("colleague"):
        sahin, kruger = people["Şahin"], people["Krüger"]
        assert sahin.home.name == "Wassenberg"
        assert sahin.licences == ["B"]
        assert sahin.birth_on == date(1990, 3, 5)
        assert {row.language: row.level for row in sahin.spokenlanguages.all()} == {
            "tr": "native",
            "de": "B1",
        }
        assert sahin.personnumbers.get().number == "2026/1"
        assert sahin.stays.get().release_expected_on == date(2027, 5, 20)
        assert sahin.wishs.exists()
        assert str(sahin.pk) == lines[0]["id"]
        assert kruger.licences == []
        assert kruger.stays.get().release_expected_on is None


def test_what_is_not_understood_is_said(tmp_path, capsys, fresh_cast):
    """A wish that nobody knows is left out and named; a year of two digits is named as it was read."""
    _, lines = run(capsys, "people", write(tmp_path, *ROWS), *NORTH)
    assert codes(lines[2]) == {"wish_unknown", "century_guessed"}
    assert "Drachenzähmer" in json.dumps(lines[2], ensure_ascii=False)


@pytest.mark.parametrize(
    ("row", "outcome", "code"),
    [
        ("9;?ahin;Emre;01.01.1990;;;;;;;;;;;;", "asked", "lost_letters"),
        ("9;Kov�cs;Emre;01.01.1990;;;;;;;;;;;;", "asked", "lost_letters"),
        ("9;;Emre;01.01.1990;;;;;;;;;;;;", "asked", "only_name"),
        ("9;;;01.01.1990;;;;;;;;;;;;", "refused", "family_name_missing"),
        ("9;Roth;Emre;31.04.1990;;;;;;;;;;;;", "refused", "birth_no_such_day"),
        ("9;Roth;Emre;12/13/1999;;;;;;;;;;;;", "refused", "birth_no_such_month"),
        ("9;Roth;Emre;05/03/1999;;;;;;;;;;;;", "asked", "birth_ambiguous"),
        ("9;Roth;Emre;01.01.2090;;;;;;;;;;;;", "refused", "birth_in_future"),
        ("9;Roth;Emre;01.01.2024;;;;;;;;;;;;", "asked", "birth_unlikely"),
        (
            "9;Roth;Emre;01.01.1990;;;01.01.2026;;20.05.2027;01.05.2027;;;;;;",
            "asked",
            "expected_after_latest",
        ),
        ("9;Roth;Emre;01.01.1990;;;01.01.2026;;01.05.2025;;;;;;;", "asked", "release_before_arrival"),
        (
            "9;Roth;Emre;01.01.1990;;;01.01.2026;01.05.2025;01.05.2027;;;;;;;",
            "created",
            "earliest_before_arrival",
        ),
        ("9;Roth;Emre;01.01.1990;;;01.01.2026;;Herbst 2027;;;;;;;", "asked", "date_not_a_date"),
        ("9;Roth;Emre;01.01.1990;;;;;01.05.2027;;;;;;;", "created", "arrival_assumed"),
        ("9;Roth;Emre;01.01.1990;;;;;;;;Entenhausen;;;;", "asked", "place_unknown"),
        ("9;Roth;Emre;01.01.1990;Klingonisch;;;;;;;;;;;", "created", "language_unknown"),
        ("9;Roth;Emre;01.01.1990;;gut;;;;;;;;;;", "created", "level_vague"),
        ("9;Roth;Emre;01.01.1990;;;01.01.2026;;;", "asked", "row_short"),
        ("9;=cmd();Emre;01.01.1990;;;;;;;;;;;;", "asked", "formula_text"),
    ],
)
def test_dirty_rows(tmp_path, capsys, row, outcome, code):
    """Each doubtful row is asked or refused for its own reason; the rows around it come in; the code is 3."""
    clean = [
        f"2026/{n};Sauber{'abcdefghijkl'[n]};Anna;0{n % 9 + 1}.0{n % 8 + 1}.198{n % 10};;;;;;;;;;;;"
        for n in range(12)
    ]
    result, lines = run(capsys, "people", write(tmp_path, *clean, row), *NORTH)
    assert outcomes(lines)[-1] == outcome
    assert code in codes(lines[-1])
    assert result == (0 if outcome == "created" else 3)
    assert "created" in outcomes(lines)[:-1]


def test_the_same_person_twice_is_asked(tmp_path, capsys):
    """A double in the file is asked, in capitals, with ü as ue, under another number; and so is the same number."""
    rows = [
        "1;Krüger;Nicole;28.04.1958;;;;;;;;;;;;",
        "2;KRUEGER;Nicole;1958-04-28;;;;;;;;;;;;",
        "1;Krüger;Nicole;28.04.1958;;;;;;;;;;;;",
        "3;Krüger;Nikola;28.04.1999;;;;;;;;;;;;",
    ]
    code, lines = run(capsys, "people", write(tmp_path, *rows), *NORTH)
    assert outcomes(lines) == ["created", "asked", "asked", "created"]
    assert codes(lines[1]) == {"double_in_file"}
    assert codes(lines[2]) == {"number_twice"}
    assert code == 3


def test_somebody_here_already_is_asked_only_where_one_may_see_them(tmp_path, capsys, fresh_cast):
    """Emre of the own prison is asked about; Ana of another prison is nobody one could know of."""
    rows = [
        "1;Markeremrefamily;Emre Markeremregiven;22.05.1998;;;;;;;;;;;;",
        "2;Markeranafamily;Ana Markeranagiven;22.05.1998;;;;;;;;;;;;",
    ]
    _, lines = run(capsys, "people", write(tmp_path, *rows), *NORTH)
    assert outcomes(lines) == ["asked", "created"]
    assert codes(lines[0]) == {"double"}


def test_the_same_list_again_changes_nothing(tmp_path, capsys, fresh_cast):
    """Imported twice, also with columns moved and in another encoding, every row is unchanged."""
    run(capsys, "people", write(tmp_path, *ROWS), *NORTH)
    code, lines = run(capsys, "people", write(tmp_path, *ROWS), *NORTH)
    assert (code, outcomes(lines)) == (0, ["unchanged"] * 3)
    order = [3, 1, 2, 0, *range(4, 16)]

    def moved(line):
        cells = line.split(";")
        return ";".join(cells[n] for n in order)

    path = write(tmp_path, *map(moved, ROWS), encoding="utf-16", headings=moved(HEADINGS))
    code, lines = run(capsys, "people", path, *NORTH)
    assert (code, outcomes(lines)) == (0, ["unchanged"] * 3)
    assert len([p for p in _everything(fresh_cast) if not p.family_name.startswith("Marker")]) == 3


def test_a_changed_date_changes_the_stay_alone(tmp_path, capsys, fresh_cast):
    """A later list with another release date changes it, and leaves what was corrected by hand as it is."""
    from throughgate.person.people import actions

    _, lines = run(capsys, "people", write(tmp_path, *ROWS), *NORTH)
    with fresh_cast.acting("colleague") as actor:
        person = _everything(fresh_cast)[0].__class__.objects.get(pk=lines[0]["id"])
        actions.change_person(actor=actor, person=person, expected=person.version, called_name="Emi")
    later = [ROWS[0].replace("20.05.2027", "30.06.2027"), *ROWS[1:]]
    _, lines = run(capsys, "people", write(tmp_path, *later), *NORTH)
    assert outcomes(lines) == ["changed", "unchanged", "unchanged"]
    with fresh_cast.acting("colleague"):
        person.refresh_from_db()
        assert person.called_name == "Emi"
        assert person.stays.get().release_expected_on == date(2027, 6, 30)


def test_a_name_corrected_by_hand_stays(tmp_path, capsys, fresh_cast):
    """A list that still has “?ahin” under the number of Şahin says nothing new."""
    run(capsys, "people", write(tmp_path, *ROWS), *NORTH)
    worse = [ROWS[0].replace("Şahin", "SAHIN").replace("siehe Akte", "neu"), *ROWS[1:]]
    _, lines = run(capsys, "people", write(tmp_path, *worse), *NORTH)
    assert outcomes(lines)[0] == "unchanged"


def test_a_number_of_somebody_else_is_asked(tmp_path, capsys):
    """A number that stands for another person already is asked, not overwritten."""
    run(capsys, "people", write(tmp_path, *ROWS), *NORTH)
    _, lines = run(capsys, "people", write(tmp_path, "2026/1;Weber;Karl;01.01.1960;;;;;;;;;;;;"), *NORTH)
    assert outcomes(lines) == ["asked"]
    assert codes(lines[0]) == {"number_of_another"}


def test_a_dry_run_changes_nothing(tmp_path, capsys, fresh_cast):
    """`--dry-run` says the same and leaves nobody behind."""
    before = len(_everything(fresh_cast))
    code, lines = run(capsys, "people", write(tmp_path, *ROWS), *NORTH, "--dry-run")
    assert (code, outcomes(lines)) == (0, ["created"] * 3)
    assert len(_everything(fresh_cast)) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "iso8859-9"])
def test_encodings(tmp_path, capsys, fresh_cast, encoding):
    """Letters survive every encoding that can hold them."""
    rows = [f"{n};Müller{'abcdefgh'[n]};Jürgen;0{n + 1}.05.19{60 + n};;;;;;;;;;;;" for n in range(8)]
    code, _ = run(capsys, "people", write(tmp_path, *rows, encoding=encoding), *NORTH)
    assert code == 0
    assert {p.given_names for p in _everything(fresh_cast) if p.family_name.startswith("Müller")} == {
        "Jürgen"
    }


@pytest.mark.parametrize(
    ("name", "outcome", "family", "given"),
    [("Şahin, Emre", "created", "Şahin", "Emre"), ("Emre Şahin", "asked", "", "")],
)
def test_names_in_one_column(tmp_path, capsys, fresh_cast, name, outcome, family, given):
    """“Şahin, Emre” is taken apart; without the comma it is asked which is the family name."""
    rows = [
        f"{n};{name if n == 3 else f'Muster{chr(97 + n)}, Anna'};0{n + 1}.05.19{60 + n}" for n in range(6)
    ]
    path = write(tmp_path, *rows, headings="Nr.;Name, Vorname;geboren am")
    _, lines = run(capsys, "people", path, *NORTH)
    assert outcomes(lines)[3] == outcome
    if family:
        assert (family, given) in {(p.family_name, p.given_names) for p in _everything(fresh_cast)}


def test_nothing_of_a_remark_or_a_withdrawn_licence_is_kept(tmp_path, capsys, fresh_cast):
    """Remarks, wards and why there is no licence stand nowhere in the database, also not with asked rows."""
    row = "9;?ahin;Emre;01.01.1990;;;01.01.2026;;;;Markerward;Wassenberg;41849;entzogen wg. Markerreason;;Markerremark"
    second = row.replace("?ahin", "Berg").replace("9;", "8;")
    run(capsys, "people", write(tmp_path, *ROWS, row, second), *NORTH)
    assert tables_with("Markerward|Markerreason|Markerremark|entzogen wg") == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("people", "{file}", "--organisation", "nowhere"), "no organisation"),
        (("people", "{file}", "--organisation", "roofing"), "does not import"),
        (("companies", "{file}", "--organisation", "school"), "does not import"),
        (("people", "{file}", "--organisation", "north", "--as", "officer"), "may not"),
        (("people", "{file}", "--organisation", "north", "--as", "stranger"), "no member"),
        (("people", "/nowhere.csv", "--organisation", "north"), "could not be opened"),
    ],
)
def test_who_may_not(tmp_path, capsys, arguments, words):
    """Another organisation, a role without the right, a missing file: code 2 and a sentence."""
    from throughgate.commands import importing

    path = write(tmp_path, *ROWS)
    assert importing.main([argument.format(file=path) for argument in arguments]) == 2
    assert words in capsys.readouterr().err


def test_acting_as_a_member(tmp_path, capsys, fresh_cast):
    """`--as lead` imports as this member: the new people stand in the lead's own list."""
    from throughgate.person.people.queries.lines import lines_for

    run(capsys, "people", write(tmp_path, *ROWS), *NORTH, "--as", "lead")
    with fresh_cast.acting("lead") as actor:
        assert lines_for(actor, caseload_only=True).count() == 4


def test_the_file_is_gone_afterwards(tmp_path, capsys, settings):
    """Nothing of the file stays but its hash."""
    from throughgate.foundation.imports import storage

    run(capsys, "people", write(tmp_path, *ROWS), *NORTH)
    assert list(storage.folder().iterdir()) == []


@pytest.mark.parametrize(
    ("others", "outcome"),
    [
        (("25/12/1980", "13/01/1981", "30/06/1982"), "created"),
        (("12/25/1980", "01/13/1981", "06/30/1982"), "asked"),
    ],
)
def test_a_column_says_how_its_dates_are_written(tmp_path, capsys, fresh_cast, others, outcome):
    """05/03/1990 is the fifth of March where the other birth dates are like 25/12/1980, and asked where they are not."""
    rows = [f"{n}9;Unlike{'abc'[n]}{'xyz'[n]};Ali;{text};;;;;;;;;;;;" for n, text in enumerate(others)]
    _, lines = run(capsys, "people", write(tmp_path, *rows, "8;Meant;Bea;05/03/1990;;;;;;;;;;;;"), *NORTH)
    assert outcomes(lines)[-1] == outcome
    if outcome == "created":
        assert {p.birth_on for p in _everything(fresh_cast) if p.family_name == "Meant"} == {date(1990, 3, 5)}
