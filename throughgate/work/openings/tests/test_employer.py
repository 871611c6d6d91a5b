"""What companies and people should know in a region: each fact with its source, and to each reader only theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from throughgate.foundation.languages.known import WRITTEN
from throughgate.ground.jurisdictions.packs import BadPack, heads, read
from throughgate.work.openings.employer import ABOUT, for_companies, for_people
from throughgate.work.openings.packs import EMPLOYER, Employer

PACKS = sorted(code for code in heads() if EMPLOYER.in_pack(code) is not None)
"""Packs that know something for employers; in others nothing is known, and nothing is said."""
FROM_WHERE = re.compile(
    r"prison|custod|detention|detain|inmate|sentence|releas|convict|offen[cd]|"
    r"gefang|inhaft|\bhaft\b|haftanstalt|entlass|straf|verurteil|vollzug|knast",
    re.IGNORECASE,
)
"""Words by which a text tells where somebody comes from, or might."""


@dataclass
class Region:
    """A region as packs see one."""

    country: str
    code: str = "somewhere"


def test_which_countries_know_something():
    """Those in which people are placed have their facts."""
    assert {"at", "cz", "de-nw", "it", "pt", "si"} <= set(PACKS)


@pytest.mark.parametrize("code", PACKS)
def test_each_fact_stands_in_every_language_with_its_source(code):
    """Texts in all languages that pages are written in, a source, an address, and a day that has come."""
    pack = EMPLOYER.in_pack(code)
    assert pack is not None
    for fact in pack.facts:
        assert set(WRITTEN) <= set(fact.text), fact
        assert all(text.strip().endswith(".") for text in fact.text.values()), fact
        assert date(2026, 1, 1) <= fact.checked <= date(2026, 12, 31)


@pytest.mark.parametrize("code", PACKS)
def test_no_fact_for_companies_tells_where_anybody_comes_from(code):
    """Money, insurance and addresses are for everybody who hires; what may be asked is the law for all applicants."""
    for fact in EMPLOYER.in_pack(code).facts:
        if fact.to == "all" and fact.about != "questions":
            assert not [text for text in (*fact.text.values(), fact.source) if FROM_WHERE.search(text)], fact


@pytest.mark.parametrize("code", PACKS)
def test_every_country_says_what_need_not_be_said(code):
    """Something is known about it everywhere; the part for every work comes first."""
    parts = for_people(Region(heads()[code].country))
    assert parts
    assert parts[0].title == "For every work"
    assert any(group.title == "You need not say" for group in parts[0].groups)


def test_a_region_without_a_pack_knows_nothing():
    """Nothing is made up: every group is there and empty."""
    groups = for_companies(Region("XX"), also_staff=True)
    assert [group.title for group in groups] == [str(title) for title in ABOUT.values()]
    assert not any(group.facts or group.staff for group in groups)
    assert for_people(Region("XX")) == []


def test_what_is_for_staff_is_for_staff_alone():
    """A subsidy for hiring prisoners is told to those who place people, and to no company."""
    with translation.override("en"):
        (money, *_more) = for_companies(Region("IT"), also_staff=True)
        assert any("detention" in fact.text for fact in money.staff)
        for group in for_companies(Region("IT"), also_staff=False):
            assert not group.staff
            assert not any("detention" in fact.text for fact in group.facts)


@pytest.mark.parametrize(
    "line",
    [
        'about = "disclosure"',
        'about = "disclosure"\nsays = "must"\nto = "all"',
        'about = "subsidies"\nsays = "may"',
        'about = "weather"',
    ],
)
def test_a_fact_that_cannot_be_is_refused(tmp_path, line):
    """What is disclosed says must, may or need not, and never stands on a company's page."""
    path = tmp_path / "xx" / "employer.toml"
    path.parent.mkdir()
    path.write_text(
        f'[[facts]]\n{line}\nsource = "Law"\naddress = "https://a.example"\nchecked = 2026-01-01\ntext = {{ en = "x." }}\n'
    )
    with pytest.raises(BadPack, match=r"employer\.toml"):
        read(path, Employer)


def test_a_company_reads_what_is_neutral(signed_in):
    """The page of a company names money, insurance and whom to call, each with its source, and nothing of where from."""
    page = signed_in("company").get(reverse("openings:good-to-know")).content.decode()
    main = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main")])
    assert "SGB III §§ 88, 89" in main
    assert "Good to know for your company" in main
    assert not re.search(r"prison|custod|detention|releas|Only for those who place", main, re.IGNORECASE)


def test_staff_are_led_there_from_the_list(signed_in):
    """A button of the list opens it."""
    client = signed_in("placement")
    address = reverse("openings:good-to-know")
    assert address in client.get(reverse("openings:list"), {"kind": ""}).content.decode()
    assert "Good to know for companies" in client.get(address).content.decode()
