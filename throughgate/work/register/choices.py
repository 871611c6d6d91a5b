"""The closed lists of the register, with their words: a company reads them, so none speaks of where people come from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """Who registers; the values are kinds of organisation."""

    COMPANY = "company", _("Company")
    CLUB = "club", _("Club")
    CHARITY = "third_sector", _("Charity or other non-profit organisation")
    VOLUNTEER = "volunteer", _("One person who helps without pay")


class Section(models.TextChoices):
    """Sections of NACE Rev. 2.1, in words of every day; bodies between states (V) do not register here."""

    A = "A", _("Farming, forestry and fishing")
    B = "B", _("Mining and quarrying")
    C = "C", _("Manufacturing")
    D = "D", _("Electricity, gas and heat")
    E = "E", _("Water, waste and recycling")
    F = "F", _("Construction")
    G = "G", _("Wholesale and retail trade")
    H = "H", _("Transport and storage")
    I = "I", _("Hotels, restaurants and catering")  # noqa: E741 - NACE calls it so
    J = "J", _("Publishing, broadcasting and content")
    K = "K", _("Telecommunication and computers")
    L = "L", _("Finance and insurance")
    M = "M", _("Real estate")
    N = "N", _("Professional, scientific and technical work")
    O = "O", _("Administrative and support services")  # noqa: E741 - NACE calls it so
    P = "P", _("Public administration")
    Q = "Q", _("Education")
    R = "R", _("Health and social work")
    S = "S", _("Arts, sport and recreation")
    T = "T", _("Other services")
    U = "U", _("Private households")


class Size(models.TextChoices):
    """How many people work there, in the bands of official statistics."""

    MICRO = "micro", _("up to 9 people")
    SMALL = "small", _("10 to 49 people")
    MEDIUM = "medium", _("50 to 249 people")
    LARGE = "large", _("250 people or more")


class State(models.TextChoices):
    """How a registration stands."""

    SENT = "sent", _("not confirmed yet")
    REGISTERED = "registered", _("waits for an answer")
    VERIFIED = "verified", pgettext_lazy("registration", "verified")
    PAUSED = "paused", pgettext_lazy("registration", "paused")
    LEFT = "left", _("left the register")
    REFUSED = "refused", pgettext_lazy("registration", "refused")


class Confirmed(models.TextChoices):
    """By what somebody confirmed that the registration is theirs."""

    KEY = "key", _("confirmed by a link or a code")
    PAPER = "paper", _("signed on paper")
    STAFF = "staff", _("entered by staff")


class Refusal(models.TextChoices):
    """Why a registration is not taken up; the one who registered reads this, and nothing else."""

    NOT_REAL = "not_real", _("We could not reach anybody under these details.")
    THERE = "there", _("This organisation is in the register already.")
    ELSEWHERE = "elsewhere", _("The place lies outside our region.")
    NO_OFFER = "no_offer", _("What is offered does not fit this register.")
