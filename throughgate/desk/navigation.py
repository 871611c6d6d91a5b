"""The frame around every page: where one can go from here."""

from __future__ import annotations

from functools import cache, partial
from operator import attrgetter
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from throughgate.foundation.web.components import Account, Job, Tab, places
from throughgate.foundation.web.parts import Place, with_declared
from throughgate.foundation.web.tables import link_to
from throughgate.ground.acting.actor import Actor


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame shows; asks the database nothing."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {}
    return {
        "navigation": navigation(actor, request.path),
        "account": account(actor),
        "finds_people": actor.may("read", "person"),
    }


OWN = (Place("today", gettext_lazy("Today"), "desk:today", lambda _actor: True),)


def navigation(actor: Actor, path: str) -> SafeString:
    """Return the main places that the actor's roles open, drawn."""
    kind = actor.membership.organisation.kind if actor.membership else ""
    reader = (get_language(), actor.roles, kind)
    if reader not in _known:
        _known[reader] = [
            (str(one.label), reverse(one.route)) for one in declared_places() if one.opens(actor)
        ]
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


@cache
def declared_places() -> tuple[Place, ...]:
    """Return every place, as the apps declare them."""
    return with_declared(OWN, "IN_FRAME")


def account(actor: Actor) -> Account:
    """Return whose page it is, what one can do about the own account and organisation, and whom one can work as."""
    links = [Tab(_("My account"), _my_account())]
    if actor.membership is not None:
        links.append(Tab(_("My organisation"), _organisation(actor.organisation)))
    jobs = (
        Job(str(one.pk), str(one.organisation), ", ".join(one.role_names), current=one == actor.membership)
        for one in actor.user.memberships_in_force
    )
    return Account(str(actor.user), tuple(links), tuple(jobs))


_my_account = cache(partial(reverse, "accounts:mine"))
_organisation = link_to("organisations:page", attrgetter("code"))
