"""What stands around every page: READ ONLY, access log, purposes, double clicks, stale forms, deadlocks, errors."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.db import connection, connections
from django.test import Client, override_settings
from django.utils import timezone

from tests.matrix import markers
from tests.policies.asking import ask, number_form, one
from throughgate.foundation.database.context import NoContext
from throughgate.foundation.outbox.actions import deliver_mail
from throughgate.person.people.models import Person


@pytest.fixture(autouse=True)
def _test_pages():
    with override_settings(ROOT_URLCONF="tests.policies.pages"):
        yield


# --- reading cannot write, and refusals leave nothing


@pytest.mark.parametrize("method", ["get", "head"])
def test_page_that_reads_cannot_write(house, method):
    """A GET or HEAD whose view writes is an error, and nothing is written."""
    answer = ask(house, "lead", "/test/write", method=method)
    assert answer.status == 500
    assert one(house, "SELECT count(*) FROM people_person WHERE travel_reach_km = 77") == 0
    assert "ReadOnlySqlTransaction" in house.log.getvalue() or "InternalError" in house.log.getvalue()


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 500])
def test_refusal_takes_the_change_back(house, status):
    """Whatever a view changed before it answered 400 or above is not kept."""
    answer = ask(house, "lead", f"/test/write?status={status}", method="post")
    assert answer.status == status
    assert one(house, "SELECT count(*) FROM people_person WHERE travel_reach_km = 77") == 0


# --- errors say nothing about people


@pytest.mark.parametrize("address", ["/test/break", "/test/quote"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_broken_page_names_nobody(house, address, method):
    """An error with a name in it, our own or one of PostgreSQL's that quotes a value, shows in no page and no log."""
    house.log.truncate(0)
    answer = ask(house, "lead", address, method=method)
    assert answer.status == 500
    assert markers.seen(answer.body + answer.headers) == set()
    written = house.log.getvalue()
    assert "broke" in written
    assert markers.seen(written) == set()


# --- the access log


def test_look_is_written_down(house):
    """One row: who, in which role, which page, for what, and exactly whom."""
    answer = house.get("lead", "desk:person")
    rows = house.owner.execute(
        "SELECT u.username, roles, page, method, purpose, people FROM audit_access a "
        "JOIN accounts_user u ON u.id = a.user_id WHERE request = %s",
        [answer.request],
    ).fetchall()
    assert rows == [
        ("lead", ["case_lead"], "desk:person", "GET", "caseload", [uuid.UUID(house.people["emre"])])
    ]


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_log_no_page(house, method):
    """Where the look cannot be written down, there is an error instead of the page."""
    signature = "gate.log_access(uuid, uuid, uuid, text[], text, text, text, text, uuid[])"
    house.owner.execute(f"REVOKE EXECUTE ON FUNCTION {signature} FROM throughgate_app")
    try:
        answer = getattr(house, method)("lead", "people:identity")
    finally:
        house.owner.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO throughgate_app")
    assert answer.status == 500
    assert markers.seen(answer.body) == set()


# --- nobody inherits a context


def test_context_ends_with_the_request(house):
    """After a page, the connection that served it believes in nobody and reads nothing; the model refuses to try."""
    for _ in range(8):
        assert house.get("lead", "desk:person").status == 200
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(current_setting('throughgate.organisation', true), '')")
            assert cursor.fetchone() == ("",)
            cursor.execute("SELECT count(*) FROM people_person")
            assert cursor.fetchone() == (0,)
        with pytest.raises(NoContext):
            Person.objects.first()
        connection.close()  # back to the pool, for the next to take


def test_anonymous_after_a_member_on_the_same_connection(house):
    """Whoever comes next over the same pooled connection brings an own context, or none."""
    north = one(house, "SELECT id::text FROM organisations_organisation WHERE code = 'north'")
    south = one(house, "SELECT id::text FROM organisations_organisation WHERE code = 'south'")
    for _ in range(3):
        assert ask(house, "lead", "/test/settings").body == north
        assert ask(house, "stranger", "/test/settings").body == south


def test_many_at_once_keep_their_context(house):
    """Threads that share the pool each see their own organisation."""
    wanted = {
        who: one(
            house,
            "SELECT m.organisation_id::text FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id "
            "WHERE u.username = %s",
            who,
        )
        for who in ("lead", "stranger", "aftercare", "company")
    }
    seen = {who: set() for who in wanted}

    def visit(who):
        client = Client(raise_request_exception=False)
        client.cookies = house.clients[who].cookies.copy()
        try:
            for _ in range(6):
                seen[who].add(client.get("/test/settings").content.decode())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=visit, args=[who]) for who in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert seen == {who: {organisation} for who, organisation in wanted.items()}


# --- a purpose


@pytest.fixture
def no_purposes(house):
    house.owner.execute("DELETE FROM people_namedpurpose")
    yield
    house.name_purposes()


@pytest.mark.usefixtures("no_purposes")
def test_purpose_opens_one_person_for_half_an_hour(house):
    """A colleague names a purpose; it opens this person, not the next, and not after 30 minutes."""
    asked = house.get("colleague", "desk:person")
    assert asked.status == 302
    assert urlsplit(asked.location).path == house.address("people:purpose")
    onward = parse_qs(urlsplit(asked.location).query)["next"][0]
    form = {"purpose": "stand_in", "words": "", "next": onward, "once": str(uuid.uuid4())}
    named = house.post("colleague", "people:purpose", data=form, keep=True)
    assert (named.status, named.location) == (302, house.address("desk:person"))
    opened = house.get("colleague", "desk:person")
    assert opened.status == 200
    assert one(house, "SELECT purpose FROM audit_access WHERE request = %s", opened.request) == "stand_in"
    assert house.get("officer", "desk:person").status == 302
    assert house.get("lead", "desk:person", "milan").status == 302
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=29), tick=False):
        assert house.get("colleague", "desk:person").status == 200
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=31), tick=False):
        assert house.get("colleague", "desk:person").status == 302


@pytest.mark.usefixtures("no_purposes")
def test_data_protection_officer_is_told(house):
    """The data-protection officer of the same organisation sees who named which purpose; nobody else opens that page."""
    form = {"purpose": "request", "words": "", "once": str(uuid.uuid4())}
    assert house.post("officer", "people:purpose", data=form, keep=True).status == 302
    page = house.get("dpo", "oversight:purposes")
    assert page.status == 200
    assert "Officer" in page.body
    assert one(house, "SELECT count(*) FROM audit_entry WHERE action = 'person.name_purpose'") >= 1
    for who in ("lead", "officer", "admin", "stranger"):
        assert house.get(who, "oversight:purposes").status == 403


@pytest.mark.usefixtures("no_purposes")
def test_purpose_without_a_reason_is_refused(house):
    """An empty or invented purpose opens nothing."""
    for purpose in ("", "curiosity"):
        form = {"purpose": purpose, "once": str(uuid.uuid4())}
        assert house.post("colleague", "people:purpose", data=form, keep=True).status == 422
    assert house.get("colleague", "desk:person").status == 302


# --- too large, and at odd hours


def test_too_large_a_form_is_refused(house):
    """More than 2.5 MB is 413, before it is read."""
    answer = house.post("lead", "people:number", data={"number": "x" * 2_600_000}, keep=True)
    assert answer.status == 413


def clock_changes():
    """Return the last Sundays of March and October that come next."""
    today, zone, nights = timezone.localdate(), ZoneInfo(settings.TIME_ZONE), []
    for day in (today + dt.timedelta(days=n) for n in range(1, 400)):
        noon, before = (
            dt.datetime.combine(d, dt.time(12), zone).utcoffset() for d in (day, day - dt.timedelta(days=1))
        )
        if noon != before:
            nights.append(day)
    return nights[:2]


@pytest.mark.parametrize("night", clock_changes())
@pytest.mark.parametrize("hour", ["00:30", "00:59", "01:00", "01:30"])
def test_night_of_the_clock_change(house, night, hour):
    """At half past two on both nights, in the hour that is missing or comes twice, a change is saved."""
    moment = dt.datetime.combine(night, dt.time.fromisoformat(hour), dt.UTC)
    with time_machine.travel(moment, tick=False):
        from throughgate.ground.accounts.models import User

        client = Client(raise_request_exception=False)
        backend = "throughgate.ground.accounts.backend.Backend"
        client.force_login(User.objects.get(username="lead"), backend=backend)
        state = client.session
        state["second_factor"] = True
        state.save()
        form = number_form(house, f"N-{night:%m%d}-{hour}")
        response = client.post(house.address("people:number"), form)
        assert response.status_code == 302
        assert client.get(house.address("desk:person")).status_code == 200


# --- nothing seeps out


def test_open_tables_name_nobody(house):
    """After all this no marker is in a table outside row security: sessions, form keys, jobs, rate limits, the queue."""
    from django.contrib.sessions.models import Session

    from throughgate.foundation.database import policies

    for name in ("desk:today", "desk:person", "desk:search", "people:list"):
        house.get("lead", name)
    house.post("lead", "people:list", data={"q": "Markeremrefamily", "show": "all"}, keep=True)
    house.post("lead", "desk:search", data={"q": "Markeremrefamily"}, keep=True)
    for table in policies.open_tables():
        if one(house, "SELECT to_regclass(%s)::text", table):
            text = one(house, f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            assert markers.seen(text) == set(), table
    for stored in Session.objects.all():
        assert markers.seen(str(stored.get_decoded())) == set()
    for table in ("audit_entry", "audit_access"):
        text = one(house, f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
        assert markers.seen(text) == set(), table


def test_mails_name_nobody(house):
    """What is sent by e-mail holds a link at most."""
    one(house, "UPDATE accounts_user SET email = 'lead@example.org' WHERE username = 'lead' RETURNING 1")
    mail.outbox.clear()
    house.clients["anonymous"].post("/accounts/password/reset/", {"email": "lead@example.org"})
    with override_settings(MAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        deliver_mail(one(house, "SELECT id FROM outbox_mail WHERE state = 'waiting'"))
    assert mail.outbox
    for message in mail.outbox:
        assert markers.seen(f"{message.subject} {message.body} {message.extra_headers}") == set()
