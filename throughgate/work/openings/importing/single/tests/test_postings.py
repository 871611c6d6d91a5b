"""Job postings of the web: whatever shape a partner writes them in, each becomes one row that says no more than it did."""

from __future__ import annotations

import json
from datetime import date

import pytest

from throughgate.foundation.spreadsheets import Unreadable, read_table
from throughgate.work.openings.importing.single.postings import plain_text
from throughgate.work.openings.importing.single.tests.reading import PLAIN, asked, drafts, noted, one


def block(content):
    """Return it as it stands in a page."""
    return f'<script type="application/ld+json">{json.dumps(content)}</script>'


OTHER = {**PLAIN, "title": "Helfer"}


@pytest.mark.parametrize(
    ("content", "titles"),
    [
        (PLAIN, ["Dachdecker"]),
        ([PLAIN, OTHER], ["Dachdecker", "Helfer"]),
        ({"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, PLAIN, OTHER]}, ["Dachdecker", "Helfer"]),
        ({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": PLAIN}]}, ["Dachdecker"]),
        ({"@type": "WebPage", "mainEntity": OTHER}, ["Helfer"]),
        ({**PLAIN, "@type": ["Thing", "http://schema.org/JobPosting"]}, ["Dachdecker"]),
        ({f"schema:{key}" if key[0] != "@" else key: value for key, value in PLAIN.items()}, ["Dachdecker"]),
        ({**PLAIN, "title": {"@value": "Dachdecker", "@language": "de"}}, ["Dachdecker"]),
        (f"<!DOCTYPE html><html><body><h1>Jobs</h1>{block(PLAIN)}<p>und</p>{block([OTHER])}</body></html>", ["Dachdecker", "Helfer"]),
        ("<!-- x -->\n<div>" + block(PLAIN).replace("ation/ld+json", "ATION/LD+JSON; charset=utf-8") + "</div>", ["Dachdecker"]),
        (f"<script type='application/ld+json'>/*<![CDATA[*/{json.dumps(PLAIN)}/*]]>*/</script>", ["Dachdecker"]),
        (json.dumps(PLAIN) + "\n" + json.dumps(OTHER) + "\n", ["Dachdecker", "Helfer"]),
        ("\ufeff[ \n  " + json.dumps(PLAIN) + "]", ["Dachdecker"]),
        (json.dumps(PLAIN).replace("Dachdecker", "Dach\ndecker"), ["Dach decker"]),
    ],
)  # fmt: skip
def test_postings_are_found_wherever_they_stand(tmp_path, content, titles):
    """Alone, in lists, graphs, pages, lines, inside other things, with and without prefixes: each once, in order."""
    assert [draft.title for draft in drafts(tmp_path, content)] == titles


def test_a_damaged_block_is_refused_and_the_others_come_in(tmp_path):
    """One broken block of a page is a row of its own with its sentence; nothing of it is lost quietly."""
    page = (
        f'<html>{block(PLAIN)}<script type=\'application/ld+json\'>{{"@type": "JobPosting",}}</script></html>'
    )
    whole, broken = drafts(tmp_path, page)
    assert (asked(whole), asked(broken)) == (set(), {"row_broken"})
    assert "JobPosting" in broken.kept["title"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("<html><body><p>No jobs</p></body></html>", "nothing_described"),
        ('{"@type": "Organization", "name": "x"}', "nothing_described"),
        ('{"@type": "JobPosting", ', "damaged"),
        ("[" * 5000 + "{}" + "]" * 5000, "damaged"),
        ('{"a": ' * 60 + "1" + "}" * 60, "damaged"),
    ],
)
def test_a_file_without_postings_is_refused_whole(tmp_path, content, code):
    """A sentence says that nothing was found, or that the file is damaged; nesting without end is no danger."""
    with pytest.raises(Unreadable) as refused:
        drafts(tmp_path, content)
    assert refused.value.code == code


def test_a_list_of_companies_takes_no_postings(tmp_path):
    """What is no table stays refused where nothing described is read."""
    path = tmp_path / "file"
    path.write_text(json.dumps(PLAIN, indent=2))
    with pytest.raises(Unreadable) as refused:
        read_table(path)
    assert refused.value.code == "not_a_table"


def test_what_is_only_referred_to_is_put_in(tmp_path):
    """A company that stands elsewhere in the graph is read from there."""
    graph = [
        {"@id": "#us", "@type": "Organization", "name": "Dach Nord GmbH"},
        {**PLAIN, "hiringOrganization": {"@id": "#us"}},
    ]
    assert one(tmp_path, {"@graph": graph}).name == "Dach Nord GmbH"


@pytest.mark.parametrize(
    ("said", "kind", "codes"),
    [
        ("FULL_TIME", "job", set()),
        (["FULL_TIME", "PART_TIME"], "job", set()),
        (["INTERN", "FULL_TIME"], "internship", set()),
        ("INTERN", "internship", set()),
        ("Ausbildung", "training", set()),
        (["OTHER", "APPRENTICESHIP"], "training", set()),
        ("VOLUNTEER", "support", set()),
        ("https://schema.org/FULL_TIME", "job", set()),
        ("full-time, part-time", "job", set()),
        (["INTERN", "VOLUNTEER"], "", {"kind_several"}),
        ("CONTRACTOR", "", {"offer_unknown"}),
        ("xyz", "", {"offer_unknown"}),
        (None, "job", set()),
        (["OTHER"], "job", set()),
    ],
)
def test_the_kind_follows_from_the_employment(tmp_path, said, kind, codes):
    """Full or part time is a job; what is several things or none is asked; what nobody said is told to be taken as a job."""
    draft = one(tmp_path, {**PLAIN, "employmentType": said})
    assert (draft.opening_kind, asked(draft)) == (kind, codes)
    assert ("kind_assumed" in noted(draft)) == (said is None or said == ["OTHER"])


def salary(value=None, **more):
    """Return a salary as most write it."""
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": value, **more}


@pytest.mark.parametrize(
    ("said", "wage", "codes"),
    [
        (salary({"value": 15.5, "unitText": "HOUR"}), ("15.50", "15.50", "hour"), set()),
        (salary({"minValue": 14, "maxValue": 16, "unitText": "HOUR"}), ("14.00", "16.00", "hour"), set()),
        (salary({"minValue": "2.400,50", "unitText": "Month"}), ("2400.50", "None", "month"), set()),
        (salary({"maxValue": 2800, "unitCode": "MON"}), ("None", "2800.00", "month"), set()),
        (salary(15, unitText="HOUR"), ("15.00", "15.00", "hour"), set()),
        (salary("16,20"), ("16.20", "16.20", "hour"), set()),
        (salary(minValue=13, maxValue=14, unitText="HOUR"), ("13.00", "14.00", "hour"), set()),
        ({"@type": "PriceSpecification", "price": 2500, "priceCurrency": "EUR"}, ("2500.00", "2500.00", "month"), set()),
        ("16,50 €/Std.", ("16.50", "16.50", "hour"), set()),
        (17, ("17.00", "17.00", "hour"), set()),
        ([salary({"value": 15, "unitText": "HOUR"})], ("15.00", "15.00", "hour"), set()),
        (salary({"value": 32000, "unitText": "YEAR"}), ("None", "None", ""), {"wage_period"}),
        (salary({"value": 32000}), ("None", "None", ""), {"wage_period"}),
        (salary({"value": 120, "unitText": "DAY"}), ("None", "None", ""), {"wage_period"}),
        (salary({"value": 25, "unitText": "HOUR"}, currency="CHF"), ("None", "None", ""), {"wage_currency"}),
        (salary({"value": 25, "unitText": "HOUR"}, currency="USD"), ("None", "None", ""), {"wage_currency"}),
        (salary({"minValue": 18, "maxValue": 16, "unitText": "HOUR"}), ("18.00", "16.00", "hour"), {"wage_turned"}),
        ("nach Tarif", ("None", "None", ""), {"wage_by_tariff"}),
        (salary({"value": -3, "unitText": "HOUR"}), ("None", "None", ""), {"wage_not_money"}),
        (None, ("None", "None", ""), set()),
    ],
)  # fmt: skip
def test_a_wage_is_read_in_every_shape(tmp_path, said, wage, codes):
    """A number, a range, one end of it, in or beside the value; per year, per day or in another currency is asked."""
    draft = one(tmp_path, {**PLAIN, "baseSalary": said})
    assert asked(draft) == codes
    assert (str(draft.wage_from), str(draft.wage_to), draft.wage_period) == wage


def test_a_wage_that_cannot_be_compared_stays_in_words_once_somebody_says_so(tmp_path):
    """Looked at, 32,000 a year stands there in words, and is no amount."""
    draft = one(
        tmp_path, {**PLAIN, "baseSalary": salary({"value": 32000, "unitText": "YEAR"})}, confirmed=True
    )
    assert (asked(draft), draft.wage_from) == (set(), None)
    assert "32000" in draft.wage_text
    assert "YEAR" in draft.wage_text


def test_a_missing_currency_is_told(tmp_path):
    """Euros are taken, and the row says so."""
    draft = one(tmp_path, {**PLAIN, "baseSalary": 17})
    assert "wage_currency_assumed" in noted(draft)


def at(**address):
    """Return a place with an address."""
    return {"@type": "Place", "address": {"@type": "PostalAddress", **address}}


@pytest.mark.parametrize(
    ("said", "found", "codes"),
    [
        (at(streetAddress="Markt 1", postalCode="52062", addressLocality="Aachen"), ("Markt 1", "52062", "Aachen"), set()),
        ([at(addressLocality="Aachen")], ("", "", "Aachen"), set()),
        ([at(addressLocality="Aachen"), at(addressLocality="Aachen")], ("", "", "Aachen"), set()),
        ([at(addressLocality="Aachen"), at(addressLocality="Düren")], ("", "", ""), {"places_several"}),
        ("Markt 1, 52062 Aachen", ("Markt 1", "52062", "Aachen"), set()),
        ({"@type": "Place", "address": "52062 Aachen, Deutschland"}, ("", "52062", "Aachen"), set()),
        ({"@type": "Place", "name": "Aachen"}, ("", "", "Aachen"), set()),
        (at(addressLocality="Nirgendwo"), ("", "", "Nirgendwo"), {"place_unknown"}),
        (at(postalCode=52062, addressLocality="Aachen"), ("", "52062", "Aachen"), set()),
        (None, ("", "", ""), set()),
    ],
)  # fmt: skip
def test_a_place_is_one_or_asked(tmp_path, said, found, codes):
    """An address in parts or in one line; several different places, and one that nobody knows, are asked."""
    draft = one(tmp_path, {**PLAIN, "jobLocation": said})
    assert asked(draft) == codes
    assert (draft.street, draft.postcode, draft.town) == found


def test_work_from_home_is_asked(tmp_path):
    """There is no place for it: whoever has looked leaves it open. With an office as well, one of the two counts."""
    remote = {**PLAIN, "jobLocationType": "TELECOMMUTE", "jobLocation": None}
    assert asked(one(tmp_path, remote)) == {"remote"}
    looked = one(tmp_path, remote, confirmed=True)
    assert (asked(looked), looked.town) == (set(), "")
    assert asked(one(tmp_path, {**PLAIN, "jobLocationType": "TELECOMMUTE"})) == {"places_several"}


@pytest.mark.parametrize(
    ("said", "day", "codes"),
    [
        ("2027-03-31", date(2027, 3, 31), set()),
        ("2027-03-31T23:59", date(2027, 3, 31), set()),
        ("2027-12-31T23:00:00.000Z", date(2028, 1, 1), set()),
        ("2027-06-30T21:59:59+00:00", date(2027, 6, 30), set()),
        ("31.03.2027", date(2027, 3, 31), set()),
        ("2026-11-29", date(2026, 11, 29), {"closing_over"}),
        ("bald", None, {"day_unreadable"}),
        ("2027-02-30", None, {"day_unreadable"}),
        ("2027", None, {"day_unreadable"}),
        (None, None, set()),
    ],
)
def test_until_when_it_stands_is_a_day_here(tmp_path, said, day, codes):
    """A moment in UTC is read in the time of this country; what is over or no day is asked."""
    draft = one(tmp_path, {**PLAIN, "validThrough": said})
    assert (draft.closing_on, asked(draft)) == (day, codes)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"title": ""}, {"title_missing"}),
        ({"title": None}, {"title_missing"}),
        ({"hiringOrganization": None}, {"name_missing"}),
        ({"hiringOrganization": "confidential"}, {"company_hidden"}),
        ({"totalJobOpenings": "mehrere"}, {"seats_several"}),
        ({"totalJobOpenings": 0}, {"seats_none"}),
        ({"totalJobOpenings": 1.5}, {"seats_not_a_count"}),
        ({"jobStartDate": "Frühjahr"}, {"start_vague"}),
        ({"description": "Ein Führungszeugnis wird verlangt."}, {"asks_for_record"}),
        ({"securityClearanceRequirement": "clean record"}, {"asks_for_record"}),
        ({"title": "=HYPERLINK(1)"}, {"formula_text"}),
        ({"description": "x" * 4001}, {"too_long"}),
    ],
)
def test_what_cannot_be_right_has_its_sentence(tmp_path, changes, codes):
    """Each is asked or refused with its own reason, and there are words for each."""
    from throughgate.foundation.imports.words import SAID
    from throughgate.work.openings.importing.single.words import WORDS

    found = asked(one(tmp_path, {**PLAIN, **changes}))
    assert found == codes
    assert all(code in WORDS or code in SAID for code in found)


def test_a_description_becomes_text(tmp_path):
    """Marks of a page become lines; what stands in other places in words is kept below it."""
    said = "<p>Wir suchen&nbsp;Dich.</p><ul><li>Dach &amp; Wand</li><li>Holz</li></ul><script>x()</script>"
    draft = one(
        tmp_path,
        {**PLAIN, "description": said, "qualifications": "Schwindelfrei", "skills": ["Lesen", "Messen"]},
    )
    assert (
        draft.description == "Wir suchen Dich.\n\n- Dach & Wand\n\n- Holz\n\nSchwindelfrei\n\nLesen\nMessen"
    )
    assert plain_text("&lt;p&gt;A &amp;amp; B&lt;/p&gt;") == "A & B"


def test_one_thing_said_twice_in_two_ways_is_asked(tmp_path):
    """A name that stands twice in an object is no choice of the reader's."""
    text = json.dumps(PLAIN).replace(
        '"employmentType": "FULL_TIME"', '"employmentType": "INTERN", "employmentType": "VOLUNTEER"'
    )
    assert asked(one(tmp_path, text)) == {"kind_several"}
