"""The same dirty release list in every dress: each row becomes what it must, whatever program wrote the file."""

from __future__ import annotations

import pytest

from throughgate.foundation.imports.tests.dresses import DRESSES, Dress, lay_out, write
from throughgate.person.people.importing.tests.dirty import GROUPS, HEADINGS, REMARKS, Case, cases
from throughgate.person.people.importing.tests.lists import run

pytestmark = pytest.mark.usefixtures("fresh_database")


def problems(line):
    """Return the codes of what must be answered or corrected."""
    return frozenset(reason["code"] for reason in line["reasons"] if reason["weight"] != "note")


def stored(cast, lines):
    """Return what is known of everybody who came in, by id."""
    from throughgate.person.people.models import Person

    with cast.acting("colleague") as actor:
        people = Person.objects.visible_to(actor).filter(pk__in=lines)
        people = people.select_related("home").prefetch_related("stays", "personnumbers")
        return {str(person.pk): facts(person) for person in people}


def facts(person):
    """Return a person's facts in plain words."""
    (stay,), number = person.stays.all(), next(iter(person.personnumbers.all()), None)
    return {
        "family_name": person.family_name, "given_names": person.given_names, "birth_on": person.birth_on,
        "licences": person.licences, "home": person.home.name if person.home else "",
        "number": number.number if number else "", "release_expected_on": stay.release_expected_on,
    }  # fmt: skip


@pytest.mark.parametrize("dress", DRESSES, ids=lambda dress: dress.name)
def test_each_row_becomes_what_it_must(tmp_path, capsys, fresh_cast, dress: Dress):
    """Exactly one line per row, under the row's number, with the expected outcome and reasons; the same again, nothing."""
    given: list[Case] = cases(dress)
    sheet = lay_out(dress, HEADINGS, GROUPS, [case.cells for case in given], REMARKS)
    path = write(tmp_path, dress, sheet)
    code, lines = run(capsys, "people", path, "--organisation", "north", "--json")
    assert [line["row"] for line in lines] == sheet.numbers
    wrong = []
    known = stored(fresh_cast, {line["id"] for line in lines})
    for case, line in zip(given, lines, strict=True):
        found = line["outcome"], problems(line)
        if found != case.expected(dress):
            wrong.append((case.cells["family_name"], case.expected(dress), found))
        if line["outcome"] == "created":
            said = {name: known[line["id"]][name] for name in case.stored}
            if said != case.stored:
                wrong.append((case.cells["family_name"], case.stored, said))
    assert not wrong
    assert code == 3
    if DRESSES.index(dress) % 4:
        return
    _, again = run(capsys, "people", path, "--organisation", "north", "--json")
    for line, once_more in zip(lines, again, strict=True):
        wanted = "unchanged" if line["outcome"] == "created" else line["outcome"]
        assert (once_more["row"], once_more["outcome"]) == (line["row"], wanted)
