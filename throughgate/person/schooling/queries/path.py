"""What schooling gives to a person's path: exams, and certificates that were passed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import pgettext

from throughgate.foundation.charts.pins import Pin
from throughgate.foundation.web.joint import JointPins, Row, Statement
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.person.schooling.queries.certificates import reads_certificates
from throughgate.person.schooling.words import certificate_name

_ASKED = (
    "SELECT r.id AS key, r.certificate, r.school_year, r.state, r.exam_on, d.jurisdiction "
    "FROM schooling_examregistration r JOIN schooling_decision d ON d.id = r.decision_id "
    "WHERE r.person_id = %s AND r.exam_on IS NOT NULL AND r.state <> 'withdrawn'"
)


def _asks(actor: Actor, person: Person) -> Statement | None:
    return Statement(_ASKED, [person.pk]) if reads_certificates(actor) else None


def _tell(actor: Actor, person: Person, rows: list[Row]) -> list[Pin]:
    del actor
    return [_pin(person, row) for row in rows]


def _pin(person: Person, row: dict[str, Any]) -> Pin:
    name = certificate_name(row["jurisdiction"], row["certificate"], row["school_year"])
    title = {
        "passed": pgettext("on a path", "Certificate"),
        "failed": pgettext("on a path", "Exam not passed"),
    }.get(row["state"], pgettext("on a path", "Exam"))
    kind = {"passed": "cert", "failed": "note"}.get(row["state"], "due")
    url = reverse("schooling:registration", args=[person.pk, row["key"]])
    return Pin(date.fromisoformat(row["exam_on"]), kind, title, name, url)


path_pins = JointPins(_asks, _tell)
