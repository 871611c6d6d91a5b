"""Where a day begins for each role: what one starts from Today in one tap, and what an empty Today says."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from throughgate.desk.today import sees_house
from throughgate.ground.acting.actor import Actor
from throughgate.ground.acting.roles import LOOKS_AFTER
from throughgate.work.openings.actions import may_change


@dataclass(frozen=True)
class Steps:
    """What one does from here, the first that makes something as the main action; and the words of a day without work."""

    title: str
    why: str
    actions: list[tuple[str, str, str]] = field(default_factory=list)
    """Words, address, kind of button."""


def first_steps(actor: Actor) -> Steps:
    """Return the first steps by the roles of the current membership; asks the database nothing."""
    makes = []
    if actor.may("write", "sheet"):
        makes.append((_("Start a sheet"), reverse("observations:start")))
    if actor.may("write", "opening"):
        makes.append((_("Add an opening"), reverse("openings:add")))
    elif may_change(actor, actor.organisation):
        makes.append((_("Add an opening"), reverse("openings:add-for", args=[actor.organisation.code])))
    if actor.may("write", "membership"):
        makes.append((_("Invite somebody"), reverse("accounts:invite")))
    actions = [(*one, "main" if number == 0 else "") for number, one in enumerate(makes)]
    if sees_house(actor):
        actions.append((_("Everybody here"), f"{reverse('people:list')}?show=all", ""))
    elif actor.may("read", "person") and not LOOKS_AFTER.isdisjoint(actor.roles):
        actions.append((_("My people"), f"{reverse('people:list')}?show=mine", ""))
    return Steps(*_words(actor), actions)


def _words(actor: Actor) -> tuple[str, str]:
    """Return the title of an empty Today and what would stand there."""
    title = _("Nothing waits for you")
    if sees_house(actor):
        why = _("Whoever is new stands here for 14 days, and whoever leaves within 90 days.")
    elif not LOOKS_AFTER.isdisjoint(actor.roles):
        why = _("People assigned to you stand here when their release comes near or its date moves.")
    elif actor.may("read", "access_log"):
        title = _("Nothing to check")
        why = _(
            "Reasons that staff name for opening people outside of their caseload stand here for 14 days."
        )
    elif actor.may("write", "own_opening"):
        why = _("Openings stand here 30 days before they end, so that you can renew them with one click.")
    elif actor.may("write", "assignment"):
        title = _("Nobody waits for a colleague")
        why = _(
            "Somebody whom a prison or the probation service shares with you stands here until you choose who looks "
            "after them."
        )
    elif actor.may("write", "membership"):
        why = _("Invitations stand here until somebody takes them up.")
    else:
        why = _("Your role here looks after the organisation, not after people's cases.")
    return title, why
