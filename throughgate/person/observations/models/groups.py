"""Saved lists of people, and the training of observers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import Row, Versioned
from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.models import OfPerson, Person, Protected, plausible


class PersonGroup(Protected, Versioned):
    """A saved list, such as the Tuesday group. It belongs to the organisation's observers."""

    size: int
    """How many are on it, where a query counted them."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    name = models.CharField(_("name of the group"), max_length=80)
    setting = models.CharField(_("setting"), max_length=12, blank=True)
    is_closed = models.BooleanField(default=False)

    class Meta(Protected.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=models.Q(is_closed=False),
                name="person_group_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMember(OfPerson):
    """Somebody on a list."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    group = models.ForeignKey(PersonGroup, models.CASCADE, related_name="members")

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "person"], name="group_member_once"),
        ]


class ObserverTraining(Protected, Row):
    """That a member was trained to observe: when, by whom, and who recorded it. Only trained observers sign."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    trained_on = models.DateField(_("trained on"))
    by_whom = models.CharField(_("trained by"), max_length=120)
    from_paper = models.BooleanField(_("recorded from a paper"), default=False)
    recorded_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta(Protected.Meta):
        constraints: ClassVar = [plausible("trained_on")]
        indexes: ClassVar = [
            models.Index(fields=["membership", "-trained_on"], name="observer_training_latest"),
        ]
