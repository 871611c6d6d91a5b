"""What people do with openings."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.states.changing import change_state
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.organisations.queries import address_lines
from throughgate.work.openings.models import Opening
from throughgate.work.openings.rules import OFFERS, OPENING, may_keep, may_write_to_companies, next_expiry

UNTOUCHED = frozenset({"source", "external_number", "organisation", "taken"})
"""What no change may touch: they say whose it is and where it came from."""


def may_change(actor: Actor, organisation: Organisation) -> bool:
    """Say whether the actor adds and keeps openings of this organisation."""
    if actor.membership is None or organisation.kind not in OFFERS:
        return False
    return may_keep(
        own=organisation.pk == actor.organisation.pk,
        writes_all=actor.may("write", "opening"),
        writes_own=actor.may("write", "own_opening"),
    )


def _must_change(actor: Actor, organisation: Organisation) -> None:
    if not may_change(actor, organisation):
        raise NotAllowed("write opening")


@transaction.atomic
def add_opening(
    *,
    actor: Actor,
    organisation: Organisation,
    kind: str,
    title: str,
    source: str = "",
    external_number: str = "",
    **facts: Any,
) -> Opening:
    """Add an opening; it stands for 90 days unless `expires_on` says otherwise.

    Facts are fields of the model by name. What is not given stays unknown: that is not "none". Raise NotAllowed, or
    ValidationError with the fields that cannot be.
    """
    _must_change(actor, organisation)
    facts = _with_night(facts, ())
    if facts.get("expires_on") is None:
        facts["expires_on"] = next_expiry(timezone.localdate(), facts.get("closing_on"))
    opening = Opening(
        organisation=organisation,
        kind=kind,
        title=title,
        source=source,
        external_number=external_number,
        **_located(organisation, facts),
    )
    opening.full_clean()
    opening.save(force_insert=True)
    record("opening.add", subject=("opening", opening.pk))
    return opening


@transaction.atomic
def change_opening(*, actor: Actor, opening: Opening, expected: int, **changes: Any) -> Opening:
    """Change facts of an opening that still has version `expected`; raise Stale otherwise."""
    _must_change(actor, opening.organisation)
    if touched := UNTOUCHED & changes.keys():
        raise NotAllowed(f"change {', '.join(sorted(touched))}")
    changes = _located(opening.organisation, _with_night(changes, opening.demands))
    closing_on = changes.get("closing_on")
    if closing_on is not None and "expires_on" not in changes and closing_on > opening.expires_on:
        # A later last day to apply is a promise that it stands until then, at most for the usual time.
        changes["expires_on"] = next_expiry(timezone.localdate(), closing_on)
    _save(opening, expected, changes)
    record(
        "opening.change", subject=("opening", opening.pk), fields=changes.keys() - {"title_key", "words_key"}
    )
    return opening


@transaction.atomic
def put_opening(
    *, actor: Actor, organisation: Organisation, source: str, external_number: str, **facts: Any
) -> tuple[Opening, str]:
    """Add an opening of a source, or change the one it is already; say `created`, `changed` or `unchanged`.

    For imports: the same again changes nothing. What is not given stays as it is.
    """
    there = (
        Opening.objects.visible_to(actor)
        .select_related("organisation")
        .filter(organisation=organisation, source=source, external_number=external_number)
        .first()
    )
    if there is None:
        opening = add_opening(
            actor=actor, organisation=organisation, source=source, external_number=external_number, **facts
        )
        return opening, "created"
    changes = {name: value for name, value in facts.items() if getattr(there, name) != value}
    if not changes:
        return there, "unchanged"
    return change_opening(actor=actor, opening=there, expected=there.version, **changes), "changed"


@transaction.atomic
def renew_opening(*, actor: Actor, opening: Opening, expected: int) -> Opening:
    """Let an opening stand for another 90 days from today; raise Stale where somebody changed it meanwhile."""
    _must_change(actor, opening.organisation)
    if opening.state != "open":
        raise ValidationError(_("Only an opening that is open can be renewed."), code="wrong_state")
    today = timezone.localdate()
    if opening.closing_on is not None and opening.closing_on < today:
        raise ValidationError(_("The last day to apply is over. Change it first."), code="closing_over")
    _save(opening, expected, {"expires_on": next_expiry(today, opening.closing_on)})
    record("opening.renew", subject=("opening", opening.pk), fields=["expires_on"])
    return opening


@transaction.atomic
def move_opening(*, actor: Actor, opening: Opening, move: str, expected: int) -> Opening:
    """Pause, fill, close or open an opening again, as the table of its states allows."""
    _must_change(actor, opening.organisation)
    changes: dict[str, Any] = {"changed_at": timezone.now()}
    if move == "reopen":
        changes["expires_on"] = next_expiry(timezone.localdate(), opening.closing_on)
    change_state(opening, OPENING, move, by=actor.roles, expected=expected, **changes)
    return opening


@transaction.atomic
def take_seat(*, actor: Actor, opening: Opening) -> None:
    """Give a seat of an opening to somebody: where a placement starts. Whoever comes too late is told.

    The version stays: whoever has the form open changes other things. Raise NotAllowed, or ValidationError with a sentence.
    """
    _must_change(actor, opening.organisation)
    free = Opening.objects.filter(
        Q(seats__isnull=True) | Q(taken__lt=F("seats")), pk=opening.pk, state="open"
    )
    if not free.update(taken=F("taken") + 1):
        raise ValidationError(_("No seat is left here."), code="no_seat")
    record("opening.take_seat", subject=("opening", opening.pk))


@transaction.atomic
def give_back_seat(*, actor: Actor, opening: Opening) -> None:
    """Give a seat back: where a placement ends early. Raise NotAllowed, or ValidationError where none is taken."""
    _must_change(actor, opening.organisation)
    if not Opening.objects.filter(pk=opening.pk, taken__gt=0).update(taken=F("taken") - 1):
        raise ValidationError(_("Nobody has a seat here."), code="none_taken")
    record("opening.give_back_seat", subject=("opening", opening.pk))


@transaction.atomic
def remove_opening(*, actor: Actor, opening: Opening) -> None:
    """Remove an opening as if it had never been: for the undo of an import. Removing it twice is one removal."""
    _must_change(actor, opening.organisation)
    if Opening.objects.filter(pk=opening.pk).delete()[0]:
        record("opening.remove", subject=("opening", opening.pk))


def _save(opening: Opening, expected: int, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(opening, name, value)
    # The sort key is made while validating, and must be among what is written.
    opening.clean()
    keys = {"title_key": opening.title_key, "words_key": opening.words_key}
    opening.save_over(expected, **changes, **keys, changed_at=timezone.now())


def _with_night(facts: dict[str, Any], demands: Collection[str]) -> dict[str, Any]:
    """Let a night shift be night work, too: by it, an opening is shut for whoever may not work at night."""
    if "night" not in facts.get("shifts", ()):
        return facts
    told = facts.get("demands", demands)
    return facts if "night_work" in told else {**facts, "demands": ["night_work", *told]}


def _located(organisation: Organisation, facts: dict[str, Any]) -> dict[str, Any]:
    """Take the position over from the site, which must be one of the organisation's own."""
    if "site" not in facts:
        return facts
    site = facts["site"]
    if site is not None and site.organisation_id != organisation.pk:
        raise ValidationError({"site": _("This site belongs to another organisation.")}, code="foreign_site")
    return {
        **facts,
        "latitude": getattr(site, "latitude", None),
        "longitude": getattr(site, "longitude", None),
    }


def must_write_to_companies(sender: Organisation) -> None:
    """Raise ValidationError where kind, name or address of the sender would tell a company where people come from."""
    if not may_write_to_companies(sender.kind, address_lines(sender)):
        words = _("Letters to companies come from the placement officer of a chamber or a charity.")
        raise ValidationError(words, code="sender")
