"""Take pictures of the named pages of the sample region: three widths, light and dark, and on paper."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from throughgate.commands.demo import HERE, answers, prepare_once
from throughgate.commands.environment import set_up_django
from throughgate.config.environment import REPOSITORY, Environment
from throughgate.desk.catalogue import catalogue
from throughgate.foundation.languages.date_words import locale_of
from throughgate.foundation.processes import Supervisor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = (390, 820, 1440)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PAPER = 794
"""The width of A4 in the browser's pixels."""
README_LIMIT = 300_000  # bytes: the picture is kept in the repository
HEIGHT = 900


@dataclass(frozen=True)
class Shot:
    """One picture: the name of its address, and where the catalogue does not say it, who looks and at which row."""

    name: str
    route: str
    user: str = ""
    row: str = ""
    query: str = ""
    language: str = "en"


SHOTS = (
    Shot("sign-in", "account_login"),
    Shot("today", "desk:today"),
    Shot("today-de", "desk:today", language="de"),
    Shot("people", "people:list"),
    Shot("people-all", "people:list", query="show=all"),
    Shot("person", "desk:person"),
    Shot("person-de", "desk:person", language="de"),
    Shot("person-tim", "desk:person", row="tim"),
    Shot("identity", "people:identity"),
    Shot("dates", "people:dates"),
    Shot("add-person", "people:add"),
    Shot("purpose", "people:purpose", "vogt"),
    Shot("search", "desk:search", query="q=Sahin"),
    Shot("organisations", "organisations:list"),
    Shot("organisation", "organisations:page", "krueger"),
    Shot("members", "accounts:members"),
    Shot("invite", "accounts:invite"),
    Shot("account", "accounts:mine"),
    Shot("oversight", "oversight:looks"),
)
"""What is shown where nothing is named; any other page of the catalogue can be asked for by its route."""

NAMES = frozenset(shot.name for shot in SHOTS)
README = Shot("person", "desk:person")
PEOPLE = {"person": ("Emre", "Şahin"), "tim": ("Tim", "Becker")}
COMPANY = "roth-roofing"


def main(arguments: list[str]) -> int:
    """Serve the sample region and take the pictures."""
    parser = argparse.ArgumentParser(prog="throughgate screenshots", description=__doc__)
    parser.add_argument(
        "--only",
        action="append",
        metavar="NAME",
        help="this page only, by its name or route; may be repeated",
    )
    parser.add_argument("--out", type=Path, help="where to put them (default: var/screenshots)")
    parser.add_argument("--readme", action="store_true", help="only docs/images/person.png, for the README")
    parser.add_argument("--list", action="store_true", help="print the names of the pages, and stop")
    options = parser.parse_args(arguments)
    if options.list:
        print("\n".join(shot.name for shot in SHOTS))
        return 0
    may_be_there = [name for name in options.only or () if {":", "_"} & set(name) or name in NAMES]
    if options.only and not may_be_there:
        return _no_such_page()
    with served() as address:
        if options.readme:
            return _for_readme(address, options.out or REPOSITORY / "docs" / "images")
        # Routes are asked of what is served: before that, nobody knows which apps there are.
        shots = _chosen(may_be_there) if options.only else list(SHOTS)
        if not shots:
            return _no_such_page()
        return _all(address, shots, options.out or Environment.read().var / "screenshots")


def _no_such_page() -> int:
    print("No page has that name. To see the names: throughgate screenshots --list", file=sys.stderr)
    return 2


def _chosen(names: list[str]) -> list[Shot]:
    set_up_django()
    known = {shot.name: shot for shot in SHOTS}
    pages = {route for route, page in catalogue().items() if page.gives == "page"} - known.keys()
    known |= {route: Shot(route.replace(":", "-"), route) for route in pages}
    return [known[name] for name in names if name in known]


@contextmanager
def served() -> Iterator[str]:
    """Give the address of the sample region, served as a demo on a free port."""
    os.environ["THROUGHGATE_DEMO"] = "yes"
    prepare_once(Environment.read().var)
    port = free_port()
    address = f"http://localhost:{port}"
    with Supervisor() as running:
        running.start("web", [*HERE, "serve", "--port", str(port), "--workers", "1"])
        if not answers(address, running):
            raise SystemExit("The web server did not start; its message is above.")
        yield address


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _all(address: str, shots: list[Shot], out: Path) -> int:
    out.mkdir(parents=True, exist_ok=True)
    rows = _rows()
    paths = [_path(shot, rows) for shot in shots]
    with _browser() as browser:
        for shot, path in zip(shots, paths, strict=True):
            page = _page(browser, address, shot)
            page.goto(path)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": HEIGHT})
                for theme in THEMES:
                    page.emulate_media(color_scheme=theme)
                    page.screenshot(path=out / f"{shot.name}-{width}-{theme}.png", full_page=True)
            page.set_viewport_size({"width": PAPER, "height": HEIGHT})
            page.emulate_media(media="print", color_scheme="light")
            page.screenshot(path=out / f"{shot.name}-print.png", full_page=True)
            page.context.close()
            print(f"{shot.name}: {path}", flush=True)
    print(f"The pictures are in {out}.")
    return 0


def _for_readme(address: str, out: Path) -> int:
    out.mkdir(parents=True, exist_ok=True)
    picture = out / "person.png"
    path = _path(README, _rows())
    with _browser() as browser:
        page = _page(browser, address, README)
        page.goto(path)
        page.screenshot(path=picture)
    size = picture.stat().st_size
    print(f"{picture}: {size / 1000:.0f} kB")
    if size > README_LIMIT:
        print(f"That is more than {README_LIMIT / 1000:.0f} kB.", file=sys.stderr)
        return 1
    return 0


@contextmanager
def _browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    from throughgate.foundation.browser import launch_options

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        yield browser
        browser.close()


def _page(browser: Browser, address: str, shot: Shot) -> Page:
    """Open a browser of its own, signed in by the card of the one who looks."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": 1440, "height": HEIGHT},
        locale=str(locale_of(shot.language)).replace("_", "-"),
        reduced_motion="reduce",
    )
    page = context.new_page()
    if (username := _user(shot)) is not None:
        page.goto(f"/demo/sign-in/{username}/")
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state("load")
    context.add_cookies([{"name": "django_language", "value": shot.language, "url": address}])
    return page


def _user(shot: Shot) -> str | None:
    """Return the sign-in name of who looks: the first of the region who has the role that opens the page."""
    from throughgate.desk.sample.staff import STAFF

    role = catalogue()[shot.route].opened_by
    for worker in STAFF:
        roles = {role for _organisation, roles in worker.memberships for role in roles}
        if worker.name == shot.user if shot.user else role in roles:
            return worker.username
    return None


def _path(shot: Shot, rows: dict[str, dict[str, Any]]) -> str:
    from django.urls import reverse

    row = shot.row or catalogue()[shot.route].row
    if row and row not in rows:
        raise SystemExit(f"{shot.route}: no {row} of the sample region is chosen for its picture.")
    return reverse(shot.route, kwargs=rows.get(row)) + (f"?{shot.query}" if shot.query else "")


def _rows() -> dict[str, dict[str, Any]]:
    """Return what the addresses take, by the kinds of rows of the catalogue."""
    set_up_django()
    from throughgate.foundation.database.context import as_owner
    from throughgate.person.people.models import Stay

    found: dict[str, dict[str, Any]] = {"organisation": {"code": "musterstadt"}, "company": {"code": COMPANY}}
    with as_owner():
        found |= _rows_of_company() | _rows_of_introductions()
        for name, (given, family) in PEOPLE.items():
            stays = Stay.objects.using("owner").filter(person__given_names=given, person__family_name=family)
            stay = stays.order_by("-arrived_on").first()
            if stay is None:
                raise SystemExit(
                    "This is not the sample region: the people of the pictures are not in the database."
                )
            found[name] = {"key": stay.person_id}
            found.setdefault("stay", {"key": stay.person_id, "row": stay.pk})
    return found


def _rows_of_introductions() -> dict[str, dict[str, Any]]:
    """Return what the addresses take of somebody introduced to that company, of one who is asked about, and of one who began."""
    from throughgate.work.followups.models import FollowUp
    from throughgate.work.placements.models import Placement

    found: dict[str, dict[str, Any]] = {}
    rows = Placement.objects.using("owner").order_by("pk")
    for name, chosen in (
        ("placement", rows.filter(state="introduced", organisation__code=COMPANY)),
        ("placement:asked", rows.filter(state="asked")),
    ):
        if (row := chosen.first()) is not None:
            found[name] = {"key": row.person_id, "row": row.pk}
            if name == "placement":
                found["introduction"] = {"key": row.introduction_id}
                found["placement:ending"] = found[name] | {"name": "decline"}
    asked = FollowUp.objects.using("owner").filter(
        closed_on__isnull=True, placement__organisation__code=COMPANY
    )
    if (one := asked.select_related("placement").order_by("-due_on", "pk").first()) is not None:
        found["follow_up"] = {"key": one.person_id, "row": one.pk, "name": "company"}
        found["own_follow_up"] = {"key": one.placement.introduction_id, "name": one.milestone}
    return found


def _rows_of_company() -> dict[str, dict[str, Any]]:
    """Return what the addresses take of the company of the pictures, and a registration that waits."""
    from throughgate.work.contact_log.models import Agreement, Note
    from throughgate.work.openings.models import Opening
    from throughgate.work.register.models import Registration

    models: dict[str, Any] = {"opening": Opening, "registration": Registration}
    logged: dict[str, Any] = {"contact_note": Note, "company_agreement": Agreement}
    found: dict[str, dict[str, Any]] = {}
    for name, model in (models | logged).items():
        rows = model.objects.using("owner").filter(organisation__code=COMPANY)
        found[name] = {"key": rows.order_by("pk").values_list("pk", flat=True).first()}
        if name in logged:
            found[name]["code"] = COMPANY
    waiting = Registration.objects.using("owner").filter(state="registered").order_by("sent_at").first()
    assert waiting is not None
    return found | {"registration:waiting": {"key": waiting.pk}}
