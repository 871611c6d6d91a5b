"""What a company sees: its introductions, each with what stands around it, and what waits for it today."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.states import LINK_HOLDER
from throughgate.ground.acting.actor import Actor
from throughgate.work.placements.models import Introduction, Message
from throughgate.work.placements.profiles import ProfilePage, profile_page
from throughgate.work.placements.rules import PLACEMENT, RUNNING, TALKING

_ANSWERED = "SELECT gate.answered_introductions()"


@dataclass(frozen=True)
class Shown:
    """One introduction as the company's page shows it."""

    row: Introduction
    opening: str
    is_offered: bool
    company: str
    kept_by: str
    """The organisation that one can ask."""
    agreed: bool | None
    """What the company answered when it was asked."""
    profile: ProfilePage | None
    messages: tuple[Message, ...]

    @property
    def waits(self) -> bool:
        """Say whether the company is asked and has not answered."""
        return self.row.state == "asked" and self.agreed is None

    @property
    def moves(self) -> frozenset[str]:
        """Return what the company may do now."""
        state = self.row.state
        if state == "asked":
            answers = {"agree", "refuse"} if self.is_offered else {"refuse"}
            return frozenset(answers if self.waits else ())
        steps = {step.name for step in PLACEMENT.allowed(state, {LINK_HOLDER})}
        if state in (*TALKING, *RUNNING):
            steps |= {"write", "share", *(("read",) if self.unread else ())}
        if self.row.meets_at is not None and state in TALKING:
            steps.add("calendar")
        return frozenset(steps)

    @property
    def unread(self) -> bool:
        """Say whether there is a message that nobody of the company has said they read."""
        return any(one.side == "officer" and one.read_at is None for one in self.messages)


def own_introductions(actor: Actor) -> QuerySet[Introduction]:
    """Return the introductions of the actor's organisation."""
    if not actor.may("read", "own_introduction"):
        return Introduction.objects.none()
    return Introduction.objects.filter(organisation=actor.organisation)


def with_waits(rows: QuerySet[Introduction]) -> QuerySet[Any]:
    """Add the title of the place, and whether the company is asked and has answered (`answered`)."""
    return rows.annotate(
        title=F("opening__title"),
        answered=Q(state="asked") & Q(pk__in=RawSQL(_ANSWERED, ())),  # noqa: S611 - says nothing that was typed
    )


def one_of_own(actor: Actor, key: uuid.UUID) -> Shown | None:
    """Return an introduction of one's own organisation. Three queries."""
    row = own_introductions(actor).filter(pk=key).first()
    return _shown(row, None, row.messages.order_by("pk")) if row else None


def one_by_key(hashed: str) -> Shown | None:
    """Return what a company's key opens; None where it is none or its days are over. Three queries."""
    row = next(iter(Introduction.objects.raw("SELECT * FROM gate.introduction_by_key(%s)", [hashed])), None)
    if row is None:
        return None
    return _shown(row, hashed, Message.objects.raw("SELECT * FROM gate.messages_by_key(%s)", [hashed]))


def _shown(row: Introduction, typed: str | None, messages: Iterable[Message]) -> Shown | None:
    around = rows_of(
        "SELECT opening, is_offered, company, kept_by, agreed FROM gate.around_introduction(%s, %s)",
        row.pk,
        typed,
    )
    if not around:
        return None
    opening, is_offered, company, kept_by, agreed = around[0]
    profile = profile_page(row.profile) if row.profile else None
    return Shown(row, opening, is_offered, company, kept_by, agreed, profile, tuple(messages))
