"""The parts of an organisation's pages in the order of the navigation, with those that wings declare."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Part, with_declared
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.work.openings.rules import OFFERS


def everybody(_actor: Actor, _organisation: Organisation) -> bool:
    """Open a part to whoever sees the organisation."""
    return True


def sees_offers(actor: Actor, organisation: Organisation) -> bool:
    """Open what an organisation offers to those who read all openings, or these as their own."""
    return organisation.kind in OFFERS and (
        actor.may("read", "opening")
        or (organisation.pk == actor.organisation.pk and actor.may("read", "own_opening"))
    )


OWN = (
    Part("overview", _("Overview"), "organisations:page", everybody, ("facts",)),
    Part(
        "contacts",
        _("Contacts and addresses"),
        "organisations:contacts",
        everybody,
        ("contacts", "sites"),
    ),
    Part("openings", _("Openings"), "desk:organisation-openings", sees_offers, ("openings",)),
)
PARTS = with_declared(OWN, "OF_ORGANISATION")
