"""The pages of the entrance, of one's own account and of members."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page

_own = partial(Page, opened_by="case_lead")
_members = partial(Page, words=_("Members and accounts"), opened_by="administrator")

PAGES = (
    Page("set_language", gives="post"),
    # The entrance
    Page("account_login"),
    Page("account_inactive"),
    Page("account_reset_password"),
    Page("account_reset_password_done"),
    Page("account_reset_password_from_key", row="reset_key"),
    Page("account_reset_password_from_key_done"),
    Page("account_password_code"),
    Page("account_invitation"),
    Page("account_join_by_code"),
    Page("account_join", row="invitation_link"),
    Page("mfa_authenticate"),
    # One's own account
    _own("account_logout"),
    _own("account_reauthenticate"),
    _own("account_change_password"),
    _own("account_set_password"),
    _own("account_address"),
    _own("account_kept"),
    _own("mfa_index"),
    _own("mfa_reauthenticate"),
    _own("mfa_activate_totp"),
    _own("mfa_deactivate_totp"),
    _own("mfa_view_recovery_codes"),
    _own("mfa_generate_recovery_codes"),
    _own("mfa_download_recovery_codes", gives="file"),
    _own("usersessions_list"),
    _members("accounts:mine", opened_by="case_lead"),
    _members("accounts:names", opened_by="case_lead"),
    _members("accounts:switch", opened_by="case_lead", gives="post"),
    # Members
    _members("accounts:colleagues", row="organisation"),
    _members("accounts:members"),
    _members("accounts:invite"),
    _members("accounts:roles", row="member"),
    _members("accounts:password-code", row="member", gives="post"),
    _members("accounts:renew-invitation", row="invitation", gives="post"),
    _members("accounts:withdraw-invitation", row="invitation", gives="post"),
)
