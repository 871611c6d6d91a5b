"""New passwords for members without e-mail: a code on paper from their administrator."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from throughgate.foundation.audit.record import record
from throughgate.foundation.codes import secret
from throughgate.foundation.database.context import Context, acting
from throughgate.ground.accounts.actions.invitations import refused
from throughgate.ground.accounts.models import Membership, PasswordCode, User
from throughgate.ground.accounts.rules import PASSWORD_CODE_LASTS
from throughgate.ground.acting.actor import Actor, NotAllowed


@dataclass(frozen=True)
class IssuedCode:
    """A code with its clear text, which is shown once and kept nowhere."""

    row: PasswordCode
    code: str


@transaction.atomic
def issue_password_code(*, actor: Actor, membership: Membership, key: uuid.UUID | None = None) -> IssuedCode:
    """Make a code for a colleague who works for this organisation only; earlier codes stop working.

    It replaces the password, never the second factor. The same form key again returns the same code.
    """
    actor.must("write", "membership")
    if membership.organisation_id != actor.organisation.pk:
        raise NotAllowed("foreign membership")
    if membership.user_id == actor.user.pk:
        raise refused("own_password")
    if membership.user.is_service:
        raise NotAllowed("account of a program")
    elsewhere = Membership.objects.in_force().filter(user=membership.user_id)
    if elsewhere.exclude(organisation=actor.organisation).exists():
        raise refused("works_elsewhere")
    code = secret.new_code(key)
    there = PasswordCode.objects.filter(membership=membership, code_hash=secret.hash_of_code(code)).first()
    if there is not None:
        return IssuedCode(there, code)
    now = timezone.now()
    PasswordCode.objects.filter(
        membership__user=membership.user_id, used_at__isnull=True, expires_at__gt=now
    ).update(expires_at=now)
    row = PasswordCode(
        membership=membership,
        made_by=actor.membership,
        code_hash=secret.hash_of_code(code),
        expires_at=now + PASSWORD_CODE_LASTS,
    )
    row.save(force_insert=True)
    record("password_code.make", subject=("membership", membership.pk))
    return IssuedCode(row, code)


@transaction.atomic
def use_password_code(*, username: str, code: str, password: str) -> User:
    """Set a new password with sign-in name and code; every open session of the account ends.

    Raise ValidationError: one and the same for an unknown name, a wrong code and one that does not count any more.
    """
    row = (
        PasswordCode.objects.filter(
            code_hash=secret.hash_of_code(code), used_at__isnull=True, expires_at__gt=timezone.now()
        )
        .select_for_update(of=("self",))
        .select_related("membership__user")
        .first()
    )
    if row is None or row.membership.user.username != username.strip().lower() or not _counts(row):
        raise refused("code_unknown", "code")
    user = row.membership.user
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    context = Context(
        user=user.pk,
        membership=row.membership.pk,
        organisation=row.membership.organisation_id,
        roles=frozenset(row.membership.roles),
    )
    with acting(context):
        record("password_code.use", subject=("membership", row.membership.pk))
    return user


@transaction.atomic
def reset_second_factor(*, user: User, why: str) -> None:
    """Take away a lost second factor and end every session; for the operator alone, outside of any page."""
    Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    record("second_factor.reset", subject=("user", user.pk), why=why)


def _counts(code: PasswordCode) -> bool:
    """Say whether whoever made the code still administers, and its member has joined nothing else since."""
    administers = Membership.objects.in_force().with_role("administrator").filter(pk=code.made_by_id).exists()
    current = Membership.objects.in_force().filter(user=code.membership.user_id, user__is_service=False)
    return administers and [m.pk for m in current] == [code.membership_id]
