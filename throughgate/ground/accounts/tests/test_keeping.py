"""What somebody who is signed in may change of accounts, invitations and codes, also past every action."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from throughgate.foundation.database.context import NOBODY
from throughgate.foundation.database.context import acting as in_context
from throughgate.ground.accounts import actions
from throughgate.ground.accounts.models import Invitation, Membership, PasswordCode, User
from throughgate.ground.organisations.models import Organisation


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
