"""A person's part Learning: where they learned, and their marks, a picture first and the table beneath."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.components import Item
from throughgate.foundation.web.tables import Column, Table
from throughgate.ground.acting.actor import Actor, NotAllowed, actor_in
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.schooling.drawing import Point, picture
from throughgate.person.schooling.models import Enrolment, Mark
from throughgate.person.schooling.packs import scales
from throughgate.person.schooling.queries.grid import read
from throughgate.person.schooling.queries.marks import enrolments_of, marks_given
from throughgate.person.schooling.rules.half_years import HalfYear
from throughgate.person.schooling.rules.scales import Mark as Given
from throughgate.person.schooling.words import half_year_name, level_sign, scale_name, shown, subject_name


@dataclass(frozen=True)
class Trend:
    """The term marks of one subject on one scale."""

    name: str
    scale: str
    svg: SafeString


@require_safe
@asks_purpose
def learning(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show where somebody learned; and the marks, to those who read them."""
    actor = actor_in(request)
    if not (actor.may("read", "mark") or actor.may("read", "enrolment")):
        raise NotAllowed("read enrolment")
    person = open_person(request, key, with_stays=True)
    reads_marks = actor.may("read", "mark") or actor.may("read", "course_mark")
    marks = marks_given(actor, person.pk) if reads_marks else []
    enrolments = enrolments_of(actor, person.pk)
    context = {
        "person": person,
        "part": "learning",
        "trends": trends([mark for mark in marks if mark.kind == "report"]),
        "table": Table.whole(_("Marks, the latest first"), COLUMNS, marks[::-1]) if marks else None,
        "enrolments": [_item(actor, row) for row in enrolments],
        "reads_marks": reads_marks,
    }
    return render(request, "schooling/learning.html", context)


def trends(marks: Sequence[Mark]) -> list[Trend]:
    """Return a picture for each subject and scale: marks on two scales never share a line, nor do two of one half-year."""
    halves = sorted({mark.half_year for mark in marks})
    found: dict[tuple[str, str, int], list[Mark]] = {}
    for mark in marks:
        name, line = subject_name(mark.subject.code, mark.subject.name), 0
        while any(one.half_year == mark.half_year for one in found.get((name, mark.scale, line), ())):
            line += 1
        found.setdefault((name, mark.scale, line), []).append(mark)
    drawn = [_trend(name, scale, rows, halves) for (name, scale, _line), rows in found.items()]
    return [trend for trend in drawn if trend]


def _trend(name: str, scale: str, marks: Iterable[Mark], halves: Sequence[HalfYear]) -> Trend | None:
    known = scales().get(scale)
    if known is None:
        return None
    said = [(mark, read(known, mark.value)) for mark in marks if mark.value]
    points = [
        Point(halves.index(mark.half_year), given, level_sign(mark.level))
        for mark, given in said
        if isinstance(given, Given)
    ]
    if not points:
        return None
    words = "; ".join(f"{half_year_name(mark.half_year)}: {shown(mark.value, '')}" for mark, _given in said)
    label = _("%(subject)s, scale %(scale)s. %(marks)s") % {
        "subject": name,
        "scale": scale_name(scale),
        "marks": words,
    }
    first, last = _short(halves[0]), _short(halves[-1])
    svg = picture(points, known, label=label, ends=(first if len(halves) > 1 else "", last), of=len(halves))
    return Trend(name, scale_name(scale), mark_safe(svg))  # noqa: S308 - every text in it is escaped


def _short(half: HalfYear) -> str:
    return f"{half.year_name}/{half.half}"


def _subject(mark: Mark) -> str:
    sign = level_sign(mark.level)
    name = subject_name(mark.subject.code, mark.subject.name)
    return f"{name} ({sign})" if sign else name


def _said(mark: Mark) -> str:
    return shown(mark.value, mark.non_mark)


COLUMNS = (
    Column(gettext_lazy("Subject"), value=_subject),
    Column(gettext_lazy("Mark"), value=_said, one_line=True),
    Column(gettext_lazy("Scale"), value=lambda mark: scale_name(mark.scale)),
    Column(gettext_lazy("Kind"), value=lambda mark: mark.get_kind_display()),
    Column(gettext_lazy("Half-year"), value=lambda mark: half_year_name(mark.half_year)),
    Column(gettext_lazy("Course"), value=lambda mark: mark.course.name),
    Column(gettext_lazy("Given on"), value=lambda mark: mark.given_on, one_line=True),
)


def _item(actor: Actor, row: Enrolment) -> Item:
    course = row.course
    until: Any = short_day(row.until_on) if row.until_on else _("today")
    where = course.school or course.organisation
    below = [f"{where} · {short_day(row.from_on)} – {until}"]
    if row.until_on:
        below.append(str(row.get_reason_display()))
    mine = actor.membership is not None and course.organisation_id == actor.organisation.pk
    to = reverse("schooling:course", args=[course.pk]) if mine and actor.may("read", "course") else ""
    return Item(course.name, to, below, "" if row.until_on else _("goes on"), "" if row.until_on else "go")
