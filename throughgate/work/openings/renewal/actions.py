"""Ask companies whether their openings still stand, and take their answer by a key."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

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
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.ground.organisations.models import Organisation
from throughgate.work.openings.actions import may_change, must_write_to_companies


@dataclass(frozen=True, slots=True)
class Line:
    """An opening as somebody with a key sees it."""

    opening: uuid.UUID
    title: str
    is_open: bool
    expires_on: date


@dataclass(frozen=True, slots=True)
class Asked:
    """What a key opens: the openings of one organisation, and whether they were renewed by it."""

    organisation: str
    lines: tuple[Line, ...]
    renewed_on: date | None
    ends_on: date

    @property
    def open_lines(self) -> tuple[Line, ...]:
        """Return what can be renewed."""
        return tuple(line for line in self.lines if line.is_open)


def ask_companies() -> int:
    """Mail a link to each contact person of a company whose openings end soon; return how many. Safe to run twice."""
    if not settings.MAIL_BACKEND:
        return 0
    with acting(NOBODY):
        due = rows_of("SELECT organisation, contact, called, email, languages FROM gate.renewals_due()")
    return sum(_ask(*row) for row in due)


def _ask(organisation: uuid.UUID, contact: uuid.UUID, called: str, email: str, languages: list[str]) -> bool:
    """Keep a key and post the mail with it, together or not at all."""
    token = secret.new_token()
    with acting(NOBODY), translation.override(language_for(languages)):
        until = _keep(organisation, contact, secret.hash_of(token))
        if until is None:
            return False
        link = whole_address(reverse("renewal_by_link", args=[token]))
        context = {"organisation": called, "link": link, "until": until}
        text = render_to_string("openings/renewal/mail.txt", context)
        post_mail(to=email, subject=_("Are these places still free?"), text=text)
    return True


@transaction.atomic
def make_letter_code(
    *, actor: Actor, organisation: Organisation, key: uuid.UUID | None
) -> tuple[str, date] | None:
    """Make a code for a letter and say until when it opens; None where no opening stands. Raise NotAllowed, ValidationError."""
    if not may_change(actor, organisation):
        raise NotAllowed("write opening")
    must_write_to_companies(actor.organisation)
    code = secret.new_code(key)
    until = _keep(organisation.pk, None, secret.hash_of_code(code))
    if until is None:
        return None
    record("opening.renewal_letter", subject=("organisation", organisation.pk))
    return code, until


def _keep(organisation: uuid.UUID, contact: uuid.UUID | None, hashed: str) -> date | None:
    rows = rows_of("SELECT gate.keep_renewal(%s, %s, %s, %s)", uuid7(), organisation, contact, hashed)
    until: date | None = rows[0][0]
    return until


def find_asked(hashed: str) -> Asked | None:
    """Return what a key opens, or None where it is none or its days are over."""
    rows = rows_of(
        "SELECT opening, title, state, expires_on, called, renewed_on, ends_on FROM gate.openings_by_key(%s)",
        hashed,
    )
    if not rows:
        return None
    lines = tuple(Line(key, title, state == "open", expires) for key, title, state, expires, *_rest in rows)
    return Asked(organisation=rows[0][4], lines=lines, renewed_on=rows[0][5], ends_on=rows[0][6])


@transaction.atomic
def renew_by_key(hashed: str) -> int:
    """Let all open openings behind a key stand for 90 days from today; return how many. The second time: none."""
    renewed = [key for (key,) in rows_of("SELECT gate.renew_by_key(%s)", hashed)]
    for key in renewed:
        record("opening.renew", subject=("opening", key), fields=["expires_on"])
    return len(renewed)


@transaction.atomic
def fill_by_key(hashed: str, opening: uuid.UUID) -> bool:
    """Say that the place of an opening behind a key is taken; False where it was already, or is somebody else's."""
    filled: bool = rows_of("SELECT gate.fill_by_key(%s, %s)", hashed, opening)[0][0]
    if filled:
        record("opening.fill", subject=("opening", opening), fields=["state"])
    return filled
