"""Invite somebody, take an invitation up, withdraw it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from throughgate.foundation.audit.record import record
from throughgate.foundation.codes import secret
from throughgate.foundation.database.context import Context, acting
from throughgate.ground.accounts import mails
from throughgate.ground.accounts.models import Invitation, Membership, User
from throughgate.ground.accounts.rules import INVITATION_LASTS, roles_problem
from throughgate.ground.accounts.words import PROBLEMS
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.ground.acting.roles import ROLES
from throughgate.ground.organisations.models import Organisation


@dataclass(frozen=True)
class Issued:
    """An invitation with the secrets that are shown once and kept nowhere."""

    invitation: Invitation
    token: str
    code: str


def refused(code: str, field: str = "") -> ValidationError:
    """Return the refusal with its words."""
    error = ValidationError(PROBLEMS[code], code=code)
    return ValidationError({field: error}) if field else error


@transaction.atomic
def invite_member(
    *,
    actor: Actor,
    given_names: str,
    family_name: str,
    roles: Collection[str],
    email: str = "",
    key: uuid.UUID | None = None,
) -> Issued:
    """Invite somebody into the actor's organisation; the same form key again returns the same invitation.

    Where there is an address, a mail goes out after the commit.
    """
    actor.must("write", "membership")
    if problem := roles_problem(roles, actor.organisation.kind):
        raise refused(problem, "roles")
    token, code = secret.new_token(key), secret.new_code(key)
    there = Invitation.objects.filter(
        organisation=actor.organisation, token_hash=secret.hash_of(token)
    ).first()
    if there is not None:
        return Issued(there, token, code)
    invitation = Invitation(
        organisation=actor.organisation,
        roles=[role for role in ROLES if role in roles],
        given_names=given_names,
        family_name=family_name,
        email=email,
        token_hash=secret.hash_of(token),
        code_hash=secret.hash_of_code(code),
        invited_by=actor.membership,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    invitation.full_clean()
    invitation.save(force_insert=True)
    record("invitation.make", subject=("invitation", invitation.pk), fields=invitation.roles)
    if email:
        mails.send_invitation(invitation, token)
    return Issued(invitation, token, code)


@transaction.atomic
def invite_first_administrator(*, organisation: Organisation, given_names: str, family_name: str) -> Issued:
    """Invite the administrator of an organisation that has none; for the operator, who is no member of anything."""
    if Membership.objects.in_force().filter(organisation=organisation).with_role("administrator").exists():
        raise refused("has_administrator")
    token, code = secret.new_token(), secret.new_code()
    invitation = Invitation(
        organisation=organisation,
        roles=["administrator"],
        given_names=given_names,
        family_name=family_name,
        token_hash=secret.hash_of(token),
        code_hash=secret.hash_of_code(code),
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    invitation.full_clean(exclude=["invited_by"])
    invitation.save(force_insert=True)
    record("invitation.make", subject=("invitation", invitation.pk), fields=invitation.roles)
    return Issued(invitation, token, code)


@transaction.atomic
def renew_invitation(
    *, actor: Actor, invitation: Invitation, expected: int, key: uuid.UUID | None = None
) -> Issued:
    """Make a new link and code for an invitation that nobody took up; the old ones stop working."""
    _must_manage(actor, invitation)
    token, code = secret.new_token(key), secret.new_code(key)
    if invitation.token_hash == secret.hash_of(token):
        return Issued(invitation, token, code)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise refused("not_open")
    invitation.save_over(
        expected,
        token_hash=secret.hash_of(token),
        code_hash=secret.hash_of_code(code),
        expires_at=timezone.now() + INVITATION_LASTS,
        invited_by=actor.membership,
    )
    record("invitation.renew", subject=("invitation", invitation.pk))
    return Issued(invitation, token, code)


@transaction.atomic
def withdraw_invitation(*, actor: Actor, invitation: Invitation, expected: int) -> None:
    """Take an invitation back; taking it back twice is once."""
    _must_manage(actor, invitation)
    if invitation.withdrawn_at:
        return
    if invitation.accepted_at:
        raise refused("not_open")
    invitation.save_over(expected, withdrawn_at=timezone.now())
    record("invitation.withdraw", subject=("invitation", invitation.pk))


def _must_manage(actor: Actor, invitation: Invitation) -> None:
    actor.must("write", "membership")
    if invitation.organisation_id != actor.organisation.pk:
        raise NotAllowed("foreign invitation")


def find_by_token(token: str) -> Invitation | None:
    """Return the open invitation behind a link."""
    return (
        Invitation.objects.open()
        .filter(token_hash=secret.hash_of(token))
        .select_related("organisation")
        .first()
    )


def find_by_code(typed: str) -> Invitation | None:
    """Return the open invitation behind a code on paper."""
    found = Invitation.objects.open().filter(code_hash=secret.hash_of_code(typed))
    return found.select_related("organisation").first()


@transaction.atomic
def accept_as_newcomer(
    *,
    invitation: uuid.UUID,
    username: str,
    given_names: str,
    family_name: str,
    password: str,
    email: str = "",
    language: str = "",
) -> Membership:
    """Take an invitation up with a new account; raise ValidationError with the fields that are wrong."""
    offer = _lock(invitation)
    user = User(
        username=username.strip().lower(),
        given_names=given_names,
        family_name=family_name,
        email=email,
        language=language,
    )
    user.password = "!"  # noqa: S105 - not a password; a usable one follows below
    user.full_clean(validate_unique=False, validate_constraints=False)
    if User.objects.filter(username=user.username).exists():
        raise refused("username_taken", "username")
    if email and User.objects.filter(email__iexact=email).exists():
        raise refused("email_taken", "email")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:  # two took the same name or address at once
        field = "email" if "user_email_once" in str(error) else "username"
        raise refused(f"{field}_taken", field) from error
    return _join(offer, user)


@transaction.atomic
def accept_as_user(*, invitation: uuid.UUID, user: User) -> Membership:
    """Take an invitation up with an account that one has already."""
    offer = _lock(invitation)
    if offer.invited_by is not None and offer.invited_by.user_id == user.pk:
        raise refused("own_invitation")
    if Membership.objects.filter(user=user, organisation=offer.organisation, ends_on__isnull=True).exists():
        raise refused("member_already")
    try:
        with transaction.atomic():
            return _join(offer, user)
    except IntegrityError as error:  # by two invitations at once
        raise refused("member_already") from error


def _lock(invitation: uuid.UUID) -> Invitation:
    offer: Invitation | None = (
        Invitation.objects.open()
        .filter(pk=invitation)
        .select_for_update(of=("self",))
        .select_related("organisation", "invited_by")
        .first()
    )
    if offer is None:
        raise refused("not_open")
    return offer


def _join(offer: Invitation, user: User) -> Membership:
    membership = Membership(
        user=user, organisation=offer.organisation, roles=offer.roles, starts_on=timezone.localdate()
    )
    membership.full_clean(exclude=["user", "organisation"])
    membership.save(force_insert=True)
    user.works_as = membership
    user.save(update_fields=["works_as"])
    offer.save_over(offer.version, accepted_at=timezone.now(), accepted_by=user)
    context = Context(
        user=user.pk,
        membership=membership.pk,
        organisation=offer.organisation_id,
        roles=frozenset(membership.roles),
    )
    with acting(context):
        record("invitation.accept", subject=("membership", membership.pk), fields=membership.roles)
    return membership
