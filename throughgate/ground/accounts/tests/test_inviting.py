"""What is refused about invitations by the actions themselves, each with its own reason."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from throughgate.ground.accounts import actions
from throughgate.ground.accounts.models import Invitation
from throughgate.ground.accounts.rules import ROLES_OF_KIND, roles_problem
from throughgate.ground.acting.actor import NotAllowed

WHOM = {"given_names": "Nora", "family_name": "Neu"}


def invite(acting, who="admin", **facts):
    """Let somebody invite Nora; returns the invitation."""
    with acting(who) as actor:
        return actions.invite_member(actor=actor, **{**WHOM, "roles": ["observer"], **facts}).invitation


def test_only_those_who_manage_members_invite(acting):
    """The action says so before the database does."""
    with pytest.raises(NotAllowed):
        invite(acting, "lead")


@pytest.mark.parametrize("kind", sorted(ROLES_OF_KIND))
def test_a_membership_has_a_role(kind):
    """Of none nothing opens."""
    assert roles_problem([], kind) == "none"
    assert roles_problem(set(), kind) == "none"


def test_an_invitation_without_a_role_is_refused(acting):
    """With its reason at the roles."""
    with pytest.raises(ValidationError) as refused:
        invite(acting, roles=[])
    assert "roles" in refused.value.message_dict


def test_what_was_taken_up_gets_no_new_code(acting):
    """Nor is it withdrawn."""
    made = invite(acting)
    actions.accept_as_newcomer(
        username="nora.neu", password="long-enough-horse-9", invitation=made.pk, **WHOM
    )
    with acting("admin") as actor:
        row = Invitation.objects.get(pk=made.pk)
        for action in (actions.renew_invitation, actions.withdraw_invitation):
            with pytest.raises(ValidationError) as refused:
                action(actor=actor, invitation=row, expected=row.version)
            assert refused.value.code == "not_open"


def test_an_invitation_is_managed_by_its_own_organisation(acting):
    """Whoever got hold of a foreign row is refused by the action."""
    made = invite(acting)
    with acting("southadmin") as actor:
        for action in (actions.renew_invitation, actions.withdraw_invitation):
            with pytest.raises(NotAllowed):
                action(actor=actor, invitation=made, expected=made.version)
