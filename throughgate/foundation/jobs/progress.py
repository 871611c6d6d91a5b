"""Long work as a page shows it: how far it is, refreshed while it goes on, and the whole page once it is over.

A page includes `jobs/progress_head.html` in its head and `jobs/progress.html` where it shows how far the work is, both with
`progress`. What it works on keeps its own state, and stops where somebody changes that (`states`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@dataclass(frozen=True)
class Progress:
    """How far long work is."""

    label: str
    """What is being done."""
    words: str
    """How far, for people ("120 rows")."""
    percent: int
    address: str
    """The page that shows it."""
    is_over: bool = False
    every: ClassVar = 2
    """Seconds after which the part asks again."""
    every_page: ClassVar = 4
    """Seconds after which the page does where no script runs."""


def progress_part(request: HttpRequest, progress: Progress) -> HttpResponse | None:
    """Answer the part of a page that asks how far it is: with itself, or with word that the page looks otherwise now.

    None where the whole page is asked for.
    """
    if not request.headers.get("HX-Request"):
        return None
    if not progress.is_over:
        return render(request, "jobs/progress.html", {"progress": progress})
    response = HttpResponse(status=204)
    response["HX-Refresh"] = "true"
    return response
