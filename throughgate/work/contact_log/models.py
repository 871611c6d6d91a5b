"""What is stored about contacts with organisations. Under row security (see `policies.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from throughgate.foundation.database.rows import ProtectedManager, Versioned, listed
from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.models import Protected, plausible

if TYPE_CHECKING:
    from throughgate.ground.acting.actor import Actor


class Kind(models.TextChoices):
    """What there was."""

    LEAD = "lead", _("Hint from somebody")
    CALL = "call", _("Telephone call")
    LETTER = "letter", _("Letter or e-mail")
    VISIT = "visit", _("Visit at their place")
    INSIDE = "inside", _("Visit of theirs to our workshops")
    FAIR = "fair", _("Job fair")
    OTHER = "other", pgettext_lazy("contact", "Something else")


HELD = (Kind.VISIT, Kind.INSIDE, Kind.FAIR)
"""What takes place on a day, as calendars have it; a hint, a call or a letter does not."""


class LogQuerySet(models.QuerySet[Any]):
    """Notes and agreements as sentences."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: all, for those who look for places."""
        return self if actor.may("read", "company_log") else self.none()

    def kept_by(self, actor: Actor) -> Self:
        """Keep what the actor may change: what the own organisation wrote down."""
        if not actor.may("write", "company_log"):
            return self.none()
        return self.filter(keeper=actor.organisation)


class _Kept(Protected, Versioned):
    """Something about an organisation that another one keeps."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    keeper = models.ForeignKey(Organisation, models.CASCADE, related_name="+", editable=False)
    """Whose note it is: colleagues there change it."""

    objects = ProtectedManager.from_queryset(LogQuerySet)()  # type: ignore[misc]

    class Meta(Protected.Meta):
        abstract = True


class Note(_Kept):
    """One contact: when, who came, and what follows. People of the organisation stand in it as text."""

    by = models.ForeignKey(Membership, models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    happened_on = models.DateField(_("day"))
    ours = models.CharField(_("who of us"), max_length=200, blank=True)
    theirs = models.CharField(_("who of them"), max_length=200, blank=True)
    followed = models.TextField(_("what came of it"), max_length=1000, blank=True)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_on = models.DateField(_("on"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta(_Kept.Meta):
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-happened_on", "-id"], name="contact_note_newest"),
            models.Index(fields=["by", "next_on", "id"], condition=Q(done_on=None), name="contact_note_due"),
        ]
        constraints: ClassVar = [
            plausible("happened_on"),
            plausible("next_on"),
            listed("kind", Kind),
            models.CheckConstraint(
                condition=Q(next_step="", next_on=None) | (~Q(next_step="") & Q(next_on__isnull=False)),
                name="contact_note_step_has_day",
                violation_error_message=_("A next step has words and a day."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def takes_place(self) -> bool:
        """Say whether it is something that was or is held on its day."""
        return self.kind in HELD

    @property
    def is_open(self) -> bool:
        """Say whether its next step is to be done."""
        return self.next_on is not None and self.done_on is None


class Agreement(_Kept):
    """An agreement on paper: what it is about, how long it holds, and where the paper lies."""

    title = models.CharField(_("title"), max_length=160)
    signed_on = models.DateField(_("signed on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    lies_at = models.CharField(_("where the paper lies"), max_length=160, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True, editable=False)
    """When somebody said that nothing is to be done any more about its end."""

    class Meta(_Kept.Meta):
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-signed_on", "-id"], name="agreement_newest"),
            models.Index(
                fields=["keeper", "valid_until", "id"], condition=Q(done_on=None), name="agreement_ends"
            ),
        ]
        constraints: ClassVar = [
            plausible("signed_on"),
            plausible("valid_until"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("signed_on")),
                name="agreement_in_order",
                violation_error_message=_("It cannot end before it was signed."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
