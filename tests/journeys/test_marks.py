"""A teacher fills the grid of marks by keyboard and from a spreadsheet, takes back, loses the connection, meets a colleague."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest
from playwright.sync_api import expect

from tests import database
from tests.journeys.browsing import too_wide

# Emre and Milan in a course of three subjects, with an officer who enters marks, by the actions of the house.
PREPARED = """
import django; django.setup()
from contextlib import contextmanager
from throughgate.foundation.database.context import acting
from throughgate.ground.acting.actor import Actor
from throughgate.ground.accounts.models import Membership
from throughgate.person.people.models import Person
from throughgate.person.schooling.tests.making import course

@contextmanager
def as_member(name):
    member = Membership.objects.select_related("user", "organisation").get(user__username=name)
    actor = Actor(user=member.user, membership=member, request="test")
    with acting(actor.context):
        yield actor

with as_member("teacher"):
    people = list(Person.objects.order_by("family_name").values_list("pk", flat=True))
made = course(as_member, people=people)
print("course", made.pk)
"""


@pytest.fixture
def grid(server: Any, renewed: None) -> str:
    """Give the address of the marks of a course of two people."""
    del renewed
    done = subprocess.run(
        [sys.executable, "-c", PREPARED],
        cwd=database.REPOSITORY,
        env=server.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = re.search(r"course (\S+)", done.stdout)
    assert found
    return f"/courses/{found[1]}/marks"


def marks(server: Any) -> list[str]:
    """Return the marks there are, in order of what they are."""
    said = server.row("SELECT array_agg(value ORDER BY value) FROM schooling_mark WHERE value <> ''")[0]
    return list(said or [])


def field(page: Any, row: int, column: int) -> Any:
    """Return a field of the grid."""
    return page.locator("tbody tr").nth(row).locator("td").nth(column).locator("input").first


def saved(page: Any) -> None:
    """Wait until nothing waits."""
    expect(page.locator("[data-said]")).to_contain_text("Saved", timeout=30_000)
    expect(page.locator("[data-state=waiting]")).to_have_count(0, timeout=30_000)


def test_by_keyboard(server, visitors, grid):
    """Typed marks are saved as one goes down; below the last person comes the next subject; arrows move, also sideways."""
    page = visitors.page("teacher")
    page.goto(grid)
    field(page, 0, 0).focus()
    page.keyboard.type("2-")
    page.keyboard.press("Enter")
    expect(field(page, 1, 0)).to_be_focused()
    page.keyboard.type("3,5")
    page.keyboard.press("Enter")
    expect(field(page, 0, 1)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(field(page, 0, 0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(field(page, 1, 0)).to_be_focused()
    expect(page.locator(".conflict")).to_contain_text("There is no such mark between two marks.")
    page.keyboard.type("4")
    page.keyboard.press("Tab")
    saved(page)
    assert marks(server) == ["2-", "4"]


def test_taken_back(server, visitors, grid):
    """Ctrl+Z brings back what each cell held, the latest first, and saves it."""
    page = visitors.page("teacher")
    page.goto(grid)
    field(page, 0, 0).focus()
    for text in ("2", "3"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    saved(page)
    assert marks(server) == ["2", "3"]
    for left in (["2"], []):
        page.keyboard.press("Control+z")
        expect(page.locator("[data-state=waiting]")).to_have_count(0, timeout=30_000)
        expect(page.locator("[data-said]")).not_to_contain_text("Saving", timeout=30_000)
        assert marks(server) == left


def test_rows_of_a_spreadsheet(server, visitors, grid):
    """A copied block fills the cells from here on; what lies outside of the grid is left; words stand for none."""
    page = visitors.page("teacher")
    page.goto(grid)
    field(page, 0, 1).focus()
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "1\\tnb\\t6\\r\\n2+\\t5\\t6\\r\\n3\\t3\\t3\\r\\n");
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    saved(page)
    expect(field(page, 0, 2)).to_have_value("not assessed")
    assert marks(server) == ["1", "2+", "5"]
    page.goto(grid)
    expect(field(page, 0, 2)).to_have_value("not assessed")
    assert field(page, 0, 2).evaluate("one => one.scrollWidth <= one.clientWidth"), "cut"


def test_nothing_is_lost_when_the_connection_drops(server, visitors, grid):
    """What is typed without a connection is kept on the device, over a reload too, and saved afterwards."""
    page = visitors.page("officer")
    page.goto(grid)
    page.route("**/cell?*", lambda route: route.abort())
    field(page, 0, 0).focus()
    for text in ("2", "3"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    expect(page.locator("[data-said]")).to_contain_text("No connection")
    assert marks(server) == []
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(field(page, 1, 0)).to_have_value("3")
    page.unroute("**/cell?*")
    saved(page)
    assert marks(server) == ["2", "3"]


def test_two_in_the_same_cell(server, visitors, grid):
    """The second one sees what the first entered and who that was, and decides; nothing is overwritten unseen."""
    first, second = visitors.page("teacher"), visitors.page("officer")
    first.goto(grid)
    second.goto(grid)
    field(first, 0, 0).focus()
    first.keyboard.type("2")
    first.keyboard.press("Enter")
    saved(first)
    field(second, 0, 0).focus()
    second.keyboard.type("5")
    second.keyboard.press("Enter")
    expect(second.locator(".conflict")).to_contain_text("Teacher Cast entered 2 at")
    assert marks(server) == ["2"]
    second.get_by_role("button", name="Take theirs").click()
    expect(field(second, 0, 0)).to_have_value("2")
    field(second, 0, 0).fill("4")
    second.keyboard.press("Enter")
    saved(second)
    assert marks(server) == ["4"]


def test_without_scripts_and_on_a_phone(server, visitors, grid):
    """The grid is a plain form without scripts; at no width does the page stick out."""
    plain = visitors.page("officer", script=False)
    plain.goto(grid)
    field(plain, 0, 0).fill("3")
    plain.get_by_role("button", name="Save", exact=True).click()
    expect(plain.get_by_text("Saved.")).to_be_visible()
    assert marks(server) == ["3"]
    for width in (390, 820, 1440):
        page = visitors.page("officer", width=width)
        page.goto(grid)
        assert too_wide(page) == []
