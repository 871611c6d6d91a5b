"""Who people are and what is known about them for work and for life after release."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.reading import note_read
from throughgate.foundation.database.rows import ProtectedManager, Versioned, listed
from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Channel, Organisation
from throughgate.ground.vocabulary.rules import LICENCES
from throughgate.person.people import choices
from throughgate.person.people.models.querysets import PersonQuerySet
from throughgate.person.people.models.shared import OfPerson, Protected, plausible
from throughgate.person.people.names import formal_name


class Person(Protected, Versioned):
    """Somebody on the way from custody to work. Born whole: with the organisation that registered them."""

    # What queries hang on a person that was opened, so that each part of a page need not ask again.
    is_mine: bool
    named: str | None
    opened_until: datetime | None
    its_home: str | None
    its_stays: str | None
    stays_read: tuple[Any, ...]
    dates_changed: list[Any]
    sheets_read: list[Any]
    its_languages: list[Any]
    its_wishes: list[Any]

    registered_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    given_names = models.CharField(_("given names"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100)
    called_name = models.CharField(_("called"), max_length=60, blank=True)
    name_key = models.CharField(max_length=220, editable=False, db_collation="C")
    """Sort key made from the names."""
    search_key = models.CharField(max_length=600, editable=False, db_collation="C")
    """Folded names for search, as they are written and as they sound."""
    alike_keys = ArrayField(models.CharField(max_length=80), default=list, editable=False)
    """Blocking keys that possible duplicates share."""
    birth_on = models.DateField(_("born on"), null=True, blank=True)
    birth_precision = models.CharField(max_length=8, choices=choices.Precision, default=choices.Precision.DAY)
    home = models.ForeignKey(
        "vocabulary.Place",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("home after release"),
        related_name="+",
    )
    home_postcode = models.CharField(_("postcode of the home"), max_length=12, blank=True)
    travel_reach_km = models.PositiveSmallIntegerField(
        _("travel reach in km"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
    )
    licences = ArrayField(
        models.CharField(max_length=12), null=True, blank=True, verbose_name=_("driving licences")
    )
    """Classes held; an empty list is "no licence", NULL is unknown."""
    right_to_work = models.CharField(
        _("right to work"), max_length=12, choices=choices.RightToWork, blank=True
    )
    wish_kinds = ArrayField(
        models.CharField(max_length=16, choices=choices.WishKind),
        default=list,
        blank=True,
        verbose_name=_("looks for"),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ProtectedManager.from_queryset(PersonQuerySet)()  # type: ignore[misc]

    class Meta(Protected.Meta):
        constraints: ClassVar = [
            plausible("birth_on"),
            listed("birth_precision", choices.Precision),
            listed("licences", LICENCES, many=True),
            listed("right_to_work", "", choices.RightToWork),
            listed("wish_kinds", choices.WishKind, many=True),
            models.CheckConstraint(condition=~Q(family_name=""), name="person_has_a_name"),
        ]
        indexes: ClassVar = [
            # Looked up as often as written: a list of new entries beside the index would be read each time.
            GinIndex(fields=["alike_keys"], name="person_alike", fastupdate=False)
        ]

    def __str__(self) -> str:
        return f"{self.called_name or self.given_names} {self.family_name}".strip()

    @property
    def formal_name(self) -> str:
        """Return the name as lists write it: "Yılmaz, Mehmet", and one name alone without a comma."""
        return formal_name(self.given_names, self.family_name)

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> Person:
        """Note that this person was read: the access log of the request is written from these notes."""
        person = super().from_db(db, field_names, values)
        note_read(person.pk)
        return person


class PersonNumber(OfPerson):
    """The number under which one organisation knows the person; seen by that organisation only."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    number = models.CharField(_("number"), max_length=40)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "number"], name="person_number_once"),
            models.UniqueConstraint(fields=["person", "organisation"], name="person_number_per_organisation"),
        ]


class SpokenLanguage(OfPerson):
    """A language and how well; no level means not known."""

    record_kind = "profile"
    audit_name = "language"
    once = ("language", _("This language is there already."))

    language = models.CharField(_("language"), max_length=8)
    level = models.CharField(_("level"), max_length=8, choices=choices.Level, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "language"], name="spoken_language_once"),
            listed("level", "", choices.Level),
        ]


class Wish(OfPerson):
    """An occupation the person would like to work in."""

    occupation = models.ForeignKey("vocabulary.Occupation", models.CASCADE, related_name="+")

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "occupation"], name="wish_once")]


class Qualification(OfPerson):
    """What the person can show: the paper itself is not stored, only who saw it and when."""

    record_kind = "profile"
    audit_name = "qualification"

    what = models.CharField(_("what"), max_length=160)
    obtained_on = models.DateField(_("obtained on"), null=True, blank=True)
    obtained_precision = models.CharField(
        max_length=8, choices=choices.Precision, default=choices.Precision.DAY, db_default="day"
    )
    seen_on = models.DateField(_("paper seen on"), null=True, blank=True)
    seen_by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            plausible("obtained_on"),
            plausible("seen_on"),
            listed("obtained_precision", choices.Precision),
        ]


class WorkCondition(OfPerson):
    """A neutral limit on a job, for the custody side only. Its reason is never stored.

    One that ended is taken up again: one row tells all of it, and its history the rest.
    """

    record_kind = audit_name = "work_condition"
    once = ("kind", _("This condition is there already."))

    kind = models.CharField(_("condition"), max_length=24, choices=choices.ConditionKind)
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            plausible("until_on"),
            # Nothing but these neutral words: a reason in their place would be an offence or an illness.
            listed("kind", choices.ConditionKind),
            models.UniqueConstraint(fields=["person", "kind"], name="work_condition_once"),
        ]

    def earlier(self) -> WorkCondition | None:
        """Return the same condition, if it ended."""
        ended = WorkCondition.objects.filter(until_on__lt=timezone.localdate())
        return ended.filter(person=self.person_id, kind=self.kind).first()


class AfterRelease(OfPerson):
    """How to reach the person after release."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="after_release")
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=240, blank=True)
    preferred_channel = models.CharField(_("preferred channel"), max_length=24, choices=Channel, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [listed("preferred_channel", "", Channel)]


class Guardian(OfPerson):
    """Who decides together with a person who is a minor."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="guardian")
    given_names = models.CharField(_("given names"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100)
    relation = models.CharField(_("relation"), max_length=60, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
