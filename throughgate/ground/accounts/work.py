"""What waits for whoever looks after the members of an organisation."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.ground.accounts.models import Invitation
from throughgate.ground.acting.actor import Actor

SHOWN: Final = 6


def work(actor: Actor) -> list[WorkPart]:
    """Return invitations that nobody took up yet, the ones that run out first; one query."""
    if not actor.may("write", "membership"):
        return []
    rows: list[Any] = list(
        Invitation.objects.waiting()
        .filter(organisation=actor.organisation)
        .order_by("expires_at", "pk")[: COUNTED + 1]
    )
    if not rows:
        return []
    address = f"{reverse('accounts:members')}#invitations"
    return [
        WorkPart(
            _("Invitations not taken up yet"),
            len(rows),
            address,
            [_item(row, address) for row in rows[:SHOWN]],
            ngettext("invitation not taken up", "invitations not taken up", len(rows)),
            Pressing.DUE if any(row.has_run_out for row in rows) else Pressing.LATER,
        )
    ]


def _item(row: Any, address: str) -> WorkItem:
    until = short_day(timezone.localdate(row.expires_at))
    if row.has_run_out:
        return WorkItem(
            row.name, ", ".join(row.role_names), address, _("ran out on %(day)s") % {"day": until}, "due"
        )
    return WorkItem(row.name, ", ".join(row.role_names), address, _("until %(day)s") % {"day": until})
