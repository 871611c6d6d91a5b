"""Where follow-ups are found."""

from __future__ import annotations

import uuid

from django.urls import reverse

from throughgate.ground.acting.actor import Actor


def page_address(actor: Actor, person: uuid.UUID, placement: uuid.UUID) -> str:
    """Return the page with the follow-ups of a placement: its own, else for volunteers what follows the person's starts."""
    if actor.may("read", "placement"):
        return reverse("placements:page", args=[person, placement])
    return reverse("followups:list", args=[person])
