"""The sheet with a code by which a person or a company says how it is going."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from throughgate.foundation.codes.printed import code_words
from throughgate.foundation.languages.days import long_day
from throughgate.foundation.languages.texts import reader_language
from throughgate.foundation.printing import render_pdf
from throughgate.ground.organisations.letters import letter_from
from throughgate.ground.organisations.queries import address_lines
from throughgate.person.people.models import Person
from throughgate.work.followups.choices import Going, There
from throughgate.work.placements.models import Placement


def sheet_pdf(
    placement: Placement, person: Person, *, opening: str, whose: str, code: str, until: date, address: str
) -> bytes:
    """Return the sheet: three questions and a code. It comes from whoever placed the person, whoever prints it."""
    is_company = whose == "company"
    letter = letter_from(
        placement.kept_by,
        title=_("How is it going?"),
        to=address_lines(placement.organisation) if is_company else [str(person)],
        foot=_("Thank you.") if is_company else _("If you do not answer, nothing happens to you."),
    )
    data = {
        **letter.words(),
        "intro": _("Somebody whom we introduced to you has begun: %(opening)s. Three questions, two minutes.")
        % {"opening": opening}
        if is_company
        else _("You have begun: %(opening)s, %(company)s. Three questions, two minutes.")
        % {"opening": opening, "company": placement.organisation.name},
        "questions": [
            {
                "label": _("Is the person still there?") if is_company else _("Are you still there?"),
                "boxes": [str(one.label) for one in There],
            },
            {"label": _("How is it going?"), "boxes": [str(one.label) for one in Going]},
            {"label": _("Shall somebody call?"), "boxes": [_("Yes"), _("No")]},
        ],
        "how": [
            *letter.ways(address),
            _("Or give this sheet back."),
        ],
        **code_words(code, address, hint=_("It works until %(day)s.") % {"day": long_day(until)}),
    }
    return render_pdf("work/followups/sheet.typ", data, language=reader_language())
