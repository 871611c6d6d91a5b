"""The sign-in cards of the demo, and that nothing of them exists elsewhere."""

from __future__ import annotations

import pytest
from django.utils import timezone

from throughgate.desk.cards import cards
from throughgate.ground.accounts.models import Membership, User
from throughgate.ground.organisations.models import Organisation


@pytest.fixture
def sample(cast):
    """Let the case lead be somebody of the sample region."""
    User.objects.filter(username="lead").update(username="demo.01-lead")


@pytest.fixture
def demo(settings, sample):
    """Run as the demo."""
    settings.DEMO = True


@pytest.mark.usefixtures("demo")
def test_cards_stand_on_the_sign_in_page(client):
    """One button for each member of the sample region's staff, and no other account."""
    (card,) = cards()
    assert (card.name, card.role, card.organisation) == ("Lead Cast", "Case lead", "Prison North")
    page = client.get("/accounts/login/")
    assert b'value="demo.01-lead"' in page.content
    assert b"colleague" not in page.content


@pytest.mark.usefixtures("demo")
def test_opening_the_address_signs_nobody_in(client):
    """A GET shows one button; only the button signs in, without a second factor."""
    (card,) = cards()
    page = client.get(card.path)
    assert page.status_code == 200
    assert "_auth_user_id" not in client.session
    answer = client.post(card.path)
    assert answer["Location"] == "/"
    assert client.get("/organisations/").status_code == 200


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "2147483648", "today"])
def test_card_leads_to_own_addresses_only(client, back):
    """What is no path of this house is not followed."""
    assert client.post("/demo/sign-in/demo.01-lead/", {"next": back})["Location"] == "/"


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("username", ["colleague", "demo.none", "demo.%"])
def test_other_accounts_have_no_card(client, username):
    """Only the sample region's staff can be chosen."""
    assert client.get(f"/demo/sign-in/{username}/").status_code == 404
    assert client.post(f"/demo/sign-in/{username}/").status_code == 404


@pytest.mark.usefixtures("sample")
def test_outside_the_demo_there_are_no_cards(client):
    """Without the setting the address answers as if it did not exist, and the page shows no cards."""
    assert cards() == []
    for answer in (client.get("/demo/sign-in/demo.01-lead/"), client.post("/demo/sign-in/demo.01-lead/")):
        assert answer.status_code == 404
    assert "_auth_user_id" not in client.session
    assert b"demo.01-lead" not in client.get("/accounts/login/").content


@pytest.fixture
def two_desks(demo):
    """Let the case lead coach in the club as well, which stands before the prison in the alphabet."""
    Membership.objects.create(
        user=User.objects.get(username="demo.01-lead"),
        organisation=Organisation.objects.get(code="club"),
        roles=["volunteer"],
        starts_on=timezone.localdate(),
    )


@pytest.mark.usefixtures("two_desks")
@pytest.mark.parametrize(("role", "desk"), [("Case lead", "Prison North"), ("Volunteer", "BC Rhine")])
def test_each_desk_has_its_card(client, role, desk):
    """Where somebody works for two organisations, each card opens the desk that it names."""
    (card,) = [card for card in cards() if card.role == role]
    assert card.hint == f"{role}, {desk}"
    assert f'action="{card.address}"'.encode() in client.get("/accounts/login/").content
    assert card.hint.encode() in client.get(card.path).content
    client.post(card.path)
    actor = client.get("/").wsgi_request.actor
    assert (str(actor.organisation), actor.membership.pk) == (desk, card.membership.pk)


@pytest.mark.usefixtures("two_desks")
def test_address_without_a_desk_opens_the_first(client):
    """The short address is that of the first desk; one where the person does not work is not there."""
    client.post("/demo/sign-in/demo.01-lead/")
    assert client.get("/").wsgi_request.actor.organisation.code == "north"
    assert client.post("/demo/sign-in/demo.01-lead/?at=south").status_code == 404


def test_a_card_may_be_taken_while_somebody_is_signed_in(two_desks, signed_in):
    """Whoever tries the demo goes from one desk to the next without signing out."""
    client = signed_in("officer")
    assert client.post("/demo/sign-in/demo.01-lead/").status_code == 302
    assert client.get("/").status_code == 200
