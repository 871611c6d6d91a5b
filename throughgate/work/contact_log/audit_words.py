"""What changes of contacts with organisations are called in the audit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT = {
    "company_agreement.add": _("Agreement with an organisation added"),
    "company_agreement.change": _("Agreement with an organisation changed"),
    "company_agreement.finish": _("End of an agreement with an organisation seen to"),
    "contact_note.add": _("Contact with an organisation written down"),
    "contact_note.change": _("Contact with an organisation changed"),
    "contact_note.dates": _("Dates of contacts with an organisation taken into a calendar"),
    "contact_note.finish": _("Next step with an organisation done"),
}
