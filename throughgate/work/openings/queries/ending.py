"""Openings that end soon, or just ended, for whoever keeps them up to date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.work.openings.models import Opening

AHEAD: Final = timedelta(days=30)
BEHIND: Final = timedelta(days=14)
"""So long before and after its end one is asked about an opening."""
SHOWN: Final = 6


def work(actor: Actor) -> list[WorkPart]:
    """Return what waits on Today; one query, none for those who keep no openings."""
    if not _keeps(actor):
        return []
    rows = _rows(actor, COUNTED + 1)
    return [_part(rows, SHOWN)] if rows else []


def ending(actor: Actor, most: int) -> WorkPart:
    """Return all of them, `most` at most; raise NotAllowed for those who keep no openings."""
    if not _keeps(actor):
        raise NotAllowed("write opening")
    return _part(_rows(actor, most), most)


def _keeps(actor: Actor) -> bool:
    return actor.may("write", "opening") or actor.may("write", "own_opening")


def _rows(actor: Actor, most: int) -> list[Any]:
    """Return them, the one that ended first or ends next first: what nobody can apply for any more is not asked about."""
    day = timezone.localdate()
    rows = Opening.objects.visible_to(actor).filter(
        Q(closing_on__isnull=True) | Q(closing_on__gte=day),
        state="open",
        expires_on__range=(day - BEHIND, day + AHEAD),
    )
    return list(rows.select_related("organisation").order_by("expires_on", "pk")[:most])


def _part(rows: list[Any], shown: int) -> WorkPart:
    day = timezone.localdate()
    is_over = any(row.expires_on < day for row in rows)
    return WorkPart(
        _("Openings that end"),
        len(rows),
        reverse("desk:waiting", args=["openings"]),
        [_item(row, day) for row in rows[:shown]],
        ngettext("opening ends soon", "openings end soon", len(rows)),
        Pressing.LATE if is_over else Pressing.DUE,
        _("Open one to renew it, or to say that the place is taken."),
    )


def _item(row: Any, day: date) -> WorkItem:
    left = (row.expires_on - day).days
    if left < 0:
        mark = ngettext("ran out %(n)s day ago", "ran out %(n)s days ago", -left) % {"n": -left}
    elif left == 0:
        mark = _("ends today")
    else:
        mark = ngettext("ends in %(n)s day", "ends in %(n)s days", left) % {"n": left}
    detail = f"{row.organisation.name} · " + _("until %(day)s") % {"day": short_day(row.expires_on)}
    kind = "late" if left < 0 else "due"
    return WorkItem(row.title, detail, reverse("openings:page", args=[row.pk]), mark, kind)
