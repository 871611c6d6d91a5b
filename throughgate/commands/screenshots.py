"""Take pictures of the named pages of the sample region: three widths, light and dark, and on paper."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from throughgate.commands.demo import HERE, answers, prepare_once
from throughgate.commands.surroundings import set_up_django
from throughgate.config.environment import REPOSITORY, Environment
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
    """One named page: the name of its address, what the address takes, who looks at it, in which language."""

    name: str
    route: str
    user: str | None = "lenz"
    takes: dict[str, str] = field(default_factory=dict)
    query: str = ""
    language: str = "en"


def _of(person: str, **more: str) -> dict[str, str]:
    return {"key": person, **more}


SHOTS = (
    Shot("sign-in", "account_login", None),
    Shot("today", "desk:today"),
    Shot("today-de", "desk:today", language="de"),
    Shot("people", "people:list"),
    Shot("people-all", "people:list", query="show=all"),
    Shot("person", "desk:person", takes=_of("emre")),
    Shot("person-de", "desk:person", takes=_of("emre"), language="de"),
    Shot("person-tim", "desk:person", takes=_of("tim")),
    Shot("identity", "people:identity", takes=_of("emre")),
    Shot("dates", "people:dates", takes=_of("emre", row="emre-stay")),
    Shot("add-person", "people:add"),
    Shot("purpose", "people:purpose", "vogt", _of("emre")),
    Shot("search", "desk:search", query="q=Sahin"),
    Shot("organisations", "organisations:list", "krueger"),
    Shot("organisation", "organisations:page", "krueger", {"code": "musterstadt"}),
    Shot("members", "accounts:members", "wilms"),
    Shot("invite", "accounts:invite", "wilms"),
    Shot("account", "accounts:mine"),
    Shot("oversight", "oversight:looks", "roemer"),
)
README = Shot("person", "desk:person", takes=_of("emre"))
PEOPLE = {"emre": ("Emre", "Şahin"), "tim": ("Tim", "Becker")}


def main(arguments: list[str]) -> int:
    """Serve the sample region and take the pictures."""
    parser = argparse.ArgumentParser(prog="throughgate screenshots", description=__doc__)
    parser.add_argument("--only", action="append", metavar="NAME", help="this page only; may be repeated")
    parser.add_argument("--out", type=Path, help="where to put them (default: var/screenshots)")
    parser.add_argument("--readme", action="store_true", help="only docs/images/person.png, for the README")
    parser.add_argument("--list", action="store_true", help="print the names of the pages, and stop")
    options = parser.parse_args(arguments)
    if options.list:
        print("\n".join(shot.name for shot in SHOTS))
        return 0
    shots = [shot for shot in SHOTS if not options.only or shot.name in options.only]
    if not shots:
        print("No page has that name. To see the names: throughgate screenshots --list", file=sys.stderr)
        return 2
    with served() as address:
        if options.readme:
            return _for_readme(address, options.out or REPOSITORY / "docs" / "images")
        return _all(address, shots, options.out or Environment.read().var / "screenshots")


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
    keys = _keys()
    paths = [_path(shot, keys) for shot in shots]
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
    path = _path(README, _keys())
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
        locale="de-DE" if shot.language == "de" else "en-GB",
        reduced_motion="reduce",
    )
    page = context.new_page()
    if shot.user is not None:
        page.goto(f"/demo/sign-in/{_username(shot.user)}/")
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state("load")
    context.add_cookies([{"name": "django_language", "value": shot.language, "url": address}])
    return page


def _username(name: str) -> str:
    from throughgate.desk.sample.staff import STAFF

    return next(worker.username for worker in STAFF if worker.name == name)


def _path(shot: Shot, keys: dict[str, uuid.UUID]) -> str:
    from django.urls import reverse

    takes: dict[str, Any] = {name: keys.get(value, value) for name, value in shot.takes.items()}
    return reverse(shot.route, kwargs=takes) + (f"?{shot.query}" if shot.query else "")


def _keys() -> dict[str, uuid.UUID]:
    """Return the keys of the people whose pages are shown, and of their stays."""
    set_up_django()
    from throughgate.foundation.database.context import as_owner
    from throughgate.person.people.models import Stay

    found: dict[str, uuid.UUID] = {}
    with as_owner():
        for name, (given, family) in PEOPLE.items():
            stay = (
                Stay.objects.using("owner")
                .filter(person__given_names=given, person__family_name=family)
                .order_by("-arrived_on")
                .first()
            )
            if stay is None:
                raise SystemExit(
                    "This is not the sample region: the people of the pictures are not in the database."
                )
            found |= {name: stay.person_id, f"{name}-stay": stay.pk}
    return found
