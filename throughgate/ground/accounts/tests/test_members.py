"""Members of an organisation: who manages them, and that rights never grow by one's own actions."""

from __future__ import annotations

import threading
import uuid
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from throughgate.foundation.audit.models import Entry
from throughgate.foundation.database.context import acting as in_context
from throughgate.ground.accounts import actions
from throughgate.ground.accounts.models import Membership, PasswordCode, User
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.ground.organisations.models import Organisation


def membership(username: str) -> Membership:
    return Membership.objects.select_related("user", "organisation").get(user__username=username)


@pytest.fixture
def second_admin(cast):
    """Give the prison a second administrator."""
    user = User.objects.create(username="admin2", given_names="Second", family_name="Admin")
    return Membership.objects.create(
        user=user,
        organisation=cast.organisation("north"),
        roles=["administrator"],
        starts_on=date(2026, 1, 1),
    )


def test_administrators_see_their_members(signed_in, statements):
    """The list names colleagues and roles, and nobody of another organisation."""
    client = signed_in("admin")
    with statements() as asked:
        page = client.get(reverse("accounts:members"))
    assert page.status_code == 200
    assert b"Colleague Cast" in page.content
    assert b"Stranger Cast" not in page.content
    assert len(asked) <= 8


@pytest.mark.parametrize("who", ["lead", "officer", "teacher", "dpo", "placement"])
def test_others_manage_no_members(signed_in, who):
    """Without the role of administrator every page of members is refused."""
    client = signed_in(who)
    own = membership(who)
    for name, args in (
        ("members", []),
        ("invite", []),
        ("roles", [own.pk]),
        ("password-code", [own.pk]),
        ("renew-invitation", [uuid.uuid4()]),
        ("withdraw-invitation", [uuid.uuid4()]),
    ):
        address = reverse(f"accounts:{name}", args=args)
        assert client.post(address).status_code in (403, 405), name
        assert client.get(address).status_code in (403, 405), name


def test_members_of_others_are_not_there(signed_in):
    """To another organisation's administrator a member does not exist."""
    client = signed_in("southadmin")
    for name in ("roles", "password-code"):
        address = reverse(f"accounts:{name}", args=[membership("lead").pk])
        assert client.post(address, {"roles": ["observer"], "version": 1}).status_code == 404


def test_administrator_changes_the_roles_of_a_colleague(signed_in):
    """The colleague has the new roles; a stale form shows both versions."""
    client = signed_in("admin")
    address = reverse("accounts:roles", args=[membership("officer").pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"roles": ["teacher", "observer"], "version": 1}).status_code == 302
    assert membership("officer").roles == ["observer", "teacher"]
    stale = client.post(address, {"roles": ["case_lead"], "version": 1})
    assert stale.status_code == 409
    assert b"Case lead" in stale.content
    assert b"Observer, Teacher" in stale.content


def test_administrator_notes_the_unit_of_a_colleague(signed_in):
    """Where somebody observes, the unit stands with the roles and in the list."""
    client = signed_in("admin")
    address = reverse("accounts:roles", args=[membership("officer").pk])
    assert client.post(address, {"roles": ["observer"], "unit": "Ward  B", "version": 1}).status_code == 302
    assert membership("officer").unit == "Ward B"
    assert b"(Ward B)" in client.get(reverse("accounts:members")).content


def test_nobody_changes_their_own_roles(signed_in):
    """An administrator cannot give themselves a role that sees people."""
    client = signed_in("admin")
    own = membership("admin")
    address = reverse("accounts:roles", args=[own.pk])
    answer = client.post(address, {"roles": ["administrator", "case_lead"], "version": 1})
    assert answer.status_code == 422
    assert membership("admin").roles == ["administrator"]


def test_roles_that_an_organisation_does_not_give_are_refused(acting):
    """A company cannot make placement officers, who would read the register."""
    with acting("company") as actor, pytest.raises(ValidationError) as refusal:
        actions.invite_member(actor=actor, given_names="A", family_name="B", roles=["placement_officer"])
    assert refusal.value.error_dict["roles"][0].code == "not_here"


def test_last_administrator_stays(acting, second_admin):
    """The role of the last administrator cannot be taken away, nor that membership ended."""
    with acting("admin") as actor:
        actions.change_roles(actor=actor, membership=second_admin, expected=1, roles=["manager"])
        with pytest.raises(ValidationError) as refusal:
            actions.end_membership(actor=actor, membership=membership("admin"), expected=1)
    assert refusal.value.code == "last_administrator"


def test_ending_works_on_the_day_it_began(acting, second_admin):
    """A membership of today that ends today counts on no day any more."""
    Membership.objects.filter(pk=second_admin.pk).update(starts_on=date.today())
    with acting("admin") as actor:
        second_admin.refresh_from_db()
        actions.end_membership(actor=actor, membership=second_admin, expected=1)
    assert not Membership.objects.in_force().filter(pk=second_admin.pk).exists()


def test_ending_takes_open_invitations_back(acting, second_admin):
    """What somebody offered ends with their right to offer it."""
    other = Actor(user=second_admin.user, membership=second_admin)
    with in_context(other.context):
        issued = actions.invite_member(actor=other, given_names="A", family_name="B", roles=["observer"])
    with acting("admin") as actor:
        actions.end_membership(actor=actor, membership=second_admin, expected=1)
    assert actions.find_by_token(issued.token) is None


def test_case_lead_ends_nobody_elses_membership(acting):
    """Colleagues are ended by administrators only; members of others by nobody here."""
    with acting("lead") as actor:
        with pytest.raises(NotAllowed):
            actions.end_membership(actor=actor, membership=membership("colleague"), expected=1)
        with pytest.raises(NotAllowed):
            actions.end_membership(actor=actor, membership=membership("stranger"), expected=1)


@pytest.mark.usefixtures("fresh_database")
def test_two_administrators_leaving_at_once_leave_one():
    """Whoever comes second waits, sees that they are the last one, and stays."""
    from throughgate.foundation.database.context import acting as in_context

    first = membership("admin")
    user = User.objects.create(username="admin2", given_names="Second", family_name="Admin")
    second = Membership.objects.create(
        user=user, organisation=first.organisation, roles=["administrator"], starts_on=date(2026, 1, 1)
    )
    start, outcomes = threading.Barrier(2, timeout=60), []

    def leave(own: Membership) -> None:
        actor = Actor(user=own.user, membership=own)
        try:
            with in_context(actor.context):
                start.wait()
                actions.end_membership(actor=actor, membership=own, expected=1)
            outcomes.append("left")
        except ValidationError as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[own]) for own in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert sorted(outcomes) == ["last_administrator", "left"]
    left = Membership.objects.in_force().with_role("administrator").filter(organisation=first.organisation)
    assert left.count() == 1


def test_code_on_paper_sets_a_new_password(signed_in, client, cast):
    """A member without e-mail gets a code from the administrator; it works once and is stored as a hash."""
    admin = signed_in("admin")
    once = str(uuid.uuid4())
    address = reverse("accounts:password-code", args=[membership("officer").pk])
    page = admin.post(address, {"once": once})
    assert page.status_code == 200
    code = page.context["code"]
    assert page["Cache-Control"] == "no-store"
    assert not PasswordCode.objects.filter(code_hash__contains=code[:4]).exists()
    # A double click shows the same code, not a second one.
    assert admin.post(address, {"once": once}).context["code"] == code
    assert PasswordCode.objects.count() == 1
    client.logout()
    new = "long-enough-horse-9"
    use = reverse("account_password_code")
    assert client.get(use).status_code == 200
    data = {"username": "officer", "code": code.lower().replace("-", " "), "password": new, "again": new}
    wrong_name = client.post(use, {**data, "username": "lead"})
    unknown = client.post(use, {**data, "username": "nobodyatall"})
    assert wrong_name.status_code == unknown.status_code == 422
    assert wrong_name.context["form"].errors == unknown.context["form"].errors
    assert client.post(use, {**data, "password": "short", "again": "short"}).status_code == 422
    assert client.post(use, data).status_code == 302
    assert User.objects.get(username="officer").check_password(new)
    assert client.post(use, data).status_code == 422


def test_no_code_for_oneself_or_for_somebody_who_works_elsewhere_too(acting, cast):
    """A code opens a whole account, so it is made only where the account belongs to this organisation alone."""
    Membership.objects.create(
        user=membership("officer").user,
        organisation=cast.organisation("south"),
        roles=["observer"],
        starts_on=date(2026, 1, 1),
    )
    own_officer = Membership.objects.get(user__username="officer", organisation__code="north")
    with acting("admin") as actor:
        for target, code in ((membership("admin"), "own_password"), (own_officer, "works_elsewhere")):
            with pytest.raises(ValidationError) as refusal:
                actions.issue_password_code(actor=actor, membership=target)
            assert refusal.value.code == code


def test_code_stops_when_another_organisation_is_joined(acting, cast):
    """A code made before somebody joined another organisation does not open that one."""
    with acting("admin") as actor:
        issued = actions.issue_password_code(actor=actor, membership=membership("officer"))
    user = User.objects.get(username="officer")
    Membership.objects.create(
        user=user, organisation=cast.organisation("south"), roles=["observer"], starts_on=date(2026, 1, 1)
    )
    with acting("admin"), pytest.raises(ValidationError):
        actions.use_password_code(username="officer", code=issued.code, password="long-enough-horse-9")


def test_changes_of_members_are_in_the_audit(acting):
    """The data-protection officer sees who gave which roles to whom."""
    with acting("admin") as actor:
        target = membership("officer")
        actions.change_roles(actor=actor, membership=target, expected=1, roles=["teacher"])
        entry = Entry.objects.get(action="membership.change_roles")
    assert entry.subject_id == target.pk
    assert entry.fields == ["teacher"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE accounts_membership SET roles = '{observer}' WHERE id = %(admin)s",
        "UPDATE accounts_membership SET ends_on = current_date + 30 WHERE id = %(admin)s",
        "DELETE FROM accounts_membership WHERE id = %(admin)s",
        (
            "UPDATE accounts_membership SET organisation_id = (SELECT id FROM organisations_organisation "
            "WHERE code = 'south') WHERE id = %(admin)s"
        ),
        "UPDATE accounts_membership SET organisation_id = %(empty)s WHERE id = %(officer)s",
    ],
)
def test_the_database_keeps_an_administrator(cast, sql):
    """Whatever the application does: once an organisation has members, one of them administers it."""
    empty = Organisation.objects.create(
        code="empty", kind="company", name="Empty", name_key="empty", region=cast.organisation("north").region
    )
    keys = {
        "admin": cast.actor("admin").membership.pk,
        "officer": cast.actor("officer").membership.pk,
        "empty": empty.pk,
    }
    with pytest.raises(IntegrityError, match="has an administrator"), transaction.atomic():
        at_its_end(sql, keys)


def at_its_end(sql, keys):
    with connection.cursor() as cursor:
        cursor.execute(sql, keys)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_organisation_without_members_needs_no_administrator(cast):
    """What an import or a chamber registered stands without anybody; its first member administers it."""
    empty = Organisation.objects.create(
        code="empty", kind="company", name="Empty", name_key="empty", region=cast.organisation("north").region
    )
    with transaction.atomic():
        at_its_end(
            "UPDATE accounts_membership SET organisation_id = %(empty)s, roles = '{administrator}' "
            "WHERE id = %(officer)s",
            {"empty": empty.pk, "officer": cast.actor("officer").membership.pk},
        )
