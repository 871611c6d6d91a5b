"""Suggestions and the search page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.django_db

PAGES = ("/vocabulary/", "/vocabulary/places/", "/vocabulary/occupations/", "/vocabulary/languages/")


@pytest.mark.parametrize("address", PAGES)
def test_strangers_are_sent_to_the_sign_in(client: Any, address: str) -> None:
    """Nobody reads the vocabulary without signing in."""
    answer = client.get(address, {"q": "Mün"})
    assert answer.status_code == 302
    assert "accounts/login" in answer["Location"]


@pytest.mark.parametrize("address", PAGES)
def test_pages_only_read(signed_in: Callable[[str], Any], address: str) -> None:
    """There is nothing to send here."""
    assert signed_in("lead").post(address).status_code == 405


def test_suggestions_come_as_options_for_the_field_that_asks(signed_in: Callable[[str], Any]) -> None:
    """A form's field sends its own name; the answer goes into its list."""
    answer = signed_in("lead").get("/vocabulary/places/", {"field": "home", "home": "Münch"})
    assert answer.status_code == 200
    assert '<option value="München, Bayern, DE">' in answer.content.decode()


def test_suggestions_come_as_json_when_asked(signed_in: Callable[[str], Any]) -> None:
    """Other programs get the key, the words and what explains them."""
    answer = signed_in("lead").get(
        "/vocabulary/occupations/", {"q": "Schweiß"}, headers={"accept": "application/json"}
    )
    assert answer.json()["suggestions"][0]["key"] == "7212"


@pytest.mark.parametrize("text", ["", "%", "_", "'; --", "a" * 5000, "\u202e", "ş"])
@pytest.mark.parametrize("address", PAGES)
def test_no_text_breaks_the_pages(signed_in: Callable[[str], Any], address: str, text: str) -> None:
    """Whatever is typed, the page answers."""
    assert signed_in("lead").get(address, {"q": text}).status_code == 200


def test_the_search_page_works_without_script(signed_in: Callable[[str], Any]) -> None:
    """One form, three lists, and a word when nothing is found; the source of the places is named."""
    client = signed_in("lead")
    page = client.get("/vocabulary/", {"q": "Rum"}).content.decode()
    assert "Romanian" in page  # found by its German name as well
    assert "Rumänisch" in page
    assert "GeoNames" in page
    assert "Nothing begins like this" in client.get("/vocabulary/", {"q": "xqzv"}).content.decode()
    assert "Bricklayers" in client.get("/vocabulary/", {"q": "Maurer"}).content.decode()
