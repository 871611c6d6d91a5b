"""What is stored about introductions and placements. Under row security (see `policies.py`).

Two rows stand for one matter: `Placement` is ours and names the person; `Introduction` is all that the company ever reads. The
first knows the second, never the other way round; a trigger keeps them in step.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import DatabaseCheck, ProtectedManager, Row, Versioned, listed
from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.models import Caseload, Consent, OfPerson, Protected, plausible
from throughgate.work.openings.models import Opening
from throughgate.work.placements import choices
from throughgate.work.placements.rules import OVER, RUNNING, TALKING, WAITING

if TYPE_CHECKING:
    from throughgate.ground.acting.actor import Actor


class PlacementQuerySet(models.QuerySet[Any]):
    """Placements as sentences."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: those of people whom they see."""
        return self if actor.may("read", "placement") else self.none()

    def in_hand(self, actor: Actor) -> Self:
        """Keep what is the actor's to see to: what the own organisation keeps, else what concerns the own caseload.

        Who looks after nobody keeps all.
        """
        if actor.may("write", "introduction"):
            return self.filter(kept_by=actor.organisation)
        if not actor.may("write", "placement"):
            return self
        mine = Caseload.objects.in_force().filter(membership=actor.membership)
        return self.filter(person__in=mine.values("person"))

    def going_on(self) -> Self:
        """Keep what has not ended."""
        return self.exclude(state__in=OVER)


class Introduction(Protected, Versioned):
    """What a company sees of a placement, from the day on which it was asked. Nothing here leads to the person.

    The key is random: it tells neither when something began nor what else there is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="introductions", db_index=False
    )
    opening = models.ForeignKey(Opening, models.PROTECT, related_name="+")
    contact_of = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """Whose placement officer is there to be asked."""
    state = models.CharField(_("state"), max_length=20, choices=choices.State, default="asked")
    profile = models.JSONField(null=True, blank=True)
    """What the person agreed to show (see `profiles.py`); empty until everybody agreed, and again once it came to nothing."""
    route = models.CharField(max_length=8, choices=choices.Route, blank=True)
    meets_at = models.DateTimeField(null=True, blank=True)
    meets_by = models.CharField(max_length=12, choices=choices.TalkBy, blank=True)
    started_on = models.DateField(null=True, blank=True)
    shares_contact = models.CharField(_("how we can be reached"), max_length=200, blank=True)
    """What the company says of itself once both sides want it."""
    persons_contact = models.CharField(max_length=200, blank=True, editable=False)
    """How the person can be reached, once both sides said so; a trigger writes it."""
    moved_on = models.DateField(default=timezone.localdate)

    class Meta(Protected.Meta):
        constraints: ClassVar = [
            listed("state", choices.State),
            listed("route", "", choices.Route),
            listed("meets_by", "", choices.TalkBy),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-moved_on", "-id"], name="introduction_newest"),
            # With what leads to messages and talks, without a look at the rows.
            models.Index(
                fields=["organisation", "state", "moved_on"],
                include=["id", "meets_at"],
                name="introduction_by_state",
            ),
            models.Index(fields=["opening", "id"], name="introduction_by_opening"),
        ]

    def __str__(self) -> str:
        return str((self.profile or {}).get("called", ""))


class Placement(OfPerson):
    """One person and one opening: from the proposal through the talks to a year at work."""

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="placements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """Who offers the opening."""
    kept_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    """Whose placement officers move it on."""
    proposed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    form_key = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    """The key of the form that proposed it: sent twice, it is one proposal."""
    state = models.CharField(_("state"), max_length=20, choices=choices.State, default="proposed")
    introduction = models.OneToOneField(
        Introduction, models.PROTECT, null=True, blank=True, related_name="placement", editable=False
    )
    profile = models.JSONField(null=True, blank=True)
    """What the company will see, as it is laid before the person (see `profiles.py`)."""
    route = models.CharField(
        _("how the company is approached"), max_length=8, choices=choices.Route, blank=True
    )
    """What the person chose; known once everybody agreed."""
    consent = models.ForeignKey(
        Consent, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    """What the introduction rests on."""
    proposed_on = models.DateField(default=timezone.localdate)
    asked_on = models.DateField(null=True, blank=True)
    moved_on = models.DateField(default=timezone.localdate)
    """Since when it stands as it does."""
    reminded_on = models.DateField(null=True, blank=True)
    talk_by = models.CharField(_("where one talks"), max_length=12, choices=choices.TalkBy, blank=True)
    talk_at = models.DateTimeField(_("when"), null=True, blank=True)
    introduced_on = models.DateField(null=True, blank=True, editable=False)
    """On which day everybody had agreed."""
    started_on = models.DateField(_("started on"), null=True, blank=True)
    on_day_release = models.BooleanField(default=False, db_default=False)
    """The person went there from inside at first: known to staff, never to the company."""
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=16, choices=choices.Reason, blank=True)
    reason_text = models.CharField(_("in other words"), max_length=300, blank=True)
    persons_contact = models.CharField(_("how the person can be reached"), max_length=200, blank=True)
    """What the person lets the company know, once the company says as much of itself."""

    objects = ProtectedManager.from_queryset(PlacementQuerySet)()  # type: ignore[misc]

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            *(
                plausible(n)
                for n in (
                    *("proposed_on", "asked_on", "moved_on", "reminded_on"),
                    *("introduced_on", "started_on", "ended_on"),
                )
            ),
            listed("state", choices.State),
            listed("route", "", choices.Route),
            listed("talk_by", "", choices.TalkBy),
            listed("reason", "", choices.Reason),
            DatabaseCheck(
                condition=~Q(route="neutral") | ~Q(talk_by__in=choices.TELLING_TALKS),
                name="placement_neutral_talk_tells_nothing",
            ),
            DatabaseCheck(
                condition=~Q(route="neutral") | Q(on_day_release=False),
                name="placement_neutral_start_tells_nothing",
            ),
            DatabaseCheck(
                condition=Q(state="proposed")
                | Q(introduction__isnull=False, profile__isnull=False)
                | Q(state="withdrawn"),
                name="placement_asked_with_a_profile",
            ),
            DatabaseCheck(
                condition=Q(ended_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
                name="placement_in_order",
            ),
            models.UniqueConstraint(
                fields=["person", "opening"],
                condition=~Q(state__in=OVER),
                name="placement_once_at_a_time",
                violation_error_message=_("This has been proposed already and is going on."),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-proposed_on", "-id"], name="placement_newest"),
            models.Index(fields=["kept_by", "-moved_on", "-id"], name="placement_kept_newest"),
            models.Index(
                fields=["kept_by", "-moved_on", "-id"],
                condition=~Q(state__in=OVER),
                name="placement_kept_going_on",
            ),
            models.Index(fields=["person"], condition=Q(state__in=WAITING), name="placement_waits"),
            # With what leads to messages and milestones: of a whole caseload without a look at the rows.
            models.Index(
                fields=["kept_by", "person"],
                include=["state", "id", "organisation", "introduction"],
                condition=Q(state__in=(*TALKING, *RUNNING)),
                name="placement_talks",
            ),
            models.Index(
                fields=["organisation"],
                include=["id", "introduction", "consent"],
                condition=Q(state__in=RUNNING),
                name="placement_at_company",
            ),
            models.Index(fields=["opening", "id"], name="placement_by_opening"),
            models.Index(fields=["consent"], name="placement_by_consent"),
        ]

    def __str__(self) -> str:
        return str(self.get_state_display())

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Leave what it rests on to the database, which writes it: taken back, it is hidden from whoever moves this on."""
        super().clean_fields({*(exclude or ()), "consent"})


class Answer(OfPerson):
    """What the person, the company or custody said when asked. Seen by who took it, and custody's by custody."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="answers")
    whose = models.CharField(max_length=8, choices=choices.Whose)
    agrees = models.BooleanField()
    answered_on = models.DateField(default=timezone.localdate)
    taken_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    """Who wrote it down; empty where it came by a link or a code."""
    route = models.CharField(max_length=8, choices=choices.Route, blank=True)
    explained_in = models.CharField(_("language explained in"), max_length=8, blank=True)
    guardian_agreed_on = models.DateField(_("guardian agreed on"), null=True, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            plausible("answered_on"),
            plausible("guardian_agreed_on"),
            listed("whose", choices.Whose),
            listed("route", "", choices.Route),
            models.UniqueConstraint(fields=["placement", "whose"], name="answer_once"),
            DatabaseCheck(
                condition=~Q(whose="person", agrees=True) | Q(route__in=["open", "neutral"]),
                name="answer_of_person_has_a_route",
            ),
        ]


class Look(OfPerson):
    """On this day the company opened the page with somebody's profile: for the person's log of looks."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    looked_on = models.DateField()

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            plausible("looked_on"),
            models.UniqueConstraint(fields=["placement", "looked_on"], name="look_once_a_day"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-looked_on"], name="look_by_person")]


class Message(Protected, Row):
    """What one side wrote to the other, on a page: no mail comes in, and neither side learns the other's address."""

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="messages")
    side = models.CharField(max_length=8, choices=choices.Side)
    text = models.TextField(_("message"), max_length=2000)
    once = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    written_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    """When the other side first saw it."""

    class Meta(Protected.Meta):
        constraints: ClassVar = [
            listed("side", choices.Side),
            models.CheckConstraint(condition=~Q(text=""), name="message_says_something"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["introduction", "id"], name="message_in_order"),
            models.Index(
                fields=["introduction"], condition=Q(side="company", read_at=None), name="message_unread"
            ),
            models.Index(
                fields=["introduction"],
                condition=Q(side="officer", read_at=None),
                name="message_unread_by_company",
            ),
        ]


class PlacementKey(Row):
    """What a link or a code opens without an account; reached by functions of the database alone."""

    placement = models.UUIDField()
    purpose = models.CharField(max_length=8)
    hashed = models.CharField(max_length=64, unique=True)
    made_by = models.UUIDField(null=True)
    """The membership that printed it: who takes the answer. Empty where the worker mailed it."""
    contact = models.UUIDField(null=True)
    """The contact person whom it was mailed to."""
    about = models.CharField(max_length=36, default="")
    """What the mail was about: the state, a reminder, or the key of a message."""
    made_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["placement", "purpose"], name="placementkey_by_subject")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["placement", "contact", "about"],
                condition=Q(contact__isnull=False),
                name="placementkey_mailed_once",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=list(choices.KeyPurpose.values)), name="placementkey_purpose_known"
            ),
        ]
