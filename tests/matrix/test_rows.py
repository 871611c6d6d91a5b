"""Sheets, groups, imports and openings of one's own, of a colleague and of others: every address × everybody.

The rows are really there, each full of markers. Whoever may not see a row gets the answer of one that does not exist.
"""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import IMPORTS, PEOPLE, RECORDS, STAFF
from tests.matrix import markers, reading
from tests.matrix.addresses import ABSENT
from tests.matrix.house import EVERYBODY, MEMBERS
from tests.matrix.test_matrix import plain
from throughgate.ground.accounts.access import ACCESS

MARKER = re.compile(
    r"marker(emre|milan|ana)(occasion|note|objection|answer|group|row|file)|markeropening(roofing|club)|"
    r"marker(roofing|club)description",
    re.IGNORECASE,
)
OF_SHEET = (
    *("sheet", "cell", "details", "people", "xlsx", "upload", "amend", "retract", "discard", "paper"),
)
OF_LINE = ("line", "remark")
OF_GROUP = ("group", "members")
OF_IMPORT = ("page", "columns", "reading", "move", "download")
OF_OPENING = ("page", "change", "renew", "move")


def can(who, action, kind):
    roles = STAFF[who][1]
    return any(role in getattr(ACCESS[kind], action) for role in roles)


def sees(who, person):
    return f"{person}family" in markers.allowed(who)


def allowed(who):
    """Return every marker of rows like these that a member may see, from the access table and the rows themselves."""
    if who not in MEMBERS:
        return set()
    found = set()
    for person, observer, state in RECORDS.values():
        same = STAFF[who][0] == STAFF[observer][0]
        shown = state == "signed" and sees(who, person)
        mine = who == observer and can(who, "write", "sheet")
        if mine or (shown and can(who, "read", "competencies")):
            found.add(f"{person}occasion")
        if mine or (shown and can(who, "read", "sheet")):
            found.add(f"{person}note")
        if shown and (mine or can(who, "read", "own_voice")):
            found |= {f"{person}objection", f"{person}answer"}
        if same and can(who, "write", "person_group"):
            found.add(f"{person}group")
    for importer, marker in IMPORTS.values():
        if STAFF[who][0] == STAFF[importer][0] and can(who, "read", "import_people"):
            found |= {f"{marker.lower()[6:]}row", f"{marker.lower()[6:]}file"}
    for code in ("roofing", "club"):
        own = STAFF[who][0] == code and can(who, "read", "own_opening")
        if own or can(who, "read", "opening"):
            found |= {code, f"{code}description"}
    return found


def told(text):
    """Return every marker of rows like these in a text."""
    found = set()
    for person, field, opening, described in MARKER.findall(text):
        found.add((f"{person}{field}" if person else opening or f"{described}description").lower())
    return found


@pytest.fixture(scope="module")
def rows(house):
    """Give, for each key of `RECORDS`, `IMPORTS` and each opening, the arguments of its addresses."""
    cast.load_records()
    ask = house.addresses.one
    found = {}
    for key, (person, _, _) in RECORDS.items():
        code = f"cast{key}"[:12]
        sheet = ask("SELECT id FROM observations_sheet WHERE code = %s", code)
        line = ask("SELECT id FROM observations_sheetperson WHERE sheet_id = %s", sheet)
        group = ask(
            "SELECT id FROM observations_persongroup WHERE name LIKE %s", f"{PEOPLE[person][2]}group {key}"
        )
        said = ask("SELECT id FROM observations_remark WHERE sheet_person_id = %s", line)
        found["sheet", key] = {
            "sheet": sheet,
            "line": line,
            "group": group,
            "remark": said,
            "person": house.people[person],
        }
    for key, (_, marker) in IMPORTS.items():
        job = ask("SELECT id FROM imports_import WHERE file_name = %s", f"{marker}file.csv")
        found["import", key] = {
            "import": job,
            "row": ask("SELECT id FROM imports_rowresult WHERE of_id = %s", job),
        }
    for code in ("roofing", "club"):
        opening = ask(
            "SELECT o.id FROM openings_opening o JOIN organisations_organisation g ON g.id = o.organisation_id "
            "WHERE g.code = %s", code
        )  # fmt: skip
        found["opening", code] = {"opening": opening}
    return found


def addresses(kind, ids):
    """Yield every address of a row by its name."""
    if kind == "sheet":
        for name in OF_SHEET:
            yield f"observations:{name}", {"key": ids["sheet"]}
        for name in OF_LINE:
            yield f"observations:{name}", {"key": ids["person"], "line": ids["line"]}
        for name in OF_GROUP:
            yield f"observations:{name}", {"key": ids["group"]}
        yield "observations:answer", {"key": ids["person"], "row": ids["remark"]}
    elif kind == "import":
        for name in OF_IMPORT:
            yield f"imports:{name}", {"key": ids["import"]}
        yield "imports:row", {"key": ids["import"], "row": ids["row"]}
    else:
        for name in OF_OPENING:
            yield f"openings:{name}", {"key": ids["opening"]}


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


CASES = [("sheet", key) for key in RECORDS] + [("import", key) for key in IMPORTS]
CASES += [("opening", "roofing"), ("opening", "club")]


@pytest.mark.parametrize(("kind", "key"), CASES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_is_told_of_a_foreign_row(house, rows, kind, key, method):
    """Of real rows nobody reads more than the access table allows, in no body, header, address or cookie."""
    for name, ids in addresses(kind, rows[kind, key]):
        address = reverse(name, kwargs=ids)
        for who in EVERYBODY:
            answer = ask(house, who, method, address)
            assert answer.status < 500, (name, who, answer.status)
            assert told(answer.body) <= allowed(who), (name, who, told(answer.body) - allowed(who))
            may_see = markers.allowed(who) if who in MEMBERS else set()
            assert markers.seen(answer.body) <= may_see, (name, who, markers.seen(answer.body) - may_see)
            around = (
                answer.headers,
                answer.label,
                *reading.addresses_of(answer),
                *reading.cookies_of(answer.raw),
            )
            for place in around:
                assert told(place) | markers.seen(place) == set(), (name, who, place)


def is_theirs(who, kind, key):
    """Say whether a row exists for a member at all."""
    if who not in MEMBERS:
        return False
    if kind == "sheet":
        person, observer, _ = RECORDS[key]
        return f"{person}occasion" in allowed(who) or STAFF[who][0] == STAFF[observer][0] or sees(who, person)
    if kind == "import":
        return f"{IMPORTS[key][1].lower()[6:]}file" in allowed(who)
    return key in allowed(who)


@pytest.mark.parametrize(("kind", "key"), CASES)
def test_a_foreign_row_is_absent(house, rows, kind, key):
    """Whoever may not see a row gets, to the letter, the answer of a row that does not exist."""
    for name, ids in addresses(kind, rows[kind, key]):
        absent = dict.fromkeys(ids, ABSENT)
        for who in MEMBERS:
            if is_theirs(who, kind, key):
                continue
            for method in ("get", "post"):
                foreign = ask(house, who, method, reverse(name, kwargs=ids))
                nothing = ask(house, who, method, reverse(name, kwargs=absent))
                assert foreign.status == nothing.status, (name, who, method)
                assert foreign.status in (403, 404, 405), (name, who, method, foreign.status)
                assert plain(foreign.body) == plain(nothing.body), (name, who, method)


@pytest.mark.parametrize(("name", "kind", "key", "who", "marker"), [
    ("observations:sheet", "sheet", "draft", "officer", "emreoccasion"),
    ("observations:sheet", "sheet", "signed", "officer", "emreoccasion"),
    ("observations:line", "sheet", "signed", "lead", "emrenote"),
    ("observations:line", "sheet", "signed", "aftercare", "emrenote"),
    ("observations:line", "sheet", "colleague", "colleague", "milannote"),
    ("observations:line", "sheet", "elsewhere", "stranger", "ananote"),
    ("observations:group", "sheet", "signed", "officer", "emregroup"),
    ("imports:page", "import", "own", "lead", "emrefile"),
    ("imports:page", "import", "own", "colleague", "emrefile"),
    ("imports:row", "import", "own", "lead", "emrerow"),
    ("imports:row", "import", "elsewhere", "stranger", "anarow"),
    ("openings:page", "opening", "roofing", "company", "roofing"),
    ("openings:page", "opening", "club", "lead", "club"),
])  # fmt: skip
def test_whose_it_is_sees_it(house, rows, name, kind, key, who, marker):
    """The rows are really there: those who may see one are shown its marker."""
    ids = dict(addresses(kind, rows[kind, key]))[name]
    answer = ask(house, who, "get", reverse(name, kwargs=ids))
    assert answer.status == 200, (name, who, answer.status)
    assert marker in told(answer.body), (name, who, told(answer.body))
