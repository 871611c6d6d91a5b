"""A course: what is taught, by whom, and when its marks are due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import DatabaseCheck, ProtectedManager, Row, Versioned, listed
from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Organisation, Site
from throughgate.person.people.models import Protected, plausible
from throughgate.person.schooling import choices
from throughgate.person.schooling.rules.half_years import HalfYear, half_years

if TYPE_CHECKING:
    from throughgate.ground.acting.actor import Actor


class CourseQuerySet(models.QuerySet[Any]):
    """Courses as sentences."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the courses that one's organisation holds."""
        mine = actor.membership is not None and actor.may("read", "course")
        return self.filter(organisation=actor.organisation) if mine else self.none()

    def on(self, day: date) -> Self:
        """Keep those that are held on a day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class Course(Protected, Versioned):
    """A course, as the organisation that holds it keeps it. Whoever makes it is its first teacher, by a trigger."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    school = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("school or training body"),
    )
    """Whose course it is; empty where the organisation's own."""
    site = models.ForeignKey(Site, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name of the course"), max_length=120)
    name_key = models.CharField(max_length=120, editable=False, default="", db_default="")
    """The name as it is searched."""
    school_type = models.CharField(_("kind of school"), max_length=16, choices=choices.SchoolType)
    grade = models.PositiveSmallIntegerField(
        _("class"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(13)]
    )
    scale = models.CharField(_("scale of the marks"), max_length=32)
    """The code of a named scale: every mark of the course stands on it."""
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    leads_to_german = models.CharField(
        _("leads to German at"), max_length=6, choices=choices.GERMAN_CHOICES, blank=True
    )
    leads_to_licence = models.CharField(
        _("leads to the driving licence"), max_length=4, choices=choices.LICENCE_CHOICES, blank=True
    )
    leads_to_certificates = ArrayField(
        models.CharField(max_length=20, choices=choices.CERTIFICATE_CHOICES),
        default=list,
        blank=True,
        verbose_name=_("leads to the certificates"),
    )
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = ProtectedManager.from_queryset(CourseQuerySet)()  # type: ignore[misc]

    class Meta(Protected.Meta):
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            plausible("starts_on"),
            plausible("ends_on"),
            listed("school_type", choices.SchoolType),
            listed("leads_to_german", "", choices.GERMAN_CHOICES),
            listed("leads_to_licence", "", choices.LICENCE_CHOICES),
            listed("leads_to_certificates", choices.CERTIFICATE_CHOICES, many=True),
            DatabaseCheck(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="course_ends_after_start",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "name", "id"], name="course_by_name"),
            models.Index(fields=["organisation", "starts_on", "id"], name="course_by_start"),
        ]

    def __str__(self) -> str:
        return self.name

    def half_years(self, today: date) -> list[HalfYear]:
        """Return its half-years, the latest first."""
        return half_years(self.starts_on, self.ends_on, today)


class Subject(Protected, Versioned):
    """A subject of a course. A code of the list that certificate rules know, or a name of its own."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="subjects")
    code = models.CharField(_("subject"), max_length=40, blank=True)
    name = models.CharField(_("name of its own"), max_length=80, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=choices.SubjectLevel, default="none")
    is_foreign_language = models.BooleanField(_("a foreign language"), default=False)
    weekly_hours = models.DecimalField(
        _("hours a week"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(60)],
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Protected.Meta):
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            listed("level", choices.SubjectLevel),
            DatabaseCheck(condition=~Q(code="") | ~Q(name=""), name="subject_is_called"),
            models.UniqueConstraint(fields=["course", "code", "name"], name="subject_of_course_once"),
        ]


class Staff(Protected, Row):
    """A member who teaches in a course, or an officer who enters its marks: they see its people and its marks."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="staff")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    part = models.CharField(_("part"), max_length=8, choices=choices.StaffPart)

    class Meta(Protected.Meta):
        constraints: ClassVar = [
            listed("part", choices.StaffPart),
            models.UniqueConstraint(fields=["course", "membership"], name="staff_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["membership"], include=["course"], name="staff_by_membership")
        ]


class Conference(Protected, Versioned):
    """When the marks of a half-year are decided on: until then every person has one in every subject."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="conferences")
    school_year = models.PositiveSmallIntegerField(_("school year"))
    """The year in which it begins."""
    half = models.PositiveSmallIntegerField(_("half-year"))
    held_on = models.DateField(_("conference on"))

    class Meta(Protected.Meta):
        ordering: ClassVar = ["-school_year", "-half"]
        constraints: ClassVar = [
            plausible("held_on"),
            DatabaseCheck(condition=Q(half__in=(1, 2)), name="conference_half_is_one_of_two"),
            models.UniqueConstraint(fields=["course", "school_year", "half"], name="conference_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["held_on"], name="conference_by_day")]

    @property
    def half_year(self) -> HalfYear:
        """Return the half-year whose marks it decides on."""
        return HalfYear(self.school_year, self.half)
