"""To which page an address leads is looked up once, and anew for another address."""

from __future__ import annotations

from copy import copy

import pytest
from django.test import RequestFactory

from throughgate.config.wsgi import Application
from throughgate.foundation.web import post_search
from throughgate.foundation.web.post_search import match_of


@pytest.fixture
def looked_up(monkeypatch):
    """Note every address that is looked up."""
    found = []
    resolve = post_search.resolve

    def noting(path):
        found.append(path)
        return resolve(path)

    monkeypatch.setattr(post_search, "resolve", noting)
    return found


def test_an_address_is_looked_up_once(looked_up):
    """Middleware asks several times, and the handler once more; all get the same."""
    request = RequestFactory().post("/people/add/")
    match = match_of(request)
    assert match.view_name == "people:add"
    assert not post_search.only_reads(request)
    assert not post_search.is_counted(request)
    assert Application().resolve_request(request) is match
    assert request.resolver_match is match
    assert looked_up == ["/people/add/"]


def test_a_copy_for_another_page_is_looked_up_anew(looked_up):
    """A request that goes on as if another page were asked for leads to that page."""
    request = RequestFactory().post("/search/")
    assert post_search.only_reads(request)
    asked = copy(request)
    asked.path_info = "/people/add/"
    assert match_of(asked).view_name == "people:add"
    assert match_of(request).view_name == "desk:search"
    assert looked_up == ["/search/", "/people/add/"]


def test_an_address_that_leads_nowhere_is_looked_up_once_as_well(looked_up):
    """It reads nothing by itself and counts nothing."""
    request = RequestFactory().post("/nowhere/at/all/")
    assert match_of(request) is None
    assert not post_search.only_reads(request)
    assert len(looked_up) == 1
