"""Small rows of a person as pages show them: read as JSON beside the person, in one query."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

R = TypeVar("R")


def read(shape: type[R], rows: Iterable[Mapping[str, Any]] | None) -> tuple[R, ...]:
    """Return rows in their shape; names say which values are days (`_on`) and which are keys (`id`, `_id`)."""
    return tuple(shape(**{name: _value(name, value) for name, value in row.items()}) for row in rows or ())


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name.endswith("_on"):
        return date.fromisoformat(value)
    if name == "id" or name.endswith("_id"):
        return uuid.UUID(value)
    return value


@dataclass(frozen=True)
class StayDates:
    """The dates of one period in custody: what a path in miniature is drawn from."""

    arrived_on: date
    release_earliest_on: date | None
    release_expected_on: date | None
    release_latest_on: date | None
    ended_on: date | None
    ended_by: str


@dataclass(frozen=True)
class StayLine:
    """One period in custody."""

    id: uuid.UUID
    version: int
    organisation_id: uuid.UUID
    organisation: str
    arrived_on: date
    release_earliest_on: date | None
    release_expected_on: date | None
    release_latest_on: date | None
    ended_on: date | None
    ended_by: str

    @property
    def release_on(self) -> date | None:
        """Return the day to plan with, or the day of the end."""
        return self.ended_on or self.release_expected_on or self.release_earliest_on or self.release_latest_on


@dataclass(frozen=True)
class Worker:
    """A member of one's own organisation who looks after the person."""

    id: uuid.UUID
    version: int
    link_id: uuid.UUID
    membership_id: uuid.UUID
    name: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True)
class LinkLine:
    """An organisation that takes part; `by` is the organisation that shared the case with it."""

    id: uuid.UUID
    version: int
    organisation_id: uuid.UUID
    organisation: str
    role: str
    basis: str
    from_on: date
    until_on: date | None
    by_id: uuid.UUID | None

    def counts(self, day: date) -> bool:
        """Say whether the link is in force on a day."""
        return self.from_on <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        """Say whether the link ended before a day; one that begins later is not over."""
        return self.until_on is not None and self.until_on < day


@dataclass(frozen=True)
class LanguageLine:
    """A language and how well."""

    id: uuid.UUID
    language: str
    level: str


@dataclass(frozen=True)
class WishLine:
    """An occupation wished for, in every language."""

    code: str
    titles: Mapping[str, str]


@dataclass(frozen=True)
class WishCode:
    """An occupation wished for, where nobody reads its name."""

    code: str


@dataclass(frozen=True)
class QualificationName:
    """What the person can show, in words alone."""

    what: str


@dataclass(frozen=True)
class QualificationLine:
    """What the person can show; `seen_by` is named within one's own organisation only."""

    id: uuid.UUID
    what: str
    obtained_on: date | None
    obtained_precision: str
    seen_on: date | None
    seen_by: str | None


@dataclass(frozen=True)
class ConditionLine:
    """A neutral limit on a job."""

    id: uuid.UUID
    kind: str
    until_on: date | None


@dataclass(frozen=True)
class ConsentLine:
    """A consent and its state."""

    id: uuid.UUID
    purpose: str
    recipient: str | None
    recipient_text: str
    scope: str
    state: str
    asked_for_id: uuid.UUID
    asked_for: str
    asked_by: str
    """Who took it; to other organisations than theirs, which organisation."""
    explained_in: str
    asked_on: date | None
    answered_on: date | None
    expires_on: date | None
    guardian_agreed_on: date | None


@dataclass(frozen=True)
class ContactLine:
    """How to reach the person after release."""

    telephone: str
    email: str
    address: str
    preferred_channel: str


@dataclass(frozen=True)
class GuardianLine:
    """Who decides together with a minor."""

    given_names: str
    family_name: str
    relation: str
    telephone: str
    email: str
