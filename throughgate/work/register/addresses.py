"""Where an entry of the register is."""

from __future__ import annotations

import uuid

from django.urls import reverse

from throughgate.work.register.models import Registration


def address(row: Registration) -> str:
    """Return where an entry stands: among the pages of its organisation, or by itself."""
    return (
        reverse("register:entry", args=[row.organisation.code]) if row.organisation else page_address(row.pk)
    )


def page_address(key: uuid.UUID) -> str:
    """Return the page of a registration."""
    return reverse("register:page", args=[key])
