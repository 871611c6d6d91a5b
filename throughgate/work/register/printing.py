"""What is printed: the form to be filled in by hand, and the letter with a code."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from throughgate.foundation.codes.printed import code_words
from throughgate.foundation.languages.days import long_day
from throughgate.foundation.languages.texts import reader_language
from throughgate.foundation.printing import render_pdf
from throughgate.ground.organisations.letters import letter_from
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.organisations.queries import address_lines
from throughgate.work.register.forms import RegistrationForm
from throughgate.work.register.models import Registration

LONG = frozenset({"why", "asks"})
"""Fields with room for some lines."""


def form_pdf(code: str, address: str) -> bytes:
    """Return the form as a sheet of paper; its code opens the page on which staff type it in."""
    data = {
        "title": _("Register as somebody who offers a place"),
        "foot": _("Give or send this sheet back to whoever gave it to you."),
        "lead": _("Five minutes, in block letters. Leave empty what you do not want to say."),
        "groups": [
            {"title": str(title), "fields": [_field(field) for field in fields]}
            for title, fields in RegistrationForm().groups()
        ],
        "sign": _("Day and signature: we want to be in the register."),
        **code_words(code, address, hint=_("for those who type this in")),
    }
    return render_pdf("work/register/form.typ", data, language=reader_language())


def _field(field: Any) -> dict[str, Any]:
    said: Any = getattr(field.field, "choices", None) or []
    boxes = [str(label) for value, label in said if value != ""]
    if field.kind == "check":
        boxes = [str(field.label)]
    return {
        "label": "" if field.kind == "check" else str(field.label),
        "boxes": boxes if len(boxes) < 9 else [],
        "lines": 3 if field.name in LONG else 1,
    }


def letter_pdf(
    row: Registration, *, sender: Organisation, signed: str, code: str, until: date, address: str
) -> bytes:
    """Return the letter with a code: to confirm a registration, or to say that an entry is still right."""
    asks = row.organisation is None
    letter = letter_from(
        sender,
        title=_("Please confirm your registration") if asks else _("Is this still right?"),
        to=_address_of(row) if row.organisation is None else address_lines(row.organisation),
        signed=signed,
        foot=_("If you do nothing, your registration is deleted.")
        if asks
        else _("If you do nothing, we call you."),
    )
    known = [
        (_("Name"), row.name if row.organisation is None else row.organisation.name),
        (_("Offer"), ", ".join(row.offer_names)),
    ]
    intro = (
        _("Thank you for your registration. With this code you say that it is yours.")
        if asks
        else _("You are in our register. From time to time we ask whether what stands there is still right.")
    )
    data = {
        **letter.words(),
        "intro": intro,
        "known": [{"label": label, "value": value} for label, value in known if value],
        "how": letter.ways(address),
        **code_words(code, address, hint=_("It works until %(day)s.") % {"day": long_day(until)}),
    }
    return render_pdf("work/register/letter.typ", data, language=reader_language())


def _address_of(row: Registration) -> list[str]:
    lines = (row.name, row.contact, row.street, f"{row.postcode} {row.town}")
    return [line.strip() for line in lines if line.strip()]
