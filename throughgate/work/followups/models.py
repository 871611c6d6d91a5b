"""What is stored about follow-ups. Under row security (see `policies.py`)."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import DatabaseCheck, Row, listed
from throughgate.ground.accounts.models import Membership
from throughgate.person.people.models import OfPerson, plausible
from throughgate.work.followups import choices
from throughgate.work.placements.models import Placement

TROUBLE: Final = ("some", "much")
"""How it is going where somebody should look after it."""


class FollowUp(OfPerson):
    """One milestone of a placement: who was asked when. Nothing here tells what anybody said but a yes."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="follow_ups")
    milestone = models.CharField(max_length=12, choices=choices.Milestone)
    due_on = models.DateField()
    person_asked_on = models.DateField(null=True, blank=True)
    """Empty where it was too late to ask."""
    person_reminded_on = models.DateField(null=True, blank=True)
    person_by_mail = models.BooleanField(default=False)
    company_asked_on = models.DateField(null=True, blank=True)
    company_reminded_on = models.DateField(null=True, blank=True)
    company_by_mail = models.BooleanField(default=False)
    confirmed_on = models.DateField(null=True, blank=True)
    """When somebody said that the person is still there."""
    closed_on = models.DateField(null=True, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            *(
                plausible(name)
                for name in (
                    *("due_on", "person_asked_on", "person_reminded_on", "company_asked_on"),
                    *("company_reminded_on", "confirmed_on", "closed_on"),
                )
            ),
            listed("milestone", choices.Milestone),
            models.UniqueConstraint(fields=["placement", "milestone"], name="followup_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person"], name="followup_open", condition=Q(closed_on__isnull=True)),
            models.Index(
                fields=["placement"],
                condition=Q(closed_on__isnull=True, company_asked_on__isnull=False),
                name="followup_asks_company",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_milestone_display())


class Feedback(OfPerson):
    """What one side said at a milestone. What was confirmed stays; the rest is put right by who takes such answers."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="feedback")
    placement = models.ForeignKey(Placement, models.CASCADE, related_name="+")
    whose = models.CharField(max_length=8, choices=choices.Whose)
    there = models.CharField(_("still there"), max_length=8, choices=choices.There)
    going = models.CharField(_("how it is going"), max_length=8, choices=choices.Going, blank=True)
    calls = models.BooleanField(_("somebody should call"), default=False)
    answered_on = models.DateField(default=timezone.localdate)
    taken_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    """Who typed it in; empty where it came by a link or a code."""
    seen_to_on = models.DateField(null=True, blank=True)
    """When somebody saw to the trouble, or called."""
    seen_to_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            plausible("answered_on"),
            plausible("seen_to_on"),
            listed("whose", choices.Whose),
            listed("there", choices.There),
            listed("going", "", choices.Going),
            DatabaseCheck(condition=~Q(there="yes") | ~Q(going=""), name="feedback_yes_says_how"),
            models.UniqueConstraint(fields=["follow_up", "whose"], name="feedback_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["placement"], name="feedback_by_placement"),
            models.Index(
                fields=["person"],
                include=["follow_up", "placement", "whose", "there", "taken_by", "seen_to_on"],
                name="feedback_warns",
                condition=Q(there="no") | Q(seen_to_on__isnull=True) & (Q(going__in=TROUBLE) | Q(calls=True)),
            ),
        ]

    @property
    def is_warning(self) -> bool:
        """Say whether somebody should look after it."""
        return self.there == "no" or self.going in TROUBLE or self.calls


class FeedbackKey(Row):
    """What a link or a code opens without an account; reached by functions of the database alone."""

    follow_up = models.UUIDField()
    whose = models.CharField(max_length=8)
    hashed = models.CharField(max_length=64, unique=True)
    made_by = models.UUIDField(null=True)
    """The membership that printed it; empty where the worker mailed it."""
    made_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["follow_up"], name="feedbackkey_by_follow_up")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(whose__in=list(choices.Whose.values)), name="feedbackkey_whose_known"
            )
        ]
