"""Put a mail into the outbox, deliver it, forget it."""

from __future__ import annotations

import base64
import hashlib
import uuid
from datetime import timedelta

import structlog
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from throughgate.foundation.jobs.later import later
from throughgate.foundation.outbox.models import Mail, State

log = structlog.get_logger("throughgate.outbox")
PAUSES = (5, 60, 300, 1800, 3600, 7200, *(4 * 3600,) * 5)
"""Seconds between the tries of a mail: a day in all, and never more than four hours, so that it goes soon after the mail
server is back."""
TRIES = len(PAUSES) + 1
KEPT = timedelta(days=30)


class NotSentYet(Exception):
    """The mail did not go out; it is tried again. Carries nothing of the mail: what fails is logged."""


@transaction.atomic
def post_mail(*, to: str, subject: str, text: str, about: uuid.UUID | None = None) -> Mail:
    """Store a mail in the transaction of the change it tells of; the worker sends it once that is committed."""
    mail = Mail(to=to, subject=subject, sealed=_cipher().encrypt(text.encode()), about=about)
    mail.full_clean(exclude=["sealed", "settled_at"])
    mail.save(force_insert=True)
    later("outbox.deliver", mail=str(mail.pk))
    return mail


def deliver_mail(key: uuid.UUID) -> None:
    """Send a mail that waits; safe to run twice, also at once. Raise NotSentYet where it is to be tried again.

    After the last try, or without a mail server, it has failed; address and text are forgotten either way.
    """
    with transaction.atomic():
        mail = Mail.objects.select_for_update(skip_locked=True).filter(pk=key, state=State.WAITING).first()
        if mail is None:
            return
        mail.attempts += 1
        problem = _send(mail)
        if problem:
            # Without the address, and without the server's words, which may repeat it.
            log.warning("mail_not_sent", mail=str(mail.pk), attempt=mail.attempts, error=problem)
        if not problem or mail.attempts >= TRIES or not settings.MAIL_BACKEND:
            mail.state = State.FAILED if problem else State.SENT
            mail.settled_at = timezone.now()
            mail.to, mail.sealed = "", b""
        mail.save(update_fields=["attempts", "state", "settled_at", "to", "sealed"])
    if mail.state == State.WAITING:
        raise NotSentYet


def forget_mails() -> int:
    """Delete what was settled a month ago; return how many."""
    return Mail.objects.filter(settled_at__lt=timezone.now() - KEPT).delete()[0]


def _send(mail: Mail) -> str:
    """Hand the mail to the mail server; return the name of what went wrong, or nothing."""
    if not settings.MAIL_BACKEND:
        return "no mail server"
    try:
        text = _cipher().decrypt(bytes(mail.sealed)).decode()
        message = EmailMessage(
            mail.subject,
            text,
            settings.DEFAULT_FROM_EMAIL,
            [mail.to],
            connection=get_connection(settings.MAIL_BACKEND),
        )
        return "" if message.send() else "refused"
    except (OSError, InvalidToken) as error:  # every error of smtplib is an OSError
        return type(error).__name__


def _cipher() -> Fernet:
    key = hashlib.sha256(b"throughgate.outbox:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
