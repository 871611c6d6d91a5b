"""What happens after a start, as the audit calls it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT = {
    "feedback.answer": _("Answer after the start given"),
    "feedback.correct": _("Answer after the start put right"),
    "feedback.see_to": _("Answer after the start seen to"),
    "feedback.take": _("Answer after the start typed in"),
    "follow_up.ask_company": _("Company asked how it is going"),
    "follow_up.ask_person": _("Person asked how it is going"),
    "follow_up.close": _("Milestone closed"),
    "follow_up.code": _("Sheet with a code for an answer after the start printed"),
    "follow_up.pass_over": _("Milestone passed over"),
    "follow_up.remind_company": _("Company reminded to say how it is going"),
    "follow_up.remind_person": _("Person reminded to say how it is going"),
}
