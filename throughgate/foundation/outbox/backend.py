"""Let every mail that anything sends (sign-in by allauth, too) take the way through the outbox."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from throughgate.foundation.outbox.actions import post_mail


class Outbox(BaseEmailBackend):
    """Store instead of sending; the worker sends with `settings.MAIL_BACKEND`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store one mail for each recipient, as text alone."""
        for message in email_messages:
            for to in message.recipients():
                post_mail(to=to, subject=str(message.subject), text=str(message.body))
        return len(email_messages)
