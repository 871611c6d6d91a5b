"""Bodies that sign reference letters: registered with their written agreement, never a prison."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import Versioned
from throughgate.ground.organisations.models import Kind, Organisation
from throughgate.person.people.models import Protected, plausible

MAY_SIGN: Final = (
    Kind.CHAMBER,
    Kind.CLUB,
    Kind.EMPLOYMENT_SERVICE,
    Kind.NETWORK,
    Kind.SCHOOL,
    Kind.THIRD_SECTOR,
)
"""A letter signed by a prison, probation or an authority would say where the person was."""


class LetterIssuer(Protected, Versioned):
    """A body outside of custody that agreed in writing to sign letters for an organisation, from one day to another."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    """Whose letters it signs."""
    body = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("body"), related_name="+")
    agreed_on = models.DateField(_("agreed in writing on"))
    agreed_until = models.DateField(_("agreed until"))
    street = models.CharField(_("street and number"), max_length=120)
    town = models.CharField(_("postcode and town"), max_length=80)
    domain = models.CharField(_("own domain"), max_length=120)
    contact = models.CharField(_("who signs and answers questions"), max_length=120)

    class Meta(Protected.Meta):
        constraints: ClassVar = [
            plausible("agreed_on"),
            plausible("agreed_until"),
            models.CheckConstraint(
                condition=Q(agreed_until__gte=F("agreed_on")), name="letter_issuer_ends_after_start"
            ),
            models.UniqueConstraint(fields=["organisation", "body"], name="letter_issuer_once"),
        ]

    def __str__(self) -> str:
        return self.body.name

    @property
    def is_in_force(self) -> bool:
        """Say whether letters can name it today."""
        return self.agreed_on <= timezone.localdate() <= self.agreed_until
