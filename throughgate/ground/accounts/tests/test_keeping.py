"""What somebody who is signed in may change of accounts, invitations and codes, also past every action."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from throughgate.foundation.database.context import NOBODY, Context
from throughgate.foundation.database.context import acting as in_context
from throughgate.ground.accounts import actions
from throughgate.ground.accounts.models import Invitation, Membership, PasswordCode, User
from throughgate.ground.organisations.models import Organisation, Site


@contextmanager
def refused(match):
    """Expect that the database refuses what is tried for this reason, and leave nothing of it."""
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        yield


def member(username):
    """Return somebody's membership."""
    return Membership.objects.get(user__username=username)


def invitation(actor, **changes):
    """Return an unsaved invitation of an observer."""
    facts = {
        "organisation": actor.organisation,
        "roles": ["observer"],
        "given_names": "New",
        "family_name": "Member",
        "token_hash": "t",
        "code_hash": "c",
        "invited_by": actor.membership,
        "expires_at": timezone.now() + timedelta(days=14),
    }
    return Invitation(**facts | changes)


# --- accounts


@pytest.mark.parametrize("who", ["lead", "admin", "company"])
def test_nobody_changes_somebody_elses_account(acting, who):
    """Neither password, address nor name, and nobody is locked out, let in or removed."""
    with acting(who):
        for changes in (
            {"password": "x"},
            {"email": "other@example.org"},
            {"family_name": "Other"},
            {"username": "other"},
            {"is_active": False},
        ):
            with refused("somebody else's"):
                User.objects.filter(username="officer").update(**changes)
        with refused("none is removed"):
            User.objects.filter(username="dpo")._raw_delete("default")


def test_everybody_changes_the_own_password_and_nothing_of_what_one_is(acting):
    """The own password, address and names; not the sign-in name, nor whether it is a program's account."""
    with acting("lead") as lead:
        own = User.objects.filter(pk=lead.user.pk)
        assert own.update(password="x", email="lead@example.org", family_name="Other") == 1
        for changes in ({"username": "other"}, {"is_service": True}, {"is_active": False}):
            with refused("stays what it is"):
                own.update(**changes)


def test_pages_for_those_who_cannot_sign_in_act_for_nobody(db):
    """A new password by code or mail is set where nobody is signed in."""
    with in_context(NOBODY):
        assert User.objects.filter(username="officer").update(password="x") == 1


# --- second factors, addresses, sessions


def of_sign_in(user):
    """Return an unsaved row of each table in which allauth keeps something of a user."""
    now = timezone.now()
    return (
        Authenticator(user=user, type="totp", data={"secret": "x"}),
        Authenticator(user=user, type="recovery_codes", data={"seed": "x"}),
        EmailAddress(user=user, email=f"{user.username}@other.example", verified=True, primary=True),
        UserSession(
            user=user, session_key=user.username, ip="::1", created_at=now, last_seen_at=now, data={}
        ),
    )


@pytest.mark.parametrize("who", ["lead", "admin", "company", "dpo"])
def test_nobody_touches_what_somebody_else_signs_in_with(cast, acting, who):
    """No second factor, address or session of somebody else is made, changed, given, taken or removed; the own may be."""
    victim, another, own = (cast.actor(name).user for name in ("officer", "teacher", who))
    for row in of_sign_in(victim):
        row.save(force_insert=True)
    with acting(who):
        for row in of_sign_in(another):
            with refused("somebody else's"):
                row.save(force_insert=True)
        for row in of_sign_in(victim):
            rows = type(row)._base_manager.filter(user=victim)
            with refused("somebody else's"):
                rows.update(user=own)
            with refused("somebody else's"):
                rows.update(
                    **{CHANGED[type(row)]: timezone.now() if type(row) is not EmailAddress else False}
                )
            with refused("somebody else's"):
                rows._raw_delete("default")
        for row in of_sign_in(own):
            row.save(force_insert=True)
            with refused("somebody else's"):
                type(row)._base_manager.filter(pk=row.pk).update(user=another)
            assert type(row)._base_manager.filter(pk=row.pk)._raw_delete("default") == 1
    with in_context(NOBODY):
        assert Authenticator.objects.filter(user=victim)._raw_delete("default") == 2


CHANGED = {Authenticator: "last_used_at", EmailAddress: "verified", UserSession: "last_seen_at"}


# --- half a context


HALVES = {
    "roles and an organisation": {"roles": frozenset({"administrator"}), "organisation": "north"},
    "a membership of it": {
        "roles": frozenset({"administrator"}),
        "organisation": "north",
        "membership": "admin",
    },
    "roles alone": {"roles": frozenset({"administrator", "placement_officer"})},
    "an organisation alone": {"organisation": "north"},
    "a person": {"person": "emre"},
}


@pytest.mark.parametrize("half", HALVES)
def test_a_context_without_a_user_changes_no_account(cast, half):
    """Whoever says roles, an organisation or a membership, but no user, writes nothing that says who may do what."""
    said = dict(HALVES[half])
    if "organisation" in said:
        said["organisation"] = cast.organisation(said["organisation"]).pk
    if "membership" in said:
        said["membership"] = member(said["membership"]).pk
    if "person" in said:
        said["person"] = cast.key(said["person"])
    admin, officer, north = cast.actor("admin"), cast.actor("officer"), cast.organisation("north")
    colleague = Membership(user=officer.user, organisation=north, roles=["case_lead"], unit="B")
    for row in of_sign_in(officer.user):
        row.save(force_insert=True)
    own = Membership.objects.filter(user__username="officer")
    invitation(admin, token_hash="u", code_hash="d").save(force_insert=True)
    tries = [
        lambda: own.update(roles=["case_lead"]),
        lambda: own.update(ends_on=timezone.localdate()),
        lambda: own.update(unit="B"),
        lambda: own._raw_delete("default"),
        lambda: Invitation.objects.all()._raw_delete("default"),
        lambda: colleague.save(force_insert=True),
        lambda: invitation(admin).save(force_insert=True),
        lambda: invitation(admin, invited_by=None).save(force_insert=True),
        lambda: User.objects.filter(username="officer").update(password="x"),
        lambda: User.objects.filter(username="officer")._raw_delete("default"),
        lambda: Organisation.objects.filter(code="north").update(name="Other"),
        lambda: Organisation.objects.filter(code="roofing").update(kind="prison"),
        lambda: Organisation.objects.filter(code="club")._raw_delete("default"),
        lambda: Site.objects.filter(organisation__code="north").update(street="Other"),
        lambda: PasswordCode(
            membership=own.get(), made_by=None, code_hash="c", expires_at=timezone.now() + timedelta(days=1)
        ).save(force_insert=True),
        *[lambda row=row: row.save(force_insert=True) for row in of_sign_in(cast.actor("teacher").user)],
        *[
            lambda row=row: type(row)._base_manager.filter(user=officer.user)._raw_delete("default")
            for row in of_sign_in(officer.user)
        ],
    ]
    with in_context(Context(**said)):
        for attempt in tries:
            with refused("a context without a user"):
                attempt()


# --- memberships


@pytest.mark.parametrize("who", ["company", "admin", "lead", "dpo"])
@pytest.mark.parametrize("whose", ["company", "admin", "officer", "southadmin"])
def test_no_membership_invitation_or_code_is_removed(cast, acting, who, whose):
    """They end and stay: nobody who is signed in deletes one, foreign or own."""
    row, maker = member(whose), cast.actor(whose)
    invitation(maker).save(force_insert=True)
    ends = timezone.now() + timedelta(days=1)
    PasswordCode(membership=row, made_by=row, code_hash="c", expires_at=ends).save(force_insert=True)
    with acting(who):
        for rows in (
            Membership.objects.filter(pk=row.pk),
            Invitation.objects.filter(organisation=row.organisation_id),
            PasswordCode.objects.filter(membership=row),
        ):
            with refused("it ends, and stays"):
                rows._raw_delete("default")


@pytest.mark.parametrize("who", ["company", "admin", "lead", "clubadmin", "dpo"])
def test_nobody_changes_a_foreign_membership(cast, acting, who):
    """An administrator of another organisation as little as anybody: not roles, unit, dates, user or organisation."""
    foreign = Membership.objects.filter(user__username="southadmin")
    with acting(who) as actor:
        for changes in (
            {"roles": ["observer"]},
            {"unit": "B"},
            {"ends_on": timezone.localdate()},
            {"starts_on": timezone.localdate() + timedelta(days=1)},
            {"organisation": actor.organisation},
            {"user": actor.user},
        ):
            with pytest.raises(DatabaseError, match="own hand"), transaction.atomic():
                foreign.update(**changes)
        with pytest.raises(DatabaseError, match="own hand"), transaction.atomic():
            Membership(
                user=actor.user, organisation=foreign.get().organisation, roles=["administrator"]
            ).save(force_insert=True)


# --- roles and invitations


def test_roles_are_given_where_the_work_is_done(acting):
    """An administrator gives no role that the kind of organisation does not have, to members or invited ones."""
    with acting("clubadmin") as actor:
        with refused("does not give"):
            Membership.objects.filter(user__username="trainer").update(roles=["case_lead"])
        with refused("does not give"):
            invitation(actor, roles=["volunteer", "probation_officer"]).save(force_insert=True)
        assert Membership.objects.filter(user__username="trainer").update(roles=["volunteer", "editor"]) == 1


@pytest.mark.parametrize(
    ("who", "changes", "reason"),
    [
        ("lead", {}, "by nobody who may"),
        ("company", {"organisation": "north"}, "by nobody who may"),
        ("admin", {"organisation": "south"}, "by nobody who may"),
        ("admin", {"invited_by": "southadmin"}, "by nobody who may"),
        ("admin", {"invited_by": None}, "by nobody who may"),
        ("admin", {"expires_at": timezone.now() + timedelta(days=15)}, "for too long"),
        ("admin", {"accepted_at": timezone.now()}, "taken up already"),
    ],
)
def test_invitations_come_from_an_administrator(acting, who, changes, reason):
    """In the own name, for the own organisation, for two weeks; else rights would grow by the own hand."""
    changes = dict(changes)
    if "organisation" in changes:
        changes["organisation"] = Organisation.objects.get(code=changes["organisation"])
    if changes.get("invited_by"):
        changes["invited_by"] = member(changes["invited_by"])
    with acting(who) as actor, refused(reason):
        invitation(actor, **changes).save(force_insert=True)


def test_an_invitation_stays_what_it_offers(acting):
    """It is renewed and withdrawn, never raised, given on or taken up for somebody else."""
    with acting("admin") as actor:
        made = invitation(actor)
        made.save(force_insert=True)
        mine = Invitation.objects.filter(pk=made.pk)
        for changes in (
            {"roles": ["administrator"]},
            {"organisation": Organisation.objects.get(code="school")},
            {"family_name": "Other"},
            {"roles": ["case_lead"], "accepted_at": timezone.now(), "accepted_by": actor.user},
        ):
            with refused("another one"):
                mine.update(**changes)
        with refused("for too long"):
            mine.update(expires_at=timezone.now() + timedelta(days=20))
        with refused("not for this one"):
            mine.update(accepted_at=timezone.now(), accepted_by=actor.user)
        assert mine.update(expires_at=timezone.now() + timedelta(days=14), token_hash="u") == 1
    with acting("stranger") as stranger:
        with refused("not for this one"):
            mine.update(accepted_at=timezone.now(), accepted_by=User.objects.get(username="lead"))
        with refused("another one"):
            mine.update(withdrawn_at=timezone.now())
        assert mine.update(accepted_at=timezone.now(), accepted_by=stranger.user) == 1
        with refused("not open"):
            mine.update(accepted_at=timezone.now() + timedelta(hours=1))


# --- codes for a new password


@pytest.mark.parametrize(
    ("who", "whose", "reason"),
    [
        ("lead", "colleague", "for nobody who may have one"),
        ("admin", "admin", "for nobody who may have one"),
        ("admin", "stranger", "for nobody who may have one"),
        ("company", "lead", "for nobody who may have one"),
        ("admin", "lead", None),
    ],
)
def test_codes_are_made_by_the_administrator(acting, who, whose, reason):
    """For colleagues alone; not for oneself, and not for members of others."""
    with acting(who) as actor:
        code = PasswordCode(
            membership=member(whose),
            made_by=actor.membership,
            code_hash="c",
            expires_at=timezone.now() + timedelta(days=2),
        )
        if reason is None:
            code.save(force_insert=True)
        else:
            with refused(reason):
                code.save(force_insert=True)


def test_no_code_for_programs_and_for_whoever_works_elsewhere(acting):
    """It would open what another organisation gave."""
    elsewhere = Membership(
        user=member("lead").user,
        organisation=Organisation.objects.get(code="school"),
        roles=["teacher"],
        starts_on=timezone.localdate(),
    )
    for prepare in (
        lambda: elsewhere.save(force_insert=True),
        lambda: User.objects.filter(username="lead").update(is_service=True),
    ):
        with transaction.atomic():
            prepare()
            with acting("admin") as admin, refused("for nobody who may have one"):
                PasswordCode(
                    membership=Membership.objects.get(user__username="lead", organisation__code="north"),
                    made_by=admin.membership,
                    code_hash="c",
                    expires_at=timezone.now(),
                ).save(force_insert=True)
            transaction.set_rollback(True)


def test_a_code_only_ends(acting):
    """It lasts two days and never longer, in the name of who made it."""
    with acting("admin") as admin:
        made = actions.issue_password_code(actor=admin, membership=member("lead")).row
        mine = PasswordCode.objects.filter(pk=made.pk)
        for changes in (
            {"expires_at": made.expires_at + timedelta(hours=1)},
            {"membership": member("colleague")},
            {"code_hash": "other"},
        ):
            with refused("it only ends"):
                mine.update(**changes)
        with refused("for too long"):
            PasswordCode(
                membership=member("lead"),
                made_by=admin.membership,
                code_hash="c",
                expires_at=timezone.now() + timedelta(days=3),
            ).save(force_insert=True)
        assert mine.update(expires_at=timezone.now()) == 1
