"""What a test reads of the mails that went out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import mail

from throughgate.foundation.outbox.actions import deliver_mail
from throughgate.foundation.outbox.models import Mail, State

if TYPE_CHECKING:
    from django.core.mail import EmailMessage


def sent_mails() -> list[EmailMessage]:
    """Deliver what waits in the order in which it was posted, and return all that went out."""
    for waiting in Mail.objects.filter(state=State.WAITING).order_by("made_at"):
        deliver_mail(waiting.pk)
    return list(mail.outbox)
