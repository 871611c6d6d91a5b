"""What changes of the register of organisations are called in the audit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT = {
    "contact.add": _("Contact person added"),
    "contact.change": _("Contact person changed"),
    "contact.remove": _("Contact person removed"),
    "contacts.cards": _("Contact persons downloaded as cards"),
    "organisation.add": _("Organisation added"),
    "organisation.change": _("Organisation changed"),
    "organisation.remove": _("Organisation removed"),
    "organisations.export": _("List of organisations downloaded"),
    "site.add": _("Site added"),
    "site.change": _("Site changed"),
    "site.remove": _("Site removed"),
}
