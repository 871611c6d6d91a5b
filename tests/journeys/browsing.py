"""What journeys need of a browser: contexts that report every fault, and hands of three kinds."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Download,
    Error,
    Locator,
    Page,
    Response,
    WebError,
    expect,
)

from tests.journeys.server import Server

PATIENCE = 30
"""Seconds in which a page does what is expected of it: many, for a machine that runs other tests at the same time."""
expect.set_options(timeout=PATIENCE * 1000)

WIDTHS = (390, 820, 1440)
Manner = Literal["mouse", "keyboard", "no-script"]
MANNERS: tuple[Manner, ...] = ("mouse", "keyboard", "no-script")


@dataclass
class Watch:
    """Every fault that the browser or the server reported during one test."""

    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Listen to all pages of a context."""
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # A page's own 403, 404, 409 or 422 is said here, too; other resources are judged by their response.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _error(self, error: WebError) -> None:
        self.faults.append(f"script: {error.error}")

    def _response(self, response: Response) -> None:
        document = response.request.resource_type in ("document", "fetch", "xhr")
        if response.status >= 500 or (response.status >= 400 and not document):
            self.faults.append(f"{response.status} {urlsplit(response.url).path}")


class Visitors:
    """Open pages as members of the cast, each in a browser of its own."""

    def __init__(self, browser: Browser, server: Server, watch: Watch) -> None:
        self.browser, self.server, self.watch = browser, server, watch
        self.contexts: list[BrowserContext] = []

    def page(
        self,
        username: str | None = None,
        *,
        width: int = 1440,
        theme: Literal["light", "dark"] = "light",
        script: bool = True,
        language: str = "en",
    ) -> Page:
        """Return an empty page; with a name, that member of the cast is signed in."""
        context = self.browser.new_context(
            base_url=self.server.address,
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            java_script_enabled=script,
            locale="de-DE" if language == "de" else "en-GB",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE * 1000)
        self.let_in(context, username, language)
        self.watch.over(context)
        self.contexts.append(context)
        return context.new_page()

    def let_in(self, context: BrowserContext, username: str | None, language: str) -> None:
        """Let the browser be a new visitor's, whoever used it before."""
        cookies: list[Any] = [{"name": "django_language", "value": language, "url": self.server.address}]
        if username is not None:
            cookies.append(
                {"name": "sessionid", "value": self.server.session(username), "url": self.server.address}
            )
        context.clear_cookies()
        context.add_cookies(cookies)

    def close(self) -> None:
        """Close what was opened."""
        for context in self.contexts:
            context.close()

    def fail_on_faults(self) -> None:
        """Fail when a browser or the server reported a fault."""
        if self.watch.faults:
            pytest.fail("\n".join([*self.watch.faults, "", "The server said:", self.server.last_words()]))


def too_wide(page: Page) -> list[str]:
    """Return what sticks out of the page sideways: nothing, on a page that fits."""
    found: list[str] = page.evaluate(
        """() => {
            const room = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= room) return [];
            const inFrame = (element) => {
                for (let up = element.parentElement; up; up = up.parentElement) {
                    if (getComputedStyle(up).overflowX !== "visible") return true;
                }
                return false;
            };
            const out = [...document.body.querySelectorAll("*")].filter((element) => {
                const box = element.getBoundingClientRect();
                return element.checkVisibility() && (box.right > room + 1 || box.left < -1) && !inFrame(element);
            });
            const names = out.slice(-4).map((element) => element.cloneNode(false).outerHTML.slice(0, 120));
            return names.length ? names : ["the page"];
        }"""
    )
    return found


def broken_words(page: Page) -> list[str]:
    """Return short words that begin on one line and end on the next: their column is too narrow for them."""
    found: list[str] = page.evaluate(
        r"""() => {
            const broken = new Set(), range = document.createRange();
            const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
            for (let text = texts.nextNode(); text; text = texts.nextNode()) {
                const over = text.parentElement;
                if (!text.data.trim() || !over.checkVisibility() || getComputedStyle(over).hyphens === "auto") continue;
                for (const word of text.data.matchAll(/[\p{L}\p{M}]{2,14}(?![\p{L}\p{M}\p{N}])/gu)) {
                    if (/[\p{L}\p{M}\p{N}]/u.test(text.data[word.index - 1] ?? " ")) continue;
                    range.setStart(text, word.index);
                    range.setEnd(text, word.index + word[0].length);
                    if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) broken.add(word[0]);
                }
            }
            return [...broken].slice(0, 4);
        }"""
    )
    return found


def violations(page: Page, *rules: str) -> list[str]:
    """Return what the accessibility checker finds; with `rules`, by these alone."""
    # The checker's script runs outside of the page's content policy.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    # Only what is wrong comes back: what is right, rule by rule, costs more to send than to find.
    found = AxeResults(
        page.evaluate("async (options) => ({violations: (await axe.run(options)).violations})", options)
    )
    return [found.generate_report()] if found.violations_count else []


def looked_at(page: Page) -> list[str]:
    """Return every fault of the page's look: both themes, on a phone, a tablet and a desk."""
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        faults += [f"{width} px: {element} sticks out" for element in too_wide(page)]
        faults += [f"{width} px: {word!r} is broken in two" for word in broken_words(page)]
        if width == 820:
            continue
        page.emulate_media(color_scheme="light")
        faults += [f"{width} px, light: {report}" for report in violations(page)]
        page.emulate_media(color_scheme="dark")
        # A theme changes colours and nothing else.
        faults += [
            f"{width} px, dark: {report}"
            for report in violations(page, "color-contrast", "link-in-text-block")
        ]
    return faults


def settled(page: Page) -> None:
    """Wait until the worker is through."""
    expect(page.locator("#progress")).to_have_count(0, timeout=30_000)


class Hand:
    """Use a page as a person does: with a mouse, by keyboard alone, or with scripts switched off."""

    def __init__(self, page: Page, manner: Manner) -> None:
        self.page, self.manner = page, manner

    def follow(self, name: str, *, within: str = "body", nth: int = 0) -> None:
        """Follow a link."""
        self._use(self.page.locator(within).get_by_role("link", name=name).nth(nth))

    def press(self, name: str, *, within: str = "body", nth: int = 0) -> None:
        """Press a button."""
        self._use(self.page.locator(within).get_by_role("button", name=name).nth(nth))

    def open(self, summary: Locator) -> None:
        """Open what a summary hides."""
        if self.manner == "keyboard":
            self.reach(summary)
            self.page.keyboard.press("Enter")
        else:
            summary.click()

    def fill(self, label: str, text: str, *, within: str = "main") -> None:
        """Write into a field, in place of what stands there."""
        field = self.page.locator(within).get_by_label(label, exact=False).first
        if self.manner == "keyboard":
            self.reach(field)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(text) if text else self.page.keyboard.press("Delete")
        else:
            field.fill(text)

    def choose(self, label: str, option: str, *, within: str = "main") -> None:
        """Choose from a list."""
        field = self.page.locator(within).get_by_label(label, exact=False).first
        if self.manner != "keyboard":
            field.select_option(label=option)
            return
        self.reach(field)
        self.page.keyboard.press("Home")
        for _step in range(200):
            if field.locator("option:checked").inner_text().strip() == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"No {option!r} in the list {label!r}")

    def tick(self, label: str, *, within: str = "main") -> None:
        """Tick a box or take one of several choices."""
        box = self.page.locator(within).get_by_label(label, exact=True).first
        if box.is_checked():
            return
        if self.manner != "keyboard":
            box.check()
        elif box.get_attribute("type") == "radio":
            group = self.page.locator(f"input[type=radio][name='{box.get_attribute('name')}']")
            self.reach(group)
            self.page.keyboard.press("Space")
            for _step in range(group.count()):
                if box.is_checked():
                    return
                self.page.keyboard.press("ArrowDown")
        else:
            self.reach(box)
            self.page.keyboard.press("Space")
        assert box.is_checked(), label

    def _use(self, target: Locator) -> None:
        if self.manner == "keyboard":
            self.reach(target)
            self._pressed_enter()
        else:
            target.click()
        self.page.wait_for_load_state("load")

    def _pressed_enter(self) -> None:
        # Enter only asks for the next page, where a click would wait for it. The old document is marked, as the
        # address may stay the same; where a file comes instead of a page, it stays.
        files: list[Download] = []

        def note(file: Download) -> None:
            files.append(file)

        self.page.on("download", note)
        self.page.evaluate("window.before = true")
        self.page.keyboard.press("Enter")
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not files:
            with suppress(Error):  # between two documents
                if not self.page.evaluate("window.before === true"):
                    break
            time.sleep(0.02)
        self.page.remove_listener("download", note)

    def reach(self, target: Locator) -> None:
        """Tab until the focus is on `target` (any of several); every stop shows that it has the focus."""
        target.first.wait_for()
        wanted = target.evaluate_all("(all) => { window.wanted = all; return all.length; }")
        assert wanted, target
        for _step in range(250):
            at = self.page.evaluate(
                """() => {
                    const at = document.activeElement;
                    if (window.wanted.includes(at)) return "there";
                    if (!at || at === document.body || at.id === "main") return "";
                    const style = getComputedStyle(at);
                    const seen = style.outlineStyle !== "none" || style.boxShadow !== "none"
                        || at.closest(".find, .field, label") || at.matches("[type=file]");
                    return seen ? "" : at.outerHTML.slice(0, 120);
                }"""
            )
            if at == "there":
                return
            assert not at, f"The focus is not seen on {at}"
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {target}")
