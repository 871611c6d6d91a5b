"""Answers by a link or a code, of those who have no account; and the keys for them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.codes import secret
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.context import NOBODY, acting
from throughgate.foundation.database.keys import uuid7
from throughgate.foundation.languages.texts import language_for
from throughgate.foundation.outbox.actions import post_mail
from throughgate.foundation.web.addresses import whole_address
from throughgate.ground.acting.actor import Actor
from throughgate.work.openings.actions import must_write_to_companies
from throughgate.work.openings.choices import Kind as Offer
from throughgate.work.register.models import Registration

A_NIGHT: Final = 100
"""So many are mailed at once: where a whole register is old, the answers come in as they can be dealt with."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a key opens: one registration, and whether it was answered by this key."""

    registration: uuid.UUID
    purpose: str
    state: str
    called: str
    place: str
    people: tuple[str, ...]
    offers: tuple[str, ...]
    used_on: date | None
    refreshed_on: date | None

    @property
    def is_answered(self) -> bool:
        """Say whether nothing is left to answer."""
        done = "sent" if self.purpose == "confirm" else "left"
        return self.used_on is not None or (self.state == done) != (self.purpose == "confirm")

    @property
    def offer_names(self) -> list[str]:
        """Return what is offered, in words."""
        return [str(Offer(offer).label) for offer in self.offers]


def find_asked(hashed: str) -> Asked | None:
    """Return what a key opens, or None where it is none or its days are over."""
    found = rows_of(
        "SELECT registration, purpose, state, called, place, people, offers, used_on, refreshed_on "
        "FROM gate.registration_by_key(%s)",
        hashed,
    )
    if not found:
        return None
    key, purpose, state, called, place, people, offers, used_on, refreshed_on = found[0]
    return Asked(key, purpose, state, called, place, tuple(people), tuple(offers), used_on, refreshed_on)


@transaction.atomic
def answer_by_key(hashed: str, answer: str, said: str = "") -> bool:
    """Answer by a key: `confirm`, `refresh`, `say_changed`, `leave`.

    False where it was answered already, or where this is no answer to it.
    """
    key: uuid.UUID | None = rows_of("SELECT gate.answer_by_key(%s, %s, %s)", hashed, answer, said)[0][0]
    if key is not None:
        record(f"registration.{answer}", subject=("registration", key))
    return key is not None


@transaction.atomic
def make_letter_code(
    *, actor: Actor, registration: Registration, key: uuid.UUID | None
) -> tuple[str, date] | None:
    """Make a code for a letter and say until when it opens; None where there is nothing to answer.

    Raise NotAllowed, ValidationError.
    """
    actor.must("write", "registration")
    must_write_to_companies(actor.organisation)
    code = secret.new_code(key)
    until = _keep(registration.pk, None, secret.hash_of_code(code))
    if until is None:
        return None
    record("registration.letter", subject=("registration", registration.pk))
    return code, until


def ask_again() -> int:
    """Mail a link to contact persons whose entry is due to be looked at; return how many. Safe to run twice."""
    if not settings.MAIL_BACKEND:
        return 0
    with acting(NOBODY):
        due = rows_of("SELECT registration, contact, called, email, languages FROM gate.refreshes_due()")
    return sum(_ask(*row) for row in due[:A_NIGHT])


def _ask(registration: uuid.UUID, contact: uuid.UUID, called: str, email: str, languages: list[str]) -> bool:
    """Keep a key and post the mail with it, together or not at all."""
    token = secret.new_token()
    with acting(NOBODY), translation.override(language_for(languages)):
        until = _keep(registration, contact, secret.hash_of(token))
        if until is None:
            return False
        context = {"called": called, "link": link(token), "until": until}
        text = render_to_string("register/public/mail_refresh.txt", context)
        post_mail(to=email, subject=_("Is this still right?"), text=text)
    return True


def link(token: str) -> str:
    """Return the address that a mail leads to."""
    return whole_address(reverse("joining_by_link", args=[token]))


def tidy() -> None:
    """Give entries to organisations that have none, and forget what was never confirmed or was refused."""
    with acting(NOBODY):
        rows_of("SELECT gate.fill_register(), gate.forget_registrations()")


def _keep(registration: uuid.UUID, contact: uuid.UUID | None, hashed: str) -> date | None:
    until: date | None = rows_of(
        "SELECT gate.keep_register_key(%s, %s, %s, %s)", uuid7(), registration, contact, hashed
    )[0][0]
    return until
