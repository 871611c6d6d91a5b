"""What a data-protection officer looks at today: reasons that were named for opening people."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.ground.acting.actor import Actor
from throughgate.ground.acting.roles import LOOKS_AFTER
from throughgate.person.people.models import NamedPurpose
from throughgate.person.people.queries.accesses import accesses_from_outside, purposes_named

NEWS, SHOWN = 14, 8
"""Days that a reason stands on Today, and how many of them."""


def work(actor: Actor) -> list[WorkPart]:
    """Return what was named of late, here and elsewhere, for those who only check; two queries."""
    if not actor.may("read", "access_log") or not LOOKS_AFTER.isdisjoint(actor.roles):
        return []
    rows = purposes_named(actor, days=NEWS, most=COUNTED + 1)
    outside = len(accesses_from_outside(actor))
    elsewhere = WorkPart(
        _("Named by other organisations"),
        outside,
        reverse("oversight:outside"),
        (),
        ngettext(
            "reason named elsewhere for your people", "reasons named elsewhere for your people", outside
        ),
    )
    return [part for part in (_part(rows, SHOWN), elsewhere) if part.count]


def purposes(actor: Actor, most: int) -> WorkPart:
    """Return every reason of the last days, `most` at most; raise NotAllowed for who does not read the log."""
    actor.must("read", "access_log")
    return _part(purposes_named(actor, days=NEWS, most=most), most)


def _part(rows: list[NamedPurpose], shown: int) -> WorkPart:
    return WorkPart(
        _("Reasons named"),
        len(rows),
        reverse("desk:waiting", args=["purposes"]),
        [
            WorkItem(
                str(row.membership.user),
                " · ".join(part for part in (str(row.get_purpose_display()), row.words) if part),
                "",
                date_format(localtime(row.named_at), "SHORT_DATETIME_FORMAT"),
            )
            for row in rows[:shown]
        ],
        ngettext("reason named by your staff", "reasons named by your staff", len(rows)),
        Pressing.NEWS,
        ngettext("In the last %(days)s day.", "In the last %(days)s days.", NEWS) % {"days": NEWS},
    )
