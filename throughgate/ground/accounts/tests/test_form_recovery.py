"""A form that was sent after the session had ended comes back after sign-in, to the one who typed it alone."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD

WORDS = "Welder, a long text that nobody wants to type twice"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


@pytest.fixture
def typed(signed_in, cast):
    """Give the address of a form, and what its own user typed into it before the session ended."""
    address = reverse("people:add-qualification", args=[cast.key("emre")])
    page = signed_in("lead").get(address).content.decode()
    fields = dict(HIDDEN.findall(page))
    return address, {**fields, "what": WORDS}


def sign_in(client, address, username="lead"):
    """Sign in with a password at the address of sign-in, and go on as far as it leads."""
    answer = client.post(
        address, {"login": username, "password": PASSWORD, "next": address.split("next=")[1]}
    )
    session = client.session
    session["second_factor"] = True
    session.save()
    return answer


def test_what_was_typed_comes_back_after_sign_in(typed, acting, cast):
    """The person signs in again, sees the words, sends them with one button, and they are saved."""
    address, said = typed
    client = Client()
    away = client.post(address, said)
    assert away.status_code == 302
    assert away["Location"] == f"{reverse('account_login')}?next={reverse('account_kept')}"
    assert WORDS not in str(Session.objects.get(pk=client.session.session_key).get_decoded())
    answer = sign_in(client, away["Location"])
    assert answer["Location"] == reverse("account_kept")
    page = client.get(reverse("account_kept"))
    assert page.status_code == 200
    assert WORDS in page.content.decode()
    assert f'action="{address}"' in page.content.decode()
    again = dict(page.context["typed"].fields)
    assert client.post(address, again).status_code == 302
    from throughgate.person.people.models import Qualification

    with acting("lead"):
        assert Qualification.objects.filter(person=cast.key("emre"), what=WORDS).count() == 1


def test_whoever_else_signs_in_gets_nothing(typed, cast):
    """A colleague at the same computer is led to Today; the words are gone from the session."""
    address, said = typed
    client = Client()
    client.post(address, said)
    kept = client.session["kept"]
    for page in ("account_kept", "desk:today"):
        client.force_login(
            cast.actor("colleague").user, backend="throughgate.ground.accounts.backend.Backend"
        )
        session = client.session
        session["kept"], session["second_factor"] = kept, True
        session.save()
        answer = client.get(reverse(page))
        assert WORDS not in answer.content.decode()
        assert answer.status_code == (302 if page == "account_kept" else 200)
        assert "kept" not in client.session


def test_it_waits_an_hour(typed, cast, monkeypatch):
    """What was typed long ago does not come back."""
    address, said = typed
    client = Client()
    client.post(address, said)
    monkeypatch.setattr("throughgate.foundation.web.form_recovery.LASTS", -1)
    client.force_login(cast.actor("lead").user, backend="throughgate.ground.accounts.backend.Backend")
    assert client.get(reverse("account_kept")).status_code == 302


def test_a_form_without_a_mark_of_ours_is_not_kept(typed):
    """Nobody fills sessions with forms that were made nowhere; the way to sign-in stays as it was."""
    address, said = typed
    for whose in ("", "somebody", said["whose"][:-2] + "xx"):
        client = Client()
        away = client.post(address, {**said, "whose": whose})
        assert away.status_code == 302
        assert reverse("account_kept") not in away["Location"]
        assert "kept" not in client.session


def test_a_token_of_an_earlier_session_brings_the_words_back(typed, cast):
    """Signed in anew in another tab: the form of the old tab is sent again with one button, by its own user alone."""
    address, said = typed
    for username, found in (("colleague", False), ("lead", True)):
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.actor(username).user, backend="throughgate.ground.accounts.backend.Backend")
        session = client.session
        session["second_factor"] = True
        session.save()
        answer = client.post(address, said)
        assert answer.status_code == 403
        assert (WORDS in answer.content.decode()) is found, username
        if found:
            token = dict(HIDDEN.findall(answer.content.decode()))["csrfmiddlewaretoken"]
            again = {**dict(answer.context["typed"].fields), "csrfmiddlewaretoken": token}
            assert client.post(address, again).status_code == 302


def test_an_address_used_in_the_wrong_way_says_so(signed_in):
    """The answer 405 is a page, and names what is allowed."""
    for address, send in ((reverse("accounts:switch"), "get"), (reverse("desk:today"), "post")):
        answer = getattr(signed_in("lead"), send)(address)
        assert answer.status_code == 405, address
        assert answer["Allow"]
        assert "This address cannot be opened like this" in answer.content.decode()
