"""The pages of an import of people, as a case lead walks through them."""

from __future__ import annotations

import io
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from throughgate.person.people.importing.tests.lists import ROWS, text

pytestmark = pytest.mark.usefixtures("fresh_database")
DIRTY = [
    *ROWS,
    "2026/4;?ahin;Emre;07.07.1991;;;01.02.2026;;;;;Wassenberg;41849;;Dachdecker;",
    "2026/5;Roth;Anna;31.04.1990;;;01.02.2026;;;;;;;;;",
    "2026/6;NOVAK;Jan;11.10.1990;;;27.10.25;;;;;;;;;",
]


@pytest.fixture
def lead(client, fresh_cast):
    """A client that is signed in as the case lead of Prison North."""
    return sign_in(client, fresh_cast, "lead")


def sign_in(client, cast, username):
    client.force_login(cast.actor(username).user, backend="throughgate.ground.accounts.backend.Backend")
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def upload(client, *rows, name="liste.csv", content=None):
    """Upload a list and return the address of its columns."""
    content = text(*rows).encode() if content is None else content
    file = SimpleUploadedFile(name, content, "text/csv")
    answer = client.post("/imports/add/", {"kind": "people", "file": file, "once": str(uuid.uuid4())})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def say_columns(client, address, **changes):
    """Say that the columns are as guessed, and work off the preview."""
    page = client.get(address).content.decode()
    data = {"version": re.search(r'name="version" value="(\d+)"', page)[1], "option-lead": "me"}
    for name in re.findall(r'<select name="(column-\d+)"', page):
        select = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)[0]
        chosen = re.search(r'<option value="(\w+)" selected', select)
        data[name] = chosen[1] if chosen else ""
    answer = client.post(address, {**data, **changes})
    if answer.status_code == 302:
        work_off(address)
    return answer


def key_of(address):
    return uuid.UUID(re.search(r"/imports/([0-9a-f-]{36})/", address)[1])


def work_off(address):
    """Do what the worker would."""
    from throughgate.foundation.imports.work import work

    work(key_of(address))


def move(client, address, what):
    page = f"/imports/{key_of(address)}/"
    version = re.search(r'name="version" value="(\d+)"', client.get(page).content.decode())
    answer = client.post(f"{page}move/", {"do": what, "version": version[1] if version else "0"})
    work_off(address)
    assert answer.status_code == 302
    return client.get(page).content.decode()


def imported(client, *rows):
    """Import a list whole, and return the address of its page."""
    address = upload(client, *rows)
    assert say_columns(client, address).status_code == 302
    move(client, address, "run")
    return f"/imports/{key_of(address)}/"


def waiting(client, page):
    """Return the addresses of the rows that wait."""
    shown = client.get(page).content.decode()
    found = re.findall(r'href="(/imports/[0-9a-f-]{36}/rows/[0-9a-f-]{36}/)"', shown)
    return list(dict.fromkeys(found))


def fields_of(page):
    """Return what a form shows, by name."""
    return dict(re.findall(r'<input type="text" name="(row-\w+)"(?: value="([^"]*)")?', page))


def test_the_upload_says_what_does_not_belong_in_a_list_of_people(lead):
    """Who brings people in reads it before choosing a file."""
    assert "nothing about offences, sentences or health" in lead.get("/imports/add/").content.decode()


def test_columns_are_shown_with_examples_and_reasons(lead):
    """The page names each column, shows what stands in it, and says why remarks are left out and not shown."""
    page = lead.get(upload(lead, *DIRTY)).content.decode()
    assert "Wohnort n. Entl." in page
    assert "Dachdecker" in page or "Maurer" in page
    assert "siehe Akte" not in page
    assert "Free text is not imported unless you choose a field for it" in page


def test_a_preview_stores_nobody(lead, fresh_cast):
    """The preview says what would happen and why, row by row; nobody is there yet."""
    from throughgate.person.people.models import Person

    address = upload(lead, *DIRTY)
    say_columns(lead, address)
    page = lead.get(f"/imports/{key_of(address)}/").content.decode()
    assert "Nothing is stored yet" in page
    assert "The date of birth" in page or "day of birth" in page
    with fresh_cast.acting("lead"):
        assert not Person.objects.filter(family_name="Şahin").exists()


def test_from_upload_to_correction_and_undo(lead, fresh_cast):
    """Import, correct the lost letter, answer the double, import again: unchanged; find Sahin; undo: all are gone."""
    from throughgate.person.people.models import Person

    page = imported(lead, *DIRTY)
    shown = lead.get(page).content.decode()
    assert "3 rows wait" in shown
    asked, refused, double = waiting(lead, page)
    form = lead.get(asked).content.decode()
    assert "A letter was lost in “?ahin”" in form
    answer = lead.post(asked, {**fields_of(form), "row-family_name": "Şahin", "once": str(uuid.uuid4())})
    assert answer.status_code == 302
    form = lead.get(refused).content.decode()
    answer = lead.post(refused, {**fields_of(form), "row-birth": "31.04.1990"})
    assert answer.status_code == 422
    assert "This day of birth does not exist." in answer.content.decode()
    answer = lead.post(refused, {**fields_of(form), "row-birth": "30.04.1990"})
    assert answer.status_code == 302
    form = lead.get(double).content.decode()
    assert "It is Novák, Jan" in form
    same = re.search(r'name="row-same_as" value="([0-9a-f-]{36})"', form)[1]
    answer = lead.post(double, {**fields_of(form), "row-same_as": same})
    assert answer.status_code == 302
    assert "Every row is settled." in lead.get(page).content.decode()
    assert "Şahin" in lead.post("/search/", {"q": "Sahin"}).content.decode()

    again = imported(lead, *DIRTY)
    with fresh_cast.acting("lead"):
        from throughgate.foundation.imports.models import Import

        assert Import.objects.get(pk=key_of(again)).counts == {"unchanged": 6}

    shown = move(lead, page, "undo")
    assert "5 rows were taken back" in shown
    with fresh_cast.acting("lead") as actor:
        assert not Person.objects.visible_to(actor).exclude(family_name__startswith="Marker").exists()


@pytest.mark.usefixtures("fresh_cast")
def test_a_button_or_columns_of_an_older_page_change_nothing(lead):
    """Both answer 409 with the import as it is now."""
    address = upload(lead, *DIRTY)
    say_columns(lead, address)
    page = f"/imports/{key_of(address)}/"
    for late in (
        lead.post(f"{page}move/", {"do": "run", "version": "1"}),
        say_columns(lead, address, version="1"),
    ):
        assert late.status_code == 409
        assert "meanwhile" in late.content.decode()
    assert "Nothing is stored yet" in lead.get(page).content.decode()


def test_undo_leaves_what_others_changed(lead, fresh_cast):
    """Somebody whom a colleague changed since stays and is listed; all others go; those changed before are set back."""
    from throughgate.person.people import actions
    from throughgate.person.people.models import Person, Stay

    first = imported(lead, *ROWS)
    later = [row.replace("20.05.2027", "30.06.2027") for row in ROWS] + [
        "2026/8;Berg;Ina;01.01.1980;;;01.02.2026;;;;;;;;;"
    ]
    second = imported(lead, *later)
    with fresh_cast.acting("colleague") as actor:
        person = Person.objects.get(family_name="Krüger")
        actions.change_person(actor=actor, person=person, expected=person.version, called_name="Nick")
    shown = move(lead, second, "undo")
    assert "2 rows were taken back" in shown
    with fresh_cast.acting("lead") as actor:
        assert not Person.objects.filter(family_name="Berg").exists()
        stay = Stay.objects.get(person__family_name="Şahin")
        assert stay.release_expected_on.isoformat() == "2027-05-20"
    shown = move(lead, first, "undo")
    assert "1 row was left as it is" in shown
    assert "Somebody changed this since the import" in shown
    with fresh_cast.acting("lead") as actor:
        left = Person.objects.visible_to(actor).exclude(family_name__startswith="Marker")
        assert [one.family_name for one in left] == ["Krüger"]


def test_an_answer_sent_again_is_one_answer(lead, fresh_cast):
    """The same answer twice, with the key of its form, brings one person in."""
    from throughgate.person.people.models import Person

    page = imported(lead, *DIRTY)
    asked = waiting(lead, page)[0]
    data = {
        **fields_of(lead.get(asked).content.decode()),
        "row-family_name": "Şahin",
        "once": str(uuid.uuid4()),
    }
    for _ in range(2):
        assert lead.post(asked, data).status_code == 302
    assert lead.post(asked, {**data, "once": str(uuid.uuid4())}).status_code == 302
    with fresh_cast.acting("lead"):
        assert Person.objects.filter(family_name="Şahin", given_names="Emre").count() == 1


def test_rows_that_wait_can_be_downloaded(lead):
    """XLSX and CSV hold the rows that wait with reasons and fields, and nothing that was left out."""
    from python_calamine import CalamineWorkbook

    page = imported(lead, *DIRTY)
    answer = lead.post(f"{page}download/", {"as": "xlsx"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 4
    assert "A letter was lost in “?ahin”" in str(rows)
    text_answer = lead.post(f"{page}download/", {"as": "csv"}).content.decode()
    assert "?ahin" in text_answer
    assert "siehe Akte" not in text_answer


@pytest.mark.parametrize("username", ["stranger", "officer", "placement", "company", "admin"])
def test_others_do_not_see_it(lead, client, fresh_cast, username):
    """Another prison, and roles that import nothing of the kind, get no page of it and no word from it."""
    page = imported(lead, *DIRTY)
    row = waiting(lead, page)[0]
    other = sign_in(client.__class__(), fresh_cast, username)
    for address in ("/imports/", page, f"{page}columns/", row):
        answer = other.get(address)
        assert answer.status_code in (200, 403, 404)
        assert "ahin" not in answer.content.decode()
        if address != "/imports/":
            assert answer.status_code in (403, 404)
    for address in (f"{page}move/", f"{page}download/", row):
        assert other.post(address, {"do": "undo"}).status_code in (403, 404)


def test_a_page_of_ten_thousand_rows_costs_eight_queries(lead, fresh_cast):
    """The results of a large import are shown page by page, with at most eight queries each."""
    from throughgate.foundation.imports.models import Import, RowResult

    page = imported(lead, *ROWS)
    with fresh_cast.acting("lead"):
        job = Import.objects.get(pk=key_of(page))
        RowResult.objects.bulk_create(
            RowResult(
                of=job, organisation_id=job.organisation_id, kind="people", number=n + 10, index=n + 10,
                outcome="asked", reasons=[["row_short", "", "asked", {}]], values={"family_name": f"Name {n}"},
                fingerprint=uuid.uuid4(),
            )
            for n in range(10_000)
        )  # fmt: skip
    address = page
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            shown = lead.get(address).content.decode()
        asked = [q["sql"] for q in queries if not q["sql"].startswith(("BEGIN", "COMMIT"))]
        assert len(asked) <= 8, asked
        following = re.search(r'href="(\?after=[^"]+)"', shown)[1].replace("&amp;", "&")
        address = page + following
    assert "Name 1" in shown


def test_a_file_that_is_no_table_is_refused_with_a_sentence(lead):
    """A picture, an empty file and an endless line are refused on the page of the upload, and nothing is kept."""
    from throughgate.foundation.imports import storage

    for content, words in (
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "not a table"),
        (b"Name;Vorname\n" + b"a" * 3_000_000, "has no end"),
    ):
        file = SimpleUploadedFile("a.csv", content)
        answer = lead.post("/imports/add/", {"kind": "people", "file": file})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert list(storage.folder().iterdir()) == []


def test_a_body_that_is_too_large_is_not_read(lead):
    """A file above the limit is answered by its announced length, before anything of it is read."""
    answer = lead.generic(
        "POST", "/imports/add/", b"", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(2_000_000_000)
    )
    assert answer.status_code == 413


def test_a_stopped_import_keeps_no_file_and_can_be_undone(lead, fresh_cast):
    """Stopping deletes the file at once; the worker does nothing more about it."""
    from throughgate.foundation.imports import storage
    from throughgate.foundation.imports.models import Import

    address = upload(lead, *DIRTY)
    say_columns(lead, address)
    move(lead, address, "cancel")
    assert list(storage.folder().iterdir()) == []
    with fresh_cast.acting("lead"):
        assert Import.objects.get(pk=key_of(address)).state == "cancelled"


def test_a_chosen_column_is_remembered_for_the_next_list(lead):
    """What somebody said about the columns is what the next list with these headings begins with."""
    address = upload(lead, *ROWS)
    say_columns(lead, address, **{"column-11": ""})
    page = lead.get(upload(lead, *ROWS)).content.decode()
    select = re.search(r'<select name="column-11".*?</select>', page, re.DOTALL)[0]
    assert "selected" not in select


def test_two_columns_for_one_field_are_refused(lead):
    """The page comes back with a sentence."""
    answer = say_columns(lead, upload(lead, *ROWS), **{"column-2": "family_name"})
    assert answer.status_code == 422
    assert "Each field takes one column" in answer.content.decode()


def test_a_column_that_is_never_stored_has_no_field(lead):
    """A column of offences is named as left out, without examples and without a choice."""
    from throughgate.person.people.importing.tests.lists import HEADINGS

    content = text(*[row + ";Markeroffence" for row in ROWS], headings=HEADINGS + ";Delikt").encode()
    page = lead.get(upload(lead, content=content)).content.decode()
    assert "This is never stored here." in page
    assert "Markeroffence" not in page
    assert 'name="column-16"' not in page


def test_a_file_name_is_shown_as_text(lead):
    """A name with a script in it is shown, not run, and never used as a name."""
    address = upload(lead, *ROWS, name="<script>alert(1)</script>.csv")
    page = lead.get(address).content.decode()
    assert "<script>alert" not in page


def test_a_preview_says_who_each_row_is(lead, fresh_cast):
    """Also rows that would come in are called by their names; once the list came in, the file's texts are gone."""
    from throughgate.foundation.imports.models import RowResult

    address = upload(lead, *DIRTY)
    say_columns(lead, address)
    page = lead.get(f"/imports/{key_of(address)}/").content.decode()
    assert all(name in page for name in ("Şahin, Emrah", "Krüger, Nicole", "Novák, Jan", "Roth, Anna"))
    move(lead, address, "run")
    with fresh_cast.acting("lead"):
        came_in = RowResult.objects.filter(outcome="created").values_list("values", flat=True)
        assert list(came_in) == [{}] * len(came_in)
        assert came_in


def test_one_question_of_many_rows_is_settled_at_once(lead, fresh_cast):
    """Rows of which the same thing alone is asked come in as they stand; others stay for their own answer."""
    from throughgate.person.people.models import Person

    single = [f"S{n};;Suryono{chr(97 + n)};0{n + 1}.05.198{n};;;01.02.2026;;;;;;;;;" for n in range(3)]
    both = "S9;;Kartini;09.05.1989;;;01.02.2036;;;;;;;;;"
    page = imported(lead, *ROWS, *single, both)
    body = lead.get(page).content.decode()
    assert "Take all as they stand" in body
    version = re.search(r'name="version" value="(\d+)"', body)[1]
    settle = {"do": "settle", "question": "only_name:given_names", "version": version}
    assert lead.post(f"{page}move/", settle).status_code == 302
    assert "3 rows came in" in lead.get(page).content.decode()
    with fresh_cast.acting("lead") as actor:
        names = Person.objects.visible_to(actor).filter(family_name__startswith="Suryono")
        assert sorted(names.values_list("family_name", flat=True)) == ["Suryonoa", "Suryonob", "Suryonoc"]
        assert not Person.objects.visible_to(actor).filter(family_name="Kartini").exists()
    assert lead.post(f"{page}move/", {**settle, "question": "arrived_in_future:arrived"}).status_code == 422


def test_a_long_list_goes_into_nobodys_caseload_unasked(lead):
    """Up to twenty people stand in one's own list unless one says otherwise; more do not."""
    few, many = (
        upload(lead, *ROWS),
        upload(lead, *(f"M{n};Muster;Anna{chr(97 + n)};;;;;;;;;;;;;" for n in range(21))),
    )
    assert re.search(r'name="option-lead" value="me"[^>]*checked', lead.get(few).content.decode())
    assert re.search(r'name="option-lead" value="nobody"[^>]*checked', lead.get(many).content.decode())
