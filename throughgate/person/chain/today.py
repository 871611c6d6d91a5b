"""What Today tells of plans: steps of one's own people that are late, or due soon, and are one's own to take."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from throughgate.foundation.audit.reading import note_read
from throughgate.foundation.database.context import current
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.joint import JointSource, Row, Statement
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor
from throughgate.person.chain.editions import with_key
from throughgate.person.chain.models import Step
from throughgate.person.chain.plan_words import late_by, title_of
from throughgate.person.chain.queries.plan import SOON
from throughgate.person.chain.rules.stepping import OPEN
from throughgate.person.people.models import Caseload
from throughgate.person.people.names import formal_name

SHOWN = 6
LATE_TITLE = gettext_lazy("Late steps of my people")
DUE_TITLE = gettext_lazy("Steps that are due")
ORDER = ("due_on", "id")


def my_steps(actor: Actor, day: date) -> Any:
    """Return the open steps of the own caseload that are for one's roles; the person's own for those who answer for the plan."""
    mine = Caseload.objects.in_force(day).filter(membership=actor.membership)
    roles = {*actor.roles, *(["person"] if actor.may("write", "chain") else [])}
    steps = Step.objects.visible_to(actor).filter(person__in=mine.values("person"), state__in=OPEN)
    return steps.filter(role__in=sorted(roles))


def late(actor: Actor, day: date) -> Any:
    """Return those whose day went by."""
    return my_steps(actor, day).filter(state="open", due_on__lt=day)


def due(actor: Actor, day: date) -> Any:
    """Return those that are due within two weeks, and those that are now or never."""
    return my_steps(actor, day).filter(Q(state="now_or_skip") | Q(due_on__range=(day, day + SOON)))


def _asks(actor: Actor) -> Statement | None:
    """Ask for the first of both."""
    if actor.membership is None or not actor.may("write", "chain_step"):
        return None
    current()
    day = timezone.localdate()
    first, second = (
        rows.order_by(*ORDER).values(
            "id",
            "person_id",
            "step",
            "state",
            "due_on",
            edition=F("chain__edition"),
            given=F("person__given_names"),
            family=F("person__family_name"),
        )[: COUNTED + 1]
        for rows in (late(actor, day), due(actor, day))
    )
    return Statement(*first.union(second, all=True).query.sql_with_params())


def _tell(actor: Actor, rows: list[Row]) -> list[WorkPart]:
    del actor
    day = timezone.localdate()
    found = [row | {"due_on": date.fromisoformat(row["due_on"])} for row in rows]
    found.sort(key=lambda row: (row["due_on"], row["id"]))
    is_late = [row for row in found if row["state"] == "open" and row["due_on"] < day]
    is_due = [row for row in found if row not in is_late]
    parts = [
        WorkPart(
            str(LATE_TITLE),
            len(is_late),
            reverse("desk:waiting", args=["steps-late"]),
            _items(is_late[:SHOWN], day),
            ngettext("late step of a plan", "late steps of plans", len(is_late)),
            Pressing.LATE,
        ),
        WorkPart(
            str(DUE_TITLE),
            len(is_due),
            reverse("desk:waiting", args=["steps-due"]),
            _items(is_due[:SHOWN], day),
            ngettext("step of a plan is due", "steps of plans are due", len(is_due)),
            Pressing.DUE,
        ),
    ]
    return [part for part in parts if part.count]


def _items(rows: Sequence[Row], day: date) -> list[WorkItem]:
    return [_item(row, day) for row in rows]


def _item(row: Row, day: date) -> WorkItem:
    person, key = uuid.UUID(str(row["person_id"])), row["id"]
    note_read(person)  # named here, though no row of theirs was loaded as one
    if row["state"] == "now_or_skip":
        mark, kind = pgettext("state of a step", "now or skip"), "due"
    elif row["due_on"] < day:
        mark, kind = late_by(row["due_on"], day), "late"
    else:
        mark, kind = _("due %(day)s") % {"day": short_day(row["due_on"])}, "due"
    return WorkItem(
        formal_name(row["given"], row["family"]),
        title_of(with_key(row["edition"]).said(row["step"])),
        f"{reverse('chain:plan', args=[person])}#step-{key}",
        mark,
        kind,
    )


class _StepsPage(WorkPage):
    """All rows of one of them."""

    kind = "chain_step"
    orders: ClassVar = {"": ORDER}

    def allow(self) -> None:
        """Let in whoever takes steps."""
        self.actor.must("write", "chain_step")

    def work_item(self, row: Step) -> WorkItem:
        """Return a step as Today shows it."""
        line = {
            "id": row.pk,
            "person_id": row.person_id,
            "step": row.step,
            "state": row.state,
            "due_on": row.due_on,
            "edition": row.chain.edition_id,
            "given": row.person.given_names,
            "family": row.person.family_name,
        }
        return _item(line, timezone.localdate())


class LatePage(_StepsPage):
    """Every late step."""

    title = LATE_TITLE

    def rows(self) -> Any:
        """Return them with their people."""
        return late(self.actor, timezone.localdate()).select_related("person", "chain")


class DuePage(_StepsPage):
    """Every step that is due."""

    title = DUE_TITLE

    def rows(self) -> Any:
        """Return them with their people."""
        return due(self.actor, timezone.localdate()).select_related("person", "chain")


SOURCE = JointSource(_asks, _tell, {"steps-late": LatePage, "steps-due": DuePage})
