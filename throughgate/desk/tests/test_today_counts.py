"""Today when everybody has much to do: what stands there for whom, and every number leads to its rows."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import STAFF
from tests.fixtures import Cast
from throughgate.desk.tests.test_today import move, part
from throughgate.ground.accounts.actions import invite_member
from throughgate.ground.accounts.models import Membership
from throughgate.person.observations.actions import make_group
from throughgate.person.observations.tests.making import start
from throughgate.person.people import actions
from throughgate.person.people.models import Person
from throughgate.person.people.rules import ReleaseDates
from throughgate.work.openings import actions as openings
from throughgate.work.openings.models import Opening


@pytest.fixture(scope="module", autouse=True)
def planted(shared_database):
    """Give everybody something to do: people who leave, dates that moved, openings, invitations, sheets, reasons."""
    cast, day = Cast(), timezone.localdate()
    with cast.acting("lead") as lead:
        move(lead, cast.key("emre"), -7)
        for number in range(12):
            person = actions.register_person(actor=lead, family_name=f"More{number:02d}", assign=number < 7)
            dates = ReleaseDates(None, day + timedelta(days=4 + 6 * number), None)
            actions.admit_person(actor=lead, person=person, arrived_on=day, dates=dates)
            if number % 2:
                move(lead, person.pk, -1)
    with cast.acting("officer") as officer:
        for occasion in ("Softball", "Workshop"):
            start(officer, [cast.key("emre")], occasion=occasion)
        make_group(actor=officer, name="Tuesdays", setting="sport")
    with cast.acting("company") as company:
        for number in range(9):
            opening = openings.add_opening(
                actor=company, organisation=company.organisation, kind="job", title=f"Job {number}"
            )
            Opening.objects.filter(pk=opening.pk).update(expires_on=day + timedelta(days=7 * number - 16))
    with cast.acting("admin") as admin:
        for name in ("Adler", "Berg"):
            invite_member(actor=admin, roles=["observer"], given_names="New", family_name=name, email="")
    with cast.acting("colleague") as colleague:
        person = Person.objects.get(pk=cast.key("emre"))
        actions.name_purpose(actor=colleague, person=person, purpose="stand_in", words="")


def rows_behind(client, address):
    """Return how many rows stand at an address: in the section it ends in, in the whole list on all its pages."""
    address, _, anchor = address.partition("#")
    number = 0
    while address:
        body = client.get(address).content.decode().split("<main")[1].split("</main>")[0]
        if anchor:
            body = body.split(f'id="{anchor}"')[1].split("</section>")[0]
        table = re.search(r"<tbody.*?</tbody>", body, re.DOTALL)
        listing = re.search(r'<ul class="rows[^"]*">.*?</ul>', body, re.DOTALL)
        found = table or listing
        number += len(re.findall(r"<(?:tr|li)[ >]", found[0])) if found else 0
        following = re.search(r'rel="next" href="([^"]+)"', body)
        address = address.split("?")[0] + html.unescape(following[1]) if following else ""
    return number


@pytest.mark.parametrize("who", sorted(STAFF))
def test_every_count_leads_to_exactly_those_rows(signed_in, acting, cast, who):
    """As many rows as the number says stand behind it, for each of the cast; and every first row of a part among them."""
    client = signed_in(who)
    page = client.get("/")
    for count in page.context["counts"]:
        assert rows_behind(client, count.address) == count.number, count
    for one in page.context["parts"]:
        assert rows_behind(client, one.address) == one.count, one.title
    for label, address, _kind in page.context["steps"].actions:
        assert client.get(address).status_code == 200, label


def test_a_long_list_behind_a_count_goes_on(signed_in, acting, cast, monkeypatch):
    """People without a recent sheet stand on several pages, each once, and none of them names anybody in its address."""
    monkeypatch.setattr("throughgate.person.observations.views.listing.UNSEEN_SHOWN", 3)
    client = signed_in("lead")
    one = part(client.get("/"), "People without a recent sheet")
    assert one.count == 8
    assert rows_behind(client, one.address) == 8
    assert "more" not in client.get(one.address).context["table"].next.lower()


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("lead", "moved"),
        ("company", "openings"),
        ("dpo", "purposes"),
        ("teacher", "new"),
        ("teacher", "german"),
    ],
)
def test_a_part_without_a_list_has_pages(signed_in, acting, cast, monkeypatch, who, name):
    """However many rows stand behind a count, each is on one of the pages, and each page leads back to the one before."""
    with acting("colleague") as colleague:
        for _ in range(2):
            person = Person.objects.get(pk=cast.key("emre"))
            actions.name_purpose(actor=colleague, person=person, purpose="stand_in", words="")
    monkeypatch.setattr("throughgate.foundation.web.work_page.WorkPage.size", 2)
    client = signed_in(who)
    address = f"/today/{name}/"
    (count,) = [one.count for one in client.get("/").context["parts"] if one.address == address]
    assert count > 2
    assert rows_behind(client, address) == count
    first = client.get(address)
    second = client.get(address + html.unescape(first.context["table"].next))
    back = client.get(address + html.unescape(second.context["table"].previous))
    assert back.context["items"] == first.context["items"] != second.context["items"]


EXPECTED_PARTS = {
    "lead": [
        "Leaving soon without a case lead",
        "Steps that are due",
        "My people who leave soon",
        "Release dates that moved",
        "People without a recent sheet",
    ],
    "officer": ["Sheets to finish", "Start a sheet for a group"],
    "teacher": ["Who leaves soon", "Level of German not known", "New here"],
    "schoolteacher": [],
    "tso": [],
    "company": ["Openings that end"],
    "placement": ["Openings that end", "My people who leave soon"],
    "admin": ["Invitations not taken up yet"],
    "dpo": ["Reasons named"],
    "trainer": ["My people"],
    "aftercare": ["My people who leave soon", "Release dates that moved", "People without a recent sheet"],
}


@pytest.mark.parametrize(("who", "titles"), EXPECTED_PARTS.items())
def test_each_role_has_its_day(signed_in, acting, cast, who, titles):
    """What stands on Today follows from the role, the most pressing first; an empty day says what would stand there."""
    page = signed_in(who).get("/")
    assert [one.title for one in page.context["parts"]] == titles
    if not titles:
        assert page.context["steps"].why in html.unescape(page.content.decode())


def test_a_manager_reads_figures_and_nobodys_name(signed_in, acting, cast):
    """Of nine people with the prison, numbers with what they are a part of; the roles that see no figures see none."""
    assert "The organisation in figures" not in signed_in("admin").get("/").content.decode()
    Membership.objects.filter(user__username="admin").update(roles=["manager", "administrator"])
    page = signed_in("admin").get("/")
    told = dict(page.context["figures"])
    assert told == {
        "People with the organisation now": "14",
        "Leave within 30 days": "5 of 14",
        "Leave within 90 days": "14 of 14",
        "Of these, looked after by nobody": "5 of 14",
    }
    body = page.content.decode()
    assert "Marker" not in body
    assert "More0" not in body
