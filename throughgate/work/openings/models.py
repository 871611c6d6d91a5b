"""What is stored about openings. Under row security (see `policies.py`)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Coalesce, Floor
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from throughgate.foundation.database.rows import DatabaseCheck, ProtectedManager, Row, Versioned, listed
from throughgate.foundation.languages.folding import search_key
from throughgate.ground.organisations.models import Organisation, Site
from throughgate.person.people.models import Protected, plausible
from throughgate.work.openings import choices
from throughgate.work.openings.querysets import OpeningQuerySet
from throughgate.work.openings.rules import asks_for_record

UNKNOWN_START = date(9999, 12, 31)


def _cell(name: str) -> models.GeneratedField:
    """Return a column of hundredths of a degree.

    Only comparing integers is leakproof, so only they may use the index behind row policies.
    """
    return models.GeneratedField(
        expression=Cast(Floor(F(name) * 100), models.IntegerField()),
        output_field=models.IntegerField(null=True),
        db_persist=True,
    )


def _in_order(first: str, second: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True})
        | Q(**{f"{second}__isnull": True})
        | Q(**{f"{second}__gte": F(first)}),
        name=name,
    )


_LISTS: dict[str, tuple[Any, ...]] = {
    "kind": (choices.Kind,),
    "licence": ("", choices.LICENCE_CHOICES),
    "german": ("", choices.GERMAN_CHOICES),
    "wage_period": ("", choices.Period),
    "state": (choices.State,),
}
_ARRAYS: dict[str, Any] = {
    "shifts": choices.Shift,
    "certificates": choices.CERTIFICATE_CHOICES,
    "demands": choices.Demand,
}
"""Closed lists: what an opening asks is compared with people, and no word of one's own is among it."""


def words_key(*texts: str) -> str:
    """Return the key of texts that are searched by the beginnings of their words."""
    key = search_key(" ".join(texts))
    return f" {key}" if key else ""


class Opening(Protected, Versioned):
    """What an organisation offers: an internship, a training place, a job, voluntary support.

    Empty and "none" differ: nobody said, and not needed.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="openings")
    kind = models.CharField(_("kind"), max_length=16, choices=choices.Kind)
    title = models.CharField(_("title"), max_length=160)
    title_key = models.CharField(max_length=200, editable=False)
    words_key = models.TextField(default="", db_default="", editable=False)
    """What else is said of it, as the title's key, each word behind a blank."""
    occupation = models.ForeignKey(
        "vocabulary.Occupation",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("occupation"),
        related_name="+",
    )
    occupation_text = models.CharField(_("occupation in words"), max_length=160, blank=True)
    site = models.ForeignKey(
        # A trigger empties it when the site goes: who removes a site may not write openings.
        Site,
        models.DO_NOTHING,
        null=True,
        blank=True,
        verbose_name=_("site"),
        related_name="+",
    )
    is_on_the_road = models.BooleanField(_("on the road"), default=False)
    latitude = models.FloatField(null=True, editable=False)
    """Copied from the site, and kept equal to it by a trigger."""
    longitude = models.FloatField(null=True, editable=False)
    cell_latitude = _cell("latitude")
    cell_longitude = _cell("longitude")
    seats = models.PositiveSmallIntegerField(
        _("seats"), null=True, blank=True, validators=[MaxValueValidator(999)]
    )
    taken = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    """So many seats went to somebody: `take_seat` and `give_back_seat` alone change it."""
    seats_left = models.GeneratedField(
        expression=F("seats") - F("taken"),
        output_field=models.SmallIntegerField(null=True),
        db_persist=True,
    )
    """What lists, maps, files and the comparison go by; unknown where the seats are."""
    starts_on = models.DateField(_("start"), null=True, blank=True)
    start_until = models.DateField(_("start at the latest"), null=True, blank=True)
    start_key = models.GeneratedField(
        expression=Coalesce(F("starts_on"), UNKNOWN_START), output_field=models.DateField(), db_persist=True
    )
    """For lists by start: what is not known comes last."""
    ends_on = models.DateField(_("end"), null=True, blank=True)
    closing_on = models.DateField(_("apply until"), null=True, blank=True)
    expires_on = models.DateField(_("stands until"))
    day_release = models.BooleanField(_("day release possible"), null=True, blank=True)
    shifts = ArrayField(
        models.CharField(max_length=16, choices=choices.Shift),
        default=list,
        blank=True,
        verbose_name=_("working hours"),
    )
    licence = models.CharField(
        _("driving licence"), max_length=4, choices=choices.LICENCE_CHOICES, blank=True
    )
    german = models.CharField(_("German at least"), max_length=6, choices=choices.GERMAN_CHOICES, blank=True)
    certificates = ArrayField(
        models.CharField(max_length=24, choices=choices.CERTIFICATE_CHOICES),
        default=list,
        blank=True,
        verbose_name=_("certificates needed"),
    )
    requirements = models.JSONField(_("competencies asked for"), default=dict, blank=True, db_default={})
    """`{competency: {"level": 3, "needed": true}}`: what the standard framework calls it, a level of its scale."""
    demands = ArrayField(
        models.CharField(max_length=16, choices=choices.Demand),
        default=list,
        blank=True,
        verbose_name=_("what the work brings with it"),
    )
    wage_from = models.DecimalField(
        _("wage from"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    wage_to = models.DecimalField(
        _("wage to"), max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    wage_period = models.CharField(_("wage is"), max_length=8, choices=choices.Period, blank=True)
    wage_text = models.CharField(_("wage in words"), max_length=80, blank=True)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    is_public = models.BooleanField(_("may be shown publicly"), default=False, db_default=False)
    """Only where its organisation said so."""
    state = models.CharField(max_length=8, choices=choices.State, default=choices.State.OPEN, editable=False)
    source = models.CharField(max_length=60, blank=True, editable=False)
    """Where it was imported from; empty where somebody typed it."""
    external_number = models.CharField(max_length=80, blank=True, editable=False)
    """What it is called there, so that importing again changes and does not double."""
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ProtectedManager.from_queryset(OpeningQuerySet)()  # type: ignore[misc]

    class Meta(Protected.Meta):
        constraints: ClassVar = [
            *(plausible(n) for n in ("starts_on", "start_until", "ends_on", "closing_on", "expires_on")),
            *(listed(field, *values) for field, values in _LISTS.items()),
            *(listed(field, values, many=True) for field, values in _ARRAYS.items()),
            # By it an opening is shut for whoever may not work at night.
            DatabaseCheck(
                condition=~Q(shifts__contains=["night"]) | Q(demands__contains=["night_work"]),
                name="opening_night_shift_is_night_work",
            ),
            DatabaseCheck(
                condition=Q(seats__isnull=True) | Q(seats__gte=F("taken")), name="opening_is_not_overbooked"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="opening_has_a_title"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="opening_position_on_earth",
            ),
            _in_order("starts_on", "start_until", "opening_start_in_order"),
            _in_order("starts_on", "ends_on", "opening_ends_after_start"),
            _in_order("wage_from", "wage_to", "opening_wage_in_order"),
            models.UniqueConstraint(
                fields=["organisation", "source", "external_number"],
                condition=~Q(external_number=""),
                name="opening_once_per_source",
            ),
        ]
        indexes: ClassVar = [
            # Covering: what is near is found, put in order and compared with somebody without leaving the index.
            models.Index(
                fields=["cell_latitude", "cell_longitude"],
                include=[
                    *("id", "latitude", "longitude", "organisation", "kind", "occupation", "state"),
                    *("expires_on", "closing_on", "starts_on", "start_until", "site", "title"),
                    *("is_on_the_road", "seats_left", "day_release", "licence", "german"),
                    *("certificates", "demands", "requirements"),
                ],
                name="opening_by_cell",
            ),
            models.Index(fields=["organisation", "id"], name="opening_by_organisation"),
            models.Index(fields=["title_key", "id"], name="opening_by_title"),
            GinIndex(fields=["title_key"], opclasses=["gin_trgm_ops"], name="opening_title_trigram"),
            GinIndex(fields=["words_key"], opclasses=["gin_trgm_ops"], name="opening_words_trigram"),
            models.Index(fields=["start_key", "id"], name="opening_by_start"),
            # With what its policy asks: what ends is counted without a look at the rows.
            models.Index(
                fields=["expires_on", "id"],
                include=["closing_on", "organisation"],
                condition=Q(state="open"),
                name="opening_by_end",
            ),
            models.Index(
                fields=["organisation", "expires_on", "id"],
                include=["closing_on"],
                condition=Q(state="open"),
                name="opening_own_by_end",
            ),
            models.Index(
                fields=["id"], condition=Q(cell_latitude__isnull=True), name="opening_without_position"
            ),
            models.Index(
                fields=["id"],
                condition=Q(cell_latitude__isnull=True, is_on_the_road=True),
                name="opening_begins_anywhere",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Keep the key in step with the title; refuse what an opening may not ask, and what cannot be."""
        self.title_key = search_key(self.title)[:200]
        self.words_key = words_key(self.occupation_text, self.description)
        if words := asks_for_record(self.title, self.occupation_text, self.wage_text, self.description):
            raise ValidationError(
                _("An opening may not ask for a clean record. Take out: %(words)s"),
                code="asks_for_record",
                params={"words": words},
            )
        if self.seats is not None and self.seats < self.taken:
            words = ngettext("%(n)d seat is taken already.", "%(n)d seats are taken already.", self.taken)
            raise ValidationError({"seats": words % {"n": self.taken}}, code="taken")
        if self.starts_on and self.start_until and self.start_until < self.starts_on:
            raise ValidationError({"start_until": _("This is before the start.")}, code="order")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("This is before the start.")}, code="order")
        if self.wage_from is not None and self.wage_to is not None and self.wage_to < self.wage_from:
            raise ValidationError({"wage_to": _("This is less than “from”.")}, code="order")
        if (self.wage_from is not None or self.wage_to is not None) and not self.wage_period:
            raise ValidationError(
                {"wage_period": _("Say whether it is per hour or per month.")}, code="period"
            )

    @property
    def is_over(self) -> bool:
        """Say whether it is open in name only: its days are over."""
        today = timezone.localdate()
        return self.state == "open" and (
            self.expires_on < today or (self.closing_on is not None and self.closing_on < today)
        )

    @property
    def has_position(self) -> bool:
        """Say whether distances can be measured."""
        return self.latitude is not None


class RenewalKey(Protected, Row):
    """A key by which a company without an account renews its openings: its hash alone. Reached by functions only."""

    organisation = models.UUIDField()
    contact = models.UUIDField(null=True)
    """To whom the link was mailed; empty for a code on paper."""
    hashed = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    ends_on = models.DateField()
    renewed_on = models.DateField(null=True)

    class Meta(Protected.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "made_on"], name="renewal_asked_once_a_day"),
        ]
