"""What the logs hold, in words. What has no words yet is shown as it is written."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from throughgate.ground.accounts.models import Role
from throughgate.person.people.choices import LookPurpose

PURPOSES = {
    "caseload": _("own caseload"),
    "": _("list or search"),
    "import": _("comparison with a list"),
    **dict(LookPurpose.choices),
}

ACTIONS = {
    "account.change_email": _("E-mail address of the account changed"),
    "account.change_names": _("Names of the account changed"),
    "case_link.add": _("Organisation linked by law"),
    "case_link.assign": _("Assigned to a member"),
    "case_link.end": _("Link ended"),
    "case_link.share": _("Case shared"),
    "case_link.unassign": _("Assignment ended"),
    "consent.answer": _("Answer to a consent recorded"),
    "consent.ask": _("Consent asked"),
    "consent.expire": _("Consent expired"),
    "consent.withdraw": _("Consent withdrawn"),
    "contact.add": _("Contact person added"),
    "contact.change": _("Contact person changed"),
    "contact.remove": _("Contact person removed"),
    "invitation.accept": _("Invitation taken up"),
    "invitation.make": _("Invitation made"),
    "invitation.renew": _("New code for an invitation"),
    "invitation.withdraw": _("Invitation withdrawn"),
    "membership.change_roles": _("Roles changed"),
    "membership.end": _("Membership ended"),
    "membership.hand_over": _("Assignments handed over"),
    "openings.export": _("List of openings downloaded"),
    "organisations.export": _("List of organisations downloaded"),
    "people.export": _("List of people downloaded"),
    "organisation.add": _("Organisation added"),
    "organisation.change": _("Organisation changed"),
    "password_code.make": _("Code for a new password made"),
    "password_code.use": _("New password set with a code"),
    "person.change": _("Person changed"),
    "person.decide_not_duplicate": _("Decided: two different people"),
    "person.close_look": _("Look closed early"),
    "person.name_purpose": _("Purpose named"),
    "person.register": _("Person registered"),
    "person.set_number": _("Number changed"),
    "site.add": _("Site added"),
    "site.change": _("Site changed"),
    "site.remove": _("Site removed"),
    "stay.admit": _("Stay begun"),
    "stay.change_dates": _("Release dates changed"),
    "stay.correct": _("Dates of a stay corrected"),
    "stay.release": _("Released"),
    "stay.take_back": _("Release or move taken back"),
    "stay.transfer": _("Transferred"),
    "wish.set": _("Wishes changed"),
    "after_release.change": _("Contact after release changed"),
    "guardian.change": _("Guardian changed"),
    "guardian.remove": _("Guardian removed"),
    "language.add": _("Language added"),
    "language.change": _("Language changed"),
    "language.remove": _("Language removed"),
    "qualification.add": _("Qualification added"),
    "qualification.change": _("Qualification changed"),
    "qualification.remove": _("Qualification removed"),
    "work_condition.add": _("Work condition added"),
    "work_condition.change": _("Work condition changed"),
    "work_condition.remove": _("Work condition removed"),
}

ROLES = dict(Role.choices)


def roles_in_words(roles: Iterable[str]) -> str:
    """Return functions by their names."""
    return ", ".join(str(ROLES.get(role, role)) for role in roles)


def details(fields: Iterable[str], why: str) -> str:
    """Return what an entry says beyond its action: roles given or names of fields, and the reason."""
    names = ", ".join(str(ROLES.get(field, field.replace("_", " "))) for field in fields)
    reason = str(PURPOSES.get(why, why)) if why else ""
    return " · ".join(part for part in (names, reason) if part)
