"""The reference letter: written by staff, approved by the person, with no hint of where it comes from."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from throughgate.foundation.audit.record import record
from throughgate.foundation.codes import signs
from throughgate.foundation.states.changing import change_state
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.models import LetterIssuer, ReferenceLetter, Slip
from throughgate.person.observations.rules.letters import LETTER, telling_words
from throughgate.person.observations.rules.sheets import Refusal
from throughgate.person.observations.words import PROBLEMS, refuse
from throughgate.person.people.models import Person, Stay


@transaction.atomic
def write_letter(
    *, actor: Actor, person: Person, language: str, text: str, registered: LetterIssuer
) -> ReferenceLetter:
    """Keep a letter for the person to approve; refuse words that show custody, or the name of a prison."""
    actor.must("write", "reference_letter")
    _must_be_in_force(registered)
    found = telling_words(text, extra=_prisons(person))
    if found:
        words = ", ".join(f"“{word}”" for word in found)
        raise ValidationError({"text": str(PROBLEMS["letter_careful"]) % {"words": words}})
    letter = ReferenceLetter(
        person=person,
        organisation=actor.organisation,
        language=language,
        text=text.strip(),
        registered=registered,
        issuer=registered.body.name,
        issuer_street=registered.street,
        issuer_town=registered.town,
        issuer_domain=registered.domain,
        issuer_signs=registered.contact,
        written_by=actor.membership,
    )
    letter.full_clean(exclude=["person", "registered"], validate_constraints=False)
    letter.save(force_insert=True)
    record("letter.write", subject=("letter", letter.pk), person=person.pk)
    return letter


def _must_be_in_force(registered: LetterIssuer) -> None:
    if not registered.is_in_force:
        refuse([Refusal("issuer_expired")], "registered")


def _prisons(person: Person) -> list[str]:
    """Return the names of the prisons where the person was, with the words they are made of left whole."""
    names = Stay.objects.filter(person=person).values_list("organisation__name", flat=True)
    return [re.sub(r"\s+", " ", name) for name in names]


@transaction.atomic
def approve_letter(
    *, actor: Actor, letter: ReferenceLetter, expected: int, approved_on: date, code: str
) -> ReferenceLetter:
    """Note that the person approved the text on the slip with this code; from now on it never changes."""
    actor.must("write", "reference_letter")
    if not Slip.objects.filter(letter=letter, code=signs.read(code)).exists():
        refuse([Refusal("wrong_slip")], "code")
    if not letter.registered.is_in_force:
        refuse([Refusal("issuer_expired")])
    if approved_on > timezone.localdate():
        refuse([Refusal("future")], "approved_on")
    _change(actor, letter, "approve", expected, given={"approved_on"}, approved_on=approved_on)
    return letter


@transaction.atomic
def withdraw_letter(*, actor: Actor, letter: ReferenceLetter, expected: int) -> ReferenceLetter:
    """Take a letter back, because the person does not want it or it is wrong."""
    actor.must("write", "reference_letter")
    _change(actor, letter, "withdraw", expected)
    return letter


def _change(actor: Actor, letter: ReferenceLetter, name: str, expected: int, **more: Any) -> None:
    change_state(
        letter, LETTER, name, by=actor.roles, expected=expected, person=letter.person_id, noted=(), **more
    )
