"""Rows of a course, read as JSON beside it: one query for all that a page shows of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject

from throughgate.person.schooling.actions.marks import Slots
from throughgate.person.schooling.models import Conference, Enrolment, Mark, Staff, Subject
from throughgate.person.schooling.rules.half_years import HalfYear


def keyed(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row that was read as JSON with its keys and days as such."""
    said = dict(row)
    for name in ("id", "person_id"):
        if name in said:
            said[name] = uuid.UUID(said[name])
    for name in ("from_on", "until_on", "held_on"):
        if said.get(name):
            said[name] = date.fromisoformat(said[name])
    if "extended" in said:
        said["extended"] = [uuid.UUID(one) for one in said["extended"]]
    return said


def _json(*names: str) -> JSONObject:
    return JSONObject(**{name: F(name) for name in names})


def staff() -> ArraySubquery:
    """Return who teaches and who enters marks, teachers first, by name."""
    rows = Staff.objects.filter(course=OuterRef("pk")).order_by(
        "-part", "membership__user__family_name", "pk"
    )
    who = JSONObject(
        part=F("part"), given=F("membership__user__given_names"), family=F("membership__user__family_name")
    )
    return ArraySubquery(rows.values(row=who))


def conferences() -> ArraySubquery:
    """Return when marks are decided on."""
    rows = Conference.objects.filter(course=OuterRef("pk")).order_by("school_year", "half")
    return ArraySubquery(rows.values(row=_json("id", "school_year", "half", "held_on")))


def subjects() -> ArraySubquery:
    """Return the subjects in their order."""
    rows = Subject.objects.filter(course=OuterRef("pk")).order_by("position", "pk")
    return ArraySubquery(rows.values(row=_json("id", "code", "name", "level", "position", "weekly_hours")))


def enrolments_in(half: HalfYear) -> ArraySubquery:
    """Return who was in the course on any day of a half-year."""
    rows = Enrolment.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=half.starts_on),
        course=OuterRef("pk"),
        from_on__lte=half.ends_on,
    ).order_by("name", "pk")
    return ArraySubquery(
        rows.values(row=_json("id", "person_id", "name", "from_on", "until_on", "extended", "version"))
    )


def marks_in(slots: Slots) -> ArraySubquery:
    """Return the marks in some slots."""
    rows = Mark.objects.filter(
        course=OuterRef("pk"),
        school_year=slots.half_year.year,
        half=slots.half_year.half,
        kind=slots.kind,
        number=slots.number,
    ).order_by()
    what = JSONObject(
        enrolment=F("enrolment_id"),
        subject=F("subject_id"),
        version=F("version"),
        value=F("value"),
        non_mark=F("non_mark"),
        level=F("level"),
    )
    return ArraySubquery(rows.values(row=what))
