"""With the session arrive user and memberships; whose the session is, its signed text says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.database.context import NOBODY, Context, acting, current
from throughgate.ground.accounts.models import Membership, User
from throughgate.ground.accounts.session_store import user_by_key


@pytest.fixture
def listed(signed_in):
    """Give a client whose session is listed, as signing in leaves it, under the name of a member of the cast."""

    def sign_in(username: str, under: str = ""):
        client = signed_in(username)
        UserSession.objects.create(
            user=User.objects.get(username=under or username),
            session_key=client.session.session_key,
            ip="127.0.0.1",
            user_agent="test",
        )
        return client

    return sign_in


def arrivals(client) -> int:
    """Open one's own account; return how often it was asked who is there. Nothing else asks sessions or memberships."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("accounts:mine")).status_code == 200
    said = [query["sql"] for query in asked]
    assert not [sql for sql in said if "django_session" in sql or "accounts_membership " in sql], said
    return sum("gate.arriving" in sql for sql in said)


def test_one_statement_finds_session_user_and_memberships(listed):
    """A page asks once who is there, not once each."""
    assert arrivals(listed("lead")) == 1


def test_a_membership_that_ended_opens_nothing_from_the_next_page_on(listed):
    """What a session brought before is not kept: rights end, change and begin with the day and the row."""
    client = listed("lead")
    own = Membership.objects.filter(user__username="lead")
    assert client.get(reverse("accounts:mine")).wsgi_request.actor.roles == frozenset({"case_lead"})
    own.update(roles=["observer"])
    assert client.get(reverse("accounts:mine")).wsgi_request.actor.roles == frozenset({"observer"})
    own.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert client.get(reverse("accounts:mine")).wsgi_request.actor.membership is None


def test_a_list_that_is_behind_signs_nobody_in_as_another(listed):
    """The session's own text counts: who is listed with it is not who is there."""
    client = listed("lead", under="officer")
    shown = client.get(reverse("accounts:mine"))
    assert shown.wsgi_request.user.username == "lead"
    assert shown.wsgi_request.actor.membership.user.username == "lead"
    assert arrivals(client) == 2


def test_who_may_no_longer_sign_in_is_signed_out_at_once(listed):
    """A closed account and an expired session open nothing."""
    client = listed("lead")
    User.objects.filter(username="lead").update(is_active=False)
    assert client.get(reverse("accounts:mine")).status_code == 302
    client = listed("officer")
    client.session.get_model_class().objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get(reverse("accounts:mine")).status_code == 302


def test_memberships_are_those_in_force(cast):
    """They are the ones that the rule for a day names, by name of the organisation; one without any is a user still."""
    actor = cast.actor("lead")
    day = timezone.localdate()
    for code, starts_on, ends_on in (
        ("school", day, day),
        ("chamber", day - timedelta(days=9), day - timedelta(days=1)),
        ("roofing", day + timedelta(days=1), None),
    ):
        Membership.objects.create(
            user=actor.user,
            organisation=cast.organisation(code),
            roles=["teacher"],
            starts_on=starts_on,
            ends_on=ends_on,
        )
    user = user_by_key(actor.user.pk)
    assert user == actor.user
    rule = Membership.objects.in_force().filter(user=user).order_by("organisation__name", "pk")
    assert user.memberships_in_force == list(rule)
    assert len(user.memberships_in_force) == 2
    assert [m.organisation for m in user.memberships_in_force] == [m.organisation for m in rule]
    Membership.objects.filter(user=user).update(starts_on=day + timedelta(days=1), ends_on=None)
    assert user_by_key(user.pk).memberships_in_force == []


def test_a_transaction_begins_and_tells_who_acts_in_one_message(fresh_database):
    """The settings are there before the first statement, writing is refused where one only reads, and all ends with it."""
    setting = "SELECT current_setting('throughgate.request', true), current_setting('transaction_read_only')"
    context = Context(request="it's one")
    with acting(context, read_only=True), connection.cursor() as cursor:
        assert current() == context
        cursor.execute(setting)
        assert cursor.fetchone() == ("it's one", "on")
        with acting(NOBODY):
            cursor.execute(setting)
            assert cursor.fetchone() == ("", "on")
        cursor.execute(setting)
        assert cursor.fetchone() == ("it's one", "on")
    with connection.cursor() as cursor:
        cursor.execute(setting)
        assert cursor.fetchone() == ("", "off")
    with acting(context), CaptureQueriesContext(connection) as asked:
        User.objects.first()
    assert len(asked) == 1, "nothing but the question itself"


def test_the_region_of_ones_own_organisation_arrives_as_well(listed):
    """Whoever asks in which region somebody works asks the database nothing more."""
    actor = listed("lead").get(reverse("accounts:mine")).wsgi_request.actor
    with CaptureQueriesContext(connection) as asked:
        assert actor.organisation.region.country == "DE"
    assert not asked.captured_queries
