"""What changes of openings are called in the audit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT = {
    "opening.add": _("Opening added"),
    "opening.change": _("Opening changed"),
    "opening.close": _("Opening closed"),
    "opening.date": _("Last day to apply taken into a calendar"),
    "opening.fill": _("Opening filled"),
    "opening.posting": _("Opening handed over as a job posting"),
    "opening.pause": _("Opening paused"),
    "opening.remove": _("Opening removed, as its import was undone"),
    "opening.renew": _("Opening renewed"),
    "opening.renewal_letter": _("Letter with a code for renewing made"),
    "opening.reopen": _("Opening opened again"),
    "opening.give_back_seat": _("Seat of an opening given back"),
    "opening.take_seat": _("Seat of an opening taken"),
    "openings.dates": _("Last days to apply taken into a calendar"),
    "openings.export": _("List of openings downloaded"),
    "openings.postings": _("Job postings of openings downloaded"),
}
