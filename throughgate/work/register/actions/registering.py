"""Register: by oneself, without an account, or from a form on paper that staff type in."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.codes import secret
from throughgate.foundation.outbox.actions import post_mail
from throughgate.ground.acting.actor import Actor
from throughgate.work.register.actions.keys import link
from throughgate.work.register.models import Registration
from throughgate.work.register.rules import CONFIRM_WITHIN


@transaction.atomic
def register(*, once: uuid.UUID, **facts: Any) -> bool:
    """Take in what somebody without an account registers, and mail a link by which they confirm it.

    Nobody acts. The same `once` again changes and mails nothing. Return whether a mail is on its way; else staff send a
    letter with a code. Raise ValidationError.
    """
    row = Registration(once=once, reads_in=get_language() or "", **facts)
    row.full_clean(validate_unique=False)
    mails = bool(row.email and settings.MAIL_BACKEND)
    # The key of the form decides the token, so that the mail of a form that is sent twice is the same mail.
    token = secret.new_token(once) if mails else ""
    values = {field.attname: getattr(row, field.attname) for field in Registration._meta.concrete_fields}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.take_registration(%s, %s)",
            [json.dumps(values, cls=DjangoJSONEncoder), secret.hash_of(token) if token else ""],
        )
        (is_new,) = cursor.fetchone()
    if is_new:
        record("registration.send", subject=("registration", row.pk))
        if mails:
            until = timezone.localdate() + CONFIRM_WITHIN
            context = {"called": row.name, "link": link(token), "until": until}
            text = render_to_string("register/public/mail_confirm.txt", context)
            post_mail(to=row.email, subject=_("Please confirm your registration"), text=text, about=row.pk)
    return mails


@transaction.atomic
def type_in(*, actor: Actor, code: str = "", **facts: Any) -> Registration:
    """Type in a form on paper, which was signed there; a sheet that was typed in already is returned as it is.

    `code` is the one on the sheet. Raise NotAllowed, ValidationError.
    """
    actor.must("write", "registration")
    paper = secret.hash_of_code(code) if code else None
    there: Registration | None = Registration.objects.filter(paper=paper).first() if paper else None
    if there is not None:
        return there
    row = Registration(
        state="registered",
        paper=paper,
        confirmed_by="paper",
        confirmed_at=timezone.now(),
        reads_in=get_language() or "",
        **facts,
    )
    row.full_clean()
    row.save(force_insert=True)
    record("registration.type_in", subject=("registration", row.pk))
    return row
