"""Mails about accounts. They name no case and no person in custody; what they are about stands behind the link."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from throughgate.foundation.outbox.actions import post_mail
from throughgate.ground.accounts.models import Invitation


def send_invitation(invitation: Invitation, link: str) -> None:
    """Post the link; a mail that does not go out takes nothing back: the code is on paper, too."""
    text = render_to_string("accounts/mails/invitation.txt", {"invitation": invitation, "link": link})
    post_mail(to=invitation.email, subject=_("An invitation"), text=text, about=invitation.pk)
