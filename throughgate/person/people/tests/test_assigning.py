"""Who looks after somebody that was shared with an organisation: its manager says it, and nobody's own rights grow."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.audit.models import Entry
from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import NotAllowed
from throughgate.person.people import actions
from throughgate.person.people.actions.leaving import leave_organisation
from throughgate.person.people.models import Caseload, NamedPurpose, Person
from throughgate.person.people.queries.unassigned import takers, unassigned

PAGE = "/people/unassigned/"


def give_roles(username, *roles):
    Membership.objects.filter(user__username=username).update(roles=list(roles))


@pytest.fixture
def shared(acting, cast):
    """Share Emre with the school, where nobody looks after him."""
    with acting("lead") as actor:
        emre = Person.objects.get(pk=cast.key("emre"))
        school = cast.organisation("school")
        consent = actions.ask_consent(
            actor=actor, person=emre, explained_in="tr", purpose="take_part", recipient=school
        )
        consent = type(consent).objects.select_related("person").get(pk=consent.pk)
        actions.answer_consent(
            actor=actor,
            consent=consent,
            expected=consent.version,
            given=True,
            guardian_agreed_on=timezone.localdate(),
        )
        return actions.share_case(actor=actor, person=emre, organisation=school, consent=consent)


def member(username):
    return Membership.objects.select_related("user", "organisation").get(user__username=username)


def test_manager_assigns_a_colleague(shared, signed_in, acting, cast):
    """A manager sees the name, chooses a colleague, and the person stands in the colleague's list and no longer here."""
    give_roles("schooladmin", "manager", "administrator")
    client = signed_in("schooladmin")
    page = client.get(PAGE)
    assert b"Markeremrefamily" in page.content
    assert b"Prison North" in page.content
    answer = client.post(
        PAGE, {"link": shared.pk, "member": member("schoolteacher").pk, "once": uuid.uuid4()}
    )
    assert answer.status_code == 302
    assert b"Markeremre" not in client.get(PAGE).content
    with acting("schoolteacher"):
        assert Caseload.objects.filter(person=shared.person_id).exists()
    with acting("lead"):
        assert Entry.objects.filter(action="case_link.assign", person_id=shared.person_id).exists()
    assert client.get(reverse("desk:person", args=[shared.person_id])).status_code in (403, 404)
    assert client.get(reverse("people:list")).status_code == 403


def test_it_waits_on_today(shared, signed_in):
    """Who can assign sees it on Today; who cannot does not."""
    give_roles("schooladmin", "manager", "administrator")
    assert b"Nobody looks after them yet" in signed_in("schooladmin").get("/").content
    assert b"Nobody looks after them yet" not in signed_in("schoolteacher").get("/").content


def test_nobody_takes_whom_their_roles_do_not_open(shared, acting):
    """A volunteer who also manages gives people to others, never to themselves: neither on the page nor in SQL."""
    give_roles("schooladmin", "volunteer", "manager", "administrator")
    with acting("schooladmin") as actor:
        own = member("schooladmin")
        assert [one.person for one in unassigned(actor)] == [shared.person_id]
        assert own not in takers(actor)
        with pytest.raises(ValidationError):
            actions.assign_shared(actor=actor, link=shared.pk, membership=own)
        with pytest.raises(DatabaseError, match="not allowed"), transaction.atomic():
            ask("SELECT gate.assign_shared(%s, %s, %s)", uuid.uuid4(), shared.pk, own.pk)
        actions.assign_shared(actor=actor, link=shared.pk, membership=member("schoolteacher"))


def ask(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


@pytest.mark.parametrize("username", ["schoolteacher", "schooladmin", "trainer", "company", "dpo"])
def test_other_roles_neither_see_nor_assign(shared, acting, username):
    """Without the right nobody is told, and the function refuses."""
    with acting(username) as actor:
        assert unassigned(actor) == []
        assert ask("SELECT * FROM gate.shared_with_nobody(10)") == []
        with pytest.raises(NotAllowed):
            actions.assign_shared(actor=actor, link=shared.pk, membership=member("schoolteacher"))
        with pytest.raises(DatabaseError, match="not allowed"), transaction.atomic():
            ask(
                "SELECT gate.assign_shared(%s, %s, %s)",
                uuid.uuid4(),
                shared.pk,
                member("schoolteacher").pk,
            )


def test_only_shares_of_ones_own_organisation_count(shared, acting):
    """Another organisation's manager, and a prison's own manager, are told of nobody; foreign links give nothing."""
    give_roles("clubadmin", "manager", "administrator")
    give_roles("admin", "manager", "administrator")
    for username, taker in (("clubadmin", "trainer"), ("admin", "officer")):
        with acting(username) as actor:
            assert unassigned(actor) == []
            with pytest.raises(ValidationError):
                actions.assign_shared(actor=actor, link=shared.pk, membership=member(taker))
    give_roles("schooladmin", "manager", "administrator")
    with acting("schooladmin") as actor, pytest.raises(ValidationError):
        actions.assign_shared(actor=actor, link=shared.pk, membership=member("trainer"))


def test_assigning_twice_is_refused(shared, acting):
    """Who comes second learns that somebody looks after the person already."""
    give_roles("schooladmin", "manager", "administrator")
    with acting("schooladmin") as actor:
        actions.assign_shared(actor=actor, link=shared.pk, membership=member("schoolteacher"))
        with pytest.raises(ValidationError, match="already"):
            actions.assign_shared(actor=actor, link=shared.pk, membership=member("schoolteacher"))


def test_manager_needs_a_second_factor(shared, client, cast):
    """Names of people open with a second factor only."""
    give_roles("schooladmin", "manager", "administrator")
    client.force_login(cast.actor("schooladmin").user, backend="throughgate.ground.accounts.backend.Backend")
    answer = client.get(PAGE)
    assert answer.status_code == 302
    assert answer.url == reverse("mfa_activate_totp")


def said(client, address):
    """Post to an address; return what the next page says of it."""
    return [str(message) for message in client.post(address, follow=True).context["messages"]]


def test_a_look_is_closed_before_its_half_hour_is_over(signed_in, acting, cast):
    """After "close now" the page asks for a purpose again; it is written down; a colleague's look goes on."""
    key = cast.key("emre")
    for username in ("colleague", "officer"):
        signed_in(username).post(
            reverse("people:purpose", args=[key]), {"purpose": "stand_in", "once": uuid.uuid4()}
        )
    client = signed_in("colleague")
    page = client.get(reverse("desk:person", args=[key]))
    address = reverse("people:close-purpose", args=[key])
    assert page.status_code == 200
    assert address.encode() in page.content
    assert said(client, address) == ["Closed. To open the person again, name a purpose again."]
    assert "/purpose" in client.get(reverse("desk:person", args=[key])).url
    with acting("lead"):
        assert Entry.objects.filter(action="person.close_look", person_id=key).count() == 1
    assert said(client, address) == ["Nothing was open any more."]
    assert said(signed_in("lead"), address) == ["Nothing was open any more."]
    with acting("dpo"):
        still = NamedPurpose.objects.filter(person=key, ends_at__gt=timezone.now())
        assert [row.membership.user.username for row in still] == ["officer"]


def test_nobody_hands_people_over_to_themselves(acting, cast):
    """Who ends a colleague's membership does not take their people, unless the own roles open them anyway."""
    give_roles("clubadmin", "volunteer", "administrator")
    with acting("clubadmin") as actor:
        own, trainer = member("clubadmin"), member("trainer")
        with pytest.raises(ValidationError):
            leave_organisation(actor=actor, membership=trainer, expected=trainer.version, taking=own)
        with pytest.raises(DatabaseError, match="not allowed"), transaction.atomic():
            ask("SELECT gate.hand_over_assignments(%s, %s)", trainer.pk, own.pk)
        assert not Caseload.objects.exists()
        leave_organisation(actor=actor, membership=trainer, expected=trainer.version, taking=None)
    give_roles("clubadmin", "manager", "administrator")
    with acting("clubadmin") as actor:
        assert [one.person for one in unassigned(actor)] == [cast.key("emre")]
