"""The frame around every page: where one can go from here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from operator import attrgetter
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from throughgate.foundation.web.components import Tab, places
from throughgate.foundation.web.tables import link_to
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.views.parts import keeps_observers


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


def navigation(actor: Actor, path: str) -> SafeString:
    """Return the main places that the actor's roles open, drawn."""
    kind = actor.membership.organisation.kind if actor.membership else ""
    reader = (get_language(), actor.roles, kind)
    if reader not in _known:
        _known[reader] = [(label, url) for label, url, is_open in _places(actor) if is_open]
    here = tuple(path == url or (url != "/" and path.startswith(url)) for _label, url in _known[reader])
    if (reader, here) not in _drawn:
        _drawn[reader, here] = places(
            Tab(label, url, current=current)
            for (label, url), current in zip(_known[reader], here, strict=True)
        )
    return _drawn[reader, here]


Reader = tuple[str | None, frozenset[str], str]
"""What the places hang on: language, roles and kind of organisation. Nothing of it is anybody's own."""
_known: dict[Reader, list[tuple[str, str]]] = {}
_drawn: dict[tuple[Reader, tuple[bool, ...]], SafeString] = {}


def _places(actor: Actor) -> Iterator[tuple[str, str, bool]]:
    """Yield every place: its label, its address, and whether the actor's roles in this kind of organisation open it."""
    yield _("Today"), reverse("desk:today"), True
    yield _("People"), reverse("people:list"), actor.may("read", "person")
    assigns = actor.may("write", "assignment") and not actor.may("read", "person")
    yield _("To assign"), reverse("people:unassigned"), assigns
    about_sheets = (
        actor.may("write", "sheet")
        or actor.may("write", "own_voice")
        or actor.may("read", "agreement")
        or keeps_observers(actor)
    )
    yield _("Sheets"), reverse("observations:list"), about_sheets
    yield _("Organisations"), reverse("organisations:list"), actor.may("read", "organisation")
    yield _("Openings"), reverse("openings:list"), sees_openings(actor)
    yield _("Members"), reverse("accounts:members"), actor.may("write", "membership")
    imports = any(actor.may("write", f"import_{kind}") for kind in ("people", "companies", "levels"))
    yield _("Imports"), reverse("imports:list"), imports
    yield _("Oversight"), reverse("oversight:looks"), actor.may("read", "access_log")


def account_links(actor: Actor) -> list[Tab]:
    """Return what one can do about the own account and organisation."""
    links = [Tab(_("My account"), _my_account())]
    if actor.membership is not None:
        links.append(Tab(_("My organisation"), _organisation(actor.organisation)))
    return links


_my_account = cache(partial(reverse, "accounts:mine"))
_organisation = link_to("organisations:page", attrgetter("code"))
