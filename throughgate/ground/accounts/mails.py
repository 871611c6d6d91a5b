"""Mails about accounts. They name no case and no person in custody; what they are about stands behind the link.

They speak the language in which their reader reads, where that is known, and else that of the page they come from.
"""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from throughgate.foundation.outbox.actions import post_mail
from throughgate.foundation.web.addresses import whole_address
from throughgate.ground.accounts.models import Invitation, User


def joining_address(token: str) -> str:
    """Return the whole address behind which an invitation is taken up."""
    return whole_address(reverse("account_join", args=[token]))


def send_invitation(invitation: Invitation, token: str) -> None:
    """Post the link; a mail that does not go out takes nothing back: the code is on paper, too."""
    reader = User.objects.filter(email__iexact=invitation.email).first()
    context = {"invitation": invitation, "link": joining_address(token)}
    with override(_language_of(reader)):
        text = render_to_string("accounts/mails/invitation.txt", context)
        post_mail(to=invitation.email, subject=_("An invitation"), text=text, about=invitation.pk)


def send_password_link(user: User, link: str) -> None:
    """Post the link behind which a new password is set, to the address of the account."""
    with override(_language_of(user)):
        text = render_to_string("accounts/mails/password.txt", {"user": user, "link": link})
        post_mail(to=user.email, subject=_("A new password"), text=text)


def _language_of(reader: User | None) -> str | None:
    return (reader.language if reader else "") or get_language()
