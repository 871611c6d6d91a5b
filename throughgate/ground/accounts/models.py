"""What is stored about users, memberships and invitations."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import ExpressionWrapper, F, Q, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.keys import uuid7
from throughgate.foundation.database.rows import Row, Versioned, listed
from throughgate.ground.accounts.querysets import InvitationQuerySet, MembershipQuerySet
from throughgate.ground.acting.roles import ROLES
from throughgate.ground.organisations.models import Organisation


class Role(models.TextChoices):
    """What somebody does for an organisation."""

    OBSERVER = "observer", _("Observer")
    TEACHER = "teacher", _("Teacher")
    CASE_LEAD = "case_lead", _("Case lead")
    PLACEMENT_OFFICER = "placement_officer", _("Placement officer")
    PROBATION_OFFICER = "probation_officer", _("Probation officer")
    COMPANY_CONTACT = "company_contact", _("Company contact")
    TSO_WORKER = "tso_worker", _("Worker of a third sector organisation")
    VOLUNTEER = "volunteer", _("Volunteer")
    TRAINER = "trainer", _("Trainer")
    EDITOR = "editor", _("Editor")
    MANAGER = "manager", _("Manager")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data-protection officer")
    ADMINISTRATOR = "administrator", _("Administrator")


assert tuple(Role.values) == ROLES, "the access table and the roles name the same roles"


def in_words(roles: Iterable[str]) -> tuple[str, ...]:
    """Return the words for roles, in the order of the access table."""
    return _in_words(frozenset(roles), get_language())


@lru_cache(maxsize=256)
def _in_words(roles: frozenset[str], _language: str | None) -> tuple[str, ...]:
    return tuple(str(Role(role).label) for role in ROLES if role in roles)


class UserManager(BaseUserManager["User"]):
    """Make users by their sign-in name."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> User:
        """Make a user; without a password nobody can sign in with it."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who signs in. Rights come from memberships, never from here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(
        _("sign-in name"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z0-9][a-z0-9._-]{2,59}$", _("Use small letters, digits, dots and hyphens."))
        ],
    )
    email = models.EmailField(_("e-mail"), blank=True)
    given_names = models.CharField(_("given names"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100)
    language = models.CharField(_("language"), max_length=8, blank=True)
    is_active = models.BooleanField(default=True)
    is_service = models.BooleanField(default=False)
    """An account that programs act as (imports); nobody signs in with it."""
    works_as = models.ForeignKey(
        "Membership", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    """The membership chosen last, where somebody has several; shown to nobody else."""
    created_at = models.DateTimeField(auto_now_add=True)

    memberships_in_force: list[Membership]
    """Filled by the sign-in backend."""

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="user_email_once"),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return the given names and the family name."""
        return f"{self.given_names} {self.family_name}".strip()

    def current_membership(self, chosen: str | None = None) -> Membership | None:
        """Return the membership with this key, else the one chosen last, else the first; None without any in force."""
        by_key = {str(membership.pk): membership for membership in self.memberships_in_force}
        known = [by_key[key] for key in (chosen, str(self.works_as_id)) if key in by_key]
        return next(iter([*known, *by_key.values()]), None)


class Membership(Versioned):
    """A user works for an organisation, with roles, from a day and perhaps until one."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    roles = ArrayField(models.CharField(max_length=32, choices=Role), verbose_name=_("roles"))
    unit = models.CharField(_("unit"), max_length=60, blank=True, default="", db_default="")
    """Where in the organisation: a ward, the workshop, the school. Objections are answered outside the observer's."""
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(ends_on__isnull=True),
                name="membership_open_once",
            ),
            # The last day may be the day before the first: ended on the day it began, it counts on no day.
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(
                    ends_on__gte=ExpressionWrapper(F("starts_on") - Value(1), output_field=models.DateField())
                ),
                name="membership_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(roles__len__gt=0), name="membership_has_roles"),
            listed("roles", Role, many=True),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "id"], name="membership_by_organisation")]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"

    @property
    def role_names(self) -> tuple[str, ...]:
        """Return the roles in words, in the order of the access table."""
        return in_words(self.roles)


class Invitation(Versioned):
    """An offer to join an organisation, taken up by a link or by a code on paper."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    roles = ArrayField(models.CharField(max_length=32, choices=Role), verbose_name=_("roles"))
    given_names = models.CharField(_("given names"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100)
    email = models.EmailField(_("e-mail"), blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [listed("roles", Role, many=True)]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-created_at"], name="invitation_by_organisation")
        ]

    @property
    def name(self) -> str:
        """Return the given names and the family name of whom it is for."""
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def role_names(self) -> tuple[str, ...]:
        """Return the roles in words, in the order of the access table."""
        return in_words(self.roles)

    @property
    def has_run_out(self) -> bool:
        """Say whether its days are over."""
        return self.expires_at <= timezone.now()


class PasswordCode(Row):
    """A code on paper with which a member without e-mail sets a new password; only its hash is kept."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    made_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class AccessRule(Row):
    """The access table as row policies read it; filled from the apps' `rights.py` after each migration."""

    role = models.CharField(max_length=32)
    kind = models.CharField(max_length=32)
    may_read = models.BooleanField()
    may_write = models.BooleanField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "role"], name="access_rule_once")]
