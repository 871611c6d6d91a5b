"""What people do with accounts, memberships and invitations."""

from throughgate.ground.accounts.actions.invitations import (
    Issued,
    accept_as_newcomer,
    accept_as_user,
    find_by_code,
    find_by_token,
    invite_member,
    renew_invitation,
    withdraw_invitation,
)
from throughgate.ground.accounts.actions.memberships import change_roles, end_membership
from throughgate.ground.accounts.actions.own import (
    change_email,
    change_names,
    choose_language,
    choose_membership,
)
from throughgate.ground.accounts.actions.passwords import IssuedCode, issue_password_code, use_password_code

__all__ = [
    "Issued",
    "IssuedCode",
    "accept_as_newcomer",
    "accept_as_user",
    "change_email",
    "change_names",
    "change_roles",
    "choose_language",
    "choose_membership",
    "end_membership",
    "find_by_code",
    "find_by_token",
    "invite_member",
    "issue_password_code",
    "renew_invitation",
    "use_password_code",
    "withdraw_invitation",
]
