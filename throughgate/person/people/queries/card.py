"""Everything that stands on a person's page, in one query beside the person, and what moved its dates."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from throughgate.foundation.audit.models import History
from throughgate.foundation.database.context import current
from throughgate.ground.acting.actor import Actor
from throughgate.person.people import models
from throughgate.person.people.queries.rows import (
    ConditionLine,
    ConsentLine,
    ContactLine,
    GuardianLine,
    LanguageLine,
    LinkLine,
    QualificationLine,
    StayLine,
    WishLine,
    Worker,
    read,
)

DATES = ("arrived_on", "release_earliest_on", "release_expected_on", "release_latest_on", "ended_on")
MOST_CHANGES = 60
KINDS = (
    *("stay", "case_link", "profile", "work_condition", "consent", "after_release", "guardian", "number"),
    "history",
)
"""The kinds of record that stand on a card."""


@dataclass(frozen=True)
class Card:
    """What the actor's roles may read of one person; empty where they may not."""

    stays: tuple[StayLine, ...]
    links: tuple[LinkLine, ...]
    workers: tuple[Worker, ...]
    languages: tuple[LanguageLine, ...]
    wishes: tuple[WishLine, ...]
    qualifications: tuple[QualificationLine, ...]
    conditions: tuple[ConditionLine, ...]
    consents: tuple[ConsentLine, ...]
    contact: ContactLine | None
    guardian: GuardianLine | None
    number: str
    own_link: LinkLine | None
    """The link of the actor's own organisation."""

    @property
    def stay(self) -> StayLine | None:
        """Return the stay that goes on."""
        return next((stay for stay in reversed(self.stays) if stay.ended_on is None), None)


@dataclass(frozen=True)
class Change:
    """One date that moved."""

    name: str
    """The field; `moved_on` for the end of a stay by a move."""
    before: date | None
    after: date | None

    @property
    def ends(self) -> bool:
        """Say whether it is the end of a stay, which is recorded or taken back."""
        return self.name in ("ended_on", "moved_on")


@dataclass(frozen=True)
class DatesMoved:
    """A change of the dates of a stay: which moved, when, and who did it and why."""

    at: datetime
    who: str
    why: str
    changes: tuple[Change, ...]


def card_rows(person: models.Person, kinds: Sequence[str]) -> dict[str, Any]:
    """Return the rows of a person who was opened, of some kinds of record. One query; the policies decide."""
    current()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.person_card(%s, %s, %s, %s)",
            [person.pk, list(kinds), timezone.localdate(), MOST_CHANGES],
        )
        found: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return found


def person_card(actor: Actor, person: models.Person, kinds: Sequence[str] = KINDS) -> Card:
    """Return the card of a person who was opened, with these kinds of record as far as the actor reads them. One query.

    `person.stays_read` is set for the path, `dates_changed` for what moved its dates.
    """
    found = card_rows(person, [kind for kind in kinds if actor.may("read", kind)])

    def rows(name: str) -> Any:
        return found[name]

    links = read(LinkLine, rows("links"))
    own = [link for link in links if link.organisation_id == actor.organisation.pk]
    numbers: list[str] = rows("numbers") or []
    card = Card(
        stays=read(StayLine, rows("stays")),
        links=links,
        workers=read(Worker, rows("workers")),
        languages=read(LanguageLine, rows("languages")),
        wishes=read(WishLine, rows("wishes")),
        qualifications=read(QualificationLine, rows("qualifications")),
        conditions=read(ConditionLine, rows("conditions")),
        consents=tuple(
            # How long it was to stand is for those who keep it: to others an early end would tell.
            line if line.asked_for_id == actor.organisation.pk else replace(line, expires_on=None)
            for line in read(ConsentLine, rows("consents"))
        ),
        contact=next(iter(read(ContactLine, rows("contact"))), None),
        guardian=next(iter(read(GuardianLine, rows("guardian"))), None),
        number=numbers[0] if numbers else "",
        own_link=next((link for link in own if link.counts(timezone.localdate())), own[-1] if own else None),
    )
    person.stays_read = card.stays
    person.dates_changed = rows("moves") or []
    return card


def dates_moved(actor: Actor, person: models.Person, stays: tuple[StayLine, ...]) -> list[DatesMoved]:
    """Return what moved the dates of the stays, newest first; staff are named within one's own organisation.

    No query: the card read it. Nothing for those who may not read histories.
    """
    if not actor.may("read", "history") or not stays:
        return []
    rows = person.dates_changed
    now: dict[uuid.UUID, dict[str, Any]] = {
        stay.id: {name: getattr(stay, name) for name in (*DATES, "ended_by")} for stay in stays
    }
    moved = []
    for row in rows:
        key = uuid.UUID(row["row_id"])
        if key not in now:
            continue
        before: dict[str, Any] = {name: _day(row["before"].get(name)) for name in DATES}
        before["ended_by"] = row["before"].get("ended_by") or ""
        after = now[key]
        now[key] = before
        end = "moved_on" if "transferred" in (before["ended_by"], after["ended_by"]) else "ended_on"
        changes = tuple(
            Change(end if name == "ended_on" else name, before[name], after[name])
            for name in DATES
            if before[name] != after[name]
        )
        if changes:
            who = row["staff"] or row["organisation"] or ""
            moved.append(DatesMoved(datetime.fromisoformat(row["at"]), who, row["why"] or "", changes))
    return moved


def changed_since(actor: Actor, row: Any, version: int) -> dict[str, tuple[Any, Any]]:
    """Return which fields of a row differ from its `version`, as they were and as they are.

    Nothing for those who may not read histories, and where the version was never there.
    """
    if not actor.may("read", "history"):
        return {}
    kept = History.objects.filter(row_id=row.pk, operation="update", before__version=version).first()
    if kept is None:
        return {}
    fields = {
        field.attname: field for field in row._meta.concrete_fields if field.name not in ("id", "version")
    }
    before = {name: field.to_python(kept.before.get(name)) for name, field in fields.items()}
    now = {name: getattr(row, name) for name in fields}
    return {name: (before[name], now[name]) for name in fields if before[name] != now[name]}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
