"""What the audit calls what is done at the desk itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT = {
    "changes.export": _("Log of changes downloaded"),
    "looks.export": _("Log of looks downloaded"),
    "purposes.export": _("Log of reasons downloaded"),
}
