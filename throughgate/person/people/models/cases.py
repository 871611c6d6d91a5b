"""Who takes part in a case, and what the person agreed to."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import listed
from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people import choices
from throughgate.person.people.models.shared import OfPerson, plausible


def _day_after(name: str) -> Func:
    return Func(F(name), template="(%(expressions)s + 1)", output_field=models.DateField())


def ends_after_start() -> Q:
    """Return what holds of a period of days; one that ended on the day it began has no day: it ends the day before."""
    return Q(until_on__isnull=True) | Q(from_on__lte=_day_after("until_on"))


class Consent(OfPerson):
    """What the person agreed to, or did not, with whom and how it was explained."""

    purpose = models.CharField(_("what for"), max_length=32, choices=choices.ConsentPurpose)
    recipient = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recipient")
    )
    recipient_text = models.CharField(_("recipient in words"), max_length=160, blank=True)
    scope = models.CharField(_("what exactly"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=choices.ConsentState, default="not_asked")
    asked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    asked_for = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    """The organisation that asked."""
    explained_in = models.CharField(_("language explained in"), max_length=8, blank=True)
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    guardian_agreed_on = models.DateField(_("guardian agreed on"), null=True, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            *(plausible(name) for name in ("asked_on", "answered_on", "expires_on", "guardian_agreed_on")),
            listed("purpose", choices.ConsentPurpose),
            listed("state", choices.ConsentState),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "purpose"], name="consent_by_person")]


class CaseLink(OfPerson):
    """An organisation takes part in a person's case. A share ends with the link it was shared from."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(_("part in the case"), max_length=12, choices=choices.LinkRole)
    basis = models.CharField(_("legal basis"), max_length=8, choices=choices.Basis)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="links")
    shared_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="shares")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            plausible("from_on"),
            plausible("until_on"),
            listed("role", choices.LinkRole),
            listed("basis", choices.Basis),
            models.CheckConstraint(condition=ends_after_start(), name="case_link_ends_after_start"),
            models.CheckConstraint(
                condition=Q(basis="statute") | Q(consent__isnull=False), name="case_link_by_consent_has_one"
            ),
            ExclusionConstraint(
                name="case_link_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (
                        Func(
                            "from_on",
                            _day_after("until_on"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "person"], name="case_link_by_organisation"),
            models.Index(fields=["shared_from"], name="case_link_shares"),
        ]


class Assignment(OfPerson):
    """A member of staff looks after the person for their organisation: the caseload."""

    link = models.ForeignKey(CaseLink, models.CASCADE, related_name="assignments")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta(OfPerson.Meta):
        constraints: ClassVar = [
            plausible("from_on"),
            plausible("until_on"),
            models.CheckConstraint(condition=ends_after_start(), name="assignment_ends_after_start"),
            models.UniqueConstraint(
                fields=["link", "membership"], condition=Q(until_on__isnull=True), name="assignment_open_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["membership", "person"], name="assignment_by_membership")]
