"""What people change about their own account."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from throughgate.foundation.audit.record import record
from throughgate.ground.accounts.actions.invitations import refused
from throughgate.ground.accounts.models import Membership, User


@transaction.atomic
def change_names(*, user: User, given_names: str, family_name: str) -> None:
    """Change one's own names."""
    user.given_names, user.family_name = given_names, family_name
    user.full_clean(validate_unique=False, validate_constraints=False)
    user.save(update_fields=["given_names", "family_name"])
    record("account.change_names", subject=("user", user.pk), fields=["given_names", "family_name"])


@transaction.atomic
def change_email(*, user: User, email: str) -> None:
    """Change the address to which a link for a new password goes; nothing takes it away.

    Ask who it is before: the address is a way into the account.
    """
    if email and User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise refused("email_taken", "email")
    try:
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(email=email)
    except IntegrityError as error:
        raise refused("email_taken", "email") from error
    record("account.change_email", subject=("user", user.pk), fields=["email"])


def choose_membership(*, user: User, membership: Membership) -> None:
    """Keep for which of one's organisations one works: the next session begins there."""
    User.objects.filter(pk=user.pk, memberships=membership).update(works_as=membership)


def choose_language(*, user: User, language: str) -> None:
    """Keep the language in which somebody reads."""
    if language not in dict(settings.LANGUAGES):
        raise ValidationError("unknown language", code="language")
    User.objects.filter(pk=user.pk).update(language=language)
