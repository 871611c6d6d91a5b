"""What a data-protection officer looks at today: reasons that were named for opening people."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor
from throughgate.ground.acting.roles import LOOKS_AFTER
from throughgate.person.people.models import NamedPurpose
from throughgate.person.people.queries.accesses import accesses_from_outside, purposes_named

NEWS, SHOWN = 14, 8
"""Days that a reason stands on Today, and how many of them."""
LATEST = ("-named_at", "-id")
TITLE = gettext_lazy("Reasons named")


def work(actor: Actor) -> list[WorkPart]:
    """Return what was named of late, here and elsewhere, for those who only check; two queries."""
    if not actor.may("read", "access_log") or not LOOKS_AFTER.isdisjoint(actor.roles):
        return []
    rows = list(purposes_named(actor, days=NEWS).order_by(*LATEST)[: COUNTED + 1])
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
    return [part for part in (_part(rows), elsewhere) if part.count]


class PurposesPage(WorkPage):
    """Every reason of the last days."""

    kind = "access_log"
    title = TITLE
    orders: ClassVar = {"": LATEST}

    def open(self, **_keys: Any) -> None:
        """Say since when."""
        self.lead = _in_days()

    def rows(self) -> Any:
        """Return those of one's own organisation."""
        return purposes_named(self.actor, days=NEWS)

    def work_item(self, row: NamedPurpose) -> WorkItem:
        """Return one with who named it, and when."""
        return _item(row)


def _in_days() -> str:
    return ngettext("In the last %(days)s day.", "In the last %(days)s days.", NEWS) % {"days": NEWS}


def _part(rows: list[NamedPurpose]) -> WorkPart:
    return WorkPart(
        str(TITLE),
        len(rows),
        reverse("desk:waiting", args=["purposes"]),
        [_item(row) for row in rows[:SHOWN]],
        ngettext("reason named by your staff", "reasons named by your staff", len(rows)),
        Pressing.NEWS,
        _in_days(),
    )


def _item(row: NamedPurpose) -> WorkItem:
    return WorkItem(
        str(row.membership.user),
        " · ".join(part for part in (str(row.get_purpose_display()), row.words) if part),
        "",
        date_format(localtime(row.named_at), "SHORT_DATETIME_FORMAT"),
    )
