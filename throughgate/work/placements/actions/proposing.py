"""Propose a person for an opening, and lay before everybody what the company would see."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.states.changing import change_state
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.work.openings.actions import must_write_to_companies
from throughgate.work.openings.models import Opening
from throughgate.work.placements.models import Placement
from throughgate.work.placements.profiles import LONGEST_STRENGTH, MOST_STRENGTHS, neutral_profile
from throughgate.work.placements.rules import PLACEMENT


@transaction.atomic
def propose(*, actor: Actor, person: Person, opening: Opening, once: uuid.UUID | None = None) -> Placement:
    """Propose somebody for an opening; nobody outside learns of it yet. Sent twice, it is one proposal.

    Raise NotAllowed, or ValidationError where it is going on already, the opening does not stand, or the own name would tell
    a company where people come from.
    """
    actor.must("write", "introduction")
    must_write_to_companies(actor.organisation)
    there: Placement | None = Placement.objects.filter(form_key=once, person=person).first() if once else None
    if there is not None:
        return there
    must_be_offered(opening)
    placement = Placement(
        person=person,
        opening=opening,
        organisation_id=opening.organisation_id,
        kept_by=actor.organisation,
        proposed_by=actor.membership,
        form_key=once or uuid.uuid4(),
    )
    placement.full_clean()
    placement.save(force_insert=True)
    record("placement.propose", subject=("placement", placement.pk), person=person.pk)
    return placement


def is_offered(opening: Opening) -> bool:
    """Say whether somebody can still have the place: it stands, has a seat, and who offers it has not left. One query."""
    has_left = rows_of("SELECT gate.has_left(%s)", opening.organisation_id)[0][0]
    return not (opening.state != "open" or opening.is_over or opening.seats_left == 0 or has_left)


def must_be_offered(opening: Opening) -> None:
    """Raise ValidationError where nobody can have the place any more, or who offers it has left the register. One query."""
    if not is_offered(opening):
        raise ValidationError(_("This place is not offered any more."), code="over")


@transaction.atomic
def ask(*, actor: Actor, placement: Placement, expected: int, strengths: Iterable[str] = ()) -> Placement:
    """Ask everybody at once: the person, the company, and custody while it has a part in the case.

    The profile is made now and does not change any more. Place and sender are looked at again: days lie between a proposal and
    this. Raise NotAllowed, Stale, ValidationError.
    """
    actor.must("write", "introduction")
    must_write_to_companies(actor.organisation)
    must_be_offered(placement.opening)
    lines = [line for text in strengths if (line := " ".join(text.split()))]
    if len(lines) > MOST_STRENGTHS or any(len(line) > LONGEST_STRENGTH for line in lines):
        raise ValidationError(
            {"strengths": _("Five lines at most, each of 120 letters at most.")}, code="too_long"
        )
    change_state(
        placement,
        PLACEMENT,
        "ask",
        by=actor.roles,
        expected=expected,
        person=placement.person_id,
        profile=neutral_profile(actor, placement.person, lines),
        asked_on=timezone.localdate(),
        moved_on=timezone.localdate(),
    )
    placement.refresh_from_db()
    return placement
