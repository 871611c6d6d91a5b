"""The pages for what went wrong: accessible, within the screen, with a way on."""

from __future__ import annotations

from http.client import HTTPConnection

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Route, expect

from tests.journeys.browsing import Visitors, looked_at
from tests.journeys.server import Server

DRAWN = (
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "405.html",
    "413.html",
    "422.html",
    "429.html",
    "500.html",
    "503.html",
)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("template", DRAWN)
def test_error_page(template: str, language: str, visitors: Visitors) -> None:
    """Each is drawn without a request or a database, in the look of the house, and leads somewhere."""
    with translation.override(language):
        drawn = render_to_string(template)
    page = visitors.page()

    def answer(route: Route) -> None:
        route.fulfill(body=drawn, content_type="text/html; charset=utf-8")

    page.route("**/broken", answer)
    page.goto("/broken")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert page.locator("main a[href], main button").count() >= 1, "A dead end"
    faults = looked_at(page)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "NONSENSE"])
@pytest.mark.parametrize(
    "path", ["/", "/accounts/login/", "/health", "/static/web/css/base.css", "/no/such/page"]
)
def test_method_that_no_page_has(method: str, path: str, server: Server) -> None:
    """The server as it runs refuses it with a page of the house, and repeats nothing of what was sent."""
    connection = HTTPConnection(server.address.removeprefix("http://"), timeout=20)
    connection.request(method, path, headers={"X-Said": "repeated"})
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "This address cannot be opened like this" in said
    assert "repeated" not in said


def test_not_found_and_not_allowed(visitors: Visitors) -> None:
    """An unknown address and one that the roles do not open have pages of the house."""
    page = visitors.page("officer")
    for address, status in (
        ("/no/such/page", 404),
        ("/people/00000000-0000-0000-0000-000000000000/", 404),
        ("/members/", 403),
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == status
        expect(page.locator(".brand")).to_be_visible()
        faults = looked_at(page)
        assert not faults, "\n".join(faults)
