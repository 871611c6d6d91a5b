"""The page: find the other entry, see both, choose which stays; and where old addresses and links lead."""

from __future__ import annotations

import threading

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from tests.cast import session_of
from tests.fixtures import Cast
from throughgate.foundation.codes.secret import hash_of
from throughgate.foundation.database.context import NOBODY
from throughgate.foundation.database.context import acting as acting_as
from throughgate.ground.organisations import actions as organisations
from throughgate.ground.organisations.models import ContactPerson, Organisation
from throughgate.work.merging.tests.making import (
    add_twin,
    fill_register,
    fresh,
    merged,
    owner,
    page,
    roofing,
    sent,
)
from throughgate.work.openings.renewal.actions import find_asked
from throughgate.work.register.models import Registration


def test_the_other_one_is_found_and_both_stand_side_by_side(signed_in, twin):
    """Those that look alike are offered, others by their name; then what differs, then which stays."""
    client = signed_in("placement")
    found = client.get(page(roofing())).content.decode()
    assert f"?with={twin.code}" in found
    assert "These look alike" in found
    by_name = client.get(page(roofing()), {"name": "Roth"}).content.decode()
    assert f"?with={twin.code}" in by_name
    assert "No other entry of this kind" in client.get(page(roofing()), {"name": "Xyz"}).content.decode()
    both = client.get(page(roofing()), {"with": twin.code})
    labels = [str(label) for label, _left, _right in both.context["differ"]]
    assert {"Name", "Website", "Accounts"} <= set(labels)
    assert "Region" in both.context["alike"]
    assert "cannot be undone" in both.content.decode()
    done = client.post(page(roofing()), sent(roofing(), twin), follow=True)
    assert done.redirect_chain[-1][0] == reverse("organisations:page", args=[twin.code])
    assert "Everything is with this entry now" in done.content.decode()


@pytest.mark.usefixtures("fresh_database")
def test_only_one_of_them_has_an_entry(client):
    """What one says in the register stands beside nothing of the other, from either side."""
    fill_register()
    cast = Cast()
    with cast.acting("placement") as actor:
        twin = add_twin(actor)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of("placement")
    for one, other, entry in ((roofing(), twin, 1), (twin, roofing(), 2)):
        answer = client.get(page(one), {"with": other.code})
        assert answer.status_code == 200
        found = {str(line[0]): line for line in answer.context["differ"]}["Entry in the register"]
        assert (found[entry], found[3 - entry]) == ("verified", "")


def test_it_is_asked_which_stays_and_whether_one_is_sure(signed_in, twin):
    """Without a choice, without the tick, or without another one nothing is merged."""
    client = signed_in("placement")
    form = sent(roofing(), twin)
    for missing in ("stays", "sure", "other", "other_version"):
        answer = client.post(
            page(roofing()), {name: value for name, value in form.items() if name != missing}
        )
        assert answer.status_code == 422, missing
    assert client.post(page(roofing()), form | {"stays": "club"}).status_code == 422
    assert client.post(page(roofing()), form | {"other": "roofing"}).status_code == 422
    assert client.post(page(roofing()), form | {"other": "\0"}).status_code in (400, 422)
    assert fresh(twin).merged_into is None
    assert roofing().merged_into is None


def test_what_stands_against_it_is_said_on_the_page(signed_in, twin, story, acting, cast):
    """Two talks with one person: the page stays, with the reason, and names nobody."""
    from throughgate.person.people.models import Person
    from throughgate.work.openings.models import Opening
    from throughgate.work.placements.actions import proposing

    with acting("placement") as actor:
        person = Person.objects.get(pk=cast.key("emre"))
        proposing.propose(actor=actor, person=person, opening=Opening.objects.get(organisation=twin))
    answer = signed_in("placement").post(page(roofing()), sent(roofing(), twin))
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "Somebody is in talks with both" in body
    assert "Markeremre" not in body


def test_the_second_officer_is_told(signed_in, twin):
    """Whoever sends the same form later learns that it was done; whoever saw an older version looks again."""
    client = signed_in("placement")
    form = sent(roofing(), twin)
    assert client.post(page(roofing()), form | {"version": 77}).status_code == 409
    assert client.post(page(roofing()), form | {"other_version": 77}).status_code == 409
    client.post(page(roofing()), form)
    # From the side of the one that went, and from that of the one that stays.
    late = client.post(page(roofing()), form, follow=True).content.decode()
    assert "was merged with Roth Roofing GmbH meanwhile" in late
    other_way = sent(twin, roofing(), stays=twin.code)
    late = client.post(page(twin), other_way, follow=True).content.decode()
    assert "Somebody merged them already" in late


def test_old_addresses_lead_to_the_one_that_stays(signed_in, twin, acting):
    """Each page of the entry that went; also for the company itself; what is sent there is not sent on."""
    merged(acting, twin, roofing())
    for who, names in {
        "placement": ["organisations:page", "organisations:contacts", "register:entry", "contact_log:list",
                      "desk:organisation-openings", "merging:merge", "contact_log:add"],
        "company": ["organisations:page", "organisations:contacts", "register:entry"],
    }.items():  # fmt: skip
        client = signed_in(who)
        for name in names:
            answer = client.get(reverse(name, args=["roofing"]), follow=True)
            assert answer.redirect_chain == [(reverse(name, args=[twin.code]), 302)], (who, name)
            assert answer.status_code == 200, (who, name)
    client = signed_in("placement")
    typed = {"family_name": "Nobody", "preferred_channel": ""}
    answer = client.post(reverse("organisations:add-contact", args=["roofing"]), typed, follow=True)
    assert "Nothing was changed" in answer.content.decode()
    with acting("placement"):
        assert not ContactPerson.objects.filter(family_name="Nobody").exists()
    listed = client.get(reverse("organisations:list"), {"name": "Roth"}).content.decode()
    assert f"/organisations/{twin.code}/" in listed
    assert "/organisations/roofing/" not in listed
    # Whoever may not see the one that stays is led nowhere.
    assert signed_in("trainer").get(reverse("organisations:page", args=["nobody-here"])).status_code == 404


def test_links_of_the_one_that_went_open_the_one_that_stays(fresh_database):
    """Keys by which openings are renewed and an entry is answered for: mailed before, opened afterwards."""
    cast, today = Cast(), timezone.localdate()
    with cast.acting("placement") as actor:
        twin = add_twin(actor)
    fill_register()
    with cast.acting("placement"):
        old = Registration.objects.get(organisation=roofing())
        new = Registration.objects.get(organisation=twin)
    owner(
        "INSERT INTO openings_renewalkey (id, organisation, hashed, made_on, ends_on) "
        "VALUES (gen_random_uuid(), %s, %s, %s, %s)",
        *(roofing().pk, hash_of("renew"), today, today),
    )
    owner(
        "INSERT INTO register_registerkey (id, registration, purpose, hashed, made_on, ends_on) "
        "VALUES (gen_random_uuid(), %s, 'refresh', %s, %s, %s)",
        *(old.pk, hash_of("entry"), today, today),
    )
    merged(cast.acting, twin, roofing())
    with acting_as(NOBODY):
        assert {row.title for row in find_asked(hash_of("renew")).lines} >= {"Roofer, flat roofs"}
    assert owner("SELECT registration FROM register_registerkey WHERE hashed = %s", hash_of("entry")) == [
        (new.pk,)
    ]


def test_two_officers_at_once_merge_once(fresh_database):
    """Each would keep the other entry: one does it, the other is told; nothing is lost in between."""
    cast = Cast()
    with cast.acting("placement") as actor:
        twin = add_twin(actor)
    came, begin = [], threading.Barrier(2)

    def one(stays, goes):
        begin.wait()
        try:
            merged(cast.acting, stays, goes)
            came.append("merged")
        except ValidationError as error:
            came.append(error.code)
        finally:
            connections.close_all()

    pairs = [(twin, roofing()), (roofing(), twin)]
    threads = [threading.Thread(target=one, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert sorted(came) == ["gone", "merged"]
    rows = owner(
        "SELECT merged_into_id FROM organisations_organisation WHERE id IN (%s, %s)", twin.pk, roofing().pk
    )
    assert sorted(row[0] is None for row in rows) == [False, True]


def test_what_is_written_meanwhile_moves_too(fresh_database):
    """A contact person added while two are merged is with the one that stays, whoever was first."""
    cast = Cast()
    with cast.acting("placement") as actor:
        twin = add_twin(actor)
        third = add_twin(actor, name="Roth Dach")
    begin, done = threading.Barrier(2), []

    def write():
        with cast.acting("placement") as actor:
            organisations.add_contact(actor=actor, organisation=third, family_name="Specht")
            begin.wait()  # written, and not committed yet
        connections.close_all()

    def join():
        begin.wait()
        merged(cast.acting, twin, third)
        done.append(True)
        connections.close_all()

    threads = [threading.Thread(target=do) for do in (write, join)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert done == [True]
    found = owner("SELECT organisation_id FROM organisations_contactperson WHERE family_name = 'Specht'")
    assert found == [(twin.pk,)]


@pytest.mark.parametrize("who", ["lead", "company", "chamberadmin"])
def test_others_find_no_page(signed_in, who):
    """Whoever does not keep the register neither opens it nor has it among the pages of an organisation."""
    client = signed_in(who)
    assert client.get(page(roofing())).status_code == 403
    overview = client.get(reverse("organisations:page", args=["roofing"]))
    assert page(roofing()) not in overview.content.decode()


def test_prisons_have_no_such_page(signed_in):
    """Only kinds that register themselves are merged."""
    assert signed_in("placement").get(page(Organisation.objects.get(code="north"))).status_code == 404
