"""A company brings in its own openings, from a table or from its website, and nobody else's."""

from __future__ import annotations

import csv
import io
import json
import re
import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connections, transaction
from django.urls import reverse
from django.utils import timezone

from throughgate.commands import importing
from throughgate.foundation.imports.kinds import kinds_for
from throughgate.foundation.imports.models import Import
from throughgate.foundation.imports.work import work
from throughgate.foundation.spreadsheets.writing import OutColumn, write_xlsx
from throughgate.ground.acting.actor import NotAllowed
from throughgate.person.observations.rules.letters import telling_words
from throughgate.person.people.importing.tests.lists import codes, outcomes, run
from throughgate.work.openings import actions
from throughgate.work.openings.importing import OPENINGS, OWN_OPENINGS
from throughgate.work.openings.models import Opening

pytestmark = pytest.mark.usefixtures("fresh_database")
NEXT = (timezone.localdate() + timedelta(days=200)).isoformat()
HEADINGS = ("Title", "Number", "Company", "Kind", "Seats", "Description")
ROWS = [
    ("Slater", "R-1", "Roth Roofing", "job", "2", "On roofs"),
    ("Crane driver", "R-2", "", "job", "1", ""),
    ("Goalkeeper", "B-1", "BC Rhine", "support", "1", ""),
]


@pytest.fixture
def company(client, fresh_cast):
    """The roofer's contact, signed in."""
    client.force_login(
        fresh_cast.actor("company").user, backend="throughgate.ground.accounts.backend.Backend"
    )
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def table(*rows, headings=HEADINGS):
    """Return a list as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return "own.csv", text.getvalue().encode()


def workbook(*rows):
    """Return a list as XLSX."""
    file = io.BytesIO()
    columns = [OutColumn(name, name) for name in HEADINGS]
    write_xlsx(file, columns, [dict(zip(HEADINGS, row, strict=True)) for row in rows])
    return "own.xlsx", file.getvalue()


def postings(*rows):
    """Return job postings of a website; without a company's name where there is none."""
    found = []
    for title, number, name, _kind, seats, text in rows:
        one = {"@context": "https://schema.org", "@type": "JobPosting", "title": title, "identifier": number,
               "totalJobOpenings": seats, "description": text, "validThrough": NEXT}  # fmt: skip
        found.append({**one, "hiringOrganization": {"@type": "Organization", "name": name}} if name else one)
    return "own.json", json.dumps(found).encode()


def bring_in(client, name, content):
    """Upload, take the columns as guessed, work off preview and import; return the path of the import's page."""
    file = SimpleUploadedFile(name, content)
    answer = client.post("/imports/add/", {"kind": "own_openings", "file": file, "once": str(uuid.uuid4())})
    assert answer.status_code == 302, answer.content.decode()
    columns = answer.url
    key = uuid.UUID(re.search(r"/imports/([0-9a-f-]{36})/", columns)[1])
    if columns.endswith("/columns/"):
        page = client.get(columns).content.decode()
        data = {"version": re.search(r'name="version" value="(\d+)"', page)[1]}
        for select in re.findall(r'<select name="column-\d+".*?</select>', page, re.DOTALL):
            chosen = re.search(r'<option value="(\w+)" selected', select)
            data[re.search(r'name="(column-\d+)"', select)[1]] = chosen[1] if chosen else ""
        assert client.post(columns, data).status_code == 302
    work(key)
    there = f"/imports/{key}/"
    version = re.search(r'name="version" value="(\d+)"', client.get(there).content.decode())[1]
    assert client.post(f"{there}move/", {"do": "run", "version": version}).status_code == 302
    work(key)
    return there


def stands(fresh_cast):
    """Return what came in, by title: whose, how many seats."""
    with fresh_cast.acting("placement"):
        rows = Opening.objects.filter(source="list").select_related("organisation")
        return {row.title: (row.organisation.code, row.seats) for row in rows}


@pytest.mark.parametrize("written", [table, workbook, postings])
def test_own_rows_come_in_and_others_are_refused(company, fresh_cast, written):
    """As CSV, XLSX and job postings: what is the company's or names none is its own; another's row is refused by name."""
    before = stands(fresh_cast)
    page = company.get(bring_in(company, *written(*ROWS))).content.decode()
    assert stands(fresh_cast) == before | {"Slater": ("roofing", 2), "Crane driver": ("roofing", 1)}
    assert "This opening is of BC Rhine." in page
    # The same again changes nothing; a change changes one.
    later = [(*ROWS[0][:4], "5", ROWS[0][5]), *ROWS[1:]]
    bring_in(company, *written(*later))
    assert stands(fresh_cast) == before | {"Slater": ("roofing", 5), "Crane driver": ("roofing", 1)}


def test_its_legal_name_is_its_own(company, fresh_cast):
    """A list by the legal name, in capitals, with its form; the same opening is known again by either name."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE organisations_organisation SET legal_name = 'Dieter Roth e.K.' WHERE code = 'roofing'"
        )
    bring_in(company, *table(("Slater", "R-1", "DIETER ROTH", "job", "2", "")))
    bring_in(company, *table(("Slater", "R-1", "Roth Roofing GmbH", "job", "3", "")))
    assert stands(fresh_cast)["Slater"] == ("roofing", 3)
    with fresh_cast.acting("placement"):
        assert Opening.objects.filter(title="Slater").count() == 1


def test_a_foreign_key_or_name_reaches_no_opening_of_others(company, fresh_cast):
    """Neither by the key of another's opening nor by a corrected row: what others offer stays as it is."""
    with fresh_cast.acting("placement") as actor:
        other = actions.add_opening(
            actor=actor, organisation=fresh_cast.organisation("club"), kind="support", title="Trainer"
        )
        own = Opening.objects.filter(organisation__code="roofing").first()
    there = bring_in(company, *table(("Taken", str(other.pk), "BC Rhine", "support", "9", ""),
                                     ("Changed", str(own.pk), "BC Rhine", "job", "9", "")))  # fmt: skip
    with fresh_cast.acting("placement"):
        assert not Opening.objects.filter(title__in=["Taken", "Changed"]).exists()
        assert Opening.objects.get(pk=other.pk).version == other.version
        club = fresh_cast.organisation("club").pk
    page = company.get(there).content.decode()
    row = re.search(rf"{there}rows/[0-9a-f-]{{36}}/", page)[0]
    form = company.get(row).content.decode()
    fields = dict(re.findall(r'<input type="text" name="(row-\w+)"(?: value="([^"]*)")?', form))
    answer = company.post(row, {**fields, "same_as": str(club), "once": str(uuid.uuid4())})
    assert answer.status_code in (200, 302, 422)
    with fresh_cast.acting("placement"):
        assert not Opening.objects.filter(title__in=["Taken", "Changed"]).exists()


def test_a_place_that_is_none_of_its_sites(company, fresh_cast):
    """Who does not administer the company reads that there is no such site; nothing of the row comes in."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE accounts_membership SET roles = '{company_contact}' WHERE user_id = "
            "(SELECT id FROM accounts_user WHERE username = 'company')"
        )
    headings = (*HEADINGS, "Town", "Postcode")
    there = bring_in(company, *table((*ROWS[0], "Erkelenz", "41812"), headings=headings))
    assert "You have no site in Erkelenz." in company.get(there).content.decode()
    assert "Slater" not in stands(fresh_cast)


def test_it_can_be_taken_back(company, fresh_cast):
    """The undo takes away what came in."""
    before = stands(fresh_cast)
    there = bring_in(company, *table(*ROWS))
    version = re.search(r'name="version" value="(\d+)"', company.get(there).content.decode())[1]
    company.post(f"{there}move/", {"do": "undo", "version": version})
    work(uuid.UUID(there.split("/")[2]))
    assert stands(fresh_cast) == before


def test_who_imports_what(fresh_cast):
    """A company its own openings alone, an officer those of all; each kind refuses the other, and so does the database."""
    for who, kinds in (
        ("company", {"own_openings"}),
        ("placement", {"companies", "openings"}),
        ("tso", set()),
    ):
        with fresh_cast.acting(who) as actor:
            assert {kind.name for kind in kinds_for(actor)} & {
                "own_openings",
                "companies",
                "openings",
            } == kinds
    with fresh_cast.acting("company") as actor, pytest.raises(NotAllowed):
        OPENINGS.start(actor)
    with fresh_cast.acting("placement") as actor, pytest.raises(NotAllowed):
        OWN_OPENINGS.start(actor)
    for who, kind in (("company", "openings"), ("placement", "own_openings")):
        with fresh_cast.acting(who) as actor, pytest.raises(DatabaseError), transaction.atomic():
            Import.objects.create(
                organisation_id=actor.organisation.pk,
                membership_id=actor.membership.pk,
                kind=kind,
                file_name="x.csv",
                file_size=1,
            )


def test_from_a_shell(tmp_path, capsys, fresh_cast):
    """As from the page: what names the company or none comes in, what is another's is refused; no other house can."""
    path = tmp_path / "own.csv"
    path.write_bytes(table(*ROWS)[1])
    code, lines = run(capsys, "own_openings", path, "--organisation", "roofing", "--json")
    assert (code, outcomes(lines)) == (3, ["created", "created", "refused"])
    assert codes(lines[2]) == {"of_another"}
    with fresh_cast.acting("placement"):
        found = Opening.objects.filter(pk__in=[line["id"] for line in lines[:2]]).order_by("title_key")
        assert [(row.title, row.organisation.code, row.seats) for row in found] == [
            ("Crane driver", "roofing", 1),
            ("Slater", "roofing", 2),
        ]
    assert (
        run(capsys, "own_openings", path, "--organisation", "roofing", "--json")[1][0]["outcome"]
        == "unchanged"
    )
    assert importing.main(["own_openings", str(path), "--organisation", "chamber"]) == 2
    assert "does not import" in capsys.readouterr().err


def test_colleagues_of_another_house_see_nothing_of_it(company, client, fresh_cast):
    """The page of an import is the company's; its list leads there, and a button to the upload."""
    there = bring_in(company, *table(ROWS[0]))
    listed = company.get(reverse("openings:list")).content.decode()
    assert f"{reverse('imports:add')}?kind=own_openings" in listed
    client.force_login(
        fresh_cast.actor("placement").user, backend="throughgate.ground.accounts.backend.Backend"
    )
    session = client.session
    session["second_factor"] = True
    session.save()
    assert client.get(there).status_code == 404
    assert "?kind=own_openings" not in client.get(reverse("openings:list")).content.decode()


@pytest.mark.parametrize("language", [code for code, _name in house.LANGUAGES])
def test_no_page_of_it_tells_where_people_come_from(company, language):
    """From the upload to a refused row, in each language."""
    company.cookies[house.LANGUAGE_COOKIE_NAME] = language
    there = bring_in(company, *table(*ROWS))
    shown = company.get(there).content.decode()
    row = re.search(rf"{there}rows/[0-9a-f-]{{36}}/", shown)[0]
    pages = {"": shown} | {
        address: company.get(address).content.decode()
        for address in ("/imports/", "/imports/add/?kind=own_openings", f"{there}columns/", row)
    }
    for address, page in pages.items():
        words = unescape(re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL))
        assert [word for word in telling_words(words) if word.casefold() != "throughgate"] == [], address
