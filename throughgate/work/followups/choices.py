"""The closed lists of follow-ups, with their words. There is no free text: nobody collects stories about somebody."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Milestone(models.TextChoices):
    """When somebody is asked after the start."""

    START = "start", pgettext_lazy("milestone", "Start")
    SIX_WEEKS = "6_weeks", pgettext_lazy("milestone", "6 weeks")
    SIX_MONTHS = "6_months", pgettext_lazy("milestone", "6 months")
    TWELVE_MONTHS = "12_months", pgettext_lazy("milestone", "12 months")


class Whose(models.TextChoices):
    """Who says how it is going."""

    PERSON = "person", _("The person")
    COMPANY = "company", _("The company")


class There(models.TextChoices):
    """Whether the person still works there."""

    YES = "yes", pgettext_lazy("still there?", "Yes")
    NO = "no", pgettext_lazy("still there?", "No")
    UNSURE = "unsure", pgettext_lazy("still there?", "I cannot say")


class Going(models.TextChoices):
    """How it is going."""

    WELL = "well", pgettext_lazy("how it is going", "Well")
    SOME = "some", pgettext_lazy("how it is going", "Some trouble")
    MUCH = "much", pgettext_lazy("how it is going", "Much trouble")
