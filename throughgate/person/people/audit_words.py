"""What changes of the register of people are called in the audit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT = {
    "after_release.change": _("Contact after release changed"),
    "case_link.add": _("Organisation linked by law"),
    "case_link.assign": _("Assigned to a member"),
    "case_link.end": _("Link ended"),
    "case_link.share": _("Case shared"),
    "case_link.unassign": _("Assignment ended"),
    "consent.answer": _("Answer to a consent recorded"),
    "consent.ask": _("Consent asked"),
    "consent.expire": _("Consent expired"),
    "consent.withdraw": _("Consent withdrawn"),
    "guardian.change": _("Guardian changed"),
    "guardian.remove": _("Guardian removed"),
    "language.add": _("Language added"),
    "language.change": _("Language changed"),
    "language.remove": _("Language removed"),
    "membership.hand_over": _("Assignments handed over"),
    "people.export": _("List of people downloaded"),
    "person.change": _("Person changed"),
    "person.close_look": _("Look closed early"),
    "person.decide_not_duplicate": _("Decided: two different people"),
    "person.name_purpose": _("Purpose named"),
    "person.register": _("Person registered"),
    "person.set_number": _("Number changed"),
    "qualification.add": _("Qualification added"),
    "qualification.change": _("Qualification changed"),
    "qualification.remove": _("Qualification removed"),
    "stay.admit": _("Stay begun"),
    "stay.change_dates": _("Release dates changed"),
    "stay.correct": _("Dates of a stay corrected"),
    "stay.release": _("Released"),
    "stay.take_back": _("Release or move taken back"),
    "stay.transfer": _("Transferred"),
    "wish.set": _("Wishes changed"),
    "work_condition.add": _("Work condition added"),
    "work_condition.change": _("Work condition changed"),
    "work_condition.remove": _("Work condition removed"),
}
