"""What is sent twice, or by two at once: double clicks, stale forms, deadlocks, rows that are gone."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db import connections
from django.test import Client, override_settings

from tests.policies import pages
from tests.policies.asking import ask, number_form, one


@pytest.fixture(autouse=True)
def _test_pages():
    with override_settings(ROOT_URLCONF="tests.policies.pages"):
        yield


# --- twice the same


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
        thread.join(120)
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
        thread.join(120)
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
