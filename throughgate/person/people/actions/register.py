"""Register people and change what is known about them."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.rows import Stale
from throughgate.foundation.languages.folding import sort_key
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.duplicates import PersonFacts, blocking_keys
from throughgate.person.people.models import (
    AfterRelease,
    Assignment,
    CaseLink,
    Guardian,
    NotDuplicate,
    Person,
    PersonNumber,
)
from throughgate.person.people.rules import BY_STATUTE, PART_OF_KIND, needs_guardian
from throughgate.person.people.searching import key_of

NAMES = ("given_names", "family_name", "called_name", "birth_on", "birth_precision")
IDENTITY = frozenset(NAMES)


@transaction.atomic
def register_person(
    *,
    actor: Actor,
    family_name: str,
    given_names: str = "",
    number: str = "",
    assign: bool = True,
    consent_basis: bool = False,
    **facts: Any,
) -> Person:
    """Register a person with the first link to the actor's organisation, and take them into the actor's caseload.

    Raise NotAllowed without the right, ValidationError for facts that cannot be.
    """
    actor.must("write", "person")
    part = PART_OF_KIND[actor.organisation.kind]
    person = Person(
        registered_by=actor.organisation, family_name=family_name, given_names=given_names, **facts
    )
    refresh_keys(person)
    person.full_clean(exclude=["registered_by"], validate_unique=False, validate_constraints=False)
    person.save(force_insert=True)
    today = timezone.localdate()
    link = CaseLink(
        person=person,
        organisation=actor.organisation,
        role=part,
        basis="statute" if part in BY_STATUTE or not consent_basis else "consent",
        from_on=today,
    )
    link.save(force_insert=True)
    if assign and actor.membership is not None:
        Assignment(person=person, link=link, membership=actor.membership, from_on=today).save(
            force_insert=True
        )
    if number:
        set_number(actor=actor, person=person, number=number)
    record("person.register", subject=("person", person.pk), person=person.pk)
    return person


@transaction.atomic
def change_person(*, actor: Actor, person: Person, expected: int, why: str = "", **changes: Any) -> Person:
    """Change facts of a person who still has version `expected`; raise Stale otherwise.

    Names and birth date need the right to write the person, everything else the profile.
    """
    if IDENTITY & changes.keys():
        actor.must("write", "person")
    else:
        actor.must("write", "profile")
    for name, value in changes.items():
        setattr(person, name, value)
    refresh_keys(person)
    person.save_over(
        expected,
        **changes,
        name_key=person.name_key,
        search_key=person.search_key,
        alike_keys=person.alike_keys,
        changed_at=timezone.now(),
    )
    record("person.change", subject=("person", person.pk), person=person.pk, fields=changes, why=why)
    return person


@transaction.atomic
def set_number(*, actor: Actor, person: Person, number: str, expected: int = 0) -> PersonNumber:
    """Keep the number under which the actor's organisation knows the person; version 0 means: none so far."""
    actor.must("write", "number")
    row = PersonNumber.objects.filter(person=person, organisation=actor.organisation).first()
    if row is not None and expected == 0:
        raise Stale(row)
    try:
        with transaction.atomic():
            if row is None:
                row = PersonNumber(person=person, organisation=actor.organisation, number=number)
                row.clean_fields()
                row.save(force_insert=True)
            else:
                row.save_over(expected, number=number)
    except IntegrityError as error:
        # One sentence whoever has it, also somebody who left and is not seen any more.
        raise ValidationError({"number": _("This number cannot be used here.")}, code="taken") from error
    record("person.set_number", subject=("person", person.pk), person=person.pk, fields=["number"])
    return row


def change_after_release(*, actor: Actor, person: Person, expected: int, **changes: Any) -> AfterRelease:
    """Keep how to reach the person after release; version 0 means that nothing was known."""
    row = _one_per_person(
        AfterRelease, "after_release", actor=actor, person=person, expected=expected, changes=changes
    )
    assert isinstance(row, AfterRelease)
    return row


def change_guardian(*, actor: Actor, person: Person, expected: int, **changes: Any) -> Guardian:
    """Keep who decides together with a minor; version 0 means that nobody was known.

    Raise ValidationError for somebody who is of age and has no guardian.
    """
    known = Guardian.objects.filter(person=person)
    if not expected and not may_have_guardian(person) and not known.exists():
        raise ValidationError(_("A guardian is written down for people under 18."), code="of_age")
    row = _one_per_person(
        Guardian, "guardian", actor=actor, person=person, expected=expected, changes=changes
    )
    assert isinstance(row, Guardian)
    return row


def may_have_guardian(person: Person) -> bool:
    """Say whether a guardian may be added: for minors, and where nobody knows the age."""
    today = timezone.localdate()
    return person.birth_on is None or needs_guardian(person.birth_on, person.birth_precision, today)


@transaction.atomic
def remove_guardian(*, actor: Actor, guardian: Guardian) -> None:
    """Remove who decided together with the person; removing twice is one removal."""
    actor.must("write", "guardian")
    removed, _found = Guardian.objects.filter(pk=guardian.pk).delete()
    if removed:
        record("guardian.remove", subject=("guardian", guardian.pk), person=guardian.person_id)


@transaction.atomic
def _one_per_person(
    model: type[AfterRelease | Guardian],
    kind: str,
    *,
    actor: Actor,
    person: Person,
    expected: int,
    changes: dict[str, Any],
) -> AfterRelease | Guardian:
    actor.must("write", kind)
    row = model.objects.filter(person=person).first()
    if row is None:
        row = model(person=person, **changes)
        row.full_clean()
        row.save(force_insert=True)
    elif expected == 0:
        raise Stale(row)
    else:
        row.save_over(expected, **changes)
    record(f"{kind}.change", subject=(kind, row.pk), person=person.pk, fields=changes)
    return row


@transaction.atomic
def decide_not_duplicate(*, actor: Actor, person: Person, other: Person) -> None:
    """Remember that two records are two people."""
    actor.must("write", "person")
    first, second = sorted((person.pk, other.pk))
    if not NotDuplicate.objects.filter(
        organisation=actor.organisation, person_id=first, other_id=second
    ).exists():
        NotDuplicate(
            organisation=actor.organisation, person_id=first, other_id=second, decided_by=actor.membership
        ).save(force_insert=True)
    record("person.decide_not_duplicate", subject=("person", other.pk), person=person.pk)


def refresh_keys(person: Person) -> None:
    """Derive sort, search and duplicate keys from names and birth date."""
    for name, value in keys_of(facts_of(person)).items():
        setattr(person, name, value)


def keys_of(facts: PersonFacts) -> dict[str, Any]:
    """Return sort, search and duplicate keys by column."""
    return {
        "name_key": sort_key(facts.family, facts.given)[:220],
        "search_key": key_of(facts.family, facts.given, facts.called),
        "alike_keys": sorted(blocking_keys(facts).kept),
    }


def facts_of(person: Person) -> PersonFacts:
    """Return what the duplicate rules compare."""
    return PersonFacts(
        given=person.given_names,
        family=person.family_name,
        called=person.called_name,
        birth_on=person.birth_on if isinstance(person.birth_on, date) else None,
        birth_precision=person.birth_precision,
        key=person.pk if isinstance(person.pk, uuid.UUID) else None,
    )
