"""The closed lists of the register, with their words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How much of a birth date is known."""

    DAY = "day", _("Day known")
    MONTH = "month", _("Day not known")
    YEAR = "year", _("Only the year known")


class RightToWork(models.TextChoices):
    """Whether the person may work in the country."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    CLARIFYING = "clarifying", _("Being clarified")


class WishKind(models.TextChoices):
    """Kinds of opening a person looks for; none chosen means any."""

    INTERNSHIP = "internship", _("Internship")
    TRAINING = "training", _("Training place")
    JOB = "job", _("Job")
    SUPPORT = "support", _("Voluntary support")


class Level(models.TextChoices):
    """Language level of the Common European Framework of Reference."""

    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"
    NATIVE = "native", _("First language")


class LinkRole(models.TextChoices):
    """What an organisation does in a person's case."""

    CUSTODY = "custody", _("Custody")
    AFTERCARE = "aftercare", _("Aftercare")
    SCHOOL = "school", _("School")
    PLACEMENT = "placement", _("Placement")
    COMPANION = "companion", _("Companion")
    AUTHORITY = "authority", _("Authority")


class Basis(models.TextChoices):
    """Why an organisation may take part."""

    STATUTE = "statute", _("Statute")
    CONSENT = "consent", _("Consent")


class StayEnd(models.TextChoices):
    """How a stay ended."""

    RELEASED = "released", _("Released")
    TRANSFERRED = "transferred", _("Transferred")


class ConsentState(models.TextChoices):
    """All states of a consent. Nobody has to agree, and a "no" never harms."""

    NOT_ASKED = "not_asked", _("Not asked")
    ASKED = "asked", _("Asked")
    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")


class ConsentPurpose(models.TextChoices):
    """What a consent is for."""

    TAKE_PART = "take_part", _("An organisation takes part in the case")
    NEUTRAL_PROFILE = "neutral_profile", _("A neutral profile goes to a company")
    OPEN_INTRODUCTION = "open_introduction", _("A company learns that I come through the network")
    PACKAGE = "package", _("Documents go to an organisation")
    CONTACT_AFTER_RELEASE = "contact_after_release", _("Contact after release")
    WHO_WORKS_WITH_ME = "who_works_with_me", _("Others see who takes part")
    FEEDBACK_SHARED = "feedback_shared", _("Prison or probation reads what a company says after the start")
    REGIONAL_PLAN = "regional_plan", _("A plan of the region suggests a place")


class ConditionKind(models.TextChoices):
    """Neutral limits on a job. The reason is never stored."""

    NO_DRIVING = "no_driving", _("No driving")
    NO_NIGHT_WORK = "no_night_work", _("No night work")
    NO_HEIGHTS = "no_heights", _("No work at heights")
    NO_HEAVY_LIFTING = "no_heavy_lifting", _("No heavy lifting")
    NO_CASH = "no_cash", _("No work with cash")
    NO_ONLINE = "no_online", _("No work with open internet")
    NO_PRIVATE_HOMES = "no_private_homes", _("No work in private homes")
    NO_WORK_WITH_MINORS = "no_minors", _("No work with minors")
    FIXED_PLACE = "fixed_place", _("Fixed place of work")


class AccessPurpose(models.TextChoices):
    """Why somebody opens a person who is not in their own caseload."""

    STAND_IN = "stand_in", _("I stand in for a colleague")
    PREPARE = "prepare", _("I prepare a meeting, a course or an activity")
    REQUEST = "request", _("The person asked me")
    CORRECT = "correct", _("I correct or complete a record")
    DATA_PROTECTION = "data_protection", _("Data-protection request or check")
    OTHER = "other", _("Another reason")
