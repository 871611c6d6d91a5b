"""The closed lists of introductions and placements, with their words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """How far an introduction or a placement is. A company reads these words, too."""

    PROPOSED = "proposed", pgettext_lazy("placement", "Proposed")
    ASKED = "asked", pgettext_lazy("placement", "Being asked")
    NOT_AGREED = "not_agreed", pgettext_lazy("placement", "Not agreed")
    INTRODUCED = "introduced", pgettext_lazy("placement", "Introduced")
    IN_TALKS = "in_talks", pgettext_lazy("placement", "In talks")
    TRIAL = "trial", pgettext_lazy("placement", "On trial")
    OFFERED = "offered", pgettext_lazy("placement", "Offered")
    ACCEPTED = "accepted", pgettext_lazy("placement", "Accepted")
    STARTED = "started", pgettext_lazy("placement", "Started")
    RETAINED_6_WEEKS = "retained_6_weeks", pgettext_lazy("placement", "There after 6 weeks")
    RETAINED_6_MONTHS = "retained_6_months", pgettext_lazy("placement", "There after 6 months")
    RETAINED_12_MONTHS = "retained_12_months", pgettext_lazy("placement", "There after 12 months")
    COMPLETED = "completed", pgettext_lazy("placement", "Completed")
    DECLINED = "declined", pgettext_lazy("placement", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("placement", "Not taken further")
    LAPSED = "lapsed", pgettext_lazy("placement", "Closed without an answer")
    ENDED_EARLY = "ended_early", pgettext_lazy("placement", "Ended early")


class Route(models.TextChoices):
    """How a company is approached; the person chooses for each one anew."""

    OPEN = "open", _("Openly: the company knows that I come through the network")
    NEUTRAL = "neutral", _("Neutrally: the company learns nothing about where I come from")


class TalkBy(models.TextChoices):
    """Where the two sides talk."""

    AT_COMPANY = "at_company", _("At the company")
    PHONE = "phone", _("By telephone or video")
    INSIDE = "inside", _("At ours")
    DAY_RELEASE = "day_release", _("At the company, on a day out")


TELLING_TALKS = ("inside", "day_release")
"""What would tell a company on the neutral route where somebody is."""


class Reason(models.TextChoices):
    """Why something ended."""

    NOT_REACHABLE = "not_reachable", pgettext_lazy("why it ended", "Not reachable")
    DID_NOT_COME = "did_not_come", pgettext_lazy("why it ended", "Did not come")
    OTHER_WORK = "other_work", pgettext_lazy("why it ended", "Found other work")
    IN_TRAINING = "in_training", pgettext_lazy("why it ended", "In training elsewhere")
    PLACE_FILLED = "place_filled", pgettext_lazy("why it ended", "The place is filled")
    DISTANCE = "distance", pgettext_lazy("why it ended", "Too far")
    HOURS = "hours", pgettext_lazy("why it ended", "The hours do not fit")
    SKILLS = "skills", pgettext_lazy("why it ended", "Skills are missing")
    DATE_MOVED = "date_moved", pgettext_lazy("why it ended", "The start moved")
    NO_ANSWER = "no_answer", pgettext_lazy("why it ended", "No answer")
    DUPLICATE = "duplicate", pgettext_lazy("why it ended", "Entered twice")
    OTHER = "other", pgettext_lazy("why it ended", "Another reason")


class Whose(models.TextChoices):
    """Who is asked before anything is said to a company about somebody."""

    PERSON = "person", _("The person")
    COMPANY = "company", _("The company")
    CUSTODY = "custody", _("Custody")


class Side(models.TextChoices):
    """Who wrote a message."""

    COMPANY = "company", _("The company")
    OFFICER = "officer", _("The placement officer")


class KeyPurpose(models.TextChoices):
    """What a link or a code opens to somebody without an account."""

    COMPANY = "company", _("A company's page of an introduction")
    PERSON = "person", _("A person's page of an introduction")
