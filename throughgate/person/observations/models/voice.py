"""What the person says: self-rating, comment, objection; the slips it comes on; the letter it agrees to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import Row, listed
from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Organisation
from throughgate.person.observations.models.frameworks import Competency, FrameworkVersion
from throughgate.person.observations.models.issuers import LetterIssuer
from throughgate.person.observations.models.sheets import SheetPerson
from throughgate.person.people.models import OfPerson, Person, Protected, plausible

REMARK_LENGTH = 1000


class SelfRating(OfPerson):
    """How the person rates themselves on the same anchors, on one day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    rated_on = models.DateField(_("rated on"))
    from_paper = models.BooleanField(default=True)
    typed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            plausible("rated_on"),
            models.UniqueConstraint(fields=["person", "competency", "rated_on"], name="self_rating_once"),
        ]


class RemarkKind(models.TextChoices):
    """What the person says about a sheet."""

    COMMENT = "comment", _("Comment")
    OBJECTION = "objection", _("Objection")


class Remark(Protected, Row):
    """A comment or an objection of the person. It stays, whatever is answered."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    sheet_person = models.ForeignKey(SheetPerson, models.CASCADE, related_name="remarks")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """The observer's organisation, which answers."""
    kind = models.CharField(_("kind"), max_length=12, choices=RemarkKind)
    text = models.CharField(_("what the person says"), max_length=REMARK_LENGTH)
    made_on = models.DateField(_("said on"))
    from_paper = models.BooleanField(default=True)
    typed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    typed_at = models.DateTimeField(auto_now_add=True)

    class Meta(Protected.Meta):
        constraints: ClassVar = [
            plausible("made_on"),
            listed("kind", RemarkKind),
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "made_on"],
                condition=Q(kind="objection"),
                name="objection_by_organisation",
            ),
        ]


class Answer(Protected, Row):
    """The answer to an objection, by somebody other than the observer. Both stay."""

    remark = models.OneToOneField(Remark, models.CASCADE, related_name="answer")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    text = models.CharField(_("answer"), max_length=REMARK_LENGTH)
    answered_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(auto_now_add=True)

    class Meta(Protected.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="answer_says_something"),
        ]


class LetterState(models.TextChoices):
    """How far a reference letter is."""

    DRAFT = "draft", _("waits for approval")
    APPROVED = "approved", _("approved by the person")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ReferenceLetter(OfPerson):
    """A neutral letter for the person to show. Its text is the person's to approve, and then never changes."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=8)
    text = models.CharField(_("text"), max_length=2400)
    registered = models.ForeignKey(LetterIssuer, models.PROTECT, related_name="+")
    """The body as it is registered; the letter keeps its words of the day on which it was written."""
    issuer = models.CharField(_("body that signs"), max_length=160)
    issuer_street = models.CharField(_("its street and number"), max_length=120)
    issuer_town = models.CharField(_("its postcode and town"), max_length=80)
    issuer_domain = models.CharField(_("its own domain"), max_length=120)
    issuer_signs = models.CharField(_("who signs for it"), max_length=120)
    state = models.CharField(max_length=12, choices=LetterState, default=LetterState.DRAFT)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    written_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            plausible("approved_on"),
            listed("state", LetterState),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(approved_on__isnull=False) | Q(state="withdrawn"),
                name="letter_approved_on_a_day",
            ),
        ]


class SlipKind(models.TextChoices):
    """What a slip of paper is for."""

    SELF_RATING = "self_rating", _("How I see myself")
    REMARK = "remark", _("Comment or objection")
    LETTER = "letter", _("My reference letter")


class Slip(Protected, Row):
    """A printed slip and the code by which it is typed in."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=SlipKind)
    code = models.CharField(max_length=12, unique=True)
    sheet_person = models.ForeignKey(SheetPerson, models.CASCADE, null=True, related_name="+")
    letter = models.ForeignKey(ReferenceLetter, models.CASCADE, null=True, related_name="+")
    framework_version = models.ForeignKey(FrameworkVersion, models.PROTECT, null=True, related_name="+")
    """On which anchors the person rates themselves."""
    printed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(auto_now_add=True)

    class Meta(Protected.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(framework_version__isnull=False, kind="self_rating")
                | Q(kind="remark", sheet_person__isnull=False)
                | Q(kind="letter", letter__isnull=False),
                name="slip_says_for_what",
            ),
        ]
