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
from throughgate.foundation.database.context import current
from throughgate.ground.accounts.actor import Actor
from throughgate.person.people.actions.register import refresh_keys
from throughgate.person.people.models import (
    Assignment,
    CaseLink,
    OfPerson,
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
    return keys


class _Rows:
    """The rows of many people, table by table, in the order in which row policies can see them."""

    def __init__(self, actor: Actor, *, assign: bool) -> None:
        self.actor = actor
        self.member = actor.membership if assign else None
        self.part = PART_OF_KIND[actor.organisation.kind]
        self.today = timezone.localdate()
        self.by_table: dict[type[Any], list[Any]] = {
            model: []
            for model in (Person, CaseLink, Assignment, Stay, PersonNumber, SpokenLanguage, Wish, Entry)
        }

    def add(self, one: NewPerson) -> uuid.UUID:
        """Take up a person."""
        person = Person(
            registered_by=self.actor.organisation,
            family_name=one.family_name,
            given_names=one.given_names,
            birth_on=one.birth_on,
            birth_precision=one.birth_precision,
            home_id=one.home_id,
            home_postcode=one.home_postcode,
            licences=one.licences,
        )
        refresh_keys(person)
        link = CaseLink(
            person=person,
            organisation=self.actor.organisation,
            role=self.part,
            basis="statute",
            from_on=self.today,
        )
        new: list[Person | OfPerson] = [person, link]
        if self.member is not None:
            new.append(Assignment(person=person, link=link, membership=self.member, from_on=self.today))
        if one.arrived_on:
            new.append(
                Stay(
                    person=person,
                    organisation=self.actor.organisation,
                    arrived_on=one.arrived_on,
                    release_earliest_on=one.dates.earliest_on,
                    release_expected_on=one.dates.expected_on,
                    release_latest_on=one.dates.latest_on,
                )
            )
        if one.number:
            new.append(PersonNumber(person=person, organisation=self.actor.organisation, number=one.number))
        new += [
            SpokenLanguage(person=person, language=code, level=level) for code, level in one.languages.items()
        ]
        new += [Wish(person=person, occupation_id=code) for code in one.wishes]
        for row in new:
            self.by_table[type(row)].append(row)
        self.by_table[Entry].append(self._entry(person))
        return uuid.UUID(str(person.pk))

    def _entry(self, person: Person) -> Entry:
        context = current()
        return Entry(
            user_id=context.user,
            membership_id=context.membership,
            organisation_id=context.organisation,
            request=context.request,
            action="person.register",
            subject_kind="person",
            subject_id=person.pk,
            person_id=person.pk,
        )

    def save(self) -> None:
        """Write everything."""
        for model, rows in self.by_table.items():
            if rows:
                model.objects.bulk_create(rows)
