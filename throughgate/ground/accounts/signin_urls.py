"""Exactly the sign-in pages that are offered, by the names allauth knows them by.

The sign-in page itself stands in `config/urls.py`: the desk adds cards to it in the demo.
Not here: sign-up without an invitation, e-mail management, other providers. Names beginning with `account_`, `mfa_`
and `usersessions_` are outside the context of an actor (see the middleware).
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from throughgate.foundation.web.form_recovery import kept_page
from throughgate.ground.accounts.views import entrance, own

urlpatterns = [
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/password/reset/", account.password_reset, name="account_reset_password"),
    path("accounts/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("accounts/password/code/", entrance.password_page, name="account_password_code"),
    path("accounts/address/", own.ChangeAddress.as_view(), name="account_address"),
    path("accounts/kept/", kept_page, name="account_kept"),
    path("accounts/2fa/", factor.index, name="mfa_index"),
    path("accounts/2fa/authenticate/", factor.authenticate, name="mfa_authenticate"),
    path("accounts/2fa/reauthenticate/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("accounts/2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/2fa/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "accounts/2fa/recovery-codes/generate/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "accounts/2fa/recovery-codes/download/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("accounts/sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("invitation/", entrance.code_page, name="account_invitation"),
    path("invitation/join/", entrance.join_by_code, name="account_join_by_code"),
    path("invitation/<str:token>/", entrance.join_by_link, name="account_join"),
]
