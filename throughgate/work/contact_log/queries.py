"""Next steps with organisations, for whoever took them on."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.work.contact_log.models import Note

STEPS: Final = "steps"
SHOWN: Final = 6
ORDER: Final = ("next_on", "id")
TITLE: Final = gettext_lazy("Next steps with organisations")
HINT: Final = gettext_lazy("What you wanted to do by today.")


def work(actor: Actor) -> list[WorkPart]:
    """Return what waits on Today; one query, none for those who write no notes."""
    if not actor.may("write", "company_log"):
        return []
    rows = list(_rows(actor).order_by(*ORDER)[: COUNTED + 1])
    if not rows:
        return []
    today = timezone.localdate()
    pressing = Pressing.LATE if rows[0].next_on < today else Pressing.DUE
    return [
        WorkPart(
            str(TITLE),
            len(rows),
            reverse("desk:waiting", args=[STEPS]),
            [_item(row, today) for row in rows[:SHOWN]],
            ngettext("step with an organisation", "steps with organisations", len(rows)),
            pressing,
            str(HINT),
        )
    ]


class StepsPage(WorkPage):
    """All of them."""

    title, lead = TITLE, HINT
    orders: ClassVar = {"": ORDER}

    def allow(self) -> None:
        """Let in those who write notes."""
        if not self.actor.may("write", "company_log"):
            raise NotAllowed("write company_log")

    def rows(self) -> Any:
        """Return the own steps that are due."""
        return _rows(self.actor)

    def work_item(self, row: Note) -> WorkItem:
        """Return one with its day."""
        return _item(row, timezone.localdate())


def _rows(actor: Actor) -> Any:
    rows = Note.objects.kept_by(actor).filter(by=actor.membership, done_on=None)
    return rows.filter(next_on__lte=timezone.localdate()).select_related("organisation")


def _item(row: Any, today: date) -> WorkItem:
    late = (today - row.next_on).days
    mark = ngettext("%(n)s day ago", "%(n)s days ago", late) % {"n": late} if late else _("today")
    detail = f"{row.organisation.name} · " + _("by %(day)s") % {"day": short_day(row.next_on)}
    address = reverse("contact_log:list", args=[row.organisation.code])
    return WorkItem(row.next_step, detail, address, mark, "late" if late else "due")
