"""What is known of somebody beside marks, what a teacher decided on the grounds of a rule, and the registration that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import DatabaseCheck, ProtectedManager, listed
from throughgate.ground.accounts.models import Membership
from throughgate.person.people.models import OfPerson, plausible
from throughgate.person.schooling import choices
from throughgate.person.schooling.models.courses import Course
from throughgate.person.schooling.rules.registering import NOT_AGAIN, OPEN

if TYPE_CHECKING:
    from throughgate.ground.acting.actor import Actor


class FactsQuerySet(models.QuerySet[Any]):
    """What is known of people as sentences."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: of whom they read marks, as the row policies say."""
        return self if actor.may("read", "mark") or actor.may("read", "course_mark") else self.none()


class Facts(OfPerson):
    """What somebody answered about a person that certificate rules ask beside marks."""

    person = models.OneToOneField("people.Person", models.CASCADE, related_name="school_facts")
    given = models.JSONField(default=dict, blank=True)
    """Answers by their names (`rules/certificates/questions.py`): true, false, a number, or a day as text. What is not
    known is not there. The database keeps it to the closed list."""

    objects = ProtectedManager.from_queryset(FactsQuerySet)()  # type: ignore[misc]


class OfCertificateQuerySet(models.QuerySet[Any]):
    """Decisions and registrations as sentences."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see; which of them, the row policies say."""
        return self if actor.may("read", "certificate") or actor.may("read", "course_mark") else self.none()


class OfCertificate(OfPerson):
    """A row about somebody and one certificate in one school year, made from the marks of a course."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="+")
    certificate = models.CharField(_("certificate"), max_length=40)
    """The key of the rule in the pack of the jurisdiction."""
    school_year = models.PositiveSmallIntegerField(_("school year"))
    """The year in which it begins: it chooses the version of the rule."""

    objects = ProtectedManager.from_queryset(OfCertificateQuerySet)()  # type: ignore[misc]

    class Meta(OfPerson.Meta):
        abstract = True


class Decision(OfCertificate):
    """A teacher saw what the rule gives, and agrees or disagrees. It stays as it was signed; the latest one counts."""

    jurisdiction = models.CharField(max_length=16)
    pack_version = models.DateField()
    """Of the pack by which it was judged."""
    outcome = models.CharField(_("outcome"), max_length=12, choices=choices.Outcome)
    resits = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    """Subjects of which a resit alone would suffice, as they were offered."""
    marks = models.CharField(max_length=64, editable=False)
    """The fingerprint of the marks that were judged."""
    agrees = models.BooleanField(_("agrees"))
    reason = models.CharField(_("why not"), max_length=300, blank=True)
    signed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta(OfCertificate.Meta):
        ordering: ClassVar = ["-signed_at", "-pk"]
        constraints: ClassVar = [
            listed("outcome", choices.Outcome),
            DatabaseCheck(condition=Q(agrees=True) | ~Q(reason=""), name="decision_against_has_a_reason"),
            plausible("pack_version"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "certificate", "-signed_at"], name="decision_of_person")
        ]


class ExamRegistration(OfCertificate):
    """Somebody is registered for an exam, from the teacher's signature to the result."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=12, choices=choices.RegistrationState, default="to_register"
    )
    needed = ArrayField(
        models.CharField(max_length=16, choices=choices.Document),
        default=list,
        blank=True,
        verbose_name=_("documents that the authority asks for"),
    )
    there = ArrayField(
        models.CharField(max_length=16, choices=choices.Document),
        default=list,
        blank=True,
        verbose_name=_("documents that are there"),
    )
    exam_on = models.DateField(_("first day of the exam"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=12, choices=choices.WithdrawalReason, blank=True)
    moved_on = models.DateField(default=timezone.localdate)
    """Since when it stands as it does."""
    paper = models.UUIDField(null=True, blank=True, editable=False)
    """The qualification that "passed" added. Whoever keeps the profile may have removed it since: no reference holds it."""
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta(OfCertificate.Meta):
        ordering: ClassVar = ["-moved_on", "-pk"]
        constraints: ClassVar = [
            plausible("exam_on"),
            plausible("moved_on"),
            listed("state", choices.RegistrationState),
            listed("needed", choices.Document, many=True),
            listed("there", choices.Document, many=True),
            listed("reason", "", choices.WithdrawalReason),
            DatabaseCheck(
                condition=Q(state="withdrawn") & ~Q(reason="") | ~Q(state="withdrawn") & Q(reason=""),
                name="exam_registration_withdrawn_with_a_reason",
            ),
            DatabaseCheck(
                condition=~Q(state__in=("admitted", "passed", "failed")) | Q(exam_on__isnull=False),
                name="exam_registration_admitted_to_a_day",
            ),
            models.UniqueConstraint(
                fields=["person", "certificate", "school_year"],
                condition=Q(state__in=NOT_AGAIN),
                name="exam_registration_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-moved_on"], name="exam_registration_of_person"),
            models.Index(
                fields=["course", "exam_on"], condition=Q(state__in=OPEN), name="exam_registration_open"
            ),
        ]

    @property
    def lacking(self) -> list[str]:
        """Return the documents that are asked for and not there yet."""
        return [one for one in self.needed if one not in self.there]
