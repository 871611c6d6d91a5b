"""What is printed of schooling: the list of registrations for the authority."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from throughgate.foundation.languages.days import long_day
from throughgate.foundation.languages.texts import reader_language
from throughgate.foundation.printing import render_pdf
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.organisations.queries import address_lines


def registrations_pdf(sender: Organisation, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    """Return the list: who sends it, a table with these headings, and room to sign."""
    data = {
        "title": _("Registrations for exams"),
        "sender": address_lines(sender),
        "dated": long_day(timezone.localdate()),
        "heads": list(heads),
        "lines": [list(line) for line in lines],
        "day_label": _("Day"),
        "sign_label": _("Signature"),
        "foot": sender.name,
    }
    return render_pdf("person/schooling/registrations.typ", data, language=reader_language())
