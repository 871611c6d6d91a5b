"""An organisation without an account corrects its entry: by its link it proposes, an officer takes it over or refuses it."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.audit.models import Entry
from throughgate.foundation.codes import secret
from throughgate.foundation.database.context import NOBODY
from throughgate.foundation.database.context import acting as acts
from throughgate.foundation.database.rows import Stale
from throughgate.foundation.outbox.tests.delivering import sent_mails
from throughgate.ground.acting.actor import NotAllowed
from throughgate.ground.organisations import actions as organisations
from throughgate.ground.organisations.models import ContactPerson, Organisation, Site
from throughgate.work.register.actions import answering, proposing
from throughgate.work.register.actions.keys import ask_again
from throughgate.work.register.models import Proposal, Registration
from throughgate.work.register.rules import CORRECTED
from throughgate.work.register.tests.making import entry, link_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def smithy(acting):
    """A company without members, with its place, two people to call, and an entry that is due."""
    with acting("placement") as actor:
        region = Organisation.objects.get(code="roofing").region
        there = organisations.add_organisation(
            actor=actor, kind="company", name="Amsel Smithy", region=region
        )
        organisations.add_site(
            actor=actor, organisation=there, street="Anger 1", postcode="41812", town="Erkelenz"
        )
        for family, email in (("Amsel", "amsel@smithy.example"), ("Zander", "")):
            organisations.add_contact(
                actor=actor,
                organisation=there,
                given_names="Ute",
                family_name=family,
                email=email,
                telephone="02431 1",
                preferred_channel="telephone",
                languages=["de"],
            )
        return entry(there.code, days_ago=200, why="Work", offers=["job"])


def again(acting, row):
    with acting("placement"):
        return Registration.objects.select_related("organisation").get(pk=row.pk)


def link():
    """Ask, and return the path of the link that came."""
    ask_again()
    return link_in(sent_mails()[-1])


def form_of(client, path, **changes):
    """Return the form as it is shown, with some of it changed."""
    page = client.get(path, {"correct": "1"})
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    shown["languages"] = "German"
    shown = {name: value for name, value in shown.items() if value not in (False, None)}
    return {**shown, "seen": page.context["seen"], "answer": "propose", **changes}


def seen_of(acting, row):
    with acting("placement"):
        return proposing.standing(row, Proposal.objects.get(registration=row).contact).seen


def send(officer, row, name="take-over", **fields):
    return officer.post(reverse(f"register:{name}", args=[row.pk]), fields)


def fields_in(page):
    """Return what the button of a page carries."""
    return {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("proposal", "seen")}


def test_from_the_link_to_the_register(client, signed_in, acting, smithy):
    """What stands is in the form; what is sent waits on Today, old beside new, and one button makes it the entry."""
    path = link()
    assert "?correct=1" in client.get(path).content.decode()
    typed = form_of(client, path, telephone="02431 99", town="Wassenberg", postcode="41849", offers=["job", "training"],
                    why="More work", seen_by_others="on")  # fmt: skip
    assert (typed["family_name"], typed["street"], typed["name"]) == ("Amsel", "Anger 1", "Amsel Smithy")
    done = client.post(path, typed, follow=True).content.decode()
    assert "Somebody from your region looks at it" in done
    row = again(acting, smithy)
    assert (row.why, row.refreshed_on) == ("Work", timezone.localdate())

    officer = signed_in("placement")
    assert "Amsel Smithy" in officer.get(reverse("desk:waiting", args=["entries"])).content.decode()
    there = reverse("register:proposal", args=[row.pk])
    assert there in officer.get(reverse("register:entry", args=[row.organisation.code])).content.decode()
    page = officer.get(there).content.decode()
    shown = page.partition("<main")[2]
    for old, new in (
        ("02431 1", "02431 99"),
        ("Erkelenz", "Wassenberg"),
        ("Work", "More work"),
        ("no", "yes"),
    ):
        assert re.search(rf'<dd dir="auto">{old}</dd>.*?<dd dir="auto">{new}</dd>', shown, re.DOTALL), new
    assert "Anger 1" not in shown
    assert send(officer, row, **fields_in(page)).status_code == 302

    row = again(acting, row)
    assert (row.why, row.offers, row.seen_by_others) == ("More work", ["job", "training"], True)
    with acting("placement"):
        assert list(
            Site.objects.filter(organisation=row.organisation).values_list("street", "postcode", "town")
        ) == [("Anger 1", "41849", "Wassenberg")]
        people = ContactPerson.objects.filter(organisation=row.organisation)
        assert dict(people.values_list("family_name", "telephone")) == {
            "Amsel": "02431 99",
            "Zander": "02431 1",
        }
        assert not Proposal.objects.exists()
        assert Entry.objects.filter(subject_id=row.pk, action="registration.take_over").count() == 1
    assert "Amsel Smithy" not in officer.get(reverse("desk:waiting", args=["entries"])).content.decode()


def test_a_refused_correction_leaves_the_entry(client, signed_in, acting, smithy):
    """It is gone, and nothing else has changed; the button a second time answers 409 with the entry."""
    path = link()
    client.post(path, form_of(client, path, why="More work"))
    officer = signed_in("placement")
    page = officer.get(reverse("register:proposal", args=[smithy.pk])).content.decode()
    fields = fields_in(page)
    assert send(officer, smithy, "refuse-proposal", proposal=fields["proposal"]).status_code == 302
    again_sent = send(officer, smithy, "refuse-proposal", proposal=fields["proposal"])
    assert again_sent.status_code == 409
    assert "Amsel Smithy" in again_sent.content.decode()
    assert send(officer, smithy, **fields).status_code == 409
    assert again(acting, smithy).why == "Work"
    assert officer.get(reverse("register:proposal", args=[smithy.pk])).status_code == 404


def test_the_link_is_used_once(client, acting, smithy):
    """Sent twice it is one correction; the page then says thank you, whatever is sent."""
    path = link()
    typed = form_of(client, path, why="More work")
    client.post(path, typed)
    for more in (typed, {**typed, "why": "Less"}, {"answer": "refresh"}, {"answer": "leave"}):
        page = client.post(path, more, follow=True)
        assert page.redirect_chain == [(path, 302)]
        assert "Nothing more is to be done" in page.content.decode()
    assert "Nothing more is to be done" in client.get(path, {"correct": "1"}).content.decode()
    with acting("placement"):
        assert Proposal.objects.get().facts["why"] == "More work"
    assert again(acting, smithy).state == "verified"


def test_a_form_without_a_change_says_that_all_is_right(client, acting, smithy):
    """Nothing waits for an officer then."""
    path = link()
    client.post(path, form_of(client, path))
    assert again(acting, smithy).refreshed_on == timezone.localdate()
    with acting("placement"):
        assert not Proposal.objects.exists()


def test_a_form_of_an_older_entry_comes_back(client, acting, smithy):
    """Somebody changed the entry meanwhile: 409, what was typed is kept beside what stands now, and the link still opens."""
    path = link()
    typed = form_of(client, path, why="More work")
    with acting("placement") as actor:
        person = ContactPerson.objects.get(family_name="Amsel")
        organisations.change_contact(actor=actor, contact=person, expected=1, telephone="02431 77")
    answer = client.post(path, typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "More work" in page
    assert "02431 77" in page
    with acting("placement"):
        assert not Proposal.objects.exists()
    client.post(path, {**typed, "telephone": "02431 77", "seen": answer.context["seen"]})
    with acting("placement"):
        assert Proposal.objects.get().facts["why"] == "More work"


def test_a_mistake_is_said_at_its_field(client, acting, smithy):
    """As in the form of joining; the link stays."""
    path = link()
    for wrong, field in (
        ({"telephone": ""}, "telephone"),
        ({"town": ""}, "town"),
        ({"offers": []}, "offers"),
    ):
        answer = client.post(path, form_of(client, path, **wrong))
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
    with acting("placement"):
        assert not Proposal.objects.exists()


def test_while_one_waits_another_link_says_so(client, acting, smithy):
    """A colleague reads that a correction waits, and cannot send a second one beside it; leaving is still possible."""
    with acting("placement") as actor:
        person = ContactPerson.objects.get(family_name="Zander")
        organisations.change_contact(actor=actor, contact=person, expected=1, email="zander@smithy.example")
    ask_again()
    first, second = (link_in(mail) for mail in sent_mails())
    late = form_of(client, second, why="Other")
    client.post(first, form_of(client, first, why="More work"))
    page = client.get(second).content.decode()
    assert "A correction of your entry was sent on" in page
    assert "?correct=1" not in page
    assert client.get(second, {"correct": "1"}).context["asked"]
    assert client.post(second, late).status_code == 302
    with acting("placement"):
        assert Proposal.objects.get().facts["why"] == "More work"
    client.post(second, {"answer": "leave"})
    assert again(acting, smithy).state == "left"


def test_the_form_shows_whose_link_it_is(client, acting, smithy):
    """Of several people to call it is the one to whom the mail went."""
    with acting("placement") as actor:
        first, second = ContactPerson.objects.filter(organisation=smithy.organisation).order_by("family_name")
        organisations.change_contact(actor=actor, contact=first, expected=1, email="")
        organisations.change_contact(actor=actor, contact=second, expected=1, email="zander@smithy.example")
    assert form_of(client, link())["family_name"] == "Zander"


def test_an_older_page_takes_nothing_over(client, signed_in, acting, smithy):
    """The entry or its contact person changed since the officer looked: 409, side by side as it is now."""
    path = link()
    client.post(path, form_of(client, path, why="More work", telephone="02431 99"))
    officer = signed_in("placement")
    there = reverse("register:proposal", args=[smithy.pk])
    fields = fields_in(officer.get(there).content.decode())
    with acting("placement") as actor:
        person = ContactPerson.objects.get(family_name="Amsel")
        organisations.change_contact(actor=actor, contact=person, expected=1, telephone="02431 77")
    answer = send(officer, smithy, **fields)
    assert answer.status_code == 409
    assert "02431 77" in answer.content.decode()
    assert again(acting, smithy).why == "Work"
    assert send(officer, smithy, **fields_in(answer.content.decode())).status_code == 302
    assert again(acting, smithy).why == "More work"


def test_who_keeps_their_own_details_keeps_them(client, signed_in, acting):
    """Of an organisation with an account the offer is taken over; name, place and people stay, and the page says so."""
    with acting("placement") as actor:
        row = entry("roofing", days_ago=200, offers=["job"])
        before = proposing.standing(row, None).facts
        with pytest.raises(NotAllowed):
            organisations.change_organisation(
                actor=actor, organisation=row.organisation, expected=row.organisation.version, name="X"
            )
    path = link()
    client.post(path, form_of(client, path, name="Another", why="More work", town="Erkelenz", offers=["job"],
                              telephone="02431 99", preferred_channel="telephone", street="Anger 1"))  # fmt: skip
    officer = signed_in("placement")
    page = officer.get(reverse("register:proposal", args=[row.pk])).content.decode()
    assert "keeps this itself" in page
    assert send(officer, row, **fields_in(page)).status_code == 302
    row = again(acting, row)
    assert row.why == "More work"
    with acting("placement"):
        after = proposing.standing(row, None).facts
    assert {**before, "why": "More work"} == after


def test_officers_alone_decide(client, signed_in, acting, smithy):
    """Neither staff who read the register, nor a company, nor nobody sees or decides a correction."""
    path = link()
    client.post(path, form_of(client, path, why="More work"))
    seen = seen_of(acting, smithy)
    with acting("placement"):
        one = Proposal.objects.get().pk
    for who in ("lead", "tso", "company", "clubadmin", "dpo", "admin"):
        with acting(who) as actor:
            assert not Proposal.objects.exists(), who
            assert not Proposal.objects.filter(pk=one).delete()[0], who
            with pytest.raises(NotAllowed):
                proposing.take_over(actor=actor, registration=smithy, proposal=one, seen=seen)
            with pytest.raises(NotAllowed):
                proposing.refuse_proposal(actor=actor, registration=smithy, proposal=one)
    with acting("placement"):
        with pytest.raises(DatabaseError), transaction.atomic():
            Proposal.objects.filter(pk=one).update(facts={})
        with pytest.raises(DatabaseError), transaction.atomic():
            Proposal.objects.create(registration=smithy, facts={}, sent_at=timezone.now())
        assert Proposal.objects.filter(pk=one).exists()
    with acts(NOBODY):
        assert not Proposal.objects.exists()


def sql(statement, *parameters):
    with acts(NOBODY), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def test_the_database_takes_corrections_alone(acting, smithy, client):
    """Past the form: no other column gets in, nothing that fits in none, nothing by a key that is none, once and no more."""
    hashed = secret.hash_of(link().strip("/").rpartition("/")[2])
    ((facts, seen, waits),) = sql("SELECT facts, seen, proposed_at FROM gate.entry_by_key(%s)", hashed)
    facts = json.loads(facts)
    assert waits is None
    assert set(facts) == set(CORRECTED)
    with acting("placement"):
        now = proposing.standing(smithy, ContactPerson.objects.get(family_name="Amsel").pk)
    assert (dict(now.facts), now.seen) == (facts, seen)
    propose = "SELECT gate.propose_by_key(%s, %s, %s)"
    more = {**facts, "state": "left", "organisation_id": str(uuid.uuid4()), "refreshed_on": "1999-01-01"}
    for wrong in ({**facts, "offers": "many"}, {**facts, "name": "x" * 161}):
        with pytest.raises(DatabaseError), transaction.atomic():
            sql(propose, hashed, json.dumps(wrong), seen)
    assert sql(propose, "0" * 64, json.dumps(more), seen) == [(None,)]
    assert sql(propose, hashed, json.dumps(more), f"{seen}1") == [(None,)]
    assert sql(propose, hashed, json.dumps(more), seen) == [(smithy.pk,)]
    assert sql(propose, hashed, json.dumps(more), seen) == [(None,)]
    assert sql("SELECT * FROM gate.entry_by_key(%s)", hashed) == []
    with acting("placement"):
        assert Proposal.objects.get().facts == facts
    assert again(acting, smithy).state == "verified"


def test_what_left_keeps_no_correction(acting, client, smithy):
    """The worker forgets corrections of entries that left, before they could come back with old words."""
    from throughgate.work.register.actions.keys import tidy

    path = link()
    client.post(path, form_of(client, path, why="More work"))
    tidy()
    with acting("placement") as actor:
        assert Proposal.objects.exists()
        row = Registration.objects.get(pk=smithy.pk)
        answering.move(actor=actor, registration=row, move="leave", expected=row.version)
    tidy()
    with acting("placement"):
        assert not Proposal.objects.exists()


def test_two_officers_take_one_over(acting, client, smithy):
    """The second is told, and nothing is done twice."""
    path = link()
    client.post(path, form_of(client, path, why="More work"))
    seen = seen_of(acting, smithy)
    with acting("placement") as actor:
        one = Proposal.objects.get().pk
        row = Registration.objects.select_related("organisation__region").get(pk=smithy.pk)
        proposing.take_over(actor=actor, registration=row, proposal=one, seen=seen)
        with pytest.raises(Stale):
            proposing.take_over(actor=actor, registration=row, proposal=one, seen=seen)
