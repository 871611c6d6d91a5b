"""Openings that end soon, or just ended, for whoever keeps them up to date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar, Final

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.joint import JointSource, Row, Statement
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.work.openings.models import Opening

AHEAD: Final = timedelta(days=30)
BEHIND: Final = timedelta(days=14)
"""So long before and after its end one is asked about an opening."""
SHOWN: Final = 6
ORDER: Final = ("expires_on", "id")
"""The one that ended first or ends next comes first."""
TITLE: Final = gettext_lazy("Openings that end")
HINT: Final = gettext_lazy("Open one to renew it, or to say that the place is taken.")


def _asks(actor: Actor) -> Statement | None:
    """Return what asks for them; nothing for those who keep no openings."""
    if actor.membership is None or not _keeps(actor):
        return None
    day = timezone.localdate()
    return Statement(
        "SELECT * FROM gate.openings_that_end(%s, %s, %s, %s)",
        [day - BEHIND, day + AHEAD, COUNTED + 1, SHOWN],
    )


def _tell(actor: Actor, rows: list[Row]) -> list[WorkPart]:
    """Return what waits on Today, what ended first at the top."""
    del actor
    rows.sort(key=lambda row: (row["expires_on"], row["key"]))
    day = timezone.localdate()
    is_over = date.fromisoformat(rows[0]["expires_on"]) < day
    return [
        WorkPart(
            str(TITLE),
            len(rows),
            reverse("desk:waiting", args=["openings"]),
            [
                _item(row["key"], row["title"], row["company"], date.fromisoformat(row["expires_on"]), day)
                for row in rows[:SHOWN]
            ],
            ngettext("opening ends soon", "openings end soon", len(rows)),
            Pressing.LATE if is_over else Pressing.DUE,
            str(HINT),
        )
    ]


class EndingPage(WorkPage):
    """All of them."""

    title, lead = TITLE, HINT
    orders: ClassVar = {"": ORDER}

    def allow(self) -> None:
        """Let in those who keep openings."""
        if not _keeps(self.actor):
            raise NotAllowed("write opening")

    def rows(self) -> Any:
        """Return those that the actor may see."""
        return _rows(self.actor)

    def work_item(self, row: Opening) -> WorkItem:
        """Return one with the days that are left."""
        return _item(row.pk, row.title, row.organisation.name, row.expires_on, timezone.localdate())


def _keeps(actor: Actor) -> bool:
    return actor.may("write", "opening") or actor.may("write", "own_opening")


def _rows(actor: Actor) -> Any:
    """Return openings that ended or end; what nobody can apply for any more is not asked about."""
    day = timezone.localdate()
    rows = Opening.objects.visible_to(actor).filter(
        Q(closing_on__isnull=True) | Q(closing_on__gte=day),
        state="open",
        expires_on__range=(day - BEHIND, day + AHEAD),
    )
    return rows.select_related("organisation")


def _item(key: Any, title: str, company: str, ends: date, day: date) -> WorkItem:
    left = (ends - day).days
    if left < 0:
        mark = ngettext("ran out %(n)s day ago", "ran out %(n)s days ago", -left) % {"n": -left}
    elif left == 0:
        mark = _("ends today")
    else:
        mark = ngettext("ends in %(n)s day", "ends in %(n)s days", left) % {"n": left}
    detail = f"{company} · " + _("until %(day)s") % {"day": short_day(ends)}
    kind = "late" if left < 0 else "due"
    return WorkItem(title, detail, reverse("openings:page", args=[key]), mark, kind)


SOURCE = JointSource(_asks, _tell, {"openings": EndingPage})
