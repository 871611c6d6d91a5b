"""Answer registrations, and keep entries: verify, refuse, pause, leave, say that all is still right."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.outbox.actions import post_mail
from throughgate.foundation.states.changing import change_state
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.ground.organisations import actions as organisations
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.organisations.queries import contacts_of, sites_of
from throughgate.ground.vocabulary.queries import find_place
from throughgate.work.register.choices import Refusal
from throughgate.work.register.models import Registration
from throughgate.work.register.rules import REGISTRATION

_MOVED: dict[str, Any] = {
    **dict.fromkeys(("street", "postcode", "town", "given_names", "family_name", "function"), ""),
    **dict.fromkeys(("telephone", "email", "preferred_channel"), ""),
    "languages": [],
}
"""What moves to the organisation, and is empty here then."""


def may_keep(actor: Actor, registration: Registration) -> bool:
    """Say whether the actor keeps this entry: officers every one, an organisation its own."""
    if actor.may("write", "registration"):
        return True
    is_own = actor.membership is not None and registration.organisation_id == actor.organisation.pk
    return is_own and actor.may("write", "own_registration")


def _must_keep(actor: Actor, registration: Registration) -> None:
    if not may_keep(actor, registration):
        raise NotAllowed("write registration")


@transaction.atomic
def confirm(*, actor: Actor, registration: Registration, expected: int) -> None:
    """Confirm for somebody who said on the telephone that the registration is theirs."""
    _must_keep(actor, registration)
    changes: dict[str, Any] = {"confirmed_by": "staff", "confirmed_at": timezone.now()}
    change_state(registration, REGISTRATION, "confirm", by=actor.roles, expected=expected, **changes)


@transaction.atomic
def verify(
    *, actor: Actor, registration: Registration, expected: int, organisation: Organisation | None
) -> Organisation:
    """Take a registration into the register: as a new organisation, or with the one that it is.

    Whom one calls and where it is goes to the organisation, unless somebody there keeps that. An older entry of the same
    organisation leaves. Raise NotAllowed, Stale, ValidationError.
    """
    actor.must("write", "registration")
    email, language, called = registration.email, registration.reads_in, registration.name
    if organisation is None:
        organisation = organisations.add_organisation(
            actor=actor,
            kind=registration.kind,
            name=registration.name,
            legal_name=registration.legal_name,
            region=registration.region,
            is_another=True,
        )
    else:
        for older in Registration.objects.in_force().filter(organisation=organisation):
            change_state(older, REGISTRATION, "leave", by=actor.roles, expected=older.version)
    if organisations.may_change(actor, organisation):
        _add_place(actor, registration, organisation)
        _add_contact(actor, registration, organisation)
    answered: dict[str, Any] = {
        "organisation": organisation,
        "answered_at": timezone.now(),
        "refreshed_on": timezone.localdate(),
        **_MOVED,
    }
    change_state(
        registration,
        REGISTRATION,
        "verify",
        by=actor.roles,
        expected=expected,
        noted=["state", "organisation"],
        **answered,
    )
    _tell(email, language, "verified", _("You are in the register"), called=called)
    return organisation


def _add_place(actor: Actor, registration: Registration, organisation: Organisation) -> None:
    there = {(site.street.casefold(), site.town.casefold()) for site in sites_of(organisation)}
    if not registration.town or (registration.street.casefold(), registration.town.casefold()) in there:
        return
    found = find_place(registration.town, country=registration.region.country, postcode=registration.postcode)
    organisations.add_site(
        actor=actor,
        organisation=organisation,
        street=registration.street,
        postcode=registration.postcode,
        town=registration.town,
        place=found.place,
    )


def _add_contact(actor: Actor, registration: Registration, organisation: Organisation) -> None:
    names = {str(contact).casefold() for contact in contacts_of(organisation)}
    if not registration.family_name or registration.contact.casefold() in names:
        return
    facts = ("given_names", "family_name", "function", "telephone", "email", "preferred_channel", "languages")
    organisations.add_contact(
        actor=actor, organisation=organisation, **{name: getattr(registration, name) for name in facts}
    )


@transaction.atomic
def refuse(*, actor: Actor, registration: Registration, expected: int, reason: str) -> None:
    """Do not take a registration up, for a reason from the list, which the one who registered reads."""
    actor.must("write", "registration")
    email, language, called = registration.email, registration.reads_in, registration.name
    changes: dict[str, Any] = {"refusal": reason, "answered_at": timezone.now()}
    change_state(
        registration,
        REGISTRATION,
        "refuse",
        by=actor.roles,
        expected=expected,
        given=["reason"] if reason else [],
        noted=["state", "refusal"],
        **changes,
    )
    with translation.override(language or None):
        said = str(Refusal(reason).label)
    _tell(email, language, "refused", _("About your registration"), called=called, reason=said)


@transaction.atomic
def move(*, actor: Actor, registration: Registration, move: str, expected: int) -> None:
    """Pause an entry, take it up again, let it leave or return."""
    _must_keep(actor, registration)
    changes: dict[str, Any] = {"refreshed_on": timezone.localdate()} if move in ("resume", "return") else {}
    change_state(
        registration, REGISTRATION, move, by=actor.roles, expected=expected, noted=["state"], **changes
    )


@transaction.atomic
def refresh(*, actor: Actor, registration: Registration, expected: int, **changes: Any) -> None:
    """Say that an entry is right as it stands, or with these changes; what was told by a key is dealt with then."""
    _must_keep(actor, registration)
    today = timezone.localdate()
    registration.save_over(expected, refreshed_on=today, said="", **changes)
    if changes:
        record("registration.change", subject=("registration", registration.pk), fields=changes)
    else:
        record("registration.refresh", subject=("registration", registration.pk))


def _tell(email: str, language: str, what: str, subject: Promise, **context: Any) -> None:
    """Mail the answer in the language of the one who registered; without an address, staff call or write."""
    if not email:
        return
    with translation.override(language or None):
        text = render_to_string(f"register/public/mail_{what}.txt", context)
        post_mail(to=email, subject=str(subject), text=text)
