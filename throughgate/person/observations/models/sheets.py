"""Sheets, who is on them, and what was seen. Every table here is under row security (see `policies.py`)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import Row, Versioned, listed
from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Organisation
from throughgate.person.observations.models.frameworks import Competency, FrameworkVersion
from throughgate.person.observations.rules.sheets import NOTE_LENGTH
from throughgate.person.people.models import OfPerson, Person, Protected, plausible


class Setting(models.TextChoices):
    """Where staff observe."""

    SPORT = "sport", _("Sport")
    WORKSHOP = "workshop", _("Workshop")
    CLASS = "class", _("Class")
    WARD = "ward", _("Ward")
    GROUP = "group", _("Group")


class SheetState(models.TextChoices):
    """How far a sheet is; the moves stand in `rules.sheets`."""

    DRAFT = "draft", _("draft")
    DISCARDED = "discarded", _("discarded")
    SIGNED = "signed", _("signed")
    AMENDED = "amended", _("replaced by a new version")
    RETRACTED = "retracted", _("taken back")


class Sheet(Protected, Versioned):
    """One observer, one setting, one day or period, one person or a group."""

    all_competencies: list[dict[str, Any]]
    """Those of its version, where a query brought them along."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    observer = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    framework_version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="+")
    competencies = ArrayField(models.UUIDField(), verbose_name=_("competencies"))
    """Keys of the competencies this sheet is about, in the order of their columns."""
    setting = models.CharField(_("setting"), max_length=12, choices=Setting)
    occasion = models.CharField(_("occasion"), max_length=120)
    observed_on = models.DateField(_("observed on"))
    observed_until_on = models.DateField(_("until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=SheetState, default=SheetState.DRAFT)
    number = models.PositiveSmallIntegerField(default=1)
    """1 for the first version of a sheet, one more for each amendment."""
    amendment_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="amendments")
    amendment_reason = models.CharField(_("reason"), max_length=300, blank=True)
    ended_reason = models.CharField(_("reason"), max_length=300, blank=True)
    """Why it was replaced or taken back."""
    code = models.CharField(max_length=12, unique=True, editable=False)
    """Stands on the paper sheet and opens exactly this one for typing in."""
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    signed_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(Protected.Meta):
        constraints: ClassVar = [
            plausible("observed_on"),
            plausible("observed_until_on"),
            listed("setting", Setting),
            listed("state", SheetState),
            models.CheckConstraint(
                condition=Q(observed_until_on__isnull=True) | Q(observed_until_on__gte=F("observed_on")),
                name="sheet_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(competencies__len__gte=1, competencies__len__lte=12),
                name="sheet_has_competencies",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "discarded")) | Q(signed_at__isnull=False),
                name="sheet_signed_at_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("amended", "retracted")) | ~Q(ended_reason=""),
                name="sheet_ends_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(amendment_of__isnull=True) | ~Q(amendment_reason=""),
                name="sheet_amends_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["amendment_of"], condition=~Q(state="discarded"), name="sheet_amended_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["observer", "-observed_on", "-id"], name="sheet_by_observer"),
            models.Index(
                fields=["observer", "-changed_at"], condition=Q(state="draft"), name="sheet_to_finish"
            ),
        ]


class SheetPerson(OfPerson):
    """One person on a sheet. Observer, organisation, state, day and setting repeat the sheet's: a trigger keeps them equal."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="people")
    position = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    observer = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=SheetState, default=SheetState.DRAFT)
    observed_on = models.DateField()
    setting = models.CharField(max_length=12, choices=Setting, editable=False)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "person"], name="sheet_person_once"),
        ]
        indexes: ClassVar = [
            # Covering, for Today asks it about a whole caseload, and a profile about every sheet of a person.
            models.Index(
                fields=["person", "-observed_on", "-id"],
                include=["state", "observer", "setting", "sheet"],
                name="sheet_person_latest",
            ),
        ]


class Typist(Protected, Row):
    """A colleague who opened a draft by its code, to type it in. Made by a function only."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="typists")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta(Protected.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "membership"], name="typist_once"),
        ]


class Rating(OfPerson):
    """A level on the scale of the sheet's framework, or NULL: not observed. The person repeats the sheet's."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    sheet_person = models.ForeignKey(SheetPerson, models.CASCADE, related_name="ratings")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet_person", "competency"], name="rating_once"),
        ]
        indexes: ClassVar = [
            # Covering, for a profile rests on every level of a person.
            models.Index(
                fields=["person", "competency"], include=["sheet_person", "level"], name="rating_of_person"
            ),
        ]


class Note(OfPerson):
    """What was seen, in words. Apart from the level, as those who read the profile do not read it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    sheet_person = models.ForeignKey(SheetPerson, models.CASCADE, related_name="notes")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="+")
    text = models.CharField(_("what was seen"), max_length=NOTE_LENGTH, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet_person", "competency"], name="note_once"),
        ]
