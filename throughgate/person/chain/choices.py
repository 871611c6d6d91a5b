"""The closed lists of chains, with their words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """The parts of the way, in their order."""

    ARRIVAL = "arrival", pgettext_lazy("stage of a plan", "Arrival")
    QUALIFICATION = "qualification", pgettext_lazy("stage of a plan", "Qualification")
    PREPARATION = "preparation", pgettext_lazy("stage of a plan", "Preparing the release")
    GATE = "gate", pgettext_lazy("stage of a plan", "At the gate")
    AFTERCARE = "aftercare", pgettext_lazy("stage of a plan", "Afterwards")


class StepState(models.TextChoices):
    """Where a step stands."""

    OPEN = "open", pgettext_lazy("state of a step", "open")
    NOW_OR_SKIP = "now_or_skip", pgettext_lazy("state of a step", "now or skip")
    DONE = "done", pgettext_lazy("state of a step", "done")
    SKIPPED = "skipped", pgettext_lazy("state of a step", "skipped")


class Template(models.TextChoices):
    """How much of the chain somebody gets."""

    FULL = "full", _("The whole plan")
    SHORT = "short", _("The five essentials")
