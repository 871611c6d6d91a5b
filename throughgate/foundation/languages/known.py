"""The languages that the code knows by name; every other one is messages and data alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

SOURCE: Final = "en"
"""What messages are written in; a text that is data stands in it at least."""
COMPLETE: Final = frozenset({"de"})
"""Languages in which a missing translation is a fault; others may show the source for a while."""
WRITTEN: Final = (SOURCE, *sorted(COMPLETE))
"""Languages in which lists come, whatever the page is read in."""
LOCALES: Final = {SOURCE: "en-gb"}
"""Whose dates and numbers are meant where a language is named alone and its first country is not."""


def by_language(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return what a file says of `name` by language, from its `name_en`, `name_de`; empty ones are left out."""
    start = f"{name}_"
    return {key.removeprefix(start): text for key, text in row.items() if key.startswith(start) and text}
