"""The letter to a company without e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext

from throughgate.foundation.codes.printed import code_words
from throughgate.foundation.languages.days import long_day
from throughgate.foundation.languages.texts import reader_language
from throughgate.foundation.printing import render_pdf
from throughgate.ground.organisations.letters import letter_from
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.organisations.queries import address_lines
from throughgate.work.openings.models import Opening


def letter_pdf(
    organisation: Organisation,
    openings: Sequence[Opening],
    *,
    sender: Organisation,
    signed: str,
    code: str,
    until: date,
    address: str,
) -> bytes:
    """Return the letter: which openings stand until when, and the code by which they are renewed."""
    letter = letter_from(
        sender,
        title=gettext("Are these places still free?"),
        to=address_lines(organisation),
        signed=signed,
        foot=gettext("If we do not hear from you, we take each place off the list on the date shown."),
    )
    data = {
        **letter.words(),
        "intro": gettext("These places of yours are on our list:"),
        "openings": [
            {
                "title": opening.title,
                "until": gettext("open until %(day)s") % {"day": long_day(opening.expires_on)},
            }
            for opening in openings
        ],
        "how": [
            gettext("Are they still free? Then renew them for 90 days. Is a place taken? Then tell us, too."),
            *letter.ways(address),
        ],
        **code_words(code, address, hint=gettext("It works until %(day)s.") % {"day": long_day(until)}),
    }
    return render_pdf("work/openings/renewal/letter.typ", data, language=reader_language())
