"""Nobody gets rights that nobody gave: programs' accounts, codes that outlive their maker, one's own hand."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD
from throughgate.foundation.database.context import acting as in_context
from throughgate.ground.accounts import actions
from throughgate.ground.accounts.importing import import_account
from throughgate.ground.accounts.models import Membership, PasswordCode, User
from throughgate.ground.accounts.queries import members_of
from throughgate.ground.acting.actor import NotAllowed

NEW = "a-long-and-new-passphrase"


def membership(username: str) -> Membership:
    return Membership.objects.select_related("user", "organisation").get(user__username=username)


@pytest.fixture
def second_admin(cast):
    """Give the prison a second administrator."""
    user = User.objects.create_user("admin2", PASSWORD, given_names="Second", family_name="Admin")
    return Membership.objects.create(
        user=user,
        organisation=cast.organisation("north"),
        roles=["administrator"],
        starts_on=date(2026, 1, 1),
    )


def test_nobody_chooses_the_name_of_an_import_account(cast):
    """Somebody who calls themselves like an import account stays who they are."""
    organisation = cast.organisation("north")
    human = User.objects.create(username=f"import.{organisation.code}", given_names="H", family_name="X")
    program = import_account(organisation, "people").user
    assert program.pk != human.pk
    assert program.is_service
    with pytest.raises(ValidationError):
        User(username=program.username, given_names="H", family_name="X").clean_fields()


def test_nobody_signs_in_as_a_program(cast, acting):
    """An administrator makes no code for an import account, does not see it, and no password opens it."""
    program = import_account(cast.organisation("north"), "people")
    with acting("admin") as actor:
        assert program.membership.pk not in [m.pk for m in members_of(actor.organisation)]
        with pytest.raises(NotAllowed):
            actions.issue_password_code(actor=actor, membership=program.membership)
    program.user.set_password(NEW)
    program.user.save()
    assert authenticate(None, username=program.user.username, password=NEW) is None
    client = Client()
    client.force_login(program.user, backend="throughgate.ground.accounts.backend.Backend")
    assert client.get("/")["Location"].startswith(reverse("account_login"))


def test_code_ends_with_who_made_it(cast, acting, second_admin):
    """A password code of a dismissed administrator opens nothing any more."""
    teacher = membership("teacher")
    with acting("admin2") as actor:
        code = actions.issue_password_code(actor=actor, membership=teacher).code
    with acting("admin") as actor:
        actions.end_membership(actor=actor, membership=second_admin, expected=second_admin.version)
    with pytest.raises(ValidationError):
        actions.use_password_code(username="teacher", code=code, password=NEW)


def test_code_needs_its_maker_to_administer_still(cast, acting, second_admin):
    """Also where the role went without the action that withdraws: the code asks itself."""
    with acting("admin2") as actor:
        code = actions.issue_password_code(actor=actor, membership=membership("teacher")).code
    Membership.objects.filter(pk=second_admin.pk).update(roles=["teacher"])
    assert PasswordCode.objects.filter(used_at__isnull=True).exists()
    with pytest.raises(ValidationError):
        actions.use_password_code(username="teacher", code=code, password=NEW)


def test_renewed_invitation_closes_the_page_of_the_old_code(cast, acting):
    """Who typed the old code before cannot join with it afterwards."""
    with acting("admin") as actor:
        issued = actions.invite_member(actor=actor, given_names="A", family_name="B", roles=["teacher"])
    client = Client()
    assert client.post(reverse("account_invitation"), {"code": issued.code}).status_code == 302
    assert client.get(reverse("account_join_by_code")).status_code == 200
    with acting("admin") as actor:
        actions.renew_invitation(
            actor=actor, invitation=issued.invitation, expected=issued.invitation.version, key=uuid.uuid4()
        )
    assert client.get(reverse("account_join_by_code")).status_code == 404
    facts = {"given_names": "A", "family_name": "B", "username": "newcomer", "password": NEW, "again": NEW}
    assert client.post(reverse("account_join_by_code"), facts).status_code == 404
    assert not User.objects.filter(username="newcomer").exists()


def test_session_of_a_newcomer_can_be_ended_elsewhere(cast, acting):
    """Taking up an invitation begins a session that stands in the list."""
    with acting("admin") as actor:
        issued = actions.invite_member(actor=actor, given_names="A", family_name="B", roles=["trainer"])
    client = Client()
    client.post(reverse("account_invitation"), {"code": issued.code})
    facts = {"given_names": "A", "family_name": "B", "username": "newcomer", "password": NEW, "again": NEW}
    assert client.post(reverse("account_join_by_code"), facts).status_code == 302
    listed = UserSession.objects.filter(user__username="newcomer")
    assert [session.session_key for session in listed] == [client.session.session_key]


WIDER = {
    "own roles": "UPDATE accounts_membership SET roles = '{case_lead}' WHERE id = gate.membership()",
    "own organisation": "UPDATE accounts_membership SET organisation_id = %(other)s WHERE id = gate.membership()",
    "a second membership": "INSERT INTO accounts_membership (id, version, user_id, organisation_id, roles, unit, starts_on) "
    "VALUES (gen_random_uuid(), 1, gate.actor_user(), %(other)s, '{case_lead}', '', current_date)",
    "a colleague's roles": "UPDATE accounts_membership SET roles = '{observer}' "
    "WHERE organisation_id = gate.organisation() AND id <> gate.membership()",
    "a colleague's end": "UPDATE accounts_membership SET ends_on = current_date "
    "WHERE organisation_id = gate.organisation() AND id <> gate.membership()",
}  # fmt: skip


@pytest.mark.parametrize("what", WIDER)
def test_database_lets_nobody_widen_rights(cast, what):
    """A signed-in member without the right changes no membership, whatever a page forgot to ask."""
    lead = membership("lead")
    context = actions_context(lead)
    with in_context(context), pytest.raises(DatabaseError, match="own hand"), transaction.atomic():
        connection.cursor().execute(WIDER[what], {"other": cast.organisation("south").pk})


def actions_context(member: Membership):
    from throughgate.ground.acting.actor import Actor

    return Actor(user=member.user, membership=member).context


def test_administrator_is_not_stopped(cast):
    """The same trigger lets an administrator change a colleague."""
    admin, teacher = membership("admin"), membership("teacher")
    with in_context(actions_context(admin)), transaction.atomic():
        Membership.objects.filter(pk=teacher.pk).update(roles=["observer"])
    assert membership("teacher").roles == ["observer"]
