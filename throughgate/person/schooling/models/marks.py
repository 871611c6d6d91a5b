"""Who is in a course, and the marks that were given there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import DatabaseCheck, ProtectedManager, listed
from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.models import OfPerson, plausible
from throughgate.person.schooling import choices
from throughgate.person.schooling.models.courses import Course, Subject
from throughgate.person.schooling.rules.half_years import HalfYear

if TYPE_CHECKING:
    from throughgate.ground.acting.actor import Actor


class EnrolmentQuerySet(models.QuerySet[Any]):
    """Enrolments as sentences."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: of people whom they see, and of courses that they teach or enter marks for."""
        may = actor.may("read", "enrolment") or actor.may("read", "course_mark")
        return self if may else self.none()

    def on(self, day: date) -> Self:
        """Keep those that count on a day."""
        return self.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=day),
            Q(course__ends_on__isnull=True) | Q(course__ends_on__gte=day),
            from_on__lte=day,
        )


class Enrolment(OfPerson):
    """Somebody is in a course, from a day and until one. It stays with the course when the person moves on."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", editable=False)
    """Which holds the course."""
    name = models.CharField(max_length=220, editable=False)
    """As the school wrote it into its list: it keeps its own record when the person is somewhere else."""
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=12, choices=choices.LeavingReason, blank=True)
    extended = ArrayField(
        models.UUIDField(), default=list, blank=True, verbose_name=_("subjects at the extended level")
    )
    """Subjects of the course, of those taught at both levels; in the others of these the person is at the basic one."""

    objects = ProtectedManager.from_queryset(EnrolmentQuerySet)()  # type: ignore[misc]

    class Meta(OfPerson.Meta):
        ordering: ClassVar = ["-from_on", "-pk"]
        constraints: ClassVar = [
            plausible("from_on"),
            plausible("until_on"),
            listed("reason", "", choices.LeavingReason),
            DatabaseCheck(
                condition=Q(until_on__isnull=True, reason="")
                | Q(until_on__gte=F("from_on"), until_on__isnull=False) & ~Q(reason=""),
                name="enrolment_ends_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["course", "person"], condition=Q(until_on__isnull=True), name="enrolment_open_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-from_on"], name="enrolment_of_person")]

    def level_in(self, subject: Subject) -> str:
        """Return the level at which the person is taught a subject of the course."""
        if subject.level == "each":
            return "extended" if subject.pk in self.extended else "basic"
        return subject.level


class MarkQuerySet(models.QuerySet[Any]):
    """Marks as sentences."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see; which of them, the row policies say."""
        return self if actor.may("read", "mark") or actor.may("read", "course_mark") else self.none()

    def given(self) -> Self:
        """Leave out slots that were emptied."""
        return self.exclude(value="", non_mark="")


class Mark(OfPerson):
    """What somebody got in a subject: a value on the scale of the course, as it was written, or why there is none.

    One slot holds one mark. A slot that was emptied keeps its row, so that its version goes on.
    """

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="marks")
    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    school_year = models.PositiveSmallIntegerField(_("school year"))
    """The year in which it begins."""
    half = models.PositiveSmallIntegerField(_("half-year"))
    kind = models.CharField(_("kind"), max_length=12, choices=choices.MarkKind)
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    """The second written work of a half-year is number 2."""
    level = models.CharField(_("level"), max_length=12, choices=choices.MarkLevel, default="none")
    """At which the person was taught then: a change of course changes no earlier mark."""
    value = models.CharField(_("mark"), max_length=8, blank=True)
    non_mark = models.CharField(_("instead of a mark"), max_length=16, choices=choices.NonMark, blank=True)
    scale = models.CharField(_("scale"), max_length=32)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    given_on = models.DateField(_("given on"))
    given_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    """Who entered it last."""
    changed_at = models.DateTimeField(auto_now=True)

    objects = ProtectedManager.from_queryset(MarkQuerySet)()  # type: ignore[misc]

    class Meta(OfPerson.Meta):
        ordering: ClassVar = ["school_year", "half", "pk"]
        constraints: ClassVar = [
            plausible("given_on"),
            listed("kind", choices.MarkKind),
            listed("level", choices.MarkLevel),
            listed("non_mark", "", choices.NonMark),
            DatabaseCheck(condition=Q(value="") | Q(non_mark=""), name="mark_or_none"),
            DatabaseCheck(condition=Q(half__in=(1, 2)), name="mark_half_is_one_of_two"),
            DatabaseCheck(condition=Q(number__range=(1, 20)), name="mark_number_in_reach"),
            DatabaseCheck(condition=Q(weight__range=(1, 10)), name="mark_weight_in_reach"),
            models.UniqueConstraint(
                fields=["enrolment", "subject", "school_year", "half", "kind", "number"], name="mark_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["course", "school_year", "half", "kind"], name="mark_of_grid"),
            models.Index(fields=["person", "school_year"], name="mark_of_person"),
        ]

    @property
    def half_year(self) -> HalfYear:
        """Return the half-year that it is for."""
        return HalfYear(self.school_year, self.half)
