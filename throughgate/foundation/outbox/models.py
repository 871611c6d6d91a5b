"""What is stored about mails on their way out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import Row


class State(models.TextChoices):
    """How far a mail is."""

    WAITING = "waiting", _("E-mail on its way")
    SENT = "sent", _("E-mail sent")
    FAILED = "failed", _("E-mail not sent")


class Mail(Row):
    """One mail about an account. It holds no case data: what it is about stands behind its link."""

    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=160)
    sealed = models.BinaryField()
    """The text, encrypted, since it may hold a link that opens an account; empty once it is settled."""
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    about = models.UUIDField(null=True, editable=False)
    """What it is about, such as an invitation, so that its sender can be told how it went."""
    made_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["about", "-made_at"], condition=Q(about__isnull=False), name="mail_by_subject"
            ),
            models.Index(fields=["settled_at"], condition=Q(settled_at__isnull=False), name="mail_settled"),
        ]
