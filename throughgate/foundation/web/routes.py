"""Every address of the house by the name of its route, for what has to go through all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One named address."""

    name: str
    pattern: str

    @property
    def of_person(self) -> bool:
        """Say whether it is a page about one person."""
        return self.pattern.startswith("people/<uuid:key>")

    @property
    def takes(self) -> list[str]:
        """Return the names of what the address takes."""
        pieces = [piece.split(">")[0] for piece in self.pattern.split("<")[1:]]
        return [piece.removeprefix("P").split(":")[-1] for piece in pieces]


def routes() -> list[Route]:
    """Return every route of the house, in order."""
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns: Sequence[Any], prefix: str = "", space: str = "") -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, prefix + str(pattern.pattern), inner)
        elif isinstance(pattern, URLPattern):
            yield Route(f"{space}{pattern.name}", prefix + str(pattern.pattern))
