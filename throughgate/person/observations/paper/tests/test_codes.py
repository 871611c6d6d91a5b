"""Codes from paper lead to exactly one page, say nothing about others, and cannot be tried out."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.fixtures import Cast
from throughgate.foundation.codes.tries import OF_MEMBERS
from throughgate.person.observations.models import Slip
from throughgate.person.observations.tests.making import standard, start


@pytest.fixture
def sheet(acting, cast):
    """Begin a draft of the officer."""
    with acting("officer") as officer:
        return start(officer, [cast.key("emre")])


def enter(client, code):
    """Type a code."""
    return client.post(reverse("observations:code"), {"code": code})


def test_a_sheet_opens_for_typing_in(sheet, signed_in):
    """With hyphen and small letters the code opens exactly this sheet."""
    code = f"{sheet.code[:4]}-{sheet.code[4:]}".lower()
    answer = enter(signed_in("officer"), code)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("observations:sheet", args=[sheet.pk])


def test_the_square_fills_the_code_in(sheet, signed_in):
    """The address in the square opens the page with the code in its field; nothing happens by looking."""
    body = signed_in("officer").get(f"{reverse('observations:code')}?code={sheet.code}").content.decode()
    assert f'value="{sheet.code}"' in body


def test_slips_lead_to_their_pages(acting, signed_in, cast):
    """A self-rating's code opens its page for the case lead."""
    client = signed_in("lead")
    client.post(reverse("observations:slip", args=[cast.key("emre")]), {"kind": "self_rating"})
    with acting("lead"):
        code = Slip.objects.get().code
    led = enter(client, code)["Location"]
    assert led == f"{reverse('observations:self', args=[cast.key('emre')])}?framework={standard().pk}"


def test_foreign_and_unknown_codes_are_alike(sheet, acting, signed_in, cast):
    """A code of another prison answers word for word as one that does not exist."""
    client = signed_in("lead")
    client.post(reverse("observations:slip", args=[cast.key("emre")]), {"kind": "self_rating"})
    with acting("lead"):
        code = Slip.objects.get().code
    client = signed_in("stranger")

    def body(typed):
        answer = enter(client, typed)
        assert answer.status_code == 422
        text = answer.content.decode().replace(typed, "")
        return re.sub(r'value="[^"]{30,}"|nonce="[^"]*"', "", text)

    assert body(code) == body("ZZZZZZZZ") == body(sheet.code)


def test_codes_cannot_be_tried_out(sheet, signed_in, cast):
    """After ten wrong codes nothing is looked up for some minutes, not even the right one, nor after signing in anew."""
    client = signed_in("officer")

    def anew():
        client.force_login(cast.actor("officer").user, "throughgate.ground.accounts.backend.Backend")
        session = client.session
        session["second_factor"] = True
        session.save()
        return client

    for _ in range(OF_MEMBERS.most):
        assert enter(client, "ZZZZZZZZ").status_code == 422
    assert enter(client, "ZZZZZZZZ").status_code == 429
    client.logout()
    assert enter(anew(), sheet.code).status_code == 429
    assert enter(signed_in("lead"), "ZZZZZZZZ").status_code == 422, "others are not shut out"
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert enter(anew(), sheet.code).status_code == 302


def test_right_codes_are_no_tries(sheet, signed_in):
    """Whoever types in a pile of paper is not stopped; what is empty or too long is looked up nowhere."""
    client = signed_in("officer")
    for _ in range(OF_MEMBERS.most + 2):
        assert enter(client, sheet.code).status_code == 302
        assert enter(client, "").status_code == 422
        assert enter(client, "Z" * 41).status_code == 422
    assert enter(client, "ZZZZZZZZ").status_code == 422


def test_fifty_at_the_same_moment(fresh_database):
    """Of fifty wrong codes at once ten are looked up at most."""
    cast = Cast()
    client = Client()
    client.force_login(cast.actor("officer").user, backend="throughgate.ground.accounts.backend.Backend")
    session = client.session
    session["second_factor"] = True
    session.save()
    barrier, answers = threading.Barrier(50, timeout=60), []

    def send():
        window = Client(raise_request_exception=False)
        window.cookies = client.cookies.copy()
        try:
            barrier.wait()
            answers.append(enter(window, "ZZZZZZZZ").status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert set(answers) == {422, 429}
    assert answers.count(422) <= OF_MEMBERS.most
    assert len(answers) == 50


def test_whoever_needs_a_second_factor_needs_it_here(client, cast):
    """That tries are counted outside of a transaction opens no way around the second factor."""
    client.force_login(cast.actor("officer").user, backend="throughgate.ground.accounts.backend.Backend")
    answer = enter(client, "ZZZZZZZZ")
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_activate_totp"))


@pytest.mark.parametrize("who", ["teacher", "company", "admin"])
def test_refused(signed_in, who):
    """Who types nothing in has no such page."""
    assert signed_in(who).get(reverse("observations:code")).status_code == 403
