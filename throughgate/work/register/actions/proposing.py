"""Corrections of an entry by an organisation without an account: sent by a key, taken over or refused by an officer."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.rows import Stale
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations import actions as organisations
from throughgate.ground.organisations.models import ContactPerson, Organisation, Site
from throughgate.ground.vocabulary.queries import find_place
from throughgate.work.register.actions import answering
from throughgate.work.register.models import Proposal, Registration
from throughgate.work.register.rules import OF_CONTACT, OF_ENTRY, OF_ORGANISATION, OF_SITE


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of an entry by the names of `rules.CORRECTED`; `seen` is another after each change of it."""

    facts: Mapping[str, Any]
    seen: str
    proposed_at: datetime | None = None
    """Since when a correction waits."""
    site: uuid.UUID | None = None
    contact: uuid.UUID | None = None

    def changed(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Return of what somebody says what is said otherwise here."""
        return {name: value for name, value in facts.items() if value != self.facts.get(name)}


def entry_by_key(hashed: str) -> Standing | None:
    """Return what a key may correct; None where it is answered, over, or none."""
    found = rows_of("SELECT facts, seen, proposed_at FROM gate.entry_by_key(%s)", hashed)
    return Standing(_read(found[0][0]), found[0][1], found[0][2]) if found else None


def standing(registration: Registration, contact: uuid.UUID | None) -> Standing:
    """Return what stands of an entry, and of this contact person of it; for those who keep it."""
    facts, seen, site, whom = rows_of(
        "SELECT facts, seen, site, contact FROM gate.facts_of_entry(%s, %s)", registration.pk, contact
    )[0]
    return Standing(_read(facts), seen, site=site, contact=whom)


def _read(facts: Any) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(facts) if isinstance(facts, str) else facts
    return read


@transaction.atomic
def propose(hashed: str, facts: Mapping[str, Any], seen: str) -> bool:
    """Correct an entry by a key, once; what is said waits for an officer.

    False where the entry is another than the one that was `seen`, a correction waits, or the key was used.
    """
    key: uuid.UUID | None = rows_of(
        "SELECT gate.propose_by_key(%s, %s, %s)", hashed, json.dumps(dict(facts)), seen
    )[0][0]
    if key is not None:
        record("registration.propose", subject=("registration", key), fields=sorted(facts))
    return key is not None


@transaction.atomic
def take_over(*, actor: Actor, registration: Registration, proposal: uuid.UUID | None, seen: str) -> None:
    """Make what an organisation proposed the entry; whom one calls and where it is goes to the organisation.

    Where somebody there keeps these, they stay as they are. Raise NotAllowed, ValidationError; Stale where the entry or the
    proposal is another than the one looked at.
    """
    actor.must("write", "registration")
    found = Proposal.objects.filter(registration=registration).first()
    there: Organisation | None = registration.organisation
    if found is None or found.pk != proposal or there is None:
        raise Stale(registration)
    now = standing(registration, found.contact)
    # Deleted by one of two who take it over at once.
    if now.seen != seen or not Proposal.objects.filter(pk=found.pk).delete()[0]:
        raise Stale(registration)
    said = now.changed(found.facts)
    answering.refresh(
        actor=actor, registration=registration, expected=registration.version, **_of(said, OF_ENTRY)
    )
    if organisations.may_change(actor, there):
        _take_over_organisation(actor, there, now, found.facts, said)
    record("registration.take_over", subject=("registration", registration.pk), fields=sorted(said))


def _take_over_organisation(
    actor: Actor, there: Organisation, now: Standing, facts: Mapping[str, Any], said: Mapping[str, Any]
) -> None:
    if named := _of(said, OF_ORGANISATION):
        organisations.change_organisation(
            actor=actor, organisation=there, expected=there.version, is_another=True, **named
        )
    if place := _of(said, OF_SITE):
        whole = _of(facts, OF_SITE)
        found = find_place(whole["town"], country=there.region.country, postcode=whole["postcode"])
        site = Site.objects.select_related("organisation").get(pk=now.site) if now.site else None
        if site is None:
            organisations.add_site(actor=actor, organisation=there, **whole, place=found.place)
        else:
            organisations.change_site(
                actor=actor, site=site, expected=site.version, **place, place=found.place
            )
    if person := _of(said, OF_CONTACT):
        people: QuerySet[ContactPerson] = ContactPerson.objects.select_related("organisation")
        contact = people.get(pk=now.contact) if now.contact else None
        if contact is None:
            organisations.add_contact(actor=actor, organisation=there, **_of(facts, OF_CONTACT))
        else:
            organisations.change_contact(actor=actor, contact=contact, expected=contact.version, **person)


def _of(facts: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: facts[name] for name in names if name in facts}


@transaction.atomic
def refuse_proposal(*, actor: Actor, registration: Registration, proposal: uuid.UUID | None) -> None:
    """Leave the entry as it is. Raise NotAllowed; Stale where the proposal is not there any more."""
    actor.must("write", "registration")
    if proposal is None or not Proposal.objects.filter(pk=proposal, registration=registration).delete()[0]:
        raise Stale(registration)
    record("registration.refuse_proposal", subject=("registration", registration.pk))
