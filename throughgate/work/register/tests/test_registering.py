"""Somebody without an account registers: once, confirmed by a button, and told the same whatever is known already."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.audit.models import Entry
from throughgate.foundation.database.context import NOBODY
from throughgate.foundation.database.context import acting as acts
from throughgate.foundation.languages.folding import search_key
from throughgate.foundation.outbox.models import Mail
from throughgate.foundation.outbox.tests.delivering import sent_mails
from throughgate.work.register.actions.keys import answer_by_key, tidy
from throughgate.work.register.models import Registration
from throughgate.work.register.papers import form_code, is_of_form
from throughgate.work.register.tests.making import TYPED, link_in, typed
from throughgate.work.register.views.public import LIMIT

pytestmark = pytest.mark.django_db


def register(client, **more):
    answer = client.post(reverse("joining_form"), typed(**more))
    assert answer.status_code == 302, answer.context["form"].errors
    return answer


def rows(acting):
    with acting("placement"):
        return list(Registration.objects.order_by("sent_at"))


def test_whoever_comes_to_sign_in_finds_the_form(client):
    """The sign-in page leads to it, with no word of what the house is for."""
    page = client.get(reverse("account_login")).content.decode()
    asked = page.partition("You would like to offer something?")[2]
    assert f'href="{reverse("joining_form")}"' in asked
    assert client.get(reverse("joining_form")).status_code == 200


def test_from_the_form_to_the_officers(client, acting):
    """What was typed is stored, a mail with a link goes out, and the button behind it makes the registration wait."""
    answer = register(client)
    assert client.get(answer.url).status_code == 200
    (row,) = rows(acting)
    assert row.state == "sent"
    assert (row.name, row.languages, row.offers) == (TYPED["name"], ["de", "pl"], ["job", "internship"])
    assert row.name_key == search_key(TYPED["name"])
    (sent,) = sent_mails()
    assert sent.to == [TYPED["email"]]
    page = client.get(link_in(sent))
    assert TYPED["name"] in page.content.decode()
    done = client.post(link_in(sent), {"answer": "confirm"}, follow=True)
    assert "is confirmed" in done.content.decode()
    (row,) = rows(acting)
    assert (row.state, row.confirmed_by) == ("registered", "key")
    with acting("placement"):
        said = Entry.objects.filter(subject_id=row.pk).order_by("at").values_list("action", flat=True)
        assert list(said) in ([], ["registration.send", "registration.confirm"])


def test_a_mail_server_that_follows_links_confirms_nothing(client, acting):
    """Looking at the link, however often, changes nothing: the button does."""
    register(client)
    (sent,) = sent_mails()
    for method in ("get", "head"):
        assert getattr(client, method)(link_in(sent)).status_code == 200
    assert rows(acting)[0].state == "sent"


def test_a_double_click_is_one_registration(client, acting):
    """The same form sent twice, or again after "Back", is one registration, one mail, one clear answer."""
    form = typed()
    first, second = (client.post(reverse("joining_form"), form) for _ in range(2))
    assert first.url == second.url == reverse("joining_sent")
    assert len(rows(acting)) == Mail.objects.count() == 1


def test_a_mistake_keeps_the_key_and_what_was_typed(client, acting):
    """After a mistake the page comes back with all that was typed, and with the same key of one change."""
    form = typed(name="")
    answer = client.post(reverse("joining_form"), form)
    assert answer.status_code == 422
    assert form["once"] in answer.content.decode()
    assert TYPED["why"] in answer.content.decode()
    assert rows(acting) == []


def test_the_second_use_of_a_link_says_so_plainly(client, acting):
    """Pressing again changes nothing and reads as done."""
    register(client)
    (sent,) = sent_mails()
    client.post(link_in(sent), {"answer": "confirm"})
    version = rows(acting)[0].version
    again = client.post(link_in(sent), {"answer": "confirm"}, follow=True)
    assert again.status_code == 200
    assert "Your registration is confirmed" in again.content.decode()
    assert rows(acting)[0].version == version


def test_an_old_link_says_so_plainly(client):
    """After its days, and for a link that nobody made, a page says what to do."""
    register(client)
    (sent,) = sent_mails()
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        late = client.get(link_in(sent))
    assert late.status_code == 404
    assert reverse("joining_form") in late.content.decode()
    assert client.post(reverse("joining_by_link", args=["nothing"]), {"answer": "confirm"}).status_code == 404


def test_a_machine_gets_the_same_answer_and_nothing_is_stored(client, acting):
    """Whoever fills in the field that nobody sees is thanked, and forgotten."""
    answer = register(client, homepage="https://spam.example")
    assert answer.url == reverse("joining_sent")
    assert rows(acting) == []
    assert not Mail.objects.exists()


def test_many_at_once_are_asked_to_wait(client):
    """From one address no more than the limit is looked at in five minutes."""
    answers = [
        client.post(reverse("joining_form"), typed(name="")).status_code for _ in range(LIMIT.most + 1)
    ]
    assert answers == [422] * LIMIT.most + [429]


def test_without_an_address_a_letter_comes(client, acting):
    """Whoever gives no e-mail is told of a letter, and nothing is mailed."""
    answer = register(client, email="", preferred_channel="letter")
    assert "letter" in client.get(answer.url).content.decode()
    assert len(rows(acting)) == 1
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"email": "", "preferred_channel": "email"}, "email"),
        ({"telephone": "", "preferred_channel": "telephone"}, "telephone"),
        ({"street": "", "preferred_channel": "letter"}, "street"),
        ({"offers": []}, "offers"),
        ({"kind": "prison"}, "kind"),
        ({"languages": "German, Blabla"}, "languages"),
        ({"town": ""}, "town"),
        ({"family_name": "\u200b"}, "family_name"),
        ({"why": "x" * 601}, "why"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(client, acting, more, field):
    """Each mistake stands at its field, and nothing is stored."""
    answer = client.post(reverse("joining_form"), typed(**more))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert rows(acting) == []


def test_nobody_is_told_who_is_registered(client, acting):
    """A name that is in the register already gets the answer that a new one gets."""
    new, known = register(client), register(client, name="Roth Roofing", email="other@example.org")
    assert new.url == known.url
    assert [row.name for row in rows(acting)] == [TYPED["name"], "Roth Roofing"]


def test_somebody_signed_in_registers_as_nobody(signed_in, acting):
    """The public form asks nothing of an account: what is sent belongs to no one's session."""
    register(signed_in("company"))
    assert rows(acting)[0].organisation is None


def test_the_function_takes_no_word_of_the_caller(acting):
    """Whatever the facts claim, what comes in waits for its confirmation and belongs to nobody; who acts sends nothing."""
    with acting("placement"):
        from throughgate.ground.organisations.models import Organisation

        one = Organisation.objects.get(code="roofing")
    empty = (
        "legal_name",
        "sector",
        "size",
        "street",
        "postcode",
        "town",
        "given_names",
        "family_name",
        "function",
    )
    empty += ("telephone", "email", "preferred_channel", "why", "asks", "reads_in")
    facts = {"kind": "company", "name": "X", "name_key": "x", "region_id": str(one.region_id), "offers": []}
    facts |= {"id": str(uuid.uuid4()), "once": str(uuid.uuid4()), "languages": [], "seen_by_others": False}
    claims = {"state": "verified", "organisation_id": str(one.pk), "refreshed_on": "2026-01-01"}
    claimed = json.dumps({**dict.fromkeys(empty, ""), **facts, **claims})
    with acts(NOBODY), connection.cursor() as cursor:
        cursor.execute("SELECT gate.take_registration(%s, '')", [claimed])
    (row,) = rows(acting)
    assert (row.state, row.organisation_id, row.refreshed_on) == ("sent", None, None)
    with (
        acting("placement"),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        cursor.execute("SELECT gate.take_registration(%s, '')", [claimed])


def test_what_nobody_confirms_is_forgotten(client, acting):
    """After 30 days a registration without confirmation is gone, with its key; what was confirmed stays."""
    register(client)
    (sent,) = sent_mails()
    client.post(link_in(sent), {"answer": "confirm"})
    register(client, name="Nobody's", email="nobody@example.org")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        tidy()
        assert [row.name for row in rows(acting) if row.organisation is None] == [TYPED["name"]]


def test_a_key_answers_what_it_is_for_alone(client, acting):
    """The key of a confirmation neither refreshes nor leaves; a word of one's own is no answer."""
    register(client)
    (sent,) = sent_mails()
    path = link_in(sent)
    for answer in ("refresh", "leave", "verify", ""):
        assert client.post(path, {"answer": answer}).status_code in (302, 422)
    with acts(NOBODY):
        assert not answer_by_key("0" * 64, "confirm")
    assert rows(acting)[0].state == "sent"


def test_the_code_on_a_form_notices_a_slip():
    """Every sheet has another code; a sign that is mistyped makes it none of ours."""
    code = form_code()
    assert is_of_form(code)
    assert is_of_form(code.lower()[:4] + "-" + code[4:])
    other = "A" if code[0] != "A" else "B"
    assert not is_of_form(other + code[1:])
    assert not is_of_form(code[:-1])
    assert form_code() != code


def test_a_sheet_is_typed_in_once(signed_in, acting):
    """Staff type in the sheet: it waits for an answer; typed again it leads to the same registration."""
    client, code = signed_in("placement"), form_code()
    first = client.post(reverse("register:type"), typed(code=code))
    second = client.post(reverse("register:type"), typed(code=code.lower(), name="Typed again"))
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    (row,) = rows(acting)
    assert (row.state, row.confirmed_by, row.name) == ("registered", "paper", TYPED["name"])
    wrong = client.post(reverse("register:type"), typed(code="ABCDEFGHJKMN"))
    assert wrong.status_code == 422
    assert list(wrong.context["form"].errors) == ["code"]
