"""What changes of introductions and placements are called in the audit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT = {
    "answer.take": _("Answer about an introduction taken"),
    "introduction.agree": _("The company wants to get to know somebody"),
    "introduction.date": _("Talk handed over for a calendar"),
    "introduction.decline": _("The company declined"),
    "introduction.invite": _("The company invited"),
    "introduction.offer": _("The company offered the place"),
    "introduction.refuse": _("The company was asked and said no"),
    "introduction.share": _("The company said how it can be reached"),
    "introduction.try": _("The company began a trial"),
    "introduction.write": _("Message written"),
    "placement.accept": _("Offer accepted"),
    "placement.ask": _("Everybody asked about an introduction"),
    "placement.company_code": _("Letter with a code for the company printed"),
    "placement.complete": _("Placement completed"),
    "placement.decline": _("Introduction declined"),
    "placement.end_early": _("Placement ended early"),
    "placement.introduce": _("Introduced"),
    "placement.invite": _("Talk arranged"),
    "placement.lapse": _("Closed without an answer"),
    "placement.not_agree": _("Introduction not agreed"),
    "placement.offer": _("Place offered"),
    "placement.person_code": _("Sheet with a code for the person printed"),
    "placement.propose": _("Introduction proposed"),
    "placement.remind": _("Reminded of an introduction"),
    "placement.retain_6_weeks": _("There after 6 weeks"),
    "placement.retain_6_months": _("There after 6 months"),
    "placement.retain_12_months": _("There after 12 months"),
    "placement.start": _("Placement started"),
    "placement.take_back": _("Proposal taken back"),
    "placement.try": _("Trial began"),
    "placement.withdraw": _("Introduction withdrawn"),
}
