"""Register many people at once, for imports: the same rights, rows and audit entries as one by one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from throughgate.foundation.audit.models import Entry
from throughgate.foundation.database.bulk import insert_rows
from throughgate.foundation.database.context import current
from throughgate.foundation.database.keys import uuid7, uuid7_text
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.actions.register import keys_of
from throughgate.person.people.duplicates import PersonFacts
from throughgate.person.people.following import stays_begin
from throughgate.person.people.models import (
    Assignment,
    CaseLink,
    Person,
    PersonNumber,
    SpokenLanguage,
    Stay,
    Wish,
)
from throughgate.person.people.rules import PART_OF_KIND, ReleaseDates


@dataclass(frozen=True)
class NewPerson:
    """What is known of somebody on a list; checked by whoever read it."""

    family_name: str
    given_names: str = ""
    birth_on: date | None = None
    birth_precision: str = "day"
    number: str = ""
    home_id: int | None = None
    home_postcode: str = ""
    licences: list[str] | None = None
    languages: Mapping[str, str] = field(default_factory=dict)
    wishes: Sequence[str] = ()
    arrived_on: date | None = None
    dates: ReleaseDates = ReleaseDates(None, None, None)


@transaction.atomic
def register_people(*, actor: Actor, people: Sequence[NewPerson], assign: bool) -> list[uuid.UUID]:
    """Register people with their first link, number, stay, languages and wishes; return their keys in order.

    Raise NotAllowed without a right, IntegrityError where one of them cannot be stored: then nobody is.
    """
    for kind in ("person", "number", "profile"):
        actor.must("write", kind)
    if any(one.arrived_on for one in people):
        actor.must("write", "stay")
    rows = _Rows(actor, assign=assign)
    keys = [rows.add(one) for one in people]
    rows.save()
    stays_begin(actor, rows.stays)
    return keys


class _Rows:
    """The rows of many people, table by table, in the order in which row policies can see them."""

    def __init__(self, actor: Actor, *, assign: bool) -> None:
        self.organisation = str(actor.organisation.pk)
        self.member = str(actor.membership.pk) if assign and actor.membership is not None else None
        self.part = PART_OF_KIND[actor.organisation.kind]
        self.today, self.now = timezone.localdate().isoformat(), timezone.now().isoformat()
        self.entry = self._entry_of_all()
        self.stays: list[Stay] = []
        self.by_table: dict[type[Any], list[dict[str, Any]]] = {
            model: []
            for model in (Person, CaseLink, Assignment, Stay, PersonNumber, SpokenLanguage, Wish, Entry)
        }

    def add(self, one: NewPerson) -> uuid.UUID:
        """Take up a person."""
        new = uuid7()
        key, link = str(new), uuid7_text()
        facts = PersonFacts(one.family_name, one.given_names, "", one.birth_on, one.birth_precision)
        self._new(
            Person,
            id=key,
            registered_by_id=self.organisation,
            given_names=one.given_names,
            family_name=one.family_name,
            called_name="",
            **keys_of(facts),
            birth_on=_written(one.birth_on),
            birth_precision=one.birth_precision,
            home_id=one.home_id,
            home_postcode=one.home_postcode,
            licences=one.licences,
            right_to_work="",
            wish_kinds=[],
            created_at=self.now,
            changed_at=self.now,
        )
        self._new(
            CaseLink,
            id=link,
            person_id=key,
            organisation_id=self.organisation,
            role=self.part,
            basis="statute",
            from_on=self.today,
        )
        if self.member is not None:
            self._new(
                Assignment,
                id=uuid7_text(),
                person_id=key,
                link_id=link,
                membership_id=self.member,
                from_on=self.today,
            )
        if one.arrived_on:
            stay = Stay(person_id=new, arrived_on=one.arrived_on, **_releases(one.dates))
            self.stays.append(stay)
            self._new(
                Stay,
                id=str(stay.pk),
                person_id=key,
                organisation_id=self.organisation,
                arrived_on=_written(one.arrived_on),
                **{name: _written(day) for name, day in _releases(one.dates).items()},
                ended_by="",
            )
        if one.number:
            self._new(
                PersonNumber,
                id=uuid7_text(),
                person_id=key,
                organisation_id=self.organisation,
                number=one.number,
            )
        for code, level in one.languages.items():
            self._new(SpokenLanguage, id=uuid7_text(), person_id=key, language=code, level=level)
        for code in one.wishes:
            self._new(Wish, id=uuid7_text(), person_id=key, occupation_id=code)
        self.by_table[Entry].append({**self.entry, "id": uuid7_text(), "subject_id": key, "person_id": key})
        return new

    def _new(self, model: type[Any], **columns: Any) -> None:
        self.by_table[model].append({"version": 1, **columns})

    def _entry_of_all(self) -> dict[str, Any]:
        context = current()
        return {
            "at": self.now,
            "user_id": context.user,
            "membership_id": context.membership,
            "organisation_id": context.organisation,
            "request": context.request,
            "action": "person.register",
            "subject_kind": "person",
            "fields": [],
            "why": "",
        }

    def save(self) -> None:
        """Write everything."""
        for model, rows in self.by_table.items():
            insert_rows(model, rows)


def _releases(dates: ReleaseDates) -> dict[str, date | None]:
    return {
        "release_earliest_on": dates.earliest_on,
        "release_expected_on": dates.expected_on,
        "release_latest_on": dates.latest_on,
    }


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
