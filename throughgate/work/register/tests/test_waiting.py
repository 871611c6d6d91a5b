"""What of the register waits on Today: after three working days, and after half a year."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from throughgate.ground.jurisdictions.holidays import public_holidays
from throughgate.ground.organisations.models import Organisation, Region
from throughgate.ground.organisations.working_days import is_working_day
from throughgate.work.register.queries.waiting import work
from throughgate.work.register.rules import waits_since
from throughgate.work.register.tests.making import entry, waiting_row

RHINE = Region(code="rhine", name="Rhine", country="DE")


def weekday(day):
    return day.weekday() < 5


def since(today, days=3):
    return waits_since(today, weekday, days)


def test_three_working_days_by_hand():
    """Registered on Monday, late on Thursday; over a weekend it takes two days more."""
    assert since(date(2026, 7, 2)) == date(2026, 6, 29)  # Thursday: Monday
    assert since(date(2026, 7, 1)) == date(2026, 6, 28)  # Wednesday: the Sunday before
    assert (
        since(date(2026, 7, 4)) == since(date(2026, 7, 5)) == date(2026, 6, 30)
    )  # Saturday and Sunday: Tuesday
    assert since(date(2026, 7, 6)) == date(2026, 7, 1)  # Monday: Wednesday


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 8))
def test_so_many_working_days_have_begun(today, days):
    """Between the day found and today lie exactly so many working days; a day earlier would not be fewer."""
    found = waits_since(today, weekday, days)
    after = [found + timedelta(days=n) for n in range(1, (today - found).days + 1)]
    assert sum(map(weekday, after)) == days
    assert weekday(found + timedelta(days=1))


def test_holidays_where_the_rules_of_the_region_count():
    """Corpus Christi is one in North Rhine-Westphalia, whose rules count in the region, and none in all of Germany."""
    corpus_christi, reunification, monday = date(2026, 6, 4), date(2025, 10, 3), date(2026, 6, 8)
    assert not is_working_day(corpus_christi, RHINE)
    assert not is_working_day(reunification, RHINE)
    assert is_working_day(monday, RHINE)
    assert corpus_christi in public_holidays("DE", "de-nw")
    for jurisdiction in ("", "de-xx"):
        assert corpus_christi not in public_holidays("DE", jurisdiction)
        assert reunification in public_holidays("DE", jurisdiction)


def test_the_first_question_to_a_calendar_is_answered_like_the_others():
    """A calendar that nobody has asked yet counts as empty, and still knows its days."""
    public_holidays.cache_clear()
    assert not public_holidays("DE", "de-nw")
    assert not is_working_day(date(2026, 12, 25), RHINE)
    assert public_holidays("DE", "de-nw")
    assert not is_working_day(date(2026, 12, 25), RHINE)


def test_of_an_unknown_country_weekends_alone_count():
    """Where no holidays are known, Monday to Friday are worked."""
    nowhere = Region(code="nowhere", country="QQ")
    assert is_working_day(date(2025, 10, 3), nowhere)
    assert not is_working_day(date(2026, 6, 7), nowhere)


THURSDAY = datetime(2026, 7, 2, 9, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def rows(acting):
    """On a Thursday: registrations of Monday and Tuesday, an entry of long ago, a fresh one, and one that tells something."""
    with time_machine.travel(THURSDAY), acting("placement"):
        at = {n: timezone.make_aware(datetime.combine(date(2026, 6, n), time(23, 30))) for n in (29, 30)}
        waiting_row("Of Monday", confirmed_at=at[29], sent_at=at[29])
        waiting_row("Of Tuesday", confirmed_at=at[30], sent_at=at[30])
        waiting_row(
            "Without mail", state="sent", email="", confirmed_at=None, confirmed_by="", sent_at=at[29]
        )
        waiting_row("With mail", state="sent", confirmed_at=None, confirmed_by="", sent_at=at[29])
        entry("roofing", days_ago=181)
        entry("club", days_ago=180)
        entry("debt-advice", said="We have moved.")


def labels(part):
    return [item.label for item in part.items]


@pytest.mark.django_db
def test_today_of_an_officer(rows, acting, django_assert_num_queries, signed_in):
    """What waits too long comes with every name behind its count; beside the region, one query asks for all of it."""
    with time_machine.travel(THURSDAY):
        with acting("placement") as actor, django_assert_num_queries(2):
            unanswered, stale = work(actor)
        assert labels(unanswered) == ["Of Monday", "Without mail"]
        assert labels(stale) == ["Roth Roofing", "Debt Advice Rhine"]
        client = signed_in("placement")
        for part in (unanswered, stale):
            page = client.get(part.address).content.decode()
            assert all(label in page for label in labels(part))
        assert "Of Tuesday" not in client.get(unanswered.address).content.decode()
        assert "BC Rhine" not in client.get(stale.address).content.decode()


@pytest.mark.django_db
def test_of_another_region_nothing_waits(rows, acting):
    """An officer is reminded of the own region alone."""
    with acting("placement") as actor, time_machine.travel(THURSDAY):
        actor.organisation.region = Region(code="x", name="X", country="DE")
        assert work(actor) == []


@pytest.mark.django_db
def test_today_of_a_company(rows, acting, django_assert_num_queries):
    """A company is asked about its own entry, in one query; who keeps no entry is asked nothing, at no cost."""
    with time_machine.travel(THURSDAY):
        with acting("company") as actor, django_assert_num_queries(1):
            (part,) = work(actor)
        assert labels(part) == ["Roth Roofing"]
        for who in ("lead", "admin", "aftercare", "dpo"):
            with acting(who) as actor, django_assert_num_queries(0):
                assert work(actor) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("route", "most"), [("register:list", 14), ("register:others", 13)])
def test_lists_ask_the_same_however_long(rows, signed_in, django_assert_max_num_queries, route, most):
    """A list costs no query for each of its rows."""
    client = signed_in("placement" if route == "register:list" else "company")
    client.get(reverse(route))
    with django_assert_max_num_queries(most):
        assert client.get(reverse(route)).status_code == 200


@pytest.mark.django_db
def test_pages_of_one_ask_little(rows, acting, signed_in, django_assert_max_num_queries):
    """A registration with those whom it may be, an entry, and the public form: some queries each, whoever else is there."""
    with acting("placement"):
        row = waiting_row("Roth Roofing GmbH")
    asked = (
        ("placement", reverse("register:page", args=[row.pk]), 13),
        ("placement", reverse("register:verify", args=[row.pk]), 13),
        ("placement", reverse("register:entry", args=["roofing"]), 12),
        ("company", reverse("register:entry", args=["roofing"]), 12),
        ("company", reverse("joining_form"), 4),
    )
    for who, address, most in asked:
        client = signed_in(who)
        client.get(address)
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_the_list_finds_by_state_offer_and_name(rows, signed_in):
    """Filters leave what fits, the file has the same."""
    client = signed_in("placement")
    for asked, there, not_there in (
        ({}, "With mail", "Roth Roofing"),
        ({"state": "registered"}, "Of Monday", "With mail"),
        ({"offer": "training", "state": "all"}, "Roth Roofing", "Of Monday"),
        ({"name": "tuesday", "state": "all"}, "Of Tuesday", "Of Monday"),
    ):
        page = client.get(reverse("register:list"), asked).content.decode()
        assert there in page
        assert not_there not in page
    file = b"".join(
        client.post(reverse("register:export"), {"format": "csv", "state": "registered"})
    ).decode()
    assert "Of Monday" in file
    assert "With mail" not in file


@pytest.mark.django_db
def test_the_entry_of_an_organisation_that_has_none(signed_in, cast):
    """The part says that it comes over night; a prison has no such part."""
    client = signed_in("placement")
    assert "over night" in client.get(reverse("register:entry", args=["roofing"])).content.decode()
    assert client.get(reverse("register:entry", args=["north"])).status_code == 404
    assert Organisation.objects.filter(code="north").exists()
