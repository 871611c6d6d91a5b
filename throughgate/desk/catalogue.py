"""Every page of the house, pulled from the apps that say what theirs are, listed here by name."""

from __future__ import annotations

from functools import cache

from django.utils.module_loading import import_string

from throughgate.foundation.web.catalogue import Page

SOURCES: tuple[str, ...] = (
    "throughgate.foundation.web.pages.PAGES",
    "throughgate.ground.accounts.pages.PAGES",
    "throughgate.ground.organisations.pages.PAGES",
    "throughgate.ground.vocabulary.pages.PAGES",
    "throughgate.person.people.pages.PAGES",
    "throughgate.person.observations.pages.PAGES",
    "throughgate.work.openings.pages.PAGES",
    "throughgate.foundation.imports.pages.PAGES",
    "throughgate.desk.oversight.pages.PAGES",
    "throughgate.desk.pages.PAGES",
)


@cache
def catalogue() -> dict[str, Page]:
    """Return every page by the name of its route."""
    return {page.route: page for name in SOURCES for page in import_string(name)}
