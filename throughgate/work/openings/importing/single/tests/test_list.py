"""`throughgate import openings`: one opening in each row, from our own file and from the web, and back again."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from throughgate.foundation.spreadsheets import read_table
from throughgate.person.people.importing.tests.lists import run as run_list
from throughgate.person.people.importing.tests.lists import run_whole
from throughgate.work.openings.columns import FILE_COLUMNS
from throughgate.work.openings.importing.single.fields import FIELDS
from throughgate.work.openings.models import Opening

pytestmark = pytest.mark.usefixtures("fresh_database")
NEXT = (timezone.localdate() + timedelta(days=200)).isoformat()


def posting(**changes):
    """Return a job posting of a company that nobody knows yet."""
    return {
        "@type": "JobPosting",
        "title": "Zimmerer",
        "identifier": "Z-1",
        "hiringOrganization": {"name": "Holzbau Krings GmbH"},
        "jobLocation": {
            "address": {"streetAddress": "Markt 1", "postalCode": "41849", "addressLocality": "Wassenberg"}
        },
        "baseSalary": {"currency": "EUR", "value": {"value": 17.5, "unitText": "HOUR"}},
        "totalJobOpenings": 2,
        "validThrough": NEXT,
        **changes,
    }


def run(capsys, folder, content, *more):
    """Take a file in as the chamber."""
    path = folder / "list"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return run_list(capsys, "openings", path, "--organisation", "chamber", "--json", *more)


def outcomes(lines):
    """Return what became of each row."""
    return [line["outcome"] for line in lines]


def problems(line):
    """Return what is asked or refused about a row."""
    return {reason["code"] for reason in line["reasons"] if reason["weight"] != "note"}


def test_postings_of_a_new_company_come_in_together_and_once(tmp_path, capsys, fresh_cast):
    """Two openings of one company make one company; the same file again changes nothing; a change changes one."""
    both = [posting(), posting(title="Helfer", identifier="Z-2")]
    code, lines = run(capsys, tmp_path, both)
    assert (code, outcomes(lines)) == (0, ["created", "created"])
    with fresh_cast.acting("placement"):
        first, second = Opening.objects.filter(pk__in=[line["id"] for line in lines]).order_by(
            "external_number"
        )
        assert first.organisation_id == second.organisation_id
        assert first.organisation.sites.count() == 1
        assert (first.wage_from, first.wage_period, first.seats) == (Decimal("17.50"), "hour", 2)
        assert (first.site.town, first.latitude is not None, first.is_public) == ("Wassenberg", True, False)
    assert outcomes(run(capsys, tmp_path, both)[1]) == ["unchanged", "unchanged"]
    both[1]["totalJobOpenings"] = 5
    assert outcomes(run(capsys, tmp_path, both)[1]) == ["unchanged", "changed"]
    with fresh_cast.acting("placement"):
        assert Opening.objects.get(pk=second.pk).seats == 5


def test_the_same_posting_twice_in_a_file_is_asked(tmp_path, capsys):
    """A page that repeats its block does not double the opening."""
    code, lines = run(capsys, tmp_path, [posting(), posting()])
    assert (code, outcomes(lines)) == (3, ["created", "asked"])
    assert problems(lines[1]) == {"double_opening"}


def test_a_company_is_known_by_name_and_place(tmp_path, capsys, fresh_cast):
    """The one of the name here is meant; one of the name elsewhere is asked, as are several."""
    with fresh_cast.acting("placement") as actor:
        from throughgate.ground.organisations import actions

        for town in ("Wassenberg", "Heinsberg"):
            made = actions.add_organisation(
                actor=actor,
                kind="company",
                name="Holzbau Krings",
                region=actor.organisation.region,
                is_another=True,
            )
            actions.add_site(actor=actor, organisation=made, town=town)
    _, lines = run(capsys, tmp_path, [
        posting(),
        posting(identifier="Z-3", jobLocation={"address": {"addressLocality": "Erkelenz"}}),
        posting(identifier="Z-4", jobLocation=None),
    ])  # fmt: skip
    assert outcomes(lines) == ["created", "asked", "asked"]
    assert [problems(line) for line in lines[1:]] == [{"company_elsewhere"}, {"company_several"}]
    with fresh_cast.acting("placement"):
        assert Opening.objects.get(pk=lines[0]["id"]).organisation.sites.get().town == "Wassenberg"


def test_a_damaged_posting_does_not_hold_the_others_up(tmp_path, capsys):
    """What can be read comes in, what cannot is refused with a sentence of its own."""
    bad = posting(identifier="Z-9", title="", hiringOrganization={"name": "Holzbau Krings GmbH"})
    page = "<html>" + "".join(
        f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in (posting(), bad)
    )
    page += '<script type="application/ld+json">{"@type": "JobPosting"</script></html>'
    code, lines = run(capsys, tmp_path, page)
    assert (code, outcomes(lines)) == (3, ["created", "refused", "refused"])
    assert [problems(line) for line in lines[1:]] == [{"title_missing"}, {"row_broken"}]
    assert all(reason["says"] for line in lines for reason in line["reasons"])


def test_undo_leaves_nothing(tmp_path, capsys, fresh_cast):
    """Openings, site and company that an import made are gone after its undo."""
    from throughgate.foundation.imports import actions
    from throughgate.foundation.imports.models import Import
    from throughgate.foundation.imports.work import work
    from throughgate.ground.organisations.models import Organisation

    run(capsys, tmp_path, [posting(), posting(title="Helfer", identifier="Z-2")])
    with fresh_cast.acting("placement") as actor:
        job = Import.objects.get()
        actions.start(actor=actor, job=job, expected=job.version, move="undo", in_worker=False)
    work(job.pk)
    with fresh_cast.acting("placement"):
        assert not Opening.objects.filter(source="list").exists()
        assert not Organisation.objects.filter(name="Holzbau Krings GmbH").exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_our_own_file_comes_in_again(tmp_path, capsys, fresh_cast, signed_in, kind, language):
    """The downloaded list changes nothing when it is imported; a seat more in it changes that opening alone."""
    from throughgate.work.openings import actions

    with fresh_cast.acting("placement") as actor:
        roofing = fresh_cast.organisation("roofing")
        full = actions.add_opening(
            actor=actor,
            organisation=roofing,
            kind="job",
            title="+Müller; Maler",
            seats=3,
            starts_on=date(2027, 5, 1),
            start_until=date(2027, 6, 1),
            ends_on=date(2028, 5, 1),
            closing_on=timezone.localdate() + timedelta(days=30),
            day_release=True,
            shifts=["early", "night"],
            german="none",
            licence="none",
            certificates=["forklift"],
            demands=["heights"],
            wage_from=Decimal("15.00"),
            wage_to=Decimal("17.50"),
            wage_period="hour",
            wage_text="Zulagen",
            description="Eins.\nZwei; drei.",
            is_public=True,
        )
    client = signed_in("placement")
    client.cookies["django_language"] = language
    path = tmp_path / f"file.{kind}"
    path.write_bytes(client.post(reverse("openings:export"), {"format": kind, "show": "all"}).content)
    code, columns, lines = run_whole(capsys, "openings", path, "--organisation", "chamber", "--json")
    unknown = [column["heading"] for column in columns if column["field"] is None]
    assert len(unknown) == 2, unknown
    assert (code, set(outcomes(lines))) == (0, {"unchanged"}), [
        line for line in lines if line["outcome"] != "unchanged"
    ]
    if kind == "csv":
        # Somebody writes another number of seats into the file.
        text = path.read_text(encoding="utf-8-sig").replace(";3;2027-05-01;", ";4;2027-05-01;")
        path.write_text(text, encoding="utf-8-sig")
        _, _, lines = run_whole(capsys, "openings", path, "--organisation", "chamber", "--json")
        assert [line["id"] for line in lines if line["outcome"] == "changed"] == [str(full.pk)]
        with fresh_cast.acting("placement"):
            assert Opening.objects.get(pk=full.pk).seats == 4


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_heading_of_our_file_is_one_of_the_import(language, tmp_path):
    """In each language of the pages, a column is taken for its own field."""
    from throughgate.foundation.imports.reading import guess

    with translation.override(language):
        headings = [str(column.label) for column in FILE_COLUMNS]
    path = tmp_path / "file.csv"
    path.write_text(";".join(headings) + "\n" + ";".join("x" for _one in headings) + "\n")
    with read_table(path, fields=[field.for_guessing for field in FIELDS]) as table:
        found = [one.field for one in guess(table, FIELDS).guesses]
    assert found == [
        *("number", "title", "name", "offer", "occupation", "street", "postcode", "town", "on_the_road", "seats", "start"),
        *("start_until", "end", "closing", "day_release", "shifts", "german", "licence", "certificates", "demands"),
        *("wage_from", "wage_to", "wage_period", "wage_text", "description", "public", None, None),
    ]  # fmt: skip
