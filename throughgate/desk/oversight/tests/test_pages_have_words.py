"""The log of looks speaks in words: no name of a route is ever shown."""

from __future__ import annotations

from throughgate.desk.catalogue import catalogue, pages
from throughgate.desk.oversight.words import page_in_words
from throughgate.foundation.web.routes import routes
from throughgate.ground.acting.roles import ROLES

WITHOUT_PEOPLE = (
    "account_",
    "mfa_",
    "usersessions_",
    "demo_",
    "feedback_",
    "joining_",
    "introduction_",
    "asked_",
    "health",
    "ready",
    "renewal_",
    "style",
    "set_language",
)
"""Entrance and machinery: they load nobody, so the log never names them."""

NAMES = {route.name for route in routes()}


def test_every_address_is_in_the_catalogue():
    """A new address gets an entry in the `pages.py` of its app; one that is gone loses it; none has two."""
    addresses = {page.route for page in pages() if page.gives != "job"}
    assert NAMES - addresses == set()
    assert addresses - NAMES == set()
    assert len(pages()) == len(catalogue())


def test_every_page_has_words():
    """Whatever may show people is named in words."""
    silent = {page.route for page in catalogue().values() if not page.words}
    assert {name for name in silent if not name.startswith(WITHOUT_PEOPLE)} == set()


def test_pages_are_opened_by_roles_that_exist():
    """Who opens a page is a role of the access table, or nobody who signed in."""
    assert {page.opened_by for page in catalogue().values()} <= {"", *ROLES}


def test_in_words():
    """A page by its words, the worker's reading too; one that is gone as it was written."""
    assert page_in_words("people:dates") == "Release dates"
    assert page_in_words("accounts:roles") == "Members and accounts"
    assert page_in_words("imports:work") == "Import of a list"
    assert page_in_words("people:gone") == "people:gone"


def test_a_withdrawal_reads_like_an_answer():
    """The log does not tell that a consent was taken back."""
    assert page_in_words("people:withdraw-consent") == page_in_words("people:answer-consent")
