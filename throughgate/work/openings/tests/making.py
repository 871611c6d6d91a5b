"""What tests of openings begin with: an address, and what a form sends."""

from __future__ import annotations

from django.urls import reverse


def page(key, name="page"):
    """Return an address of an opening."""
    return reverse(f"openings:{name}", args=[key])


def typed(**changes):
    """Return what a form sends."""
    return {
        "kind": "job",
        "title": "Lagerhelfer",
        "seats": "2",
        "german": "none",
        "licence": "none",
        **changes,
    }
