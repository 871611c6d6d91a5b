"""The reference letter: written by staff, approved by the person, with no hint of where it comes from."""

from __future__ import annotations

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.rows import Stale
from throughgate.ground.accounts.actor import Actor
from throughgate.person.observations.models import ReferenceLetter
from throughgate.person.observations.rules.letters import telling_words
from throughgate.person.observations.rules.sheets import Refusal
from throughgate.person.observations.words import PROBLEMS, refuse
from throughgate.person.people.models import Person, Stay


@transaction.atomic
def write_letter(
    *,
    actor: Actor,
    person: Person,
    language: str,
    text: str,
    issuer: str,
    issuer_place: str,
    issuer_signs: str,
    issuer_agreed_on: date,
) -> ReferenceLetter:
    """Keep a letter for the person to approve; refuse words that show custody, or the name of a prison."""
    actor.must("write", "reference_letter")
    found = telling_words(f"{text} {issuer} {issuer_place} {issuer_signs}", extra=_prisons(person))
    if found:
        words = ", ".join(f"“{word}”" for word in found)
        raise ValidationError({"text": str(PROBLEMS["letter_careful"]) % {"words": words}})
    if issuer_agreed_on > timezone.localdate():
        refuse([Refusal("future")], "issuer_agreed_on")
    letter = ReferenceLetter(
        person=person,
        organisation=actor.organisation,
        language=language,
        text=text.strip(),
        issuer=issuer,
        issuer_place=issuer_place,
        issuer_signs=issuer_signs,
        issuer_agreed_on=issuer_agreed_on,
        written_by=actor.membership,
    )
    letter.full_clean(exclude=["person"], validate_constraints=False)
    letter.save(force_insert=True)
    record("letter.write", subject=("letter", letter.pk), person=person.pk)
    return letter


def _prisons(person: Person) -> list[str]:
    """Return the names of the prisons where the person was, with the words they are made of left whole."""
    names = Stay.objects.filter(person=person).values_list("organisation__name", flat=True)
    return [re.sub(r"\s+", " ", name) for name in names]


@transaction.atomic
def approve_letter(
    *, actor: Actor, letter: ReferenceLetter, expected: int, approved_on: date
) -> ReferenceLetter:
    """Note that the person approved the text; from now on it never changes."""
    actor.must("write", "reference_letter")
    if approved_on > timezone.localdate():
        refuse([Refusal("future")], "approved_on")
    _move(letter, expected, "draft", state="approved", approved_on=approved_on)
    record("letter.approve", subject=("letter", letter.pk), person=letter.person_id)
    return letter


@transaction.atomic
def withdraw_letter(*, actor: Actor, letter: ReferenceLetter, expected: int) -> ReferenceLetter:
    """Take a letter back, because the person does not want it or it is wrong."""
    actor.must("write", "reference_letter")
    _move(letter, expected, letter.state if letter.state != "withdrawn" else "draft", state="withdrawn")
    record("letter.withdraw", subject=("letter", letter.pk), person=letter.person_id)
    return letter


def _move(letter: ReferenceLetter, expected: int, from_: str, **changes: object) -> None:
    if letter.state != from_:
        refuse([Refusal("letter_closed")])
    changed = ReferenceLetter.objects.filter(pk=letter.pk, version=expected, state=from_).update(
        version=expected + 1, **changes
    )
    if not changed:
        raise Stale(ReferenceLetter.objects.get(pk=letter.pk))
    letter.refresh_from_db()
