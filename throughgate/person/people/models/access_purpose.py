"""Why somebody looks, and what somebody decided about two records."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import Row, listed
from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people import choices
from throughgate.person.people.models.register import Person
from throughgate.person.people.models.shared import Protected


class NamedPurpose(Protected, Row):
    """Somebody named why they open a person outside of their caseload; it holds for 30 minutes."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    purpose = models.CharField(_("why"), max_length=24, choices=choices.AccessPurpose)
    words = models.CharField(_("in your words"), max_length=200, blank=True)
    named_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField()

    class Meta(Protected.Meta):
        constraints: ClassVar = [listed("purpose", choices.AccessPurpose)]
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
