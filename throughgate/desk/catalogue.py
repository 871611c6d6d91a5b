"""Every page of the house, pulled from the `pages.py` of the apps."""

from __future__ import annotations

from functools import cache

from throughgate.foundation.declared import declared
from throughgate.foundation.web.catalogue import Page


def pages() -> list[Page]:
    """Return every page that an app lists."""
    return list(declared("pages", "PAGES"))


@cache
def catalogue() -> dict[str, Page]:
    """Return every page by the name of its route."""
    return {page.route: page for page in pages()}
