"""Where an entry of the register is."""

from __future__ import annotations

from django.urls import reverse

from throughgate.work.register.models import Registration


def page_address(row: Registration) -> str:
    """Return the page of a registration."""
    return reverse("register:page", args=[row.pk])
