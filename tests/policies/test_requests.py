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
from tests.policies import pages
from throughgate.foundation.database.context import NoContext
from throughgate.person.people.models import Person


@pytest.fixture(autouse=True)
def _test_pages():
    with override_settings(ROOT_URLCONF="tests.policies.pages"):
        yield


def ask(house, who, address, data=None, *, method="get"):
    """Ask for an address of the tests' own pages."""
    return house._answer(getattr(house.clients[who], method)(address, data))


def one(house, sql, *parameters):
    return house.owner.execute(sql, parameters).fetchone()[0]


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
        thread.join(30)
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


# --- twice the same


def number_form(house, number, once=None):
    version = one(house, "SELECT version FROM people_personnumber WHERE person_id = %s", house.people["emre"])
    return {"number": number, "version": str(version), "once": once or str(uuid.uuid4())}


def numbers_set(house):
    return one(house, "SELECT count(*) FROM audit_entry WHERE action = 'person.set_number'")


def test_double_click_is_one_change(house):
    """The same form sent twice changes once and answers the same; with other words it is refused."""
    before = numbers_set(house)
    form = number_form(house, "N-1")
    first = house.post("lead", "people:number", data=form, keep=True)
    second = house.post("lead", "people:number", data=form, keep=True)
    assert first.status == second.status == 302
    assert first.location == second.location
    assert numbers_set(house) == before + 1
    other = house.post("lead", "people:number", data={**form, "number": "N-2"}, keep=True)
    assert other.status == 422
    assert house.post("colleague", "people:number", data=form, keep=True).status == 422
    assert numbers_set(house) == before + 1


def test_two_clicks_at_once_are_one_change(house):
    """Two requests with one key at the same moment: the second waits for the first and answers as it did."""
    before = numbers_set(house)
    form, address, answers = number_form(house, "N-3"), house.address("people:number"), []

    def send():
        client = Client(raise_request_exception=False)
        client.cookies = house.clients["lead"].cookies.copy()
        try:
            response = client.post(address, form)
            answers.append((response.status_code, response.get("Location")))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(answers) == 2
    assert len(set(answers)) == 1
    assert answers[0][0] == 302
    assert numbers_set(house) == before + 1


def test_refused_form_may_be_sent_again(house):
    """A key whose form was refused is free: the same page, put right, is saved."""
    form = number_form(house, "")
    key = form["once"]
    house.post("lead", "people:number", data={**form, "number": "x" * 300}, keep=True)
    assert one(house, "SELECT count(*) FROM web_once WHERE key = %s", key) == 0
    right = number_form(house, "N-4", once=key)
    assert house.post("lead", "people:number", data=right, keep=True).status == 302


# --- two at once


def test_stale_form_keeps_both_versions(house):
    """Whoever saves over a newer row gets 409 with both texts, and nothing is overwritten."""
    form = number_form(house, "N-mine")
    assert (
        house.post("colleague", "people:number", data=number_form(house, "N-theirs"), keep=True).status == 302
    )
    answer = house.post("lead", "people:number", data=form, keep=True)
    assert answer.status == 409
    assert "N-mine" in answer.body
    assert "N-theirs" in answer.body
    assert one(
        house, "SELECT number FROM people_personnumber WHERE person_id = %s", house.people["emre"]
    ) == ("N-theirs")


def both_at_once(house, address, *forms):
    """Send two forms at the same moment; return the statuses, the lower one first."""
    pages.attempts.clear()
    pages.meeting.reset()
    answers = []

    def send(form):
        client = Client(raise_request_exception=False)
        client.cookies = house.clients["lead"].cookies.copy()
        try:
            answers.append(client.post(address, {**form, "once": str(uuid.uuid4())}).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[form]) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(answers)


def test_deadlock_is_tried_again(house):
    """Two changes that block each other both succeed in the end."""
    assert both_at_once(house, "/test/lock", {"order": "ab"}, {"order": "ba"}) == [302, 302]
    assert len(pages.attempts) == 3


def test_whoever_comes_second_sees_the_first(house):
    """Of two who add what is there once, one adds it and the other is answered by the page, as if later."""
    house.log.truncate(0)
    form = {"person": house.people["emre"]}
    assert both_at_once(house, "/test/add", form, form) == [302, 422]
    assert one(house, "SELECT count(*) FROM people_spokenlanguage WHERE language = 'fr'") == 1
    assert '"broke"' not in house.log.getvalue()


def late_ones(house):
    return one(house, "SELECT count(*) FROM organisations_contactperson WHERE family_name = 'Late'")


def test_what_is_gone_at_the_end(house):
    """Where a row that a change names is gone when the transaction ends, all is done again, and said once."""
    pages.attempts.clear()
    before = late_ones(house)
    answer = ask(house, "admin", "/test/name", {"once": str(uuid.uuid4())}, method="post")
    assert (answer.status, len(pages.attempts)) == (302, 2)
    assert late_ones(house) == before + 1
    assert answer.headers.count("Saved.") <= 1


def test_what_is_always_gone_is_a_fault(house):
    """A change that names a row which never was is given up after three attempts, and nothing stays."""
    pages.attempts.clear()
    house.log.truncate(0)
    before = late_ones(house)
    answer = ask(house, "admin", "/test/name", {"once": str(uuid.uuid4()), "always": "1"}, method="post")
    assert (answer.status, len(pages.attempts)) == (500, 3)
    assert late_ones(house) == before
    assert house.log.getvalue().count('"broke"') == 1


def test_a_row_that_was_removed_meanwhile(house):
    """A page that finds a row gone in the middle is asked again from its beginning."""
    pages.attempts.clear()
    answer = ask(house, "lead", "/test/lose", {"once": str(uuid.uuid4())}, method="post")
    assert (answer.status, len(pages.attempts)) == (404, 2)


def test_a_change_overtaken(house):
    """Where a page does not know what to do about another's change, it says that there was one."""
    answer = ask(house, "lead", "/test/overtake", {"once": str(uuid.uuid4())}, method="post")
    assert answer.status == 409
    assert "Somebody else changed this in the meantime" in answer.body


def test_deadlock_without_end_is_given_up(house):
    """After three attempts the page says that something went wrong."""
    pages.attempts.clear()
    answer = ask(house, "lead", "/test/always", {"once": str(uuid.uuid4())}, method="post")
    assert answer.status == 500
    assert len(pages.attempts) == 3


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
    assert mail.outbox
    for message in mail.outbox:
        assert markers.seen(f"{message.subject} {message.body} {message.extra_headers}") == set()
