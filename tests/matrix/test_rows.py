"""Sheets, groups, letters, imports and openings of one's own, of a colleague and of others: every address × everybody.

The rows are really there, each full of markers. Whoever may not see a row gets the answer of one that does not exist.
"""

from __future__ import annotations

import uuid
from functools import cache

import pytest
from django.urls import reverse

from tests.cast import PEOPLE, STAFF
from tests.matrix import markers, reading
from tests.matrix.addresses import ABSENT
from tests.matrix.house import EVERYBODY, MEMBERS
from tests.matrix.markers import allowed, sees
from tests.matrix.test_matrix import plain
from tests.records import IMPORTS, LETTERS, RECORDS
from throughgate.desk.catalogue import catalogue

OPENINGS = ("roofing", "club")
ISSUERS = ("north", "south")


@pytest.fixture(scope="module")
def rows(house):
    """Give, for each record, what its addresses take, by the kinds of rows of the catalogue."""
    ask = house.addresses.one
    found = {}
    for key, (person, _, _) in RECORDS.items():
        sheet = ask("SELECT id FROM observations_sheet WHERE code = %s", f"cast{key}"[:12])
        line = ask("SELECT id FROM observations_sheetperson WHERE sheet_id = %s", sheet)
        group = f"{PEOPLE[person][2]}group {key}"
        remark = ask("SELECT id FROM observations_remark WHERE sheet_person_id = %s", line)
        found["sheet", key] = {
            "sheet": {"key": sheet},
            "line": {"key": house.people[person], "line": line},
            "objection": {"key": house.people[person], "row": remark},
            "group": {"key": ask("SELECT id FROM observations_persongroup WHERE name = %s", group)},
        }
    for key, (person, _) in LETTERS.items():
        letter = "SELECT id FROM observations_referenceletter WHERE person_id = %s AND state = %s"
        slip = ask("SELECT id FROM observations_slip WHERE code = %s", f"slip{key}"[:12])
        about = house.people[person]
        found["letter", key] = {
            "letter:draft": {"key": about, "row": ask(letter, about, "draft")},
            "letter:approved": {"key": about, "row": ask(letter, about, "approved")},
            "slip": {"key": about, "row": slip},
        }
    for code in ISSUERS:
        issuer = ask("SELECT id FROM observations_letterissuer WHERE contact = %s", f"Marker{code}issuer")
        found["issuer", code] = {"issuer": {"key": issuer}}
    for key, (_, marker, state) in IMPORTS.items():
        job = ask(
            "SELECT id FROM imports_import WHERE file_name = %s AND state = %s", f"{marker}file.csv", state
        )
        row = ask("SELECT id FROM imports_rowresult WHERE of_id = %s", job)
        found["import", key] = {"import": {"key": job}, "import_row": {"key": job, "row": row}}
    for code in OPENINGS:
        opening = ask("SELECT id FROM openings_opening WHERE title LIKE %s", f"%Markeropening{code}")
        found["opening", code] = {"opening": {"key": opening}}
    return found


def addresses(ids):
    """Yield every page that takes one of these rows, by its name, with what its address takes."""
    for page in catalogue().values():
        takes = ids.get(page.row) or ids.get(page.row.partition(":")[0])
        if takes:
            yield page.route, takes


def ask(house, who, method, address):
    """Ask for an address; whatever a form changes is taken back."""
    from django.db import transaction

    client = house.clients[who]
    if method == "get":
        return house._answer(client.get(address))
    with transaction.atomic():
        answer = house._answer(client.post(address, {"once": str(uuid.uuid4())}))
        transaction.set_rollback(True)
    return answer


CASES = [
    *(("sheet", key) for key in RECORDS),
    *(("letter", key) for key in LETTERS),
    *(("issuer", code) for code in ISSUERS),
    *(("import", key) for key in IMPORTS),
    *(("opening", code) for code in OPENINGS),
]


def is_theirs(who, kind, key):
    """Say whether a row exists for a member at all."""
    code = STAFF[who][0]
    if kind == "sheet":
        person, observer, _ = RECORDS[key]
        return f"{person}occasion" in allowed(who) or code == STAFF[observer][0] or sees(who, person)
    if kind == "letter":
        person, writer = LETTERS[key]
        return code == STAFF[writer][0] or sees(who, person)
    if kind == "issuer":
        return code == key
    if kind == "import":
        return f"{IMPORTS[key][1].lower()[6:]}file" in allowed(who)
    return f"opening{key}" in allowed(who)


@pytest.fixture(scope="module")
def nothing(house):
    """Give the answer of a row that does not exist; it is the same for every row that one may not see."""

    @cache
    def answer(who, method, name, takes):
        return ask(house, who, method, reverse(name, kwargs=dict.fromkeys(takes, ABSENT)))

    return answer


@pytest.mark.parametrize(("kind", "key"), CASES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_is_told_of_a_foreign_row(house, rows, nothing, kind, key, method):
    """Of real rows nobody reads more than the access table allows, in no body, header, address or cookie.

    Whoever may not see a row gets, to the letter, the answer of a row that does not exist.
    """
    for name, ids in addresses(rows[kind, key]):
        address = reverse(name, kwargs=ids)
        for who in EVERYBODY:
            answer = ask(house, who, method, address)
            assert answer.status < 500, (name, who, answer.status)
            may_see = allowed(who) if who in MEMBERS else set()
            assert markers.seen(answer.body) <= may_see, (name, who, markers.seen(answer.body) - may_see)
            around = (
                answer.headers,
                answer.label,
                *reading.addresses_of(answer),
                *reading.cookies_of(answer.raw),
            )
            for place in around:
                assert markers.seen(place) == set(), (name, who, place)
            if who in MEMBERS and not is_theirs(who, kind, key):
                absent = nothing(who, method, name, tuple(ids))
                assert answer.status == absent.status, (name, who, method)
                assert answer.status in (403, 404, 405), (name, who, method, answer.status)
                assert plain(answer.body) == plain(absent.body), (name, who, method)


@pytest.mark.parametrize(("name", "kind", "key", "who", "marker"), [
    ("observations:sheet", "sheet", "draft", "officer", "emreoccasion"),
    ("observations:sheet", "sheet", "signed", "officer", "emreoccasion"),
    ("observations:line", "sheet", "signed", "lead", "emrenote"),
    ("observations:line", "sheet", "signed", "aftercare", "emrenote"),
    ("observations:line", "sheet", "colleague", "colleague", "milannote"),
    ("observations:line", "sheet", "elsewhere", "stranger", "ananote"),
    ("observations:group", "sheet", "signed", "officer", "emregroup"),
    ("observations:letter", "letter", "own", "lead", "emreletter"),
    ("observations:letter", "letter", "own", "aftercare", "emreletter"),
    ("observations:letter", "letter", "elsewhere", "stranger", "analetter"),
    ("observations:letter_pdf", "letter", "own", "lead", "emreletter"),
    ("observations:slip_pdf", "letter", "own", "lead", "emreletter"),
    ("observations:issuer", "issuer", "north", "admin", "northissuer"),
    ("imports:page", "import", "own", "lead", "emrefile"),
    ("imports:page", "import", "own", "colleague", "emrefile"),
    ("imports:columns", "import", "waiting", "lead", "emrerow"),
    ("imports:row", "import", "own", "lead", "emrerow"),
    ("imports:row", "import", "elsewhere", "stranger", "anarow"),
    ("openings:page", "opening", "roofing", "company", "openingroofing"),
    ("openings:page", "opening", "club", "lead", "openingclub"),
])  # fmt: skip
def test_whose_it_is_sees_it(house, rows, name, kind, key, who, marker):
    """The rows are really there: those who may see one are shown its marker."""
    ids = dict(addresses(rows[kind, key]))[name]
    answer = ask(house, who, "get", reverse(name, kwargs=ids))
    assert answer.status == 200, (name, who, answer.status)
    assert marker in markers.seen(answer.body), (name, who, markers.seen(answer.body))
