"""The closed lists of openings, with their words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from throughgate.ground.vocabulary.rules import CERTIFICATES, LEVELS, LICENCES
from throughgate.ground.vocabulary.words import CERTIFICATES as CERTIFICATE_WORDS
from throughgate.ground.vocabulary.words import LEVELS as LEVEL_WORDS


class Kind(models.TextChoices):
    """What an organisation offers; the same words as what a person looks for."""

    INTERNSHIP = "internship", _("Internship")
    TRAINING = "training", _("Training place")
    JOB = "job", _("Job")
    SUPPORT = "support", _("Voluntary support")


class State(models.TextChoices):
    """Where an opening stands. One whose days are over is still "open" here: the days say so (`is_over`)."""

    OPEN = "open", pgettext_lazy("opening", "Open")
    PAUSED = "paused", pgettext_lazy("opening", "Paused")
    FILLED = "filled", pgettext_lazy("opening", "Filled")
    CLOSED = "closed", pgettext_lazy("opening", "Closed")


class Period(models.TextChoices):
    """What a wage is paid for."""

    HOUR = "hour", _("per hour")
    MONTH = "month", _("per month")


class Demand(models.TextChoices):
    """What the work brings with it."""

    NIGHT_WORK = "night_work", _("Night work")
    HEIGHTS = "heights", _("Work at heights")
    HEAVY_LIFTING = "heavy_lifting", _("Heavy lifting")
    CASH = "cash", _("Work with cash")
    ONLINE = "online", _("Work with open internet")
    PRIVATE_HOMES = "private_homes", _("Work in private homes")
    MINORS = "minors", _("Work with minors")


class Shift(models.TextChoices):
    """When one works."""

    DAY = "day", _("Daytime")
    EARLY = "early", _("Early shift")
    LATE = "late", _("Late shift")
    NIGHT = "night", _("Night shift")
    CHANGING = "changing", _("Changing shifts")
    WEEKEND = "weekend", _("Weekends")


NOT_KNOWN = ("", _("not known"))
LICENCE_CHOICES = (
    ("none", pgettext_lazy("driving licence", "not needed")),
    *((licence, licence) for licence in LICENCES),
)
GERMAN_CHOICES = (
    ("none", pgettext_lazy("level of German", "not needed")),
    *((level, LEVEL_WORDS[level]) for level in LEVELS if level not in ("none", "native")),
)
CERTIFICATE_CHOICES = tuple((code, CERTIFICATE_WORDS[code]) for code in CERTIFICATES)
