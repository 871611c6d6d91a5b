"""Signed sheets of one person, each as it concerns this person; and the pins they make on the path."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse

from throughgate.foundation.charts.pins import Pin
from throughgate.foundation.database.columns import Columns
from throughgate.foundation.database.context import current
from throughgate.foundation.languages.texts import text_in
from throughgate.foundation.web.joint import JointPins, Row, Statement
from throughgate.ground.accounts.models import Role
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.models import (
    Level,
    Note,
    Rating,
    Remark,
    Setting,
    Sheet,
    SheetPerson,
    SheetState,
)
from throughgate.person.observations.rules.sheets import SHOWN
from throughgate.person.people.models import Person

PINS = 60
LINE, SHEET = Columns(SheetPerson, "(s.line)"), Columns(Sheet, "(s.its_sheet)")
_SIGNED = f"SELECT {LINE.sql}, {SHEET.sql} FROM gate.signed_sheets(%s, %s) s"  # noqa: S608 - names of columns


@dataclass(frozen=True)
class LineLevel:
    """One level on a sheet with its anchor."""

    competency: str
    level: int | None
    anchor: str
    note: str


@dataclass(frozen=True)
class LineRemark:
    """What the person said, and the answer."""

    id: uuid.UUID
    kind: str
    text: str
    made_on: date
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class Line:
    """A signed sheet as it concerns one person. Who observed is named within the own organisation only."""

    id: uuid.UUID
    sheet_id: uuid.UUID
    occasion: str
    setting: str
    observed_on: date
    observed_until_on: date | None
    state: str
    number: int
    ended_reason: str
    amendment_reason: str
    organisation: str
    organisation_id: uuid.UUID
    observer: str
    observer_id: uuid.UUID
    observer_unit: str
    """Within the own organisation only."""
    scale_name: str
    levels: tuple[LineLevel, ...]
    remarks: tuple[LineRemark, ...]

    @property
    def setting_name(self) -> str:
        """Return the setting in words."""
        return str(Setting(self.setting).label)

    @property
    def state_name(self) -> str:
        """Return the state in words."""
        return str(SheetState(self.state).label)


def line_on_sheet(actor: Actor, person: Person, line: uuid.UUID) -> Line | None:
    """Return one signed sheet as it concerns this person; None where the actor may not see it. One query."""
    if not actor.may("read", "sheet"):
        return None
    notes = Note.objects.filter(sheet_person=OuterRef("sheet_person"), competency=OuterRef("competency"))
    ratings = (
        Rating.objects.filter(sheet_person=OuterRef("pk"))
        .order_by("competency__position")
        .values(
            row=JSONObject(
                names="competency__names",
                level="level",
                anchors=ArraySubquery(_anchors().values("anchors")),
                notes=ArraySubquery(notes.values("text")),
            )
        )
    )
    remarks = Remark.objects.filter(sheet_person=OuterRef("pk")).order_by("made_on", "pk")
    row = (
        SheetPerson.objects.filter(pk=line, person=person, state__in=SHOWN)
        .select_related("sheet__framework_version", "organisation", "observer__user")
        .annotate(
            all_levels=ArraySubquery(ratings),
            all_remarks=ArraySubquery(
                remarks.values(
                    row=JSONObject(
                        id="pk",
                        kind="kind",
                        text="text",
                        made_on="made_on",
                        answer="answer__text",
                        answered_at="answer__answered_at",
                    )
                )
            ),
        )
        .first()
    )
    return _line(actor, row) if row else None


def _anchors() -> Any:
    return Level.objects.filter(competency=OuterRef("competency"), level=OuterRef("level"))


def _line(actor: Actor, row: Any) -> Line:
    sheet = row.sheet
    is_ours = row.organisation_id == actor.organisation.pk
    return Line(
        id=row.pk,
        sheet_id=sheet.pk,
        occasion=sheet.occasion,
        setting=sheet.setting,
        observed_on=sheet.observed_on,
        observed_until_on=sheet.observed_until_on,
        state=sheet.state,
        number=sheet.number,
        ended_reason=sheet.ended_reason,
        amendment_reason=sheet.amendment_reason,
        organisation=row.organisation.name,
        organisation_id=row.organisation_id,
        observer=str(row.observer.user) if is_ours else str(Role.OBSERVER.label),
        observer_id=row.observer_id,
        observer_unit=row.observer.unit if is_ours else "",
        scale_name=sheet.framework_version.scale_name,
        levels=tuple(
            LineLevel(
                text_in(level["names"]),
                level["level"],
                text_in(level["anchors"][0]) if level["anchors"] else "",
                level["notes"][0] if level["notes"] else "",
            )
            for level in row.all_levels
        ),
        remarks=tuple(
            LineRemark(
                uuid.UUID(remark["id"]),
                remark["kind"],
                remark["text"],
                date.fromisoformat(remark["made_on"]),
                remark["answer"] or "",
                datetime.fromisoformat(remark["answered_at"]) if remark["answered_at"] else None,
            )
            for remark in row.all_remarks
        ),
    )


def signed_sheets(actor: Actor, person: Person) -> list[SheetPerson]:
    """Return the latest signed sheets of a person who was opened, the newest first, for those who read sheets.

    One query for a page, however many of its parts ask.
    """
    if not actor.may("read", "sheet"):
        return []
    found: list[SheetPerson] | None = getattr(person, "sheets_read", None)
    if found is None:
        current()
        with connection.cursor() as cursor:
            cursor.execute(_SIGNED, [person.pk, PINS])
            found = [_with_sheet(iter(row)) for row in cursor.fetchall()]
        person.sheets_read = found
    return found


def _with_sheet(values: Iterator[Any]) -> SheetPerson:
    line, sheet = LINE.take(values), SHEET.take(values)
    assert line is not None
    assert sheet is not None
    line.sheet = sheet
    return line


def _asks(actor: Actor, person: Person) -> Statement | None:
    """Return what asks for signed sheets; nothing for those who read none, nor where they were read already."""
    if not actor.may("read", "sheet") or hasattr(person, "sheets_read"):
        return None
    current()
    return Statement(
        "SELECT s.line, s.its_sheet AS sheet, s.place FROM gate.signed_sheets(%s, %s) "
        "WITH ORDINALITY AS s(line, its_sheet, place)",
        [person.pk, PINS],
    )


def _tell(actor: Actor, person: Person, rows: list[Row]) -> list[Pin]:
    """Return signed sheets as pins for those who read sheets, each leading to where they read it."""
    if not hasattr(person, "sheets_read"):
        rows.sort(key=lambda row: int(row["place"]))
        person.sheets_read = [_from_json(row) for row in rows]
    return [
        Pin(
            row.observed_on,
            "sheet",
            str(Setting(row.sheet.setting).label),
            row.sheet.occasion,
            _address(actor, row),
        )
        for row in signed_sheets(actor, person)
    ]


def _from_json(row: Row) -> SheetPerson:
    """Return the line with its sheet, as JSON has their columns."""
    line: SheetPerson = _row(SheetPerson, row["line"])
    line.sheet = _row(Sheet, row["sheet"])
    return line


def _row(model: Any, values: Row) -> Any:
    fields = model._meta.concrete_fields
    return model.from_db(
        "default",
        [field.attname for field in fields],
        [field.to_python(values[field.column]) for field in fields],
    )


path_pins = JointPins(_asks, _tell)


def _address(actor: Actor, row: SheetPerson) -> str:
    """Return where a sheet is read: as it concerns the person, or by its observer as a whole."""
    if actor.may("read", "competencies"):
        return reverse("observations:line", args=[row.person_id, row.pk])
    is_own = actor.membership is not None and row.observer_id == actor.membership.pk
    return reverse("observations:sheet", args=[row.sheet_id]) if is_own else ""
