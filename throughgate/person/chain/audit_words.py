"""What changes of chains are called in the audit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT = {
    "chain.begin": _("Plan begun"),
    "chain_step.come_back": _("Step of the plan has a day again"),
    "chain_step.do": _("Step of the plan done"),
    "chain_step.pass_by": _("Day of a step of the plan passed by"),
    "chain_step.skip": _("Step of the plan skipped"),
    "chain_step.undo": _("Step of the plan opened again"),
}
