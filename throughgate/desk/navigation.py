"""The frame around every page: where one can go from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from throughgate.ground.accounts.actor import Actor
from throughgate.person.observations.views.parts import keeps_observers


@dataclass(frozen=True)
class Link:
    """One place to go."""

    label: str
    url: str
    current: bool = False


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame shows; asks the database nothing."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {}
    return {
        "navigation": navigation(actor, request.path),
        "account_links": account_links(actor),
        "memberships": actor.user.memberships_in_force,
    }


def sees_openings(actor: Actor) -> bool:
    """Say whether the actor's roles open openings, all or the own ones."""
    return actor.may("read", "opening") or actor.may("read", "own_opening")


def navigation(actor: Actor, path: str) -> list[Link]:
    """Return the main places that the actor's roles open."""
    places = [(_("Today"), reverse("desk:today"), True)]
    places.append((_("People"), reverse("people:list"), actor.may("read", "person")))
    assigns = actor.may("write", "assignment") and not actor.may("read", "person")
    places.append((_("To assign"), reverse("people:unassigned"), assigns))
    about_sheets = (
        actor.may("write", "sheet")
        or actor.may("write", "own_voice")
        or actor.may("read", "agreement")
        or keeps_observers(actor)
    )
    places.append((_("Sheets"), reverse("observations:list"), about_sheets))
    places.append((_("Organisations"), reverse("organisations:list"), actor.may("read", "organisation")))
    places.append((_("Openings"), reverse("openings:list"), sees_openings(actor)))
    places.append((_("Members"), reverse("accounts:members"), actor.may("write", "membership")))
    imports = any(actor.may("write", f"import_{kind}") for kind in ("people", "companies", "levels"))
    places.append((_("Imports"), reverse("imports:list"), imports))
    places.append((_("Oversight"), reverse("oversight:looks"), actor.may("read", "access_log")))
    return [
        Link(label, url, path == url or (url != "/" and path.startswith(url)))
        for label, url, open_ in places
        if open_
    ]


def account_links(actor: Actor) -> list[Link]:
    """Return what one can do about the own account and organisation."""
    links = [Link(_("My account"), reverse("accounts:mine"))]
    if actor.membership is not None:
        links.append(
            Link(_("My organisation"), reverse("organisations:page", args=[actor.organisation.code]))
        )
    return links
