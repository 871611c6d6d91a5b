"""What changes of sheets, letters and what belongs to them are called in the audit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT = {
    "letter.approve": _("Approval of a reference letter recorded"),
    "letter.withdraw": _("Reference letter withdrawn"),
    "letter.write": _("Reference letter written"),
    "letter_issuer.change": _("Body that signs letters changed"),
    "letter_issuer.register": _("Body that signs letters added"),
    "observer_training.record": _("Training of an observer recorded"),
    "person_group.add": _("Person put into a group"),
    "person_group.change": _("Group changed"),
    "person_group.make": _("Group made"),
    "person_group.take_off": _("Person taken out of a group"),
    "remark.answer": _("Objection answered"),
    "remark.comment": _("Comment of the person recorded"),
    "remark.objection": _("Objection of the person recorded"),
    "self_rating.record": _("Self-rating recorded"),
    "sheet.add_people": _("People put on a sheet"),
    "sheet.amend": _("Sheet replaced by a new version"),
    "sheet.begin_amendment": _("New version of a sheet begun"),
    "sheet.change": _("Details of a sheet changed"),
    "sheet.discard": _("Draft of a sheet discarded"),
    "sheet.retract": _("Sheet taken back"),
    "sheet.sign": _("Sheet signed"),
    "sheet.start": _("Sheet started"),
    "sheet.take_off": _("Person taken off a sheet"),
    "sheet.take_up": _("Sheet opened by its code"),
    "slip.letter": _("Slip for a reference letter printed"),
    "slip.remark": _("Slip for a comment or an objection printed"),
    "slip.self_rating": _("Slip for a self-rating printed"),
}
