"""What is printed: the letter with a code for a company, and the sheet on which a person is asked."""

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
from throughgate.work.placements.models import Placement
from throughgate.work.placements.profiles import profile_page


def letter_pdf(
    placement: Placement, *, sender: Organisation, signed: str, code: str, until: date, address: str
) -> bytes:
    """Return the letter to a company without e-mail: that there is something to read, and the code for it. It names nobody."""
    letter = letter_from(
        sender,
        title=_("There is something to read for you"),
        to=address_lines(placement.organisation),
        signed=signed,
        foot=_("If you do nothing, nothing happens."),
    )
    data = {
        **letter.words(),
        "intro": _("It is about your place:"),
        "about": placement.opening.title,
        "how": letter.ways(address),
        **code_words(code, address, hint=_until(until)),
    }
    return render_pdf("work/placements/letter.typ", data, language=reader_language())


def sheet_pdf(placement: Placement, *, town: str, minor: bool, code: str, until: date, address: str) -> bytes:
    """Return the sheet for a person: exactly what the company would read, the two ways, and boxes for the answer."""
    shown = profile_page(placement.profile or {})
    data: dict[str, Any] = {
        **code_words(code, address, hint=_until(until)),
        "title": _("May we introduce you?"),
        "foot": _("Give this sheet back to whoever gave it to you."),
        "company": ", ".join(part for part in (placement.organisation.name, town) if part),
        "offers": _("has a place:"),
        "opening": placement.opening.title,
        "profile_title": _("This is all that they would read about you"),
        "called": shown.called,
        "strengths": list(shown.strengths),
        "facts": [{"label": label, "value": value} for label, value in shown.facts],
        "contact": _("To be reached through: %(who)s") % {"who": ", ".join(shown.contact)},
        "ways_title": _("Two ways"),
        "ways": [{"label": label, "words": words} for label, words in ways()],
        "decide_title": _("You decide"),
        "decide": decides(),
        "boxes": [_("Yes, openly"), _("Yes, neutrally"), _("No")],
        "how": _("Tick one and give the sheet back. Or open %(address)s, type the code, and answer there.")
        % {"address": address},
        "day_label": _("Day"),
        "sign_label": _("Signature"),
        "guardian": _("Not 18 yet? For a yes your guardian signs as well.") if minor else "",
        "guardian_label": _("Signature of the guardian"),
    }
    return render_pdf("work/placements/sheet.typ", data, language=reader_language())


def ways() -> list[tuple[str, str]]:
    """Return the two ways in which a company is approached, in plain words."""
    return [
        (
            _("Openly"),
            _(
                "We tell the company that you come through us. We can speak for you and arrange a talk at ours."
            ),
        ),
        (
            _("Neutrally"),
            _(
                "The company learns nothing about where you come from: only what stands above. You decide what you tell."
            ),
        ),
    ]


def decides() -> list[str]:
    """Return what a person must know before they answer."""
    return [
        _("Say no if you do not want to. A no harms nobody: you will be asked about other places as before."),
        _("Nobody learns who said no, the company neither: only whoever takes your answer knows it."),
        _("The company reads this only after everybody has said yes. You can take a yes back at any time."),
    ]


def _until(until: date) -> str:
    return _("It works until %(day)s.") % {"day": long_day(until)}
