"""The same dirty register in every dress: each row becomes what it must, whatever program wrote the file."""

from __future__ import annotations

import pytest
from django.utils import timezone

from throughgate.foundation.imports.tests.dresses import DRESSES, Dress, lay_out, write
from throughgate.person.people.importing.tests.lists import run
from throughgate.work.openings.importing.tests.dirty import HEADINGS, REMARKS, cases

pytestmark = pytest.mark.usefixtures("fresh_database")


def problems(line):
    """Return the codes of what must be answered or corrected."""
    return frozenset(reason["code"] for reason in line["reasons"] if reason["weight"] != "note")


def stored(cast, keys):
    """Return kind and openings of every organisation that came in, by id."""
    from throughgate.ground.organisations.models import Organisation

    with cast.acting("placement"):
        rows = Organisation.objects.filter(pk__in=keys).prefetch_related("openings")
        return {str(row.pk): (row.kind, {one.kind: facts(one) for one in row.openings.all()}) for row in rows}


def facts(opening):
    """Return an opening's facts in plain words."""
    today = opening.starts_on == timezone.localdate()
    return {
        "seats": opening.seats, "starts_on": "today" if today else opening.starts_on, "german": opening.german,
        "licence": opening.licence, "wage": str(opening.wage_from),
    }  # fmt: skip


@pytest.mark.parametrize("dress", DRESSES, ids=lambda dress: dress.name)
def test_each_row_becomes_what_it_must(tmp_path, capsys, fresh_cast, dress: Dress):
    """Exactly one line per row, under the row's number, with the expected outcome and reasons; the same again, nothing."""
    given = cases(dress)
    sheet = lay_out(dress, HEADINGS, {}, [case.cells for case in given], REMARKS)
    path = write(tmp_path, dress, sheet)
    code, lines = run(capsys, "companies", path, "--organisation", "chamber", "--json")
    assert [line["row"] for line in lines] == sheet.numbers
    known = stored(fresh_cast, {line["id"] for line in lines if line["id"]})
    wrong = []
    for case, line in zip(given, lines, strict=True):
        found = line["outcome"], problems(line)
        if found != case.expected(dress):
            wrong.append((case.cells["name"], case.expected(dress), found))
        if line["outcome"] != "created":
            continue
        kind, openings = known[line["id"]]
        if kind != case.kind:
            wrong.append((case.cells["name"], case.kind, kind))
        if case.openings is not None:
            said = {
                name: {one: openings.get(name, {}).get(one) for one in about}
                for name, about in case.openings.items()
            }
            if said != case.openings or set(openings) != set(case.openings):
                wrong.append((case.cells["name"], case.openings, openings))
    assert not wrong
    assert code == 3
    if DRESSES.index(dress) % 4:
        return
    _, again = run(capsys, "companies", path, "--organisation", "chamber", "--json")
    for line, once_more in zip(lines, again, strict=True):
        wanted = "unchanged" if line["outcome"] == "created" else line["outcome"]
        assert (once_more["row"], once_more["outcome"]) == (line["row"], wanted)
