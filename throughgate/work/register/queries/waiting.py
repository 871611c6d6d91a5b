"""What waits in the register: registrations that nobody answers, entries that nobody looked at."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, Final

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.joint import JointSource, Row, Statement
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.ground.organisations.working_days import is_working_day
from throughgate.work.openings.choices import Kind as Offer
from throughgate.work.register.addresses import page_address
from throughgate.work.register.choices import Kind
from throughgate.work.register.models import Proposal, Registration
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
LAST: Final = "9999"
"""After every day: an entry that nobody has looked at yet."""
_WAITING: Final = "SELECT part, key, called, kind, town, offers, sent, since, looked, changed FROM gate.register_waits(%s, %s, %s, %s)"


def _asks(actor: Actor) -> Statement | None:
    """Return what asks for rows that wait, as many of each part as are counted, and one more; nothing for those who keep none."""
    if not any(_opens(actor, name) for name in TITLES):
        return None
    return Statement(_WAITING, [*_limits(actor), COUNTED + 1])


def _tell(actor: Actor, rows: list[Row]) -> list[WorkPart]:
    """Return what waits, the oldest first."""
    rows.sort(key=lambda row: (row["sent"] or row["looked"] or LAST, row["key"]))
    return [
        _part(name, of)
        for name in TITLES
        if _opens(actor, name) and (of := [row for row in rows if row["part"] == name])
    ]


def _opens(actor: Actor, name: str) -> bool:
    if actor.may("write", "registration"):
        return True
    own = name == STALE and actor.may("write", "own_registration")
    return own and actor.membership is not None and actor.organisation.kind in KINDS


def _limits(actor: Actor) -> tuple[uuid.UUID | None, datetime | None, date]:
    """Return the region and the moment before which one waits too long, for those who answer, and the day for entries."""
    today = timezone.localdate()
    if not _opens(actor, UNANSWERED):
        return None, None, stale_before(today)
    region = actor.organisation.region
    last = waits_since(today, lambda day: is_working_day(day, region))
    before = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    return region.pk, before, stale_before(today)


class _Page(WorkPage):
    name: ClassVar[str]

    def allow(self) -> None:
        """Let in those for whom such rows wait."""
        if not _opens(self.actor, self.name):
            raise NotAllowed("write registration")

    def rows(self) -> Any:
        """Return those that the actor keeps. One query more."""
        waiting = [
            key for part, key, *_rest in rows_of(_WAITING, *_limits(self.actor), None) if part == self.name
        ]
        proposes = Exists(Proposal.objects.filter(registration=OuterRef("pk")))
        return Registration.objects.filter(pk__in=waiting).annotate(proposes=proposes)

    def work_item(self, row: Any) -> WorkItem:
        """Return one with how long it waits."""
        if self.name == UNANSWERED:
            return _unanswered(
                row.pk, row.name, row.kind, row.town, row.offers, row.confirmed_at or row.sent_at
            )
        return _stale(row.pk, row.name, row.refreshed_on, changed=bool(row.said) or row.proposes)


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


SOURCE = JointSource(_asks, _tell, {UNANSWERED: UnansweredPage, STALE: StalePage})


def work(actor: Actor) -> list[WorkPart]:
    """Return what waits on Today; one query beside the region, none for those who keep nothing in the register."""
    return SOURCE.work(actor)


def _part(name: str, rows: list[Row]) -> WorkPart:
    words = (
        ngettext("registration waits", "registrations wait", len(rows))
        if name == UNANSWERED
        else ngettext("entry to look at", "entries to look at", len(rows))
    )
    return WorkPart(
        str(TITLES[name]),
        len(rows),
        reverse("desk:waiting", args=[name]),
        [_line(name, row) for row in rows[:SHOWN]],
        words,
        Pressing.LATE if name == UNANSWERED else Pressing.DUE,
        str(HINTS[name]),
    )


def _line(name: str, row: Row) -> WorkItem:
    key, called = uuid.UUID(row["key"]), row["called"]
    if name == UNANSWERED:
        since = datetime.fromisoformat(row["since"])
        return _unanswered(key, called, row["kind"], row["town"], row["offers"], since)
    looked = date.fromisoformat(row["looked"]) if row["looked"] else None
    return _stale(key, called, looked, changed=row["changed"])


def _unanswered(
    key: uuid.UUID, called: str, kind: str, town: str, offers: Sequence[str], since: datetime
) -> WorkItem:
    days = (timezone.localdate() - timezone.localdate(since)).days
    mark = ngettext("waits for %(n)s day", "waits for %(n)s days", days) % {"n": days}
    facts = (str(Kind(kind).label), town, ", ".join(str(Offer(offer).label) for offer in offers))
    return WorkItem(called, " · ".join(fact for fact in facts if fact), page_address(key), mark, "late")


def _stale(key: uuid.UUID, called: str, looked: date | None, *, changed: bool) -> WorkItem:
    detail = _("looked at on %(day)s") % {"day": short_day(looked)} if looked else ""
    mark = _("something changed") if changed else _("still right?")
    return WorkItem(called, detail, page_address(key), mark, "due")
