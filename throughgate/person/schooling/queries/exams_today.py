"""What waits about certificates: whom nobody has decided on, whom nobody has registered, who leaves before the exam."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughgate.foundation.audit.reading import note_read
from throughgate.foundation.database.context import current
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.joint import JointSource, Row, Statement
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import Source
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person, Stay
from throughgate.person.schooling.models import Enrolment, ExamRegistration, Staff
from throughgate.person.schooling.packs import version_of
from throughgate.person.schooling.queries.certificates import (
    Answer,
    Certificates,
    one_each,
    unnamed,
)
from throughgate.person.schooling.rules.registering import LETS_REGISTER, OPEN, next_deadline
from throughgate.person.schooling.words import certificate_name

AHEAD = timedelta(days=84)
"""So long before the last day to register it begins to wait."""
SHORT = timedelta(days=14)
"""So close to it the day is marked as late."""
SHOWN = 5
NAMES = ("given_names", "family_name", "called_name")
RELEASE = Coalesce("release_earliest_on", "release_expected_on", "release_latest_on")


def leaving_first(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Keep the registrations that go on of those who may be released before the day of the exam, or on it."""
    stays = Stay.objects.filter(person=OuterRef("person"), ended_on=None).annotate(first=RELEASE)
    return rows.filter(Exists(stays.filter(first__lte=OuterRef("exam_on"))), state__in=OPEN)


def undecided(actor: Actor, certificates: Certificates) -> list[Answer]:
    """Return whom in one's own courses marks let register for a certificate, and nobody has decided on. One query."""
    mine = Staff.objects.filter(membership=actor.membership, part="teacher").values("course")
    inside = Enrolment.objects.visible_to(actor).on(certificates.today).filter(course__in=mine)
    return [
        answer
        for pupil in one_each(unnamed(actor, inside))
        for answer in certificates.answers(pupil)
        if waits_for_a_decision(answer)
    ]


def waits_for_a_decision(answer: Answer) -> bool:
    """Say whether a teacher has still to decide: the marks let somebody register, by a day to come."""
    return (
        answer.outcome in LETS_REGISTER
        and answer.version.registers
        and answer.deadline is not None
        and not answer.held
        and answer.registration is None
        and (answer.decision is None or answer.is_stale)
    )


def _asks(actor: Actor) -> Statement | None:
    """Ask for registrations that are to be made, or that a release stands against: who only enters marks does neither."""
    if actor.membership is None or not (actor.may("write", "certificate") or actor.may("write", "course")):
        return None
    current()
    rows = ExamRegistration.objects.visible_to(actor)
    late = leaving_first(rows).values("pk") if actor.may("read", "stay") else rows.none().values("pk")
    first = (
        Stay.objects.filter(person=OuterRef("person"), ended_on=None).annotate(first=RELEASE).values("first")
    )
    asked = (
        rows.filter(Q(state="to_register") | Q(pk__in=late))
        .order_by("exam_on", "moved_on", "pk")
        .values(
            "id",
            "person_id",
            "state",
            "certificate",
            "school_year",
            "exam_on",
            **{name: F(f"person__{name}") for name in NAMES},
            jurisdiction=F("decision__jurisdiction"),
            released_on=Subquery(first[:1], output_field=DateField()),
        )[: 2 * (COUNTED + 1)]
    )
    return Statement(*asked.query.sql_with_params())


def _tell(actor: Actor, rows: list[Row]) -> list[WorkPart]:
    today = timezone.localdate()
    listed = reverse("schooling:registrations")
    parts = []
    if new := [row for row in rows if row["state"] == "to_register"]:
        by = {row["id"]: _register_by(row, today) for row in new}
        new.sort(key=lambda row: (by[row["id"]] or date.max, row["family_name"], row["id"]))
        parts.append(
            WorkPart(
                _("To be registered for an exam"),
                len(new),
                f"{listed}?state=to_register",
                [_item(row, _by(by[row["id"]]), _kind(by[row["id"]], today)) for row in new[:SHOWN]],
                ngettext("to be registered", "to be registered", len(new)),
                Pressing.DUE,
            )
        )
    against = [
        row for row in rows if row["exam_on"] and row["released_on"] and row["released_on"] <= row["exam_on"]
    ]
    if against and actor.may("read", "stay"):
        against.sort(key=lambda row: (row["exam_on"], row["family_name"], row["id"]))
        parts.append(
            WorkPart(
                _("Released before the exam"),
                len(against),
                f"{listed}?state=leaving",
                [
                    _item(
                        row,
                        _("exam %(exam)s, release %(release)s")
                        % {
                            "exam": short_day(date.fromisoformat(row["exam_on"])),
                            "release": short_day(date.fromisoformat(row["released_on"])),
                        },
                        "late",
                    )
                    for row in against[:SHOWN]
                ],
                ngettext("released before the exam", "released before the exam", len(against)),
                Pressing.LATE,
            )
        )
    return parts


def _register_by(row: Row, today: date) -> date | None:
    version = version_of(row["jurisdiction"], row["certificate"], row["school_year"])
    return next_deadline(version, today) if version else None


def _by(day: date | None) -> str:
    return _("register by %(day)s") % {"day": short_day(day)} if day else ""


def _kind(day: date | None, today: date) -> str:
    return "late" if day is not None and day - today <= SHORT else "due"


def _item(row: Row, mark: str, kind: str) -> WorkItem:
    note_read(uuid.UUID(row["person_id"]))  # named here, though no row of theirs was loaded as one
    return WorkItem(
        str(Person(**{name: row[name] for name in NAMES})),
        certificate_name(row["jurisdiction"], row["certificate"], row["school_year"]),
        reverse("schooling:registration", args=[row["person_id"], row["id"]]),
        mark,
        kind if mark else "",
    )


def _decisions(actor: Actor) -> list[WorkPart]:
    """Tell a teacher, while the last day to register comes near, in which courses somebody waits for a decision."""
    if actor.membership is None or not (actor.may("write", "course") and actor.may("read", "course_mark")):
        return []
    certificates = Certificates.of(actor)
    if certificates.book is None or not any(_is_near(certificates, day) for day in _deadlines(certificates)):
        return []
    waiting = [one for one in undecided(actor, certificates) if _is_near(certificates, one.deadline)]
    if not waiting:
        return []
    courses: dict[Any, list[Answer]] = {}
    for one in waiting:
        courses.setdefault(one.pupil.course, []).append(one)
    number = len(waiting)
    return [
        WorkPart(
            _("Waiting for your decision"),
            number,
            f"{reverse('schooling:eligible')}?outcome=undecided",
            [
                WorkItem(
                    course.name,
                    ngettext(
                        "%(n)s answer by the marks that nobody has signed",
                        "%(n)s answers by the marks that nobody has signed",
                        len(answers),
                    )
                    % {"n": len(answers)},
                    reverse("schooling:lights", args=[course.pk]),
                    _by(first := min(day for one in answers if (day := one.deadline))),
                    _kind(first, certificates.today),
                )
                for course, answers in sorted(
                    courses.items(), key=lambda pair: (pair[0].name, str(pair[0].pk))
                )
            ][:SHOWN],
            ngettext("waits for your decision", "wait for your decision", number),
            Pressing.DUE,
        )
    ]


def _deadlines(certificates: Certificates) -> Iterable[date | None]:
    assert certificates.book is not None
    return (
        next_deadline(version, certificates.today)
        for rule in certificates.book.certificates.values()
        for version in rule.versions[-1:]
        if version.groups
    )


def _is_near(certificates: Certificates, day: date | None) -> bool:
    return day is not None and day - certificates.today <= AHEAD


SOURCES = (JointSource(_asks, _tell), Source(_decisions))
