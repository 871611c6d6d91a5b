"""What happens to plans, as the audit calls it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT = {
    "plan.start": _("Plan of the region begun"),
    "plan.finish": _("Plan of the region made"),
    "plan.fail": _("Plan of the region did not finish"),
    "plan.stop": _("Plan of the region stopped"),
}
