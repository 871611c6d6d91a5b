"""What changes of accounts and memberships are called in the audit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT = {
    "account.change_email": _("E-mail address of the account changed"),
    "account.change_names": _("Names of the account changed"),
    "import.account": _("Account for imports by command made"),
    "invitation.accept": _("Invitation taken up"),
    "invitation.make": _("Invitation made"),
    "invitation.renew": _("New code for an invitation"),
    "invitation.withdraw": _("Invitation withdrawn"),
    "membership.change_roles": _("Roles changed"),
    "membership.end": _("Membership ended"),
    "password_code.make": _("Code for a new password made"),
    "password_code.use": _("New password set with a code"),
    "second_factor.reset": _("Second factor taken away by the operator"),
}
