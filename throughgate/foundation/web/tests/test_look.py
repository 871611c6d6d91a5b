"""The style guide in a real browser: accessible, and no wider than the screen, in both themes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.journeys.browsing import WIDTHS, violations
from throughgate.foundation.browser import launch_options
from throughgate.foundation.web import fonts, styleguide
from throughgate.foundation.web.components import Account, Job, Tab, places

pytestmark = pytest.mark.browser
ADDRESS = "http://throughgate.test"
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(**launch_options())
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def made_fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    build = tmp_path_factory.mktemp("build")
    fonts.make(build)
    return build


def style_guide(language: str) -> str:
    """Draw the style guide as a signed-in person sees it."""
    request: Any = RequestFactory().get("/style/")
    jobs = [
        Job("1", "JVA Musterstadt", "Case lead", current=True),
        Job("2", "Bewährungshilfe Heinsberg", "Probation officer"),
    ]
    words = [
        "Heute",
        "Personen",
        "Betriebe",
        "Ausbildungsplatzangebote",
        "Beobachtungsbögen",
        "Kurse",
        "Dienste",
    ]
    values = {
        **styleguide.context(request),
        "request": SimpleNamespace(GET=request.GET, path=request.path, get_full_path="/style/"),
        "navigation": places(Tab(word, "#", current=word == "Personen") for word in words),
        "account": Account("Maria Lenz", (Tab("You", "#"),), tuple(jobs)),
    }
    with translation.override(language):
        return render_to_string("web/styleguide.html", values)


def opened(browser: Browser, build: Path, html: str, *, script: bool = True) -> Page:
    """Open `html` under our content policy, with styles and scripts served from where they lie."""
    page = browser.new_context(
        viewport={"width": 1440, "height": 900}, java_script_enabled=script, reduced_motion="reduce"
    ).new_page()

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if not path.startswith("/static/"):
            headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": CSP}
            route.fulfill(body=html, headers=headers)
            return
        name = path.removeprefix("/static/")
        made = build / name
        route.fulfill(path=made if made.exists() else finders.find(name))

    page.route("**/*", answer)
    page.goto(f"{ADDRESS}/style/")
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize("language", ["en", "ar"])
def test_style_guide_is_accessible(browser: Browser, made_fonts: Path, language: str) -> None:
    """No violation of any rule in any width and theme, also with the account menu open; nothing wider than the screen."""
    page = opened(browser, made_fonts, style_guide(language))
    page.locator(".menu-account").evaluate("menu => { menu.open = true }")
    for width, theme in itertools.product(WIDTHS, ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        assert not violations(page), (width, theme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


def test_nothing_breaks_the_content_policy(browser: Browser, made_fonts: Path) -> None:
    """No inline style, no inline script, no picture from elsewhere; the fonts arrive."""
    said: list[str] = []
    html = style_guide("en")
    page = opened(browser, made_fonts, html)
    page.on("console", lambda message: said.append(message.text))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert said == []
    assert page.evaluate("document.fonts.check('600 16px \"Source Sans\"')")
    assert " style=" not in html
    page.context.close()


def test_menu_opens_without_a_script(browser: Browser, made_fonts: Path) -> None:
    """The account menu is a summary: a keyboard opens it where scripts are off."""
    page = opened(browser, made_fonts, style_guide("en"), script=False)
    page.locator(".menu-account > summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Sign out").is_visible()
    page.context.close()


def test_a_form_is_sent_once(browser: Browser, made_fonts: Path) -> None:
    """The second of two quick clicks is stopped before it leaves the page."""
    page = opened(browser, made_fonts, style_guide("en").replace('class="form"', 'class="form" novalidate'))
    passed = page.evaluate(
        """() => {
            let passed = 0;
            window.addEventListener("submit", (event) => {
                if (!event.defaultPrevented) passed += 1;
                event.preventDefault();
            });
            const button = document.querySelector("#forms button.main");
            button.click();
            button.click();
            return passed;
        }"""
    )
    assert passed == 1
    page.context.close()


def test_the_summary_of_errors_takes_the_focus(browser: Browser, made_fonts: Path) -> None:
    """After a refused form the keyboard stands at what must be put right."""
    page = opened(browser, made_fonts, style_guide("en"))
    assert page.evaluate("document.activeElement.className") == "wrongs"
    page.context.close()
