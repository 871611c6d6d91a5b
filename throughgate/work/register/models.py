"""What is stored about the register. Under row security (see `policies.py`)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import ProtectedManager, Row, Versioned, listed
from throughgate.foundation.languages.folding import search_key
from throughgate.foundation.languages.texts import reader_language
from throughgate.ground.organisations.models import Channel, Organisation, Region, Site
from throughgate.ground.vocabulary.rules import language_name
from throughgate.person.people.models import Protected, plausible
from throughgate.work.openings.choices import Kind as Offer
from throughgate.work.register import choices
from throughgate.work.register.rules import stale_before

if TYPE_CHECKING:
    from throughgate.ground.acting.actor import Actor

WAITING = ("sent", "registered")
IN_FORCE = ("verified", "paused")


def _first_site(column: str) -> Any:
    return Site.objects.filter(organisation=OuterRef("organisation")).order_by("pk").values(column)[:1]


class RegistrationQuerySet(models.QuerySet[Any]):
    """Registrations as sentences."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: all, what is in the register, or the own with those who want to be seen."""
        if actor.membership is None:
            return self.none()
        if actor.may("read", "registration"):
            return self
        if actor.may("read", "organisation"):
            return self.filter(state__in=IN_FORCE)
        if not actor.may("read", "own_registration"):
            return self.none()
        return self.filter(Q(organisation=actor.organisation) | Q(state="verified", seen_by_others=True))

    def kept_by(self, actor: Actor) -> Self:
        """Keep what the actor keeps up to date: all, or the own entry."""
        if actor.may("write", "registration"):
            return self
        if actor.may("write", "own_registration"):
            return self.filter(organisation=actor.organisation)
        return self.none()

    def with_place(self) -> Self:
        """Add name and town as `called` and `place`: of the organisation and its first site, else as they were registered."""
        place = Coalesce(NullIf(Subquery(_first_site("town")), Value("")), "town")
        return self.annotate(called=Coalesce("organisation__name", "name"), place=place)

    def with_position(self) -> Self:
        """Add `latitude` and `longitude` of the organisation's first site; None where there is none, or nobody knows."""
        return self.annotate(
            latitude=Subquery(_first_site("latitude")), longitude=Subquery(_first_site("longitude"))
        )

    def in_force(self) -> Self:
        """Keep what is in the register, paused or not."""
        return self.filter(state__in=IN_FORCE)

    def stale(self) -> Self:
        """Keep verified entries that nobody has looked at for too long."""
        return self.filter(state="verified", refreshed_on__lt=stale_before(timezone.localdate()))


class Registration(Protected, Versioned):
    """What somebody said of themselves when they registered; once it is verified, the entry of an organisation.

    Whom one calls and where it is moves to the organisation then: there is one place for it.
    """

    state = models.CharField(_("state"), max_length=12, choices=choices.State, default=choices.State.SENT)
    kind = models.CharField(_("kind"), max_length=16, choices=choices.Kind)
    name = models.CharField(_("name"), max_length=160)
    name_key = models.CharField(max_length=200, editable=False)
    legal_name = models.CharField(_("legal name"), max_length=200, blank=True)
    sector = models.CharField(_("sector"), max_length=1, choices=choices.Section, blank=True)
    size = models.CharField(_("size"), max_length=8, choices=choices.Size, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name=_("region"), related_name="+")
    street = models.CharField(_("street and number"), max_length=160, blank=True)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True)
    given_names = models.CharField(_("given names"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    function = models.CharField(_("function"), max_length=120, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    preferred_channel = models.CharField(_("preferred channel"), max_length=24, choices=Channel, blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    offers = ArrayField(models.CharField(max_length=16, choices=Offer), default=list, blank=True)
    why = models.TextField(_("why"), max_length=600, blank=True)
    asks = models.TextField(_("questions"), max_length=600, blank=True)
    seen_by_others = models.BooleanField(_("seen by the others"), default=False)
    reads_in = models.CharField(max_length=12, blank=True, editable=False)
    """In which language the page was filled in, so that mails answer in it."""
    once = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    """The key of one change of the form: sent twice, it is one registration."""
    paper = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    """The hash of the code on the form from which it was typed in: one sheet is one registration."""
    confirmed_by = models.CharField(max_length=8, choices=choices.Confirmed, blank=True)
    sent_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(max_length=16, choices=choices.Refusal, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    refreshed_on = models.DateField(_("looked at"), null=True, blank=True)
    said = models.TextField(_("what changed"), max_length=600, blank=True)
    """What the organisation told by a link or a code; empty once somebody has dealt with it."""

    objects = ProtectedManager.from_queryset(RegistrationQuerySet)()  # type: ignore[misc]

    class Meta(Protected.Meta):
        indexes: ClassVar = [
            models.Index(fields=["state", "confirmed_at", "id"], name="registration_waiting"),
            models.Index(fields=["state", "refreshed_on", "id"], name="registration_by_refresh"),
            models.Index(fields=["name_key", "id"], name="registration_by_name"),
        ]
        constraints: ClassVar = [
            plausible("refreshed_on"),
            listed("state", choices.State),
            listed("kind", choices.Kind),
            listed("sector", "", choices.Section),
            listed("size", "", choices.Size),
            listed("preferred_channel", "", Channel),
            listed("offers", Offer, many=True),
            listed("confirmed_by", "", choices.Confirmed),
            listed("refusal", "", choices.Refusal),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(state__in=IN_FORCE), name="registration_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Make the sort key."""
        self.name_key = search_key(self.name)[:200]

    @property
    def contact(self) -> str:
        """Return the name of the contact person."""
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def offer_names(self) -> list[str]:
        """Return what is offered, in words."""
        return [str(Offer(offer).label) for offer in self.offers]

    @property
    def language_names(self) -> list[str]:
        """Return the languages in the reader's language."""
        return [language_name(code, reader_language()) for code in self.languages]

    @property
    def is_stale(self) -> bool:
        """Say whether nobody has looked at it for too long."""
        looked = self.refreshed_on
        return self.state == "verified" and looked is not None and looked < stale_before(timezone.localdate())


class Proposal(Protected, Row):
    """How an organisation without an account corrects its entry, until an officer takes it over or refuses it."""

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="proposal")
    contact = models.UUIDField(null=True)
    """The contact person whose key it was; none where the code of a letter was typed."""
    facts = models.JSONField()
    """What it says by the names of `rules.CORRECTED`, as its form gave it."""
    sent_at = models.DateTimeField()

    class Meta(Protected.Meta):
        pass


class RegisterKey(Row):
    """What a link or a code opens without an account; reached by functions of the database alone."""

    registration = models.UUIDField()
    contact = models.UUIDField(null=True)
    purpose = models.CharField(max_length=8)
    hashed = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    ends_on = models.DateField()
    used_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["registration", "purpose"], name="registerkey_by_subject")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(purpose__in=["confirm", "refresh"]), name="registerkey_purpose_known"
            )
        ]
