"""Who is compared with the rows of a list: nobody is lost among many, and whoever is read stands in the access log."""

from __future__ import annotations

import uuid

import psycopg
import pytest

from throughgate.person.people.importing.tests.lists import codes, outcomes, run, write

pytestmark = pytest.mark.usefixtures("fresh_database")
NORTH = ("--organisation", "north", "--json")


def row(number, name, born):
    """Return a row of which nothing is asked but who it is."""
    return f"{number};{name};{born};;;01.02.2026;;;;;;;;;"


def looks():
    """Return the rows of the access log."""
    from throughgate.config.settings import ENVIRONMENT

    with psycopg.connect(ENVIRONMENT.admin_url) as connection:
        return connection.execute(
            "SELECT page, method, purpose, roles, people, membership_id FROM audit_access ORDER BY at"
        ).fetchall()


@pytest.mark.parametrize(
    ("here", "said", "reason"),
    [
        (
            "05.12.1990",
            "05.02.1991",
            "one_slip",
        ),  # 9|0 and 1|2: neither the year nor day and month are the same
        ("05.12.1990", "05.12.1980", "one_slip"),
        ("05.12.1990", "12.05.1990", "day_and_month_swapped"),
        ("1990", "05.12.1990", "partly_known"),
        ("05.12.1990", "12/1990", "partly_known"),
        ("05.12.1990", "1990", "partly_known"),
    ],
)
def test_births_that_nearly_agree_are_found(tmp_path, capsys, fresh_cast, here, said, reason):
    """Whoever is here already is found by every birth that the rules believe, in the register and in the file."""
    first, second = row("A1", "Sauber;Anna", here), row("A2", "Sauber;Anna", said)
    _, lines = run(capsys, "people", write(tmp_path, first, second), "--dry-run", *NORTH)
    assert (outcomes(lines), codes(lines[1])) == (["created", "asked"], {"double_in_file"})
    run(capsys, "people", write(tmp_path, first), *NORTH)
    _, lines = run(capsys, "people", write(tmp_path, second, name="next.csv"), *NORTH)
    assert (outcomes(lines), codes(lines[0])) == (["asked"], {"double"})
    assert reason


@pytest.mark.parametrize(("here", "said"), [("05.12.1990", "06.11.1990"), ("1990", "05.12.1991")])
def test_namesakes_of_other_births_come_in(tmp_path, capsys, fresh_cast, here, said):
    """Births that contradict each other are two people."""
    run(capsys, "people", write(tmp_path, row("A1", "Sauber;Anna", here)), *NORTH)
    _, lines = run(capsys, "people", write(tmp_path, row("A2", "Sauber;Anna", said), name="next.csv"), *NORTH)
    assert (outcomes(lines), codes(lines[0])) == (["created"], set())


def test_among_many_without_a_birth_the_one_with_it_is_found(tmp_path, capsys, fresh_cast):
    """Seventy namesakes of unknown birth are no more than a hint, and hide nobody."""
    many = [row(f"N{number}", "Sauber;Anna", "unbek.") for number in range(70)]
    _, lines = run(capsys, "people", write(tmp_path, *many), *NORTH)
    assert outcomes(lines) == ["created"] * 70
    assert codes(lines[-1]) == {"double_hint_in_file"}
    run(capsys, "people", write(tmp_path, row("A1", "Sauber;Anna", "05.12.1990"), name="one.csv"), *NORTH)
    again = write(
        tmp_path,
        row("A2", "Sauber;Anna", "05.12.1990"),
        row("A3", "Sauber;Anna", "01.02.1961"),
        row("A4", "Sauber;Anna", ""),
        name="again.csv",
    )
    _, lines = run(capsys, "people", again, *NORTH)
    assert (outcomes(lines), codes(lines[0])) == (["asked", "created", "created"], {"double"})
    assert "double_hint" in codes(lines[1]) | codes(lines[2])


def test_slips_in_both_names_are_noted(tmp_path, capsys, fresh_cast):
    """With one birth a few letters in both names are a hint, in the register and in the file; twins are none."""
    here = row("A1", "Petersen;Sebatian", "24.05.1989")
    near, twin = row("A2", "Petersuen;Sebastian", "24.05.1989"), row("A3", "Petersen;Torben", "24.05.1989")
    _, lines = run(capsys, "people", write(tmp_path, here, twin, near), "--dry-run", *NORTH)
    assert [codes(line) for line in lines] == [set(), set(), {"double_hint_in_file"}]
    run(capsys, "people", write(tmp_path, here), *NORTH)
    _, lines = run(capsys, "people", write(tmp_path, near, name="next.csv"), "--dry-run", *NORTH)
    assert (outcomes(lines), codes(lines[0])) == (["created"], {"double_hint"})


def test_whom_an_import_reads_is_logged(tmp_path, capsys, fresh_cast):
    """One row per batch with everybody whose data was compared or changed; none where nobody was read."""
    list_ = write(tmp_path, row("A1", "Sauber;Anna", "05.12.1990"), row("A2", "Rein;Eva", "07.08.1985"))
    before = len(looks())
    _, lines = run(capsys, "people", list_, *NORTH)
    assert len(looks()) == before
    anna, eva = (uuid.UUID(line["id"]) for line in lines)
    run(capsys, "people", write(tmp_path, row("A9", "Sauber;Anna", "05.12.1990"), name="b.csv"), *NORTH)
    page, method, purpose, roles, people, member = looks()[-1]
    assert (page, method, purpose, people) == ("imports:work", "WORK", "import", [anna])
    assert roles
    assert member
    run(capsys, "people", list_, *NORTH)
    assert set(looks()[-1][4]) == {anna, eva}
    assert len(looks()) == before + 2


def test_where_reading_cannot_be_logged_nothing_comes_in(tmp_path, capsys, fresh_cast):
    """No log, no batch."""
    from throughgate.config.settings import ENVIRONMENT
    from throughgate.person.people.models import Person

    run(capsys, "people", write(tmp_path, row("A1", "Sauber;Anna", "05.12.1990")), *NORTH)
    signature = "gate.log_access(uuid, uuid, uuid, text[], text, text, text, text, uuid[])"
    with psycopg.connect(ENVIRONMENT.admin_url, autocommit=True) as owner:
        owner.execute(f"REVOKE EXECUTE ON FUNCTION {signature} FROM throughgate_app")
    rows = [row("A1", "Sauber;Anna", "05.12.1990"), row("A2", "Rein;Eva", "07.08.1985")]
    with pytest.raises(Exception, match="log_access"):
        run(capsys, "people", write(tmp_path, *rows, name="b.csv"), *NORTH)
    with fresh_cast.acting("colleague") as actor:
        assert not Person.objects.visible_to(actor).filter(family_name="Rein").exists()


def test_rows_that_say_the_same_are_asked(tmp_path, capsys, fresh_cast):
    """A row equal to another in every cell is asked, without birth and number, too; namesakes are noted."""
    given = [row("", "Zwirn;Ida", ""), row("", "Zwirn;Ida", ""), row("", "Zwirn;Ida", "")]
    other = row("", "Zwirn;Ida", "").replace("01.02.2026", "02.02.2026")
    _, lines = run(capsys, "people", write(tmp_path, *given, other), *NORTH)
    assert outcomes(lines) == ["created", "asked", "asked", "created"]
    assert [codes(line) & {"same_row", "double_hint_in_file"} for line in lines[1:]] == [
        {"same_row"}, {"same_row"}, {"double_hint_in_file"}
    ]  # fmt: skip


def test_shortened_and_joined_names_are_asked(tmp_path, capsys, fresh_cast):
    """Initials, a particle joined, all names in one column: each is found in the register by its birth."""
    people = [
        "Zerbst;Nora",
        "Lustig;Hans Peter",
        "Al-Khatib;Mohammed",
        "Ahmadi;Mohammad Reza",
        "Nguyen;Van Anh",
    ]
    again = ["Zerbst;N.", "Lustig;Hans P.", "Alkhatib;Muhammad", "Ahmadi;M. Reza", "Nguyen Van Anh;"]
    birth = "0{}.03.199{}"
    first = [row(f"U{n}", name, birth.format(n + 1, n)) for n, name in enumerate(people)]
    run(capsys, "people", write(tmp_path, *first), *NORTH)
    rows = [row("", name, birth.format(n + 1, n)) for n, name in enumerate(again)]
    _, lines = run(capsys, "people", write(tmp_path, *rows, name="next.csv"), *NORTH)
    assert [(line["outcome"], codes(line) & {"double"}) for line in lines] == [("asked", {"double"})] * 5
