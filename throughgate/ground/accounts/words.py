"""What rules of accounts say, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    "none": _("Choose at least one role."),
    "not_here": _("This organisation does not give one of these roles."),
    "own_roles": _("Nobody changes their own roles. Ask another administrator."),
    "last_administrator": _("The organisation needs at least one administrator. Name another one first."),
    "has_administrator": _("This organisation has an administrator, who invites everybody else."),
    "not_open": _("This invitation was taken up or withdrawn, or it has run out."),
    "own_invitation": _("Nobody takes up an invitation that they made themselves."),
    "member_already": _("You work for this organisation already. Its administrator can change your roles."),
    "username_taken": _("This sign-in name is taken. Choose another one."),
    "email_taken": _("This address cannot be used. Leave it empty or give another one."),
    "works_elsewhere": _(
        "This person also works for another organisation. A code of yours would open that too, so it cannot be made. "
        "With an e-mail address, they can set a new password themselves."
    ),
    "own_password": _("Change your own password on the page of your account."),
    "code_unknown": _("This code does not fit. Check each sign; it may also have run out."),
}
