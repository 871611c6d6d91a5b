"""What changes of the register are called in the audit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT = {
    "registration.change": _("Entry of the register changed"),
    "registration.confirm": _("Registration confirmed"),
    "registration.leave": _("Left the register"),
    "registration.letter": _("Letter with a code for the register printed"),
    "registration.pause": _("Entry of the register paused"),
    "registration.propose": _("An organisation sent a correction of its entry"),
    "registration.refresh": _("Entry of the register looked at"),
    "registration.refuse": _("Registration refused"),
    "registration.refuse_proposal": _("Correction of an entry of the register refused"),
    "registration.resume": _("Entry of the register taken up again"),
    "registration.return": _("Back in the register"),
    "registration.say_changed": _("An organisation said what changed"),
    "registration.send": _("Registration sent"),
    "registration.take_over": _("Correction of an entry of the register taken over"),
    "registration.type_in": _("Registration typed in from paper"),
    "registration.verify": _("Registration verified"),
    "registrations.export": _("Register downloaded"),
}
