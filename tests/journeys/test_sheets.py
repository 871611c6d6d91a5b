"""A sports officer rates a group by keyboard alone, loses the connection, meets a colleague in the same cell."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests import database
from tests.journeys.browsing import too_wide
from tests.journeys.server import Server

# Twelve people, a saved group, a trained observer and a sheet with four competencies, by the actions of the house.
PREPARED = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from throughgate.foundation.database.context import acting
from throughgate.ground.acting.actor import Actor
from throughgate.ground.accounts.models import Membership
from throughgate.person.observations import actions
from throughgate.person.observations.models import Competency, FrameworkVersion
from throughgate.person.people.actions import admit_person, register_person
from throughgate.person.people.rules import ReleaseDates

def actor(name):
    member = Membership.objects.select_related("user", "organisation").get(user__username=name)
    return Actor(user=member.user, membership=member, request="test")

today = timezone.localdate()
names = "Abel Bauer Cano Demir Egger Ferreira Gashi Haas Ionescu Jansen Kaya Lindner".split()
lead, admin, officer = actor("lead"), actor("admin"), actor("officer")
people = []
with acting(lead.context):
    for name in names:
        person = register_person(actor=lead, family_name=name, given_names="Test")
        admit_person(actor=lead, person=person, arrived_on=today - timedelta(days=90), dates=ReleaseDates(None, None, None))
        people.append(person.pk)
with acting(admin.context):
    actions.record_training(actor=admin, membership=officer.membership, trained_on=today, by_whom="Academy")
with acting(officer.context):
    group = actions.make_group(actor=officer, name="Tuesday group", setting="sport")
    for person in people:
        actions.add_to_group(actor=officer, group=group, person=person)
    version = FrameworkVersion.objects.get(framework__key="standard")
    chosen = Competency.objects.filter(framework_version=version).order_by("position")[:4]
    sheet = actions.start_sheet(
        actor=officer, framework_version=version, competencies=[c.pk for c in chosen], people=people,
        setting="sport", occasion="Softball training", observed_on=today,
    )
print("sheet", sheet.pk)
"""


@pytest.fixture(scope="module")
def prepared(server: Server) -> Iterator[tuple[str, str]]:
    """Give the name of a database with a draft for twelve people, and the address of the draft."""
    name = f"{server.name}_sheet"
    database.clone(server.cluster, server.template, name)
    done = subprocess.run(
        [sys.executable, "-c", PREPARED],
        cwd=database.REPOSITORY,
        env={**server.environment, **database.environment(server.cluster, name)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = re.search(r"sheet (\S+)", done.stdout)
    assert found
    yield name, f"/sheets/{found[1]}/"
    database.drop(server.cluster, name)


@pytest.fixture
def sheet(server: Server, prepared: tuple[str, str], renewed: None) -> str:
    """Give the address of a draft for twelve people, as nobody had touched it yet."""
    del renewed
    name, address = prepared
    database.clone(server.cluster, name, server.name)
    return address


def levels(server: Any) -> list[tuple[int | None, int]]:
    """Return how many cells have each level."""
    return [
        server.row("SELECT count(*) FROM observations_rating WHERE level = %s", [level])[0]
        for level in (1, 2, 3, 4, 5)
    ]


def test_a_group_by_keyboard_alone(server, visitors, sheet):
    """Twelve people on four competencies take at most 60 keystrokes, column by column, signature included."""
    page = visitors.page("officer")
    page.goto(sheet)
    keys = 0

    def press(key: str) -> None:
        nonlocal keys
        keys += 1
        page.keyboard.press(key)

    marks = ["4", "3", "5", "2"]
    for column, mark in enumerate(marks):
        # The anchors of the column one is in are in view, and no others.
        expect(page.locator(f"[data-anchors='{column + 1}']")).to_be_visible()
        assert page.locator("[data-anchors]:visible").count() == 1
        for _person in range(12):
            press(mark)
    over = page.locator("[data-over]")
    expect(over).to_be_focused()
    expect(over).to_contain_text("48 of 48 levels are set, 0 “not observed”.")
    press("Enter")
    expect(over).to_be_focused()
    assert server.row("SELECT state FROM observations_sheet")[0] == "draft", "a key too many signs nothing"
    press("Tab")
    expect(page.locator("[data-sign]")).to_be_focused()
    press("Enter")
    expect(page.get_by_text("The sheet is signed.")).to_be_visible(timeout=30_000)
    assert keys <= 60
    assert levels(server) == [0, 12, 12, 12, 12]
    assert server.row("SELECT state FROM observations_sheet")[0] == "signed"


def test_keys_move_and_take_back(server, visitors, sheet):
    """Arrows move without changing a level, 0 and - take a level back, Enter moves down."""
    page = visitors.page("officer")
    page.goto(sheet)
    for key in ("3", "ArrowUp", "5", "ArrowRight", "1", "Enter", "2", "ArrowLeft", "-"):
        page.keyboard.press(key)
    expect(page.locator("[data-said]")).to_contain_text("Saved")
    expect(page.locator("[data-state=waiting]")).to_have_count(0, timeout=30_000)
    # 3, then 5 over it, to the right 1, below it 2; the cell to the left of the next one is taken back.
    assert levels(server) == [1, 1, 0, 0, 1]


def test_nothing_is_lost_when_the_connection_drops(server, visitors, sheet):
    """What is set without a connection is kept on the device, over a reload too, and saved afterwards."""
    page = visitors.page("officer")
    page.goto(sheet)
    page.route("**/cell", lambda route: route.abort())
    for _person in range(5):
        page.keyboard.press("4")
    expect(page.locator("[data-said]")).to_contain_text("No connection")
    assert levels(server) == [0, 0, 0, 0, 0]
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("[data-state=waiting]")).to_have_count(5)
    expect(page.locator("input:checked[value='4']")).to_have_count(5)
    page.unroute("**/cell")
    expect(page.locator("[data-state=waiting]")).to_have_count(0, timeout=30_000)
    expect(page.locator("[data-said]")).to_contain_text("Saved")
    assert levels(server) == [0, 0, 0, 5, 0]


def test_two_in_the_same_cell(server, visitors, sheet):
    """The second one sees both levels in the cell and decides; the first one's work is not overwritten unseen."""
    first, second = visitors.page("officer"), visitors.page("officer")
    first.goto(sheet)
    second.goto(sheet)
    first.keyboard.press("2")
    expect(first.locator("[data-said]")).to_contain_text("Saved")
    second.keyboard.press("5")
    expect(second.locator(".conflict")).to_contain_text("Somebody else set: 2")
    assert levels(server) == [0, 1, 0, 0, 0]
    second.get_by_role("button", name="Keep mine").click()
    expect(second.locator("[data-said]")).to_contain_text("Saved")
    assert levels(server) == [0, 0, 0, 0, 1]


def test_one_touch_on_a_phone(server, visitors, sheet):
    """One competency at a time; a cell is a row of buttons, named by competency and person; one touch saves a level."""
    page = visitors.page("officer", width=390)
    page.goto(sheet)
    rows = page.get_by_role("radiogroup")
    expect(rows).to_have_count(12)
    turn = page.locator("[data-turn]")
    expect(turn).to_contain_text("1 of 4: Teamwork")
    named = page.get_by_role("radiogroup", name=re.compile("^Communication .*Abel"))
    expect(named).to_have_count(0)
    turn.get_by_role("button", name="Next").click()
    expect(turn).to_contain_text("2 of 4: Communication")
    expect(page.locator("[data-anchors='2']")).to_be_visible()
    expect(rows).to_have_count(12)
    named.get_by_text("4", exact=True).click()
    expect(page.locator("[data-said]")).to_contain_text("Saved")
    expect(named.get_by_role("radio", name="4")).to_be_checked()
    assert levels(server) == [0, 0, 0, 1, 0]
    page.reload()
    turn.get_by_role("button", name="Next").click()
    expect(named.get_by_role("radio", name="4")).to_be_checked()
    # Keys go on from the last person of one competency to the first of the next.
    rows.last.get_by_role("radio", checked=True).press("3")
    expect(turn).to_contain_text("3 of 4")
    expect(rows).to_have_count(12)
    expect(rows.first.get_by_role("radio", checked=True)).to_be_focused()


def test_without_scripts_and_on_a_phone(server, visitors, sheet):
    """The grid is a plain form without scripts; on a phone each person is a card and nothing sticks out."""
    plain = visitors.page("officer", script=False)
    plain.goto(sheet)
    plain.locator("tbody tr").nth(0).locator("select").first.select_option("4")
    plain.get_by_role("button", name="Save", exact=True).click()
    expect(plain.get_by_text("Saved.")).to_be_visible()
    assert levels(server) == [0, 0, 0, 1, 0]
    for width in (390, 820, 1440):
        page = visitors.page("officer", width=width)
        page.goto(sheet)
        assert too_wide(page) == []
