"""What is stored about people. Every table here is under row security (see `wall.py`)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.reading import note_read
from throughgate.foundation.database.rows import ProtectedManager, Row, Versioned
from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Channel, Organisation
from throughgate.person.people import choices
from throughgate.person.people.queries import PersonQuerySet, VisibilityQuerySet


def plausible(name: str) -> models.CheckConstraint:
    """Refuse dates outside 1900 to 2100 in the database: a date of year 1 can be saved and never be read."""
    return models.CheckConstraint(
        condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": ("1900-01-01", "2100-12-31")}),
        name=f"%(class)s_{name}_plausible",
    )


class Protected(models.Model):
    """A row that can only be reached while somebody acts."""

    objects = ProtectedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class Person(Protected, Versioned):
    """Somebody on the way from custody to work. Born whole: with the organisation that registered them."""

    registered_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    given_names = models.CharField(_("given names"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100)
    called_name = models.CharField(_("called"), max_length=60, blank=True)
    name_key = models.CharField(max_length=220, editable=False)
    """Sort key made from the names."""
    search_key = models.CharField(max_length=300, editable=False)
    """Folded names for search."""
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
            models.CheckConstraint(condition=~Q(family_name=""), name="person_has_a_name"),
        ]
        indexes: ClassVar = [GinIndex(fields=["alike_keys"], name="person_alike")]

    def __str__(self) -> str:
        return f"{self.called_name or self.given_names} {self.family_name}".strip()

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any) -> Person:
        """Note that this person was read: the access log of the request is written from these notes."""
        person = super().from_db(db, field_names, values)
        note_read(person.pk)
        return person


class OfPerson(Protected, Versioned):
    """A row about one person."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="%(class)ss")

    class Meta(Protected.Meta):
        abstract = True


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

    language = models.CharField(_("language"), max_length=8)
    level = models.CharField(_("level"), max_length=8, choices=choices.Level, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "language"], name="spoken_language_once"),
        ]


class Wish(OfPerson):
    """An occupation the person would like to work in."""

    occupation = models.ForeignKey("vocabulary.Occupation", models.CASCADE, related_name="+")

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "occupation"], name="wish_once")]


class Qualification(OfPerson):
    """What the person can show: the paper itself is not stored, only who saw it and when."""

    what = models.CharField(_("what"), max_length=160)
    obtained_on = models.DateField(_("obtained on"), null=True, blank=True)
    seen_on = models.DateField(_("paper seen on"), null=True, blank=True)
    seen_by = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [plausible("obtained_on"), plausible("seen_on")]


class WorkCondition(OfPerson):
    """A neutral limit on a job, for the custody side only. Its reason is never stored."""

    kind = models.CharField(_("condition"), max_length=24, choices=choices.ConditionKind)
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            plausible("until_on"),
            models.UniqueConstraint(fields=["person", "kind"], name="work_condition_once"),
        ]


class AfterRelease(OfPerson):
    """How to reach the person after release."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="after_release")
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=240, blank=True)
    preferred_channel = models.CharField(_("preferred channel"), max_length=24, choices=Channel, blank=True)


class Guardian(OfPerson):
    """Who decides together with a person who is a minor."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="guardian")
    given_names = models.CharField(_("given names"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100)
    relation = models.CharField(_("relation"), max_length=60, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)


class Stay(OfPerson):
    """One period in custody. Any of the three release dates may be unknown."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("prison"))
    arrived_on = models.DateField(_("arrived on"))
    release_earliest_on = models.DateField(_("release, earliest"), null=True, blank=True)
    release_expected_on = models.DateField(_("release, expected"), null=True, blank=True)
    release_latest_on = models.DateField(_("release, latest"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_by = models.CharField(_("ended by"), max_length=12, choices=choices.StayEnd, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            *(
                plausible(name)
                for name in (
                    "arrived_on",
                    "release_earliest_on",
                    "release_expected_on",
                    "release_latest_on",
                    "ended_on",
                )
            ),
            models.CheckConstraint(
                condition=Q(release_earliest_on__isnull=True)
                | Q(release_expected_on__isnull=True)
                | Q(release_earliest_on__lte=F("release_expected_on")),
                name="stay_earliest_before_expected",
            ),
            models.CheckConstraint(
                condition=Q(release_latest_on__isnull=True)
                | Q(release_expected_on__isnull=True)
                | Q(release_expected_on__lte=F("release_latest_on")),
                name="stay_expected_before_latest",
            ),
            models.CheckConstraint(
                condition=Q(release_latest_on__isnull=True)
                | Q(release_earliest_on__isnull=True)
                | Q(release_earliest_on__lte=F("release_latest_on")),
                name="stay_earliest_before_latest",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by="")
                | (Q(ended_on__gte=F("arrived_on")) & ~Q(ended_by="")),
                name="stay_ends_after_arrival",
            ),
            ExclusionConstraint(
                name="stay_one_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func(
                            "arrived_on",
                            "ended_on",
                            RangeBoundary(),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-arrived_on"], name="stay_latest_first")]


class Consent(OfPerson):
    """What the person agreed to, or did not, with whom and how it was explained."""

    purpose = models.CharField(_("what for"), max_length=32, choices=choices.ConsentPurpose)
    recipient = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recipient")
    )
    recipient_text = models.CharField(_("recipient in words"), max_length=160, blank=True)
    scope = models.CharField(_("what exactly"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=choices.ConsentState, default="not_asked")
    asked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    asked_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """The organisation that asked."""
    explained_in = models.CharField(_("language explained in"), max_length=8, blank=True)
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    guardian_agreed_on = models.DateField(_("guardian agreed on"), null=True, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            *(plausible(name) for name in ("asked_on", "answered_on", "expires_on", "guardian_agreed_on")),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "purpose"], name="consent_by_person")]


class CaseLink(OfPerson):
    """An organisation takes part in a person's case. A share ends with the link it was shared from."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(_("part in the case"), max_length=12, choices=choices.LinkRole)
    basis = models.CharField(_("legal basis"), max_length=8, choices=choices.Basis)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="links")
    shared_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="shares")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            plausible("from_on"),
            plausible("until_on"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="case_link_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(basis="statute") | Q(consent__isnull=False), name="case_link_by_consent_has_one"
            ),
            ExclusionConstraint(
                name="case_link_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (
                        Func(
                            "from_on",
                            "until_on",
                            RangeBoundary(inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "person"], name="case_link_by_organisation"),
            models.Index(fields=["shared_from"], name="case_link_shares"),
        ]


class Assignment(OfPerson):
    """A member of staff looks after the person for their organisation: the caseload."""

    link = models.ForeignKey(CaseLink, models.CASCADE, related_name="assignments")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            plausible("from_on"),
            plausible("until_on"),
            models.UniqueConstraint(
                fields=["link", "membership"], condition=Q(until_on__isnull=True), name="assignment_open_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["membership", "person"], name="assignment_by_membership")]


class NamedPurpose(Protected, Row):
    """Somebody named why they open a person outside of their caseload; it holds for 30 minutes."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    purpose = models.CharField(_("why"), max_length=24, choices=choices.LookPurpose)
    words = models.CharField(_("in your words"), max_length=200, blank=True)
    named_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()

    class Meta(Protected.Meta):
        indexes: ClassVar = [
            models.Index(fields=["membership", "person", "-ends_at"], name="named_purpose_in_force"),
            models.Index(fields=["organisation", "-named_at"], name="named_purpose_by_organisation"),
        ]


class NotDuplicate(Protected, Row):
    """Somebody decided that two records are two people, so that nobody is asked again."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta(Protected.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "person", "other"], name="not_duplicate_once"),
        ]


class Visibility(Protected):
    """One line of the visibility table: where a list, a count or a search starts. Kept by triggers only.

    One row per case link, with the person's sort keys, so that a page is one index range per organisation.
    """

    link = models.OneToOneField(CaseLink, models.CASCADE, primary_key=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    role = models.CharField(max_length=12, choices=choices.LinkRole)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    name_key = models.CharField(max_length=220)
    search_key = models.CharField(max_length=300)
    release_on = models.DateField()
    """Expected, else earliest, else latest release of the open stay; the year 9999 where unknown, so it sorts last."""
    led_until = models.DateField(null=True)
    """Until when somebody of the organisation has the person in the caseload; NULL: nobody ever had."""
    changed_at = models.DateTimeField()

    objects = ProtectedManager.from_queryset(VisibilityQuerySet)()  # type: ignore[misc]

    class Meta(Protected.Meta):
        indexes: ClassVar = [
            models.Index(fields=["organisation", "name_key", "person"], name="visibility_by_name"),
            # Covering, so that counts over a window of releases stay inside the index.
            models.Index(
                fields=["organisation", "release_on", "person"],
                include=["from_on", "until_on", "led_until"],
                name="visibility_by_release",
            ),
            GistIndex(
                F("organisation"),
                OpClass(F("search_key"), name="gist_trgm_ops"),
                name="visibility_by_likeness",
            ),
            models.Index(fields=["organisation", "-changed_at", "-person"], name="visibility_by_change"),
            models.Index(fields=["person", "organisation"], name="visibility_by_person"),
        ]


class Caseload(Protected):
    """The same for one member of staff: the people assigned to them. Kept by triggers only."""

    assignment = models.OneToOneField(Assignment, models.CASCADE, primary_key=True, related_name="+")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    name_key = models.CharField(max_length=220)
    search_key = models.CharField(max_length=300)
    release_on = models.DateField()
    changed_at = models.DateTimeField()

    objects = ProtectedManager.from_queryset(VisibilityQuerySet)()  # type: ignore[misc]

    class Meta(Protected.Meta):
        indexes: ClassVar = [
            models.Index(fields=["membership", "name_key", "person"], name="caseload_by_name"),
            models.Index(fields=["membership", "release_on", "person"], name="caseload_by_release"),
            models.Index(fields=["membership", "-changed_at", "-person"], name="caseload_by_change"),
            models.Index(fields=["person", "membership"], name="caseload_by_person"),
        ]
