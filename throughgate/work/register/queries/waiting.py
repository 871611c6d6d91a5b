"""What waits in the register: registrations that nobody answers, entries that nobody looked at."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.ground.organisations.working_days import is_working_day
from throughgate.work.register.addresses import page_address
from throughgate.work.register.models import IN_FORCE, Proposal, Registration
from throughgate.work.register.rules import KINDS, stale_before, waits_since

SHOWN: Final = 6
UNANSWERED, STALE = "registrations", "entries"
"""Names of the parts in their addresses."""
_ORDERS: dict[str, tuple[str, ...]] = {UNANSWERED: ("sent_at", "id"), STALE: ("refreshed_on", "id")}
TITLES = {
    UNANSWERED: gettext_lazy("Registrations without an answer"),
    STALE: gettext_lazy("Entries to look at again"),
}
HINTS = {
    UNANSWERED: gettext_lazy("They have waited for three working days or longer."),
    STALE: gettext_lazy("Half a year old, or something changed. Open one to say that it is still right."),
}


def work(actor: Actor) -> list[WorkPart]:
    """Return what waits on Today; one query beside the region, none for those who keep nothing in the register."""
    parts = [name for name in (UNANSWERED, STALE) if _opens(actor, name)]
    if not parts:
        return []
    asked = [
        _rows(actor, name).annotate(part=Value(name)).order_by(*_ORDERS[name])[: COUNTED + 1]
        for name in parts
    ]
    found: list[Any] = list(asked[0].union(*asked[1:], all=True)) if len(asked) > 1 else list(asked[0])
    return [_part(name, rows) for name in parts if (rows := [row for row in found if row.part == name])]


def _opens(actor: Actor, name: str) -> bool:
    if actor.may("write", "registration"):
        return True
    own = name == STALE and actor.may("write", "own_registration")
    return own and actor.membership is not None and actor.organisation.kind in KINDS


def _rows(actor: Actor, name: str) -> QuerySet[Any]:
    waits = Exists(Proposal.objects.filter(registration=OuterRef("pk")))
    rows: QuerySet[Any] = Registration.objects.kept_by(actor).annotate(proposes=waits)
    if actor.may("write", "registration"):
        rows = rows.filter(region=actor.organisation.region_id)
    return rows.filter(_waits(actor) if name == UNANSWERED else _is_stale())


def _waits(actor: Actor) -> Q:
    """Confirmed and not answered, or without an address to mail to, so that a letter must go out."""
    region = actor.organisation.region
    last = waits_since(timezone.localdate(), lambda day: is_working_day(day, region))
    before = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    return Q(state="registered", confirmed_at__lt=before) | Q(state="sent", email="", sent_at__lt=before)


def _is_stale() -> Q:
    return Q(state="verified", refreshed_on__lt=stale_before(timezone.localdate())) | (
        Q(state__in=IN_FORCE) & (~Q(said="") | Q(proposes=True))
    )


class _Page(WorkPage):
    name: ClassVar[str]

    def allow(self) -> None:
        """Let in those for whom such rows wait."""
        if not _opens(self.actor, self.name):
            raise NotAllowed("write registration")

    def rows(self) -> Any:
        """Return those that the actor keeps."""
        return _rows(self.actor, self.name)

    def work_item(self, row: Registration) -> WorkItem:
        """Return one with how long it waits."""
        return _item(self.name, row, timezone.localdate())


class UnansweredPage(_Page):
    """All registrations that wait too long."""

    name = UNANSWERED
    title, lead = TITLES[UNANSWERED], HINTS[UNANSWERED]
    orders: ClassVar = {"": _ORDERS[UNANSWERED]}


class StalePage(_Page):
    """All entries to look at."""

    name = STALE
    title, lead = TITLES[STALE], HINTS[STALE]
    orders: ClassVar = {"": _ORDERS[STALE]}


def _part(name: str, rows: list[Any]) -> WorkPart:
    today = timezone.localdate()
    words = (
        ngettext("registration waits", "registrations wait", len(rows))
        if name == UNANSWERED
        else ngettext("entry to look at", "entries to look at", len(rows))
    )
    return WorkPart(
        str(TITLES[name]),
        len(rows),
        reverse("desk:waiting", args=[name]),
        [_item(name, row, today) for row in rows[:SHOWN]],
        words,
        Pressing.LATE if name == UNANSWERED else Pressing.DUE,
        str(HINTS[name]),
    )


def _item(name: str, row: Any, today: date) -> WorkItem:
    if name == UNANSWERED:
        since = timezone.localdate(row.confirmed_at or row.sent_at)
        days = (today - since).days
        mark = ngettext("waits for %(n)s day", "waits for %(n)s days", days) % {"n": days}
        detail = " · ".join(
            part for part in (row.get_kind_display(), row.town, ", ".join(row.offer_names)) if part
        )
        return WorkItem(row.name, detail, page_address(row), mark, "late")
    detail = _("looked at on %(day)s") % {"day": short_day(row.refreshed_on)} if row.refreshed_on else ""
    mark = _("something changed") if row.said or row.proposes else _("still right?")
    return WorkItem(row.name, detail, page_address(row), mark, "due")
