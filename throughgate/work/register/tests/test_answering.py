"""Officers answer registrations: verified as a new organisation or as one that is there, or refused with a reason."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.database.rows import Stale
from throughgate.foundation.outbox.tests.delivering import sent_mails
from throughgate.ground.acting.actor import NotAllowed
from throughgate.ground.organisations.models import ContactPerson, Organisation, Site
from throughgate.work.openings.models import Opening
from throughgate.work.openings.rules import may_write_to_companies
from throughgate.work.register.actions import answering
from throughgate.work.register.actions.keys import ask_again, tidy
from throughgate.work.register.models import Registration
from throughgate.work.register.tests.making import entry, link_in, waiting_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(acting):
    """A bakery that waits for an answer."""
    with acting("placement"):
        return waiting_row()


def again(acting, row):
    with acting("placement"):
        return Registration.objects.select_related("organisation").get(pk=row.pk)


def verify(client, row, organisation="new", version=1):
    address = reverse("register:verify", args=[row.pk])
    return client.post(address, {"organisation": organisation, "version": version})


def test_a_new_organisation_is_made(signed_in, acting, waiting):
    """Verified, it is an organisation with its address, position and contact person, which stand there alone from now on."""
    client = signed_in("placement")
    page = client.get(reverse("register:page", args=[waiting.pk])).content.decode()
    assert waiting.telephone in page
    assert "Is this one of these?" not in page
    assert verify(client, waiting).status_code == 302
    row = again(acting, waiting)
    assert (row.state, row.refreshed_on) == ("verified", timezone.localdate())
    assert (row.family_name, row.telephone, row.email, row.street) == ("", "", "", "")
    with acting("placement"):
        site = Site.objects.get(organisation=row.organisation)
        assert (site.street, site.town) == ("Mühlenweg 2", "Wassenberg")
        assert site.latitude is not None
        contact = ContactPerson.objects.get(organisation=row.organisation)
        assert (str(contact), contact.email) == ("Ines Sommer", "ines@sommer.example")
    (sent,) = sent_mails()
    assert sent.to == ["ines@sommer.example"]
    shown = client.get(reverse("register:page", args=[waiting.pk]), follow=True)
    assert shown.status_code == 200
    assert "Bäckerei" in shown.content.decode()


def test_a_volunteer_is_an_organisation_of_one(signed_in, acting):
    """Somebody who registers alone becomes an organisation of that kind."""
    with acting("placement"):
        row = waiting_row("Ines Sommer", kind="volunteer", offers=["support"])
    assert verify(signed_in("placement"), row).status_code == 302
    assert again(acting, row).organisation.kind == "volunteer"


@pytest.mark.parametrize("name", ["Roth Roofing GmbH", "ROTH ROOFING", "Roofing Roth"])
def test_who_it_might_be_is_shown_to_officers(signed_in, acting, name):
    """Organisations of the same name, or of a like name in the same town, are shown, and can be chosen."""
    with acting("placement"):
        row = waiting_row(name)
    client = signed_in("placement")
    page = client.get(reverse("register:page", args=[row.pk])).content.decode()
    assert reverse("organisations:page", args=["roofing"]) in page
    assert (
        "The same as Roth Roofing" in client.get(reverse("register:verify", args=[row.pk])).content.decode()
    )


def test_the_same_sent_twice_is_shown(signed_in, acting, waiting):
    """Another registration of the same name that waits is shown beside it; one elsewhere of another name is not."""
    with acting("placement"):
        twin, other = waiting_row("Bäckerei Sommer"), waiting_row("Something Else")
    page = signed_in("placement").get(reverse("register:page", args=[waiting.pk])).content.decode()
    assert reverse("register:page", args=[twin.pk]) in page
    assert reverse("register:page", args=[other.pk]) not in page


def test_joined_to_what_is_there(signed_in, acting):
    """Verified as an organisation that is there, its older entry leaves, and people and places of those who keep it stay."""
    with acting("placement"):
        older, row = entry("roofing"), waiting_row("Roth Roofing GmbH")
        roofing = Organisation.objects.get(code="roofing")
        before = ContactPerson.objects.filter(organisation=roofing).count()
    assert verify(signed_in("placement"), row, str(roofing.pk)).status_code == 302
    assert again(acting, older).state == "left"
    assert again(acting, row).organisation == roofing
    with acting("placement"):
        # Somebody works for the roofer here, who keeps the contact persons.
        assert ContactPerson.objects.filter(organisation=roofing).count() == before
        assert Organisation.objects.filter(name__startswith="Roth").count() == 1


def test_only_what_is_offered_can_be_chosen(signed_in, waiting, cast):
    """An organisation that is not among those shown is no answer."""
    answer = verify(signed_in("placement"), waiting, str(cast.organisation("club").pk))
    assert answer.status_code == 422


def test_two_officers_at_once(signed_in, acting, waiting):
    """The second one is told that somebody was first; nothing is made twice."""
    client = signed_in("placement")
    assert verify(client, waiting).status_code == 302
    assert verify(client, waiting).status_code == 404
    with acting("placement") as actor:
        assert Organisation.objects.filter(name=waiting.name).count() == 1
        with pytest.raises(Stale):
            answering.refuse(actor=actor, registration=waiting, expected=1, reason="elsewhere")


def test_refused_with_a_reason_that_may_be_read(signed_in, acting, waiting):
    """A refusal needs a reason of the list; the one who registered reads it, and after 90 days all is forgotten."""
    client, address = signed_in("placement"), reverse("register:refuse", args=[waiting.pk])
    assert client.post(address, {"version": 1}).status_code == 422
    assert client.post(address, {"version": 1, "reason": "elsewhere"}).status_code == 302
    assert again(acting, waiting).state == "refused"
    (sent,) = sent_mails()
    assert "outside our region" in sent.body
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        tidy()
        with acting("placement"):
            assert not Registration.objects.filter(pk=waiting.pk).exists()


def test_the_answer_comes_in_the_language_of_the_form(acting):
    """Whoever registered in German reads the answer in German."""
    with acting("placement") as actor:
        row = waiting_row(reads_in="de")
        answering.refuse(actor=actor, registration=row, expected=1, reason="not_real")
    (sent,) = sent_mails()
    assert "Hello" not in sent.body
    assert "Anmeldung" in sent.subject


@pytest.mark.parametrize(
    ("state", "moves", "end"),
    [
        ("verified", ["pause", "resume"], "verified"),
        ("verified", ["leave", "return"], "verified"),
        ("verified", ["pause", "leave"], "left"),
    ],
)
def test_paused_left_and_back(signed_in, acting, state, moves, end):
    """Officers pause an entry, take it up again, let it leave and return."""
    with acting("placement"):
        row = entry()
    client = signed_in("placement")
    for version, move in enumerate(moves, start=1):
        answer = client.post(reverse("register:move", args=[row.pk]), {"move": move, "version": version})
        assert answer.status_code == 302
    assert again(acting, row).state == end


def test_a_button_on_an_older_page_changes_nothing(signed_in, acting):
    """It answers 409, what the state does not allow 422; both show the entry as it is now, with the reason on top."""
    with acting("placement"):
        row = entry()
    client = signed_in("placement")
    move, refresh = (reverse(f"register:{name}", args=[row.pk]) for name in ("move", "refresh"))
    assert client.post(move, {"move": "pause", "version": 1}).status_code == 302
    late = [
        client.post(move, {"move": "leave", "version": 1}),
        client.post(refresh, {"version": 1}),
        client.post(refresh, {}),
    ]
    for answer in late:
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Somebody changed this meanwhile." in page
        assert "Take up again" in page
    wrong = client.post(move, {"move": "return", "version": 2})
    assert wrong.status_code == 422
    assert "Take up again" in wrong.content.decode()
    assert (again(acting, row).state, again(acting, row).version) == ("paused", 2)


def test_a_company_keeps_its_own_entry(signed_in, acting):
    """It says that all is right, changes its offer, pauses; it does not come back by itself, nor touch another's."""
    with acting("placement"):
        own, other = entry("roofing", days_ago=200), entry("club")
    client = signed_in("company")
    page = client.get(reverse("register:entry", args=["roofing"])).content.decode()
    assert "still right?" in page
    # Leaving, which the company cannot take back by itself, is asked for twice.
    assert "Leave the register</summary>" in page
    client.post(reverse("register:refresh", args=[own.pk]), {"version": 1})
    assert again(acting, own).refreshed_on == timezone.localdate()
    changed = {"version": 2, "offers": ["job"], "why": "More work", "seen_by_others": "on"}
    assert client.post(reverse("register:change", args=[own.pk]), changed).status_code == 302
    assert (again(acting, own).offers, again(acting, own).seen_by_others) == (["job"], True)
    client.post(reverse("register:move", args=[own.pk]), {"move": "leave", "version": 3})
    assert again(acting, own).state == "left"
    with acting("company") as actor, pytest.raises(PermissionDenied):
        answering.move(actor=actor, registration=again(acting, own), move="return", expected=4)
    for name in ("refresh", "move"):
        address = reverse(f"register:{name}", args=[other.pk])
        assert client.post(address, {"move": "pause", "version": 1}).status_code == 404


def test_others_are_seen_only_who_want_it(signed_in, acting):
    """A company finds those who said yes, with name, town and offer; not who said no, paused, or waits; never itself."""
    with acting("placement"):
        entry("club", seen_by_others=True)
        entry("roofing", seen_by_others=True)
        entry("debt-advice")
        waiting_row("Waiting")
    page = signed_in("company").get(reverse("register:others")).content.decode()
    main = page.partition("<main")[2]
    assert "BC Rhine" in main
    assert "Wassenberg" in main
    listed = main.partition("<ul")[2].partition("</main>")[0]
    for name in ("Roth Roofing", "Debt Advice", "Waiting", "Markercontact"):
        assert name not in listed


def test_the_company_is_asked_once_while_it_is_due(client, acting):
    """Who was not looked at for 180 days gets one mail; one button answers it, and the second press says that it is done."""
    with acting("placement"):
        row, fresh = entry("roofing", days_ago=181), entry("club", days_ago=179)
    assert [ask_again(), ask_again()] == [1, 0]
    (sent,) = sent_mails()
    path = link_in(sent)
    shown = client.get(path).content.decode()
    assert "Roth Roofing" in shown
    assert again(acting, row).refreshed_on != timezone.localdate()
    done = client.post(path, {"answer": "refresh"}, follow=True).content.decode()
    assert "All stays as it is" in done
    assert again(acting, row).refreshed_on == timezone.localdate()
    assert (
        "Nothing more is to be done" in client.post(path, {"answer": "leave"}, follow=True).content.decode()
    )
    assert again(acting, row).state == "verified"
    assert again(acting, fresh).version == 1


def test_it_is_asked_again_after_as_long(acting):
    """Without an answer the next mail goes out when as much time has gone by once more."""
    with acting("placement"):
        entry("roofing", days_ago=181)
    assert ask_again() == 1
    for days, number in ((179, 0), (180, 1)):
        # At noon: half a year on, late in the evening, summer time has begun the next day.
        noon = datetime.combine(timezone.localdate() + timedelta(days=days), time(12), UTC)
        with time_machine.travel(noon):
            assert ask_again() == number, days


def test_the_company_tells_what_changed(client, signed_in, acting):
    """By the link it writes a sentence, which officers see until they have dealt with it; without one it is asked for it."""
    with acting("placement"):
        row = entry("roofing", days_ago=181)
    ask_again()
    (sent,) = sent_mails()
    path = link_in(sent)
    assert client.post(path, {"answer": "say_changed", "said": " "}).status_code == 422
    client.post(path, {"answer": "say_changed", "said": "Ms Amsel has left."})
    assert again(acting, row).said == "Ms Amsel has left."
    officer = signed_in("placement")
    assert "Ms Amsel has left." in officer.get(reverse("register:entry", args=["roofing"])).content.decode()
    officer.post(reverse("register:refresh", args=[row.pk]), {"version": again(acting, row).version})
    assert again(acting, row).said == ""


def test_a_letter_with_a_code(client, signed_in, acting):
    """Without e-mail a letter asks: its code opens the same page, once typed, and answers once."""
    import io

    import pypdfium2

    with acting("placement"):
        row = entry("roofing", days_ago=181)
    printed = signed_in("placement").post(reverse("register:letter", args=[row.pk]), {})
    text = "".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(printed.content))
    )
    code = next(word for word in text.split() if word.count("-") == 2 and len(word) == 14)
    wrong = client.post(reverse("joining_code"), {"code": "ABCD-EFGH-JKMN"})
    assert wrong.status_code == 422
    opened = client.post(reverse("joining_code"), {"code": code.lower()}, follow=True)
    assert "Roth Roofing" in opened.content.decode()
    client.post(reverse("joining_by_code"), {"answer": "refresh"})
    assert again(acting, row).refreshed_on == timezone.localdate()


def test_organisations_added_by_hand_come_in(acting):
    """Whoever is in the house gets an entry over night, once, dated to the day on which it was added; a prison does not."""
    tidy()
    tidy()
    with acting("placement"):
        codes = sorted(Registration.objects.values_list("organisation__code", flat=True))
    assert codes == ["club", "debt-advice", "roofing"]


def test_who_may_answer(acting, waiting):
    """Nobody but officers verifies or refuses; nothing is verified twice or from nowhere."""
    for who in ("lead", "company", "admin", "tso"):
        with acting(who) as actor, pytest.raises(NotAllowed):
            answering.verify(actor=actor, registration=waiting, expected=1, organisation=None)
    with acting("placement") as actor:
        sent = waiting_row("Unconfirmed", state="sent", confirmed_by="", confirmed_at=None)
        with pytest.raises(ValidationError):
            answering.verify(actor=actor, registration=sent, expected=1, organisation=None)
        answering.confirm(actor=actor, registration=sent, expected=1)
        assert sent.confirmed_by == "staff"


@pytest.mark.parametrize(
    ("kind", "name", "writes"),
    [
        ("chamber", "Chamber Rhine", True),
        ("prison", "House North", False),
        ("probation", "Service Rhine", False),
        ("third_sector", "Straffälligenhilfe Rhein", False),
        ("third_sector", "Work for all", True),
    ],
)
def test_whose_name_may_stand_on_a_letter(kind, name, writes):
    """No sender whose kind or name tells where people come from."""
    assert may_write_to_companies(kind, [name, "Market 1"]) is writes


@pytest.mark.parametrize(("name", "writes"), [("Chamber Rhine", True), ("Straffälligenhilfe Rhein", False)])
def test_letters_ask_whose_name_they_bear(signed_in, acting, name, writes):
    """Of the register as about openings."""
    with acting("placement"):
        row = entry("roofing", days_ago=181)
        opening = Opening.objects.get(organisation=row.organisation)
    with acting("chamberadmin") as admin:
        Organisation.objects.filter(pk=admin.organisation.pk).update(name=name)
    client = signed_in("placement")
    for address in (reverse("register:letter", args=[row.pk]), reverse("openings:letter", args=[opening.pk])):
        answer = client.post(address, {})
        assert (answer.get("Content-Type") == "application/pdf") is writes, address


def test_a_new_name_of_the_organisation_is_shown(signed_in, acting):
    """The list says what an organisation is called now."""
    with acting("placement"):
        row = entry("roofing")
    with acting("company"):
        Organisation.objects.filter(pk=row.organisation_id).update(name="Roth and Daughter")
    page = signed_in("placement").get(reverse("register:list"), {"state": "all"}).content.decode()
    assert "Roth and Daughter" in page


def test_a_day_of_contact_counts_for_what_was_there(acting):
    """Whoever was spoken with after being added was looked at then."""
    spoken = timezone.localdate() - timedelta(days=2)
    with acting("company"):
        Organisation.objects.filter(code="roofing").update(
            created_at=timezone.now() - timedelta(days=400), last_contact_on=spoken
        )
    tidy()
    with acting("placement"):
        assert Registration.objects.get(organisation__code="roofing").refreshed_on == spoken
