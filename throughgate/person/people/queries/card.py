"""Everything that stands on a person's page, in one query beside the person, and what moved its dates."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat, JSONObject
from django.utils import timezone

from throughgate.foundation.audit.models import Entry, History
from throughgate.ground.accounts.actor import Actor
from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people import models
from throughgate.person.people.queries.path import stays_beside
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
HARMLESS = Q(state="given")
"""A "no" never harms: what ended, perhaps because it was withdrawn, is seen by the one who took it only."""


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


def staff_name(prefix: str = "") -> Concat:
    """Return given and family name of the user behind a membership."""
    return Concat(
        f"{prefix}user__given_names", Value(" "), f"{prefix}user__family_name", output_field=CharField()
    )


def person_card(actor: Actor, person: models.Person) -> Card:
    """Return the card of a person who was opened. One query.

    `person.stays_read` is set for the path, `moves_read` for what moved its dates.
    """
    wanted = {name: column for name, (kind, column) in _columns(actor).items() if actor.may("read", kind)}
    people: Any = models.Person.objects.visible_to(actor).filter(pk=person.pk)
    found: dict[str, Any] = people.annotate(**{f"its_{name}": c for name, c in wanted.items()}).values(
        *(f"its_{name}" for name in wanted)
    )[0]

    def rows(name: str) -> Any:
        return found.get(f"its_{name}")

    links = read(LinkLine, rows("links"))
    own = [link for link in links if link.organisation_id == actor.organisation.pk]
    # Work conditions stay on the custody side.
    inside = any(link.role == "custody" and link.counts(timezone.localdate()) for link in own)
    numbers: list[str] = rows("numbers") or []
    card = Card(
        stays=read(StayLine, rows("stays")),
        links=links,
        workers=read(Worker, rows("workers")),
        languages=read(LanguageLine, rows("languages")),
        wishes=read(WishLine, rows("wishes")),
        qualifications=read(QualificationLine, rows("qualifications")),
        conditions=read(ConditionLine, rows("conditions")) if inside else (),
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
    person.stays_read = card.stays  # type: ignore[attr-defined]
    person.moves_read = rows("moves") or []  # type: ignore[attr-defined]
    return card


def _columns(actor: Actor) -> dict[str, tuple[str, ArraySubquery]]:
    """Return each part of the card: the kind of record that opens it, and its rows."""
    own = actor.organisation
    mine = Q(asked_by=actor.membership)
    in_force = Q(until_on__isnull=True) | Q(until_on__gte=timezone.localdate())
    seen_by_us = Case(
        When(seen_by__organisation=own, then=staff_name("seen_by__")),
        When(seen_by__isnull=False, then=F("seen_by__organisation__name")),
        output_field=CharField(),
    )
    link_names = ("id", "version", "organisation_id", "role", "basis", "from_on", "until_on")
    consent_names = (
        *("id", "purpose", "recipient_text", "scope", "state", "asked_for_id", "explained_in"),
        *("asked_on", "answered_on", "expires_on", "guardian_agreed_on"),
    )
    return {
        "stays": ("stay", stays_beside()),
        "links": (
            "case_link",
            _beside(
                models.CaseLink,
                link_names,
                organisation=F("organisation__name"),
                by_id=F("shared_from__organisation_id"),
                order=("from_on", "id"),
            ),
        ),
        "workers": (
            "case_link",
            _beside(
                models.Assignment,
                ("id", "version", "link_id", "membership_id", "from_on", "until_on"),
                in_force & Q(link__organisation=own),
                name=staff_name("membership__"),
                order=("from_on", "id"),
            ),
        ),
        "languages": (
            "profile",
            _beside(models.SpokenLanguage, ("id", "language", "level"), order=("-level", "language")),
        ),
        "wishes": (
            "profile",
            _beside(
                models.Wish,
                (),
                code=F("occupation_id"),
                title_en=F("occupation__title_en"),
                title_de=F("occupation__title_de"),
                order=("occupation",),
            ),
        ),
        "qualifications": (
            "profile",
            _beside(
                models.Qualification,
                ("id", "what", "obtained_on", "obtained_precision", "seen_on"),
                seen_by=seen_by_us,
                order=("-obtained_on", "what"),
            ),
        ),
        "conditions": (
            "work_condition",
            _beside(models.WorkCondition, ("id", "kind", "until_on"), in_force, order=("kind",)),
        ),
        "consents": (
            "consent",
            _beside(
                models.Consent,
                consent_names,
                HARMLESS | mine | Q(state="asked", asked_for=own),
                recipient=F("recipient__name"),
                asked_for=F("asked_for__name"),
                asked_by=Case(
                    When(asked_for=own, then=staff_name("asked_by__")),
                    default=F("asked_for__name"),
                    output_field=CharField(),
                ),
                order=("-asked_on", "-id"),
            ),
        ),
        "contact": (
            "after_release",
            _beside(models.AfterRelease, ("telephone", "email", "address", "preferred_channel")),
        ),
        "guardian": (
            "guardian",
            _beside(models.Guardian, ("given_names", "family_name", "relation", "telephone", "email")),
        ),
        "moves": ("history", ArraySubquery(_kept_stays(actor, OuterRef("pk")))),
        "numbers": (
            "number",
            ArraySubquery(
                models.PersonNumber.objects.filter(person=OuterRef("pk"), organisation=own).values("number")
            ),
        ),
    }


def _beside(
    model: Any, names: tuple[str, ...], keep: Q | None = None, *, order: tuple[str, ...] = (), **more: Any
) -> ArraySubquery:
    """Return the rows of `model` about the person as a column of JSON objects."""
    rows = model.objects.filter(person=OuterRef("pk")).order_by(*order)
    if keep is not None:
        rows = rows.filter(keep)
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in names}, **more)))


def dates_moved(actor: Actor, person: models.Person, stays: tuple[StayLine, ...]) -> list[DatesMoved]:
    """Return what moved the dates of the stays, newest first; staff are named within one's own organisation.

    No query beside the card's, which read it; else one. Nothing for those who may not read histories.
    """
    if not actor.may("read", "history") or not stays:
        return []
    rows: Any = getattr(person, "moves_read", None)
    if rows is None:
        rows = _kept_stays(actor, person.pk).values_list("row", flat=True)
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


def _kept_stays(actor: Actor, person: Any) -> Any:
    """Return what the stays of a person were before each change, newest first, as JSON objects."""
    who = Membership.objects.filter(pk=OuterRef("membership_id"), organisation=actor.organisation)
    entry = Entry.objects.filter(subject_id=OuterRef("row_id"), request=OuterRef("request")).exclude(why="")
    where = Organisation.objects.filter(pk=OuterRef("organisation_id"))
    rows = History.objects.filter(person_id=person, table_name="people_stay", operation="update")
    return rows.order_by("-id").values(
        row=JSONObject(
            row_id="row_id",
            at="at",
            before="before",
            staff=Subquery(who.values(name=staff_name())[:1]),
            organisation=Subquery(where.values("name")[:1]),
            why=Subquery(entry.order_by("at").values("why")[:1]),
        )
    )[:MOST_CHANGES]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def last_change(actor: Actor, row: Any) -> tuple[str, datetime | None]:
    """Return who last changed a row and when; staff are named within one's own organisation only."""
    if not actor.may("read", "history"):
        return "", None
    kept = History.objects.filter(row_id=row.pk).order_by("-id").first()
    if kept is None:
        return "", None
    if kept.organisation_id == actor.organisation.pk:
        member = Membership.objects.filter(pk=kept.membership_id).select_related("user").first()
        return (str(member.user) if member else ""), kept.at
    organisation = Organisation.objects.filter(pk=kept.organisation_id).first()
    return (str(organisation) if organisation else ""), kept.at
