"""What is kept of a plan: how it was made, who has which place in it, and what was tried.

No fit is among it, and no fact about people: reasons are asked anew whenever a page shows them. Under row security (see
`policies.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from throughgate.foundation.database.rows import ProtectedManager, Row, Versioned, listed
from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.models import Person, Protected
from throughgate.work.openings.models import Opening
from throughgate.work.planning.rules import is_silent

if TYPE_CHECKING:
    from throughgate.ground.acting.actor import Actor


class State(models.TextChoices):
    """Where a plan stands; the moves are in `rules.py`."""

    MAKING = "making", _("Is being made")
    DONE = "done", pgettext_lazy("plan", "Made")
    STOPPED = "stopped", pgettext_lazy("plan", "Stopped")
    FAILED = "failed", _("Did not finish")


class Why(models.TextChoices):
    """Why somebody has no place; as the engine says it."""

    NO_SEAT = "no_seat_left", _("something fits, but others take its seats")
    CANNOT_SAY = "cannot_say", _("nothing fits, and of some openings it cannot be said")
    NOTHING_FITS = "nothing_fits", _("nothing fits now")


class PlanQuerySet(models.QuerySet[Any]):
    """Plans, and what is of them, as sentences."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: what the own organisation planned, for those who plan."""
        if not actor.may("read", "regional_plan"):
            return self.none()
        return self.filter(organisation=actor.organisation)


class _OfOrganisation(Protected):
    """What one organisation planned."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", editable=False, db_index=False
    )

    objects = ProtectedManager.from_queryset(PlanQuerySet)()  # type: ignore[misc]

    class Meta(Protected.Meta):
        abstract = True


class Plan(_OfOrganisation, Versioned):
    """One plan. Numbers are those of the moment it was made; whom a page shows is asked now."""

    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+", editable=False)
    """Who started it; the worker acts as this membership and checks its rights again."""
    state = models.CharField(max_length=8, choices=State, default=State.MAKING)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    begun_at = models.DateTimeField(null=True, blank=True)
    """When a worker took it up: one does, once."""
    moved_at = models.DateTimeField(default=timezone.now)
    """The last sign of life."""
    ended_at = models.DateTimeField(null=True, blank=True)
    share = models.FloatField(default=0)
    since = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    """The kept plan beside which it says what changed; with something tried, the one it was tried from."""
    seats = ArrayField(models.UUIDField(), default=list, blank=True)
    """Openings that have one seat more in it."""
    is_tried = models.BooleanField(default=False)
    """Whether it answers what would be if."""
    left_out = models.PositiveIntegerField(default=0)
    """So much of what was to be tried is not there."""
    people = models.PositiveIntegerField(default=0)
    not_covered = models.PositiveIntegerField(default=0)
    """People of the organisation whom neither statute nor consent puts under a plan."""
    openings = models.PositiveIntegerField(default=0)
    placed = models.PositiveIntegerField(default=0)
    reasons = models.JSONField(default=dict, blank=True)
    """Why people have no place → how many."""
    full = ArrayField(models.UUIDField(), default=list, blank=True)
    """Openings whose seats it uses up, or that have none: where one more could change something."""
    optimal = models.BooleanField(null=True, blank=True)
    """Proved to be the best by the rules."""
    best_each = models.PositiveIntegerField(null=True, blank=True)
    """So many openings of each person were looked at, where more fit than the memory holds."""
    more_people = models.BooleanField(default=False)
    more_openings = models.BooleanField(default=False)

    class Meta(_OfOrganisation.Meta):
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-started_at", "-id"], name="plan_newest"),
        ]
        constraints: ClassVar = [
            listed("state", State),
            # Two who start at the same moment start one.
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state="making"), name="plan_made_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_state_display())

    @property
    def is_silent(self) -> bool:
        """Say whether it is made no more, though nobody said so: its worker was killed."""
        return is_silent(self.state, self.begun_at, self.moved_at, timezone.now())

    @property
    def is_made(self) -> bool:
        """Say whether it is being made."""
        return self.state == State.MAKING and not self.is_silent


class _OfPlan(_OfOrganisation, Row):
    """Something about a person in a plan. It hangs on neither person nor opening: who goes takes it away (`policies.sql`)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="%(class)ss", db_index=False)
    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="+", db_constraint=False)

    class Meta(_OfOrganisation.Meta):
        abstract = True


def _opening(**more: Any) -> Any:
    return models.ForeignKey(
        Opening, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False, **more
    )


class Place(_OfPlan):
    """Somebody in a plan: the opening, or why there is none."""

    opening = _opening(null=True)
    why = models.CharField(max_length=12, choices=Why, blank=True)
    before = _opening(null=True)
    """What the plan before suggested."""
    is_changed = models.BooleanField(default=False)
    name_key = models.CharField(max_length=220, db_collation="C")
    """Pages go by names, and by nothing else."""

    class Meta(_OfPlan.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["plan", "name_key", "person"],
                condition=Q(opening__isnull=False),
                name="place_suggested",
            ),
            models.Index(
                fields=["plan", "name_key", "person"], condition=Q(opening__isnull=True), name="place_none"
            ),
            models.Index(
                fields=["plan", "name_key", "person"], condition=Q(is_changed=True), name="place_changed"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "person"], name="place_once"),
            listed("why", "", Why),
            models.CheckConstraint(
                condition=Q(opening__isnull=False, why="") | (Q(opening__isnull=True) & ~Q(why="")),
                name="place_or_why",
            ),
        ]


class Tried(_OfPlan):
    """What a plan tries of a person and an opening: they stay together, or must not come together."""

    opening = _opening()
    is_kept = models.BooleanField()
    could_be = models.BooleanField(default=True)
    """Whether it could be tried: a pair that stays fits, once for a person and a seat."""

    class Meta(_OfPlan.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "person", "opening", "is_kept"], name="tried_once"),
        ]
