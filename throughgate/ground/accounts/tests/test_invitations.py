"""Invitations: by link, by a code on paper, for newcomers and for people with an account."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.outbox.actions import deliver_mail
from throughgate.foundation.outbox.models import Mail
from throughgate.ground.accounts import actions
from throughgate.ground.accounts.models import Invitation, Membership, User

NEW = "long-enough-horse-9"
INVITE = "/members/invite/"


def whom(**more):
    return {
        "given_names": "Nora",
        "family_name": "Neu",
        "roles": ["observer"],
        "once": str(uuid.uuid4()),
        **more,
    }


def newcomer(**more):
    return {
        "given_names": "Nora",
        "family_name": "Neu",
        "username": "nora.neu",
        "password": NEW,
        "again": NEW,
        **more,
    }


def invited(signed_in, **more):
    """Invite somebody as the prison's administrator and sign out; gives the page with link and code."""
    client = signed_in("admin")
    page = client.post(INVITE, whom(**more))
    assert page.status_code == 200
    client.logout()
    return page.context


def test_invitation_is_shown_once_and_stored_as_hashes(signed_in):
    """The page shows link, code and a picture of the link; the database holds neither link nor code."""
    client = signed_in("admin")
    page = client.post(INVITE, whom())
    token = page.context["link"].rstrip("/").rsplit("/", 1)[1]
    row = Invitation.objects.get()
    assert page.context["code"].encode() in page.content
    assert b"<svg" in page.content
    for field in Invitation._meta.concrete_fields:
        stored = str(getattr(row, field.attname))
        assert token not in stored
        assert page.context["code"].replace("-", "") not in stored
    assert page["Cache-Control"] == "no-store"
    assert b"Nora Neu" in client.get("/members/").content


def test_double_click_is_one_invitation(signed_in):
    """The second answer shows the same code, so that none is lost."""
    client = signed_in("admin")
    data = whom()
    first, second = client.post(INVITE, data), client.post(INVITE, data)
    assert first.context["code"] == second.context["code"]
    assert Invitation.objects.count() == 1


def test_invitation_needs_a_role_and_a_name(signed_in):
    """What is missing is said beside its field."""
    client = signed_in("admin")
    assert client.post(INVITE, whom(roles=[])).status_code == 422
    assert client.post(INVITE, whom(family_name="")).status_code == 422
    assert client.post(INVITE, whom(roles=["tso_worker"])).status_code == 422


def test_mail_goes_out_by_the_outbox_and_names_no_case(signed_in, settings):
    """The mail says who invites and the link, nothing else; the administrator sees how far it is."""
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client = signed_in("admin")
    page = client.post(INVITE, whom(email="nora@example.org"))
    assert mail.outbox == []
    assert b"The e-mail is on its way." in client.get(reverse("accounts:members")).content
    deliver_mail(Mail.objects.get().pk)
    assert b"E-mail sent." in client.get(reverse("accounts:members")).content
    (message,) = mail.outbox
    assert message.to == ["nora@example.org"]
    assert page.context["link"] in message.body
    assert "Nora" not in message.subject
    assert "Marker" not in message.body


def test_newcomer_takes_up_a_link(signed_in, client):
    """The account is made, joined and signed in; the link works once."""
    link = invited(signed_in)["link"]
    page = client.get(link)
    assert page.status_code == 200
    assert b"Prison North" in page.content
    answer = client.post(link, newcomer())
    assert answer.status_code == 302
    user = User.objects.get(username="nora.neu")
    joined = Membership.objects.get(user=user)
    assert (joined.organisation.code, joined.roles) == ("north", ["observer"])
    assert client.session["membership"] == str(joined.pk)
    client.logout()
    assert client.get(link).status_code == 404
    assert client.post(link, newcomer(username="other")).status_code == 404


def test_newcomer_takes_up_a_code(signed_in, client):
    """Small letters and missing hyphens do not matter."""
    code = invited(signed_in)["code"]
    assert client.get(reverse("account_invitation")).status_code == 200
    answer = client.post(reverse("account_invitation"), {"code": code.lower().replace("-", "")})
    assert answer["Location"] == reverse("account_join_by_code")
    assert client.get(answer["Location"]).status_code == 200
    assert client.post(answer["Location"], newcomer()).status_code == 302
    assert User.objects.filter(username="nora.neu").exists()


def test_code_that_does_not_fit_is_refused(client, db):
    """A wrong code and no code in the session lead nowhere."""
    assert client.post(reverse("account_invitation"), {"code": "AAAA-BBBB-CCCC"}).status_code == 422
    assert client.get(reverse("account_join_by_code")).status_code == 302


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"password": "short", "again": "short"}, "password"),
        ({"password": "1" * 20, "again": "1" * 20}, "password"),
        ({"password": "nora.neu-nora", "again": "nora.neu-nora"}, "password"),
        ({"password": "x" * 129, "again": "x" * 129}, "password"),
        ({"again": "another-password"}, "again"),
        ({"username": "lead"}, "username"),
        ({"username": "Große Namen"}, "username"),
        ({"family_name": "\u202eevil"}, "family_name"),
    ],
)
def test_what_a_new_account_must_not_be(signed_in, client, change, field):
    """Weak passwords, taken or odd names come back with the reason, and no account is made."""
    link = invited(signed_in)["link"]
    answer = client.post(link, newcomer(**change))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not User.objects.filter(username="nora.neu").exists()


def test_taken_address_is_refused(signed_in, client):
    """Two accounts never share an address."""
    User.objects.filter(username="lead").update(email="lead@example.org")
    link = invited(signed_in)["link"]
    assert client.post(link, newcomer(email="LEAD@example.org")).status_code == 422


def test_somebody_with_an_account_joins_with_it(signed_in):
    """The other work stays; the new one is current at once."""
    link = invited(signed_in)["link"]
    client = signed_in("stranger")
    page = client.get(link)
    assert b"Stranger Cast" in page.content
    assert client.post(link).status_code == 302
    works = Membership.objects.in_force().filter(user__username="stranger")
    assert {work.organisation.code for work in works} == {"north", "south"}


def test_nobody_takes_up_their_own_invitation(signed_in):
    """Otherwise an administrator could give themselves roles."""
    client = signed_in("admin")
    link = client.post(INVITE, whom(roles=["case_lead"])).context["link"]
    assert client.post(link).status_code == 422
    assert Membership.objects.get(user__username="admin").roles == ["administrator"]


def test_members_do_not_join_twice(signed_in):
    """An invitation is no way to other roles."""
    link = invited(signed_in, roles=["case_lead"])["link"]
    client = signed_in("officer")
    answer = client.post(link)
    assert answer.status_code == 422
    assert b"work for this organisation already" in answer.content


def test_invitation_runs_out_after_14_days(signed_in, client):
    """Then neither link nor code opens anything."""
    made = invited(signed_in)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert client.get(made["link"]).status_code == 404
    assert client.post(reverse("account_invitation"), {"code": made["code"]}).status_code == 422


def test_withdrawn_invitation_does_not_work(signed_in, client):
    """Withdrawing twice is once; link and code end."""
    admin = signed_in("admin")
    link = admin.post(INVITE, whom()).context["link"]
    row = Invitation.objects.get()
    address = reverse("accounts:withdraw-invitation", args=[row.pk])
    for _ in range(2):
        assert admin.post(address, {"version": row.version}).status_code == 302
    client.logout()
    assert client.get(link).status_code == 404


def test_new_code_replaces_the_lost_one(signed_in, client):
    """The old link stops, the new one works."""
    admin = signed_in("admin")
    first = admin.post(INVITE, whom()).context["link"]
    row = Invitation.objects.get()
    address = reverse("accounts:renew-invitation", args=[row.pk])
    second = admin.post(address, {"version": row.version, "once": str(uuid.uuid4())}).context["link"]
    client.logout()
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_invitations_of_others_are_not_there(signed_in):
    """Another organisation's administrator cannot renew or withdraw."""
    signed_in("admin").post(INVITE, whom())
    row = Invitation.objects.get()
    client = signed_in("southadmin")
    for name in ("renew-invitation", "withdraw-invitation"):
        assert client.post(reverse(f"accounts:{name}", args=[row.pk]), {"version": 1}).status_code == 404
    assert b"Nora" not in client.get("/members/").content


def test_invitation_is_taken_up_once_even_at_once(acting):
    """The second one finds it closed."""
    with acting("admin") as actor:
        issued = actions.invite_member(actor=actor, given_names="A", family_name="B", roles=["observer"])
    facts = {"given_names": "A", "family_name": "B", "password": NEW, "invitation": issued.invitation.pk}
    actions.accept_as_newcomer(username="first", **facts)
    with pytest.raises(ValidationError) as refusal:
        actions.accept_as_newcomer(username="second", **facts)
    assert refusal.value.code == "not_open"


def test_attempts_at_codes_are_limited(client, db):
    """Thirty attempts in five minutes from one address, then none, although each answer is a refusal."""
    answers = [
        client.post(reverse("account_invitation"), {"code": f"AAAA-BBBB-{n:04}"}).status_code
        for n in range(31)
    ]
    assert answers == [422] * 30 + [429]
