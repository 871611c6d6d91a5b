"""A person's chain and its steps, and the packs by which chains were laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import DatabaseCheck, ProtectedManager, listed
from throughgate.ground.accounts.models import Membership
from throughgate.person.chain import choices
from throughgate.person.chain.rules.stepping import OPEN, SETTLED
from throughgate.person.people.models import OfPerson, Stay

if TYPE_CHECKING:
    from throughgate.ground.acting.actor import Actor


class Edition(models.Model):
    """What a pack said of the chain in one version, so that a chain goes on by what it began with."""

    key = models.CharField(primary_key=True, max_length=40)
    pack = models.CharField(max_length=16)
    version = models.DateField()
    content = models.JSONField()
    """`rules.grammar.Chain` with every step written out."""


class ChainQuerySet(models.QuerySet[Any]):
    """Chains and steps as sentences."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see; which of them, the row policies say."""
        return self if actor.may("read", "chain") else self.none()


class Chain(OfPerson):
    """What is planned from one arrival to twelve months after the release; it goes along to the next prison."""

    began = models.ForeignKey(Stay, models.CASCADE, related_name="+")
    """The stay whose arrival it counts from."""
    stay = models.OneToOneField(Stay, models.CASCADE, related_name="chain")
    """The stay whose release it counts from."""
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    template = models.CharField(max_length=8, choices=choices.Template)
    begun_on = models.DateField(default=timezone.localdate)
    """What was due before is due now, or skipped, and never was late."""

    objects = ProtectedManager.from_queryset(ChainQuerySet)()  # type: ignore[misc]

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [listed("template", choices.Template)]


class Step(OfPerson):
    """One step of a chain, on a day that follows the release while it is open."""

    chain = models.ForeignKey(Chain, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=40)
    """Its id in the edition; "review" where the release is not known."""
    stage = models.CharField(max_length=16, choices=choices.Stage)
    role = models.CharField(max_length=24)
    """Who answers for it: a role, or "person"."""
    due_on = models.DateField(_("due on"), null=True, blank=True)
    state = models.CharField(max_length=12, choices=choices.StepState, default="open")
    settled_on = models.DateField(null=True, blank=True)
    """When it was done or skipped."""
    settled_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    reason = models.CharField(_("why not"), max_length=300, blank=True)
    moved_from = models.DateField(null=True, blank=True)
    """The day it had before the release moved the last time."""
    moved_on = models.DateField(null=True, blank=True)

    objects = ProtectedManager.from_queryset(ChainQuerySet)()  # type: ignore[misc]

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            listed("stage", choices.Stage),
            listed("state", choices.StepState),
            DatabaseCheck(
                condition=Q(state__in=SETTLED, settled_on__isnull=False, settled_by__isnull=False)
                | Q(state__in=OPEN, settled_on__isnull=True, settled_by__isnull=True),
                name="step_settled_on_a_day_by_somebody",
            ),
            DatabaseCheck(
                condition=Q(state="skipped") & ~Q(reason="") | ~Q(state="skipped") & Q(reason=""),
                name="step_skipped_with_a_reason",
            ),
            DatabaseCheck(
                condition=Q(moved_on__isnull=False) | Q(moved_from__isnull=True), name="step_moved_on_a_day"
            ),
            # A review comes again and again, every other step once.
            models.UniqueConstraint(
                fields=["chain", "step"],
                condition=~Q(step="review") | Q(state__in=OPEN),
                name="step_once_in_a_chain",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "due_on"], condition=Q(state__in=OPEN), name="step_open_by_day")
        ]
