"""What a company is asked at its own desk about those who began there: on the page of an introduction, and on Today."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.joint import JointSource, Row, Statement
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor
from throughgate.work.followups.choices import Milestone
from throughgate.work.placements.models import Introduction
from throughgate.work.placements.queries.company import own_introductions

SHOWN: Final = 6
PART: Final = "own-follow-ups"
"""The name of the part in its address."""
TITLE = gettext_lazy("How is it going with those who began?")
HINT = gettext_lazy("Three questions, two minutes.")
_COLUMNS = "introduction, milestone, title, called, started_on, since, answered"
_WAITING = "SELECT introduction, milestone, title, called, since FROM gate.own_follow_ups_that_wait(%s)"
"""With how many names."""


@dataclass(frozen=True, slots=True)
class OwnAsked:
    """One milestone that a company is asked about."""

    introduction: uuid.UUID
    milestone: str
    opening: str
    called: str
    """How the company knows the person."""
    started_on: date
    since: date
    answered: bool

    @property
    def words(self) -> str:
        """Return what the milestone is called."""
        return str(Milestone(self.milestone).label)


def own_asked(actor: Actor, introduction: uuid.UUID) -> list[OwnAsked]:
    """Return what the company is asked about one introduction, the earliest milestone first. One query."""
    if not actor.may("read", "own_introduction"):
        return []
    sql = f"SELECT {_COLUMNS} FROM gate.own_follow_ups(%s)"  # noqa: S608 - columns of ours
    return [OwnAsked(*row) for row in rows_of(sql, introduction)]


@dataclass(frozen=True, slots=True)
class Section:
    """What the company's page of an introduction shows of it."""

    asked: Sequence[OwnAsked]
    template: str = "followups/own_section.html"


def section(actor: Actor, introduction: Introduction) -> Section | None:
    """Return what is asked about an introduction now; nothing where nothing is. One query for who began."""
    asked = own_asked(actor, introduction.pk) if introduction.started_on else []
    return Section(asked) if asked else None


def _asks(actor: Actor) -> Statement | None:
    if actor.membership is None or not actor.may("read", "own_introduction"):
        return None
    return Statement(f"{_WAITING} LIMIT {COUNTED + 1}", [SHOWN])


def _tell(actor: Actor, rows: list[Row]) -> list[WorkPart]:
    """Return what waits, the longest first."""
    del actor
    rows.sort(key=lambda row: (row["since"], row["introduction"], row["milestone"]))
    number = len(rows)
    return [
        WorkPart(
            str(TITLE),
            number,
            reverse("desk:waiting", args=[PART]),
            [
                _item(
                    row["title"],
                    row["called"],
                    row["introduction"],
                    row["milestone"],
                    date.fromisoformat(row["since"]),
                )
                for row in rows[:SHOWN]
            ],
            ngettext("asks how it is going", "ask how it is going", number),
            Pressing.DUE,
            str(HINT),
        )
    ]


def _item(title: str, called: str, introduction: Any, milestone: str, since: date) -> WorkItem:
    stage = str(Milestone(milestone).label)
    detail = " · ".join(
        part for part in (called, stage, _("asked on %(day)s") % {"day": short_day(since)}) if part
    )
    return WorkItem(title, detail, reverse("followups:own", args=[introduction, milestone]))


class OwnPage(WorkPage):
    """All about whom the company is asked."""

    kind = "own_introduction"
    title, lead = TITLE, HINT
    orders: ClassVar = {"": ("moved_on", "id")}

    def rows(self) -> Any:
        """Return the introductions, and keep what is asked about each: its earliest milestone. One query more."""
        self.asked: dict[uuid.UUID, tuple[str, date]] = {}
        for key, milestone, *_names, since in rows_of(_WAITING, 0):
            self.asked.setdefault(key, (milestone, since))
        return own_introductions(self.actor).filter(pk__in=self.asked).annotate(title=F("opening__title"))

    def work_item(self, row: Any) -> WorkItem:
        """Return one with its milestone."""
        milestone, since = self.asked[row.pk]
        return _item(row.title, str(row), row.pk, milestone, since)


SOURCE = JointSource(_asks, _tell, {PART: OwnPage})
