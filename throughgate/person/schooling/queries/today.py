"""What waits for those who teach: marks that are missing before a conference. One query, together with others."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.context import current
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.joint import JointSource, Row, Statement
from throughgate.foundation.web.work import Pressing, WorkItem, WorkPart
from throughgate.ground.acting.actor import Actor
from throughgate.person.schooling.rules.half_years import HalfYear
from throughgate.person.schooling.words import half_year_name

AHEAD = timedelta(days=28)
"""So long before a conference its missing marks begin to wait."""
BEHIND = timedelta(days=60)
"""So long after it they still do."""
SHOWN = 5


ASKED = "SELECT * FROM gate.marks_missing(%s, %s)"


def days() -> tuple[date, date]:
    """Return between which days a conference lies whose missing marks wait."""
    today = timezone.localdate()
    return today - BEHIND, today + AHEAD


def courses_with_missing_marks() -> list[uuid.UUID]:
    """Return the keys of one's courses in which marks are missing before a conference. One query."""
    current()
    return [row[0] for row in rows_of(ASKED, *days())]


def _asks(actor: Actor) -> Statement | None:
    if actor.membership is None or not (actor.may("write", "course_mark") and actor.may("read", "course")):
        return None
    current()
    return Statement(ASKED, days())


def _tell(actor: Actor, rows: list[Row]) -> list[WorkPart]:
    del actor
    first = sorted(rows, key=lambda row: (row["held_on"], row["name"], row["course"]))
    number = len(first)
    late = any(date.fromisoformat(row["held_on"]) < timezone.localdate() for row in first)
    return [
        WorkPart(
            _("Marks missing before a conference"),
            number,
            f"{reverse('schooling:list')}?show=missing",
            [work_item(row) for row in first[:SHOWN]],
            ngettext("course with missing marks", "courses with missing marks", number),
            Pressing.LATE if late else Pressing.DUE,
        )
    ]


def work_item(row: Mapping[str, Any]) -> WorkItem:
    """Return a course with how many marks are missing for its conference."""
    half = HalfYear(row["school_year"], row["half"])
    missing = ngettext("%(n)s mark missing", "%(n)s marks missing", row["missing"]) % {"n": row["missing"]}
    held_on = date.fromisoformat(str(row["held_on"]))
    late = held_on < timezone.localdate()
    return WorkItem(
        row["name"],
        f"{half_year_name(half)} · {missing}",
        f"{reverse('schooling:marks', args=[row['course']])}?half={half.code}",
        _("conference %(day)s") % {"day": short_day(held_on)},
        "late" if late else "due",
    )


SOURCE = JointSource(_asks, _tell)
