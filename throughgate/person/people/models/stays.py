"""Periods in custody with their three release dates."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import DatabaseCheck, listed
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people import choices
from throughgate.person.people.models.shared import OfPerson, plausible


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
            listed("ended_by", "", choices.StayEnd),
            *(
                DatabaseCheck(
                    condition=Q(**{f"release_{name}_on__isnull": True})
                    | Q(**{f"release_{name}_on__gte": F("arrived_on")}),
                    name=f"stay_{name}_after_arrival",
                )
                for name in ("earliest", "expected", "latest")
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
