"""The pages of one's own account, and switching between organisations."""

from __future__ import annotations

import re
import uuid
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD
from throughgate.ground.accounts import actions
from throughgate.ground.accounts.models import Membership, User


def second_work(cast, username="lead", code="club", roles=("volunteer",)):
    return Membership.objects.create(
        user=User.objects.get(username=username),
        organisation=cast.organisation(code),
        roles=list(roles),
        starts_on=date(2026, 1, 1),
    )


def test_my_account_shows_where_i_work(signed_in, statements):
    """The page names the organisation, the roles and the sign-in name, with the fewest questions."""
    client = signed_in("lead")
    with statements() as asked:
        page = client.get(reverse("accounts:mine"))
    assert page.status_code == 200
    assert b"Prison North" in page.content
    assert b"Case lead" in page.content
    assert len(asked) <= 8


def test_nobody_anonymous_sees_an_account(client, db):
    """Signed out, every page leads to sign-in."""
    for name in ("mine", "names", "members", "invite"):
        answer = client.get(reverse(f"accounts:{name}"))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


def test_switching_changes_who_acts_from_the_next_page_on(signed_in, cast):
    """Rights come from the membership: as a volunteer of the club, the prison's contacts are its own no more."""
    client = signed_in("lead")
    work = second_work(cast)
    assert client.post(reverse("accounts:switch"), {"membership": work.pk}).status_code == 302
    page = client.get(reverse("accounts:mine"))
    assert page.wsgi_request.actor.organisation.code == "club"
    assert page.wsgi_request.actor.roles == {"volunteer"}


def test_foreign_and_ended_memberships_cannot_be_chosen(signed_in, cast):
    """Only one's own memberships in force can be switched to."""
    client = signed_in("lead")
    ended = second_work(cast)
    Membership.objects.filter(pk=ended.pk).update(ends_on=date(2026, 2, 1))
    foreign = Membership.objects.get(user__username="stranger")
    for choice in (foreign.pk, ended.pk, uuid.uuid4(), ""):
        assert client.post(reverse("accounts:switch"), {"membership": choice}).status_code == 404
    assert client.get(reverse("accounts:switch")).status_code == 405


def browser_of(username="lead"):
    """Return a new browser in which somebody has signed in with the password, the second factor done."""
    client = Client()
    assert client.post("/accounts/login/", {"login": username, "password": PASSWORD}).status_code == 302
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def desk(client):
    return client.get(reverse("accounts:mine")).wsgi_request.actor.organisation.code


def test_next_session_begins_at_the_desk_chosen_last(cast):
    """What one switched to is there at the next sign-in, on every machine, until it ends."""
    club = second_work(cast)
    north = Membership.objects.get(user=club.user, organisation__code="north")
    first = browser_of()
    assert desk(first) == "club", "nothing was chosen yet: the first by name"
    first.post(reverse("accounts:switch"), {"membership": north.pk})
    assert desk(first) == desk(browser_of()) == "north"
    Membership.objects.filter(pk=north.pk).update(ends_on=date(2026, 2, 1))
    assert desk(browser_of()) == "club"


def test_switching_moves_no_other_session(cast):
    """What is chosen in one browser moves no form that is open in another to another organisation."""
    club = second_work(cast)
    north = Membership.objects.get(user=club.user, organisation__code="north")
    here, there = browser_of(), browser_of()
    there.post(reverse("accounts:switch"), {"membership": north.pk})
    assert (desk(there), desk(here)) == ("north", "club")


def test_nobody_elses_membership_is_kept(cast):
    """The desk kept with an account is one of its own."""
    user = User.objects.get(username="lead")
    actions.choose_membership(user=user, membership=Membership.objects.get(user__username="stranger"))
    user.refresh_from_db()
    assert user.works_as is None


def test_names_are_changed_by_oneself(signed_in):
    """A new name shows at once."""
    client = signed_in("lead")
    client.get(reverse("accounts:mine"))
    data = {"given_names": "María", "family_name": "Lenz"}
    assert client.post(reverse("accounts:names"), data).status_code == 302
    assert "<strong>María Lenz</strong>" in client.get(reverse("accounts:mine")).content.decode()
    assert client.post(reverse("accounts:names"), {"given_names": "", "family_name": ""}).status_code == 422


def test_chosen_language_goes_with_the_account(signed_in, client):
    """The language is kept with the account, so that it counts on the next machine as well."""
    signed_in("lead")
    answer = client.post(reverse("set_language"), {"language": "de", "next": "/account/"})
    assert answer["Location"] == "/account/"
    assert answer.cookies["django_language"].value == "de"
    del client.cookies["django_language"]
    shown = client.get(reverse("accounts:mine"))
    assert shown["Content-Language"] == "de"
    assert '<html lang="de" dir="ltr">' in shown.content.decode()
    # In the menu and on the page.
    assert len(re.findall(r'lang="de"\s+aria-current="true"', shown.content.decode())) == 2


@pytest.mark.parametrize("back", [
    "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "2147483648", "desk:today",
    "account/",
])  # fmt: skip
def test_language_leads_to_own_addresses_only(client, db, back):
    """What is no path of this house leads to the start page instead: another house, a script, a word, a route's name."""
    answer = client.post(reverse("set_language"), {"language": "de", "next": back})
    assert answer["Location"] == "/"


def test_unknown_language_changes_nothing(client, db):
    """A language that is not offered is refused."""
    answer = client.post(reverse("set_language"), {"language": "xx"})
    assert "django_language" not in answer.cookies


def test_address_needs_the_password_again(client, cast):
    """The e-mail address is a way into the account, so it asks who it is first."""
    from tests.cast import PASSWORD

    client.force_login(cast.actor("lead").user, backend="throughgate.ground.accounts.backend.Backend")
    session = client.session
    session["second_factor"] = True
    session.save()
    answer = client.get(reverse("account_address"))
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    client.post(answer["Location"], {"password": PASSWORD})
    assert client.get(reverse("account_address")).status_code == 200
    assert client.post(reverse("account_address"), {"email": "lead@example.org"}).status_code == 302
    assert User.objects.get(username="lead").email == "lead@example.org"
    User.objects.filter(username="colleague").update(email="colleague@example.org")
    taken = client.post(reverse("account_address"), {"email": "Colleague@example.org"})
    assert taken.status_code == 422


def test_ended_membership_has_no_rights_on_the_next_request(signed_in):
    """Nothing of an open session outlives the membership."""
    client = signed_in("lead")
    assert client.get(reverse("organisations:list")).status_code == 200
    Membership.objects.filter(user__username="lead").update(ends_on=date(2026, 1, 1))
    assert client.get(reverse("organisations:list")).status_code == 403
    assert client.get(reverse("accounts:mine")).status_code == 200


def test_in_the_demo_the_readers_choice_counts(signed_in, settings, client):
    """One reader sits at many desks there, so the language of the desk does not take over."""
    settings.DEMO = True
    User.objects.filter(username="lead").update(language="de")
    signed_in("lead")
    client.cookies["django_language"] = "en"
    assert client.get(reverse("accounts:mine"))["Content-Language"] == "en"
