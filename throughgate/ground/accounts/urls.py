"""Addresses of one's own account and of the members of one's organisation."""

from __future__ import annotations

from django.urls import path

from throughgate.ground.accounts.views import colleagues, members, own

app_name = "accounts"
urlpatterns = [
    path("account/", own.my_account, name="mine"),
    path("account/names/", own.ChangeNames.as_view(), name="names"),
    path("account/switch/", own.switch_membership, name="switch"),
    path("organisations/<slug:code>/members/", colleagues.Colleagues.as_view(), name="colleagues"),
    path("members/", members.Members.as_view(), name="members"),
    path("members/invite/", members.Invite.as_view(), name="invite"),
    path("members/<uuid:key>/roles/", members.ChangeRoles.as_view(), name="roles"),
    path("members/<uuid:key>/password-code/", members.password_code, name="password-code"),
    path("invitations/<uuid:key>/renew/", members.renew_invitation, name="renew-invitation"),
    path("invitations/<uuid:key>/withdraw/", members.withdraw_invitation, name="withdraw-invitation"),
]
