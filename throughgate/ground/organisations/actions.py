"""What people do with organisations, their sites and contact persons."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.languages.folding import plain
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.ground.organisations.models import ContactPerson, Organisation, Site, keys_of
from throughgate.ground.organisations.queries import same_name
from throughgate.ground.organisations.rules import channel_lacks, kinds_added_by, may_keep


class AlreadyThere(ValidationError):
    """Organisations of the same name in the region; `found` are they. Somebody must say that this is another."""

    def __init__(self, found: list[Organisation]) -> None:
        super().__init__(_("There is already an organisation of this name in the region."), code="same_name")
        self.found = found


def may_change(actor: Actor, organisation: Organisation) -> bool:
    """Say whether the actor keeps this organisation up to date."""
    if actor.membership is None:
        return False
    is_own = organisation.pk == actor.organisation.pk
    # Asked of the database only where the answer turns on it.
    has_members = is_own or not actor.may("write", "organisation") or _has_members(organisation)
    return may_keep(
        kind=organisation.kind,
        own=is_own,
        writes_own=actor.may("write", "own_organisation"),
        writes_register=actor.may("write", "organisation"),
        has_members=has_members,
    )


def _has_members(organisation: Organisation) -> bool:
    known = getattr(organisation, "has_members", None)
    if known is None:
        known = organisation.memberships.in_force().exists()
    return bool(known)


def _must_change(actor: Actor, organisation: Organisation) -> None:
    if not may_change(actor, organisation):
        raise NotAllowed("write organisation")


@transaction.atomic
def add_organisation(
    *, actor: Actor, kind: str, name: str, is_another: bool = False, **facts: Any
) -> Organisation:
    """Add an organisation to the register.

    Raise NotAllowed for a kind that the actor's roles do not add, AlreadyThere where the name is taken in the region
    and nobody said that this is another one.
    """
    if kind not in kinds_added_by(actor.roles):
        raise NotAllowed(f"add {kind}")
    organisation = Organisation(kind=kind, name=name, **keys_of(name), **facts)
    organisation.code = _free_code(name)
    organisation.full_clean()
    if not is_another and (found := same_name(actor, name, organisation.region)):
        raise AlreadyThere(found)
    organisation.save(force_insert=True)
    record("organisation.add", subject=("organisation", organisation.pk))
    return organisation


@transaction.atomic
def change_organisation(
    *, actor: Actor, organisation: Organisation, expected: int, is_another: bool = False, **changes: Any
) -> Organisation:
    """Change facts of an organisation that still has version `expected`; raise Stale otherwise."""
    _must_change(actor, organisation)
    if "name" in changes:
        changes |= keys_of(changes["name"])
        found = same_name(
            actor, changes["name"], changes.get("region", organisation.region), but=organisation
        )
        if found and not is_another:
            raise AlreadyThere(found)
    organisation.save_over(expected, **changes)
    told = changes.keys() - {"name_key", "sort_key"}
    record("organisation.change", subject=("organisation", organisation.pk), fields=told)
    return organisation


@transaction.atomic
def remove_organisation(*, actor: Actor, organisation: Organisation) -> None:
    """Remove an organisation as if it had never been: for the undo of an import.

    Raise IntegrityError where anything hangs on it. Its sites and contact persons are removed beforehand.
    """
    _must_change(actor, organisation)
    record("organisation.remove", subject=("organisation", organisation.pk))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM organisations_organisation WHERE id = %s", [organisation.pk])
        # Otherwise what hangs on it would be found at the end of the transaction only.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@transaction.atomic
def add_site(*, actor: Actor, organisation: Organisation, **facts: Any) -> Site:
    """Add a place where the organisation is; its position comes from the place."""
    _must_change(actor, organisation)
    site = Site(organisation=organisation, **_located(facts))
    site.full_clean()
    site.save(force_insert=True)
    record("site.add", subject=("site", site.pk))
    return site


@transaction.atomic
def change_site(*, actor: Actor, site: Site, expected: int, **changes: Any) -> Site:
    """Change a site that still has version `expected`; raise Stale otherwise."""
    _must_change(actor, site.organisation)
    site.save_over(expected, **_located(changes))
    record("site.change", subject=("site", site.pk), fields=changes)
    return site


@transaction.atomic
def remove_site(*, actor: Actor, site: Site) -> None:
    """Remove a site; contact persons there stay with the organisation. Removing it twice is one removal."""
    _must_change(actor, site.organisation)
    if Site.objects.filter(pk=site.pk).delete()[0]:
        record("site.remove", subject=("site", site.pk))


@transaction.atomic
def add_contact(*, actor: Actor, organisation: Organisation, **facts: Any) -> ContactPerson:
    """Add somebody whom one writes to or calls."""
    _must_change(actor, organisation)
    contact = ContactPerson(organisation=organisation, **facts)
    _check_channel(contact)
    contact.full_clean()
    contact.save(force_insert=True)
    record("contact.add", subject=("contact", contact.pk))
    return contact


@transaction.atomic
def change_contact(*, actor: Actor, contact: ContactPerson, expected: int, **changes: Any) -> ContactPerson:
    """Change a contact person who still has version `expected`; raise Stale otherwise."""
    _must_change(actor, contact.organisation)
    for name, value in changes.items():
        setattr(contact, name, value)
    _check_channel(contact)
    contact.save_over(expected, **changes)
    record("contact.change", subject=("contact", contact.pk), fields=changes)
    return contact


@transaction.atomic
def remove_contact(*, actor: Actor, contact: ContactPerson) -> None:
    """Remove a contact person; removing them twice is one removal."""
    _must_change(actor, contact.organisation)
    if ContactPerson.objects.filter(pk=contact.pk).delete()[0]:
        record("contact.remove", subject=("contact", contact.pk))


def _check_channel(contact: ContactPerson) -> None:
    lacking = channel_lacks(contact.preferred_channel, telephone=contact.telephone, email=contact.email)
    if lacking:
        raise ValidationError({lacking: _("The preferred channel needs this.")}, code="channel")


def _located(facts: dict[str, Any]) -> dict[str, Any]:
    if "place" not in facts:
        return facts
    place = facts["place"]
    located = {
        **facts,
        "latitude": getattr(place, "latitude", None),
        "longitude": getattr(place, "longitude", None),
    }
    if place is not None and not facts.get("town"):
        located["town"] = place.name
    return located


def _free_code(name: str) -> str:
    base = slugify(plain(name))[:40].strip("-") or "organisation"
    if not Organisation.objects.filter(code=base).exists():
        return base
    # Random, so that two who add at once do not meet.
    return f"{base}-{secrets.token_hex(3)}"
