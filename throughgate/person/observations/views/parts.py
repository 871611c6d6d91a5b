"""The parts of observations, each a tab beside the others."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.foundation.web.components import Tab, Words
from throughgate.ground.accounts.rules import ROLES_OF_KIND
from throughgate.ground.acting.actor import Actor, NotAllowed


class OfObservations:
    """A page that is one of the parts: a list, or a form beside one."""

    tab: ClassVar[str]
    tabs_label: Words = gettext_lazy("Parts of observations")
    actor: Any

    def tabs(self) -> list[Tab]:
        """Lead to the other parts."""
        return tabs(self.actor, self.tab)


def keeps_observers(actor: Actor) -> bool:
    """Say whether the actor records the training of observers: not where nobody observes, as in a company."""
    return (
        actor.membership is not None
        and actor.may("write", "observer_training")
        and "observer" in ROLES_OF_KIND[actor.organisation.kind]
    )


def must_keep_observers(actor: Actor) -> None:
    """Raise NotAllowed unless the actor records the training of observers."""
    if not keeps_observers(actor):
        raise NotAllowed("write observer_training")


def tabs(actor: Actor, current: str) -> list[Tab]:
    """Return where one goes from here; nothing where there is one place only."""
    places = [
        ("sheets", _("Sheets"), reverse("observations:list"), actor.may("write", "sheet")),
        ("groups", _("Groups"), reverse("observations:groups"), actor.may("write", "person_group")),
        ("objections", _("Objections"), reverse("observations:objections"), actor.may("write", "own_voice")),
        (
            "training",
            _("Training of observers"),
            reverse("observations:training"),
            keeps_observers(actor),
        ),
        (
            "issuers",
            _("Who signs our letters"),
            reverse("observations:issuers"),
            keeps_observers(actor) and actor.may("write", "letter_issuer"),
        ),
    ]
    places += [
        ("feedback", _("How I rate"), reverse("observations:feedback"), actor.may("write", "sheet")),
        (
            "agreement",
            _("How far we agree"),
            reverse("observations:agreement"),
            actor.may("read", "agreement"),
        ),
    ]
    found = [Tab(label, address, current=name == current) for name, label, address, may in places if may]
    return found if len(found) > 1 else []
