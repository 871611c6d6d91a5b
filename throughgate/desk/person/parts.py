"""The parts of a person's pages in the order of the navigation; a wing adds its part here."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from throughgate.foundation.web.components import Tab
from throughgate.ground.accounts.actor import Actor


def reads(*kinds: str) -> Callable[[Actor], bool]:
    """Return the question whether somebody reads any of these kinds of record."""
    return lambda actor: any(actor.may("read", kind) for kind in kinds)


@dataclass(frozen=True)
class Part:
    """One page about a person: its name in templates, its words, its route, and whom it is for."""

    name: str
    label: Promise
    route: str
    opens: Callable[[Actor], bool]


PARTS = (
    Part("overview", _("Overview"), "desk:person", reads("person")),
    Part("work", pgettext_lazy("part of a person's pages", "Work"), "desk:person-work", reads("profile")),
    Part("competencies", _("Competencies"), "observations:profile", reads("competencies")),
    Part("sharing", _("Sharing"), "desk:person-sharing", reads("consent", "case_link")),
    Part("facts", pgettext_lazy("part of a person's pages", "Facts"), "desk:person-facts", reads("person")),
)


def navigation(actor: Actor, person: uuid.UUID, current: str) -> list[Tab]:
    """Return the parts that the actor may open; nothing where there is one only."""
    tabs = [
        Tab(str(part.label), reverse(part.route, args=[person]), current=part.name == current)
        for part in PARTS
        if part.opens(actor)
    ]
    return tabs if len(tabs) > 1 else []
