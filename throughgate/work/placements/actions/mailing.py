"""Mail companies that there is something to read: by the worker, once for each contact person and each cause."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from throughgate.foundation.codes import secret
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.context import NOBODY, acting
from throughgate.foundation.database.keys import uuid7
from throughgate.foundation.languages.texts import language_for
from throughgate.foundation.outbox.actions import post_mail
from throughgate.foundation.web.addresses import whole_address


def write_to_companies() -> int:
    """Mail a link to whoever is asked, has somebody introduced, is reminded, or was written to; return how many.

    The database says whom, and that it was done: safe to run twice, also at once.
    """
    if not settings.MAIL_BACKEND:
        return 0
    with acting(NOBODY):
        due = rows_of("SELECT placement, contact, about, opening, email, languages FROM gate.companies_due()")
    return sum(_write(*row) for row in due)


def _write(
    placement: uuid.UUID, contact: uuid.UUID, about: str, opening: str, email: str, languages: Iterable[str]
) -> bool:
    """Keep a key and post the mail with it, together or not at all. It names nobody."""
    token = secret.new_token()
    with acting(NOBODY), transaction.atomic(), translation.override(language_for(languages)):
        until: date | None = rows_of(
            "SELECT gate.keep_mailed_key(%s, %s, %s, %s, %s)",
            uuid7(),
            placement,
            contact,
            about,
            secret.hash_of(token),
        )[0][0]
        if until is None:
            return False
        link = whole_address(reverse("introduction_by_link", args=[token]))
        text = render_to_string("placements/key/mail.txt", {"opening": opening, "link": link, "until": until})
        subject = _("There is something to read for you")
        post_mail(
            to=email,
            subject=_("Reminder: %(what)s") % {"what": subject} if about == "remind" else subject,
            text=text,
        )
    return True
