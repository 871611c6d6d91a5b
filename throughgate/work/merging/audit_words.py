"""What merging is called in the audit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT = {
    "organisation.merge": _("Organisation merged into another entry"),
    "organisation.take_in": _("Another entry of the same organisation taken in"),
}
