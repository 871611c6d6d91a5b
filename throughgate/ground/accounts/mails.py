"""Mails about accounts. They name no case and no person in custody; what they are about stands behind the link."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from throughgate.ground.accounts.models import Invitation

log = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, link: str) -> None:
    """Send the link after the commit; a mail that does not go out takes nothing back: the code is on paper, too."""
    text = render_to_string("accounts/mails/invitation.txt", {"invitation": invitation, "link": link})
    message = EmailMessage(_("An invitation"), text, settings.DEFAULT_FROM_EMAIL, [invitation.email])
    transaction.on_commit(lambda: _send(message), robust=True)


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError:
        # Without the address: logs hold no personal data.
        log.exception("a mail was not sent")
