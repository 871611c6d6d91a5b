"""Every form about a person: works, is refused, is not found, comes back stale, counts once."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from throughgate.ground.organisations.models import Organisation
from throughgate.ground.vocabulary.models import Occupation
from throughgate.person.people import actions, models
from throughgate.person.people.models import Person
from throughgate.person.people.rules import ReleaseDates
from throughgate.person.people.tests.filling import FORMS, OWN_LINK, WITHOUT_VERSION, Pages, iso, today


@pytest.fixture
def pages(signed_in, acting, cast):
    """Give `pages("lead")`: forms of Emre."""
    return lambda who: Pages(signed_in(who), acting, cast.key("emre"))


@pytest.mark.parametrize("name", FORMS)
def test_form_works(pages, name):
    """The case lead opens the form, sends it, and one entry says so; the form sent twice counts once."""
    mine = pages("lead")
    typed = {**FORMS[name][1], "version": mine.version(name), "once": str(uuid.uuid4())}
    address = mine.address(name)
    first = mine.client.post(address, typed)
    assert first.status_code == 302, first.content.decode()
    assert mine.entries(name) == 1
    second = mine.client.post(address, typed)
    assert second.status_code in (302, 404)
    assert mine.entries(name) == 1


@pytest.mark.parametrize("name", FORMS)
def test_form_is_refused_to_observers(pages, name):
    """A sports officer may read some of it and change nothing."""
    mine = pages("officer")
    assert mine.client.get(mine.address(name)).status_code == 403
    assert mine.client.post(mine.address(name), FORMS[name][1]).status_code == 403


@pytest.mark.parametrize("name", FORMS)
def test_form_is_not_found_by_the_other_prison(pages, name):
    """For the other prison's staff there is no such person, whatever they send."""
    mine = pages("stranger")
    assert mine.client.get(mine.address(name)).status_code == 404
    assert mine.client.post(mine.address(name), FORMS[name][1]).status_code == 404
    assert mine.entries(name) == 0


@pytest.mark.parametrize("name", [name for name in FORMS if not name.startswith(WITHOUT_VERSION)])
def test_stale_form_comes_back_with_both_versions(pages, name):
    """A form opened before somebody else's change answers 409 and changes nothing."""
    mine = pages("lead")
    old = mine.version(name) - 1
    answer = mine.client.post(mine.address(name), {**FORMS[name][1], "version": old})
    assert answer.status_code == 409, answer.content.decode()
    assert f'name="version" value="{old + 1}"' in answer.content.decode()
    assert mine.entries(name) == 0


def test_stale_dates_show_mine_and_theirs(pages, acting, cast, signed_in):
    """Two change the same date: the second sees the other's day, the own one, and who it was."""
    mine = pages("lead")
    address, version = mine.address("dates"), mine.version("dates")
    ours, theirs = today() + timedelta(days=95), today() + timedelta(days=85)
    assert (
        mine.client.post(address, {"release_expected_on": theirs.isoformat(), "version": version}).status_code
        == 302
    )
    answer = mine.client.post(address, {"release_expected_on": ours.isoformat(), "version": version})
    body = answer.content.decode()
    assert answer.status_code == 409
    assert {c.who for c in answer.context["conflicts"]} == {"Lead Cast"}
    assert ours.isoformat() in body
    assert str(theirs.year) in body
    assert mine.entries("dates") == 1


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("identity", {"given_names": "Kept as typed", "family_name": "\u200b"}, "Kept as typed"),
        ("identity", {"family_name": "A", "birth": "31.04.1990"}, "This day does not exist"),
        (
            "dates",
            {"release_earliest_on": iso(90), "release_expected_on": iso(80)},
            "earliest release is after",
        ),
        ("dates", {"release_expected_on": iso(-900)}, "before the arrival"),
        ("release", {"released_on": iso(3)}, "lies in the future"),
        ("profile", {"has_licence": "none", "licences": ["B"]}, "say that there is no licence"),
        ("profile", {"has_licence": "some"}, "Choose at least one class"),
        ("profile", {"home": "Xyzzyville"}, "Xyzzyville"),
        ("add-language", {"language": "Klingonian"}, "Klingonian"),
        ("add-language", {"language": "German"}, "is there already"),
        ("add-qualification", {"what": "x", "seen_on": iso(9)}, "lies in the future"),
        ("add-condition", {"kind": "no_driving"}, "is there already"),
        ("ask-consent", {"purpose": "take_part", "explained_in": "tr"}, "Choose the organisation"),
    ],
)
def test_wrong_input_comes_back_as_typed(pages, name, typed, says):
    """What cannot be is said at its field with 422; nothing typed is lost and nothing is saved."""
    mine = pages("lead")
    version = mine.version(name)
    answer = mine.client.post(mine.address(name), {**typed, "version": version})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert mine.entries(name) == 0


def test_licences_know_unknown_from_none(pages, acting):
    """No licence is an empty list; not known is nothing at all."""
    mine = pages("lead")
    for said, stored in (
        ({"has_licence": "none"}, []),
        ({"has_licence": ""}, None),
        ({"licences": ["B", "T"]}, ["B", "T"]),
    ):
        typed = {**said, "version": mine.version("profile")}
        assert mine.client.post(mine.address("profile"), typed).status_code == 302
        with acting("lead"):
            assert Person.objects.get(pk=mine.person).licences == stored


def test_words_about_offences_raise_a_gentle_warning(pages):
    """The text is saved as typed, and a message asks to look at it again."""
    mine = pages("lead")
    answer = mine.client.post(mine.address("add-qualification"), {"what": "Therapie, Diebstahl"}, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert any("“Therapie”" in text and "“Diebstahl”" in text for text in said)
    assert mine.entries("add-qualification") == 1


def test_transfer_hands_the_person_over(pages, acting, signed_in):
    """After the move the other prison begins the stay with the dates that came along."""
    mine = pages("lead")
    with acting("lead"):
        stay = models.Stay.objects.get(person=mine.person)
        south = Organisation.objects.get(code="south")
    address = reverse("people:transfer", args=[mine.person, stay.pk])
    assert mine.client.get(address).status_code == 200
    typed = {"to": str(south.pk), "on": iso(0), "version": stay.version}
    assert mine.client.post(address, typed).status_code == 302
    theirs = signed_in("stranger")
    admit = reverse("people:admit", args=[mine.person])
    asked = theirs.get(admit)
    assert asked.status_code == 302, "they name a purpose first: nobody there has the person yet"
    assert theirs.post(asked["Location"], {"purpose": "prepare"}).status_code == 302
    form = theirs.get(admit).context["form"]
    assert form.initial["release_expected_on"] == stay.release_expected_on
    answer = theirs.post(admit, {"arrived_on": iso(0), "release_expected_on": iso(80)})
    assert answer.status_code == 302


def test_moving_there_and_back_within_days(acting, cast):
    """Somebody who comes back before the first prison lost sight stays with it without an end."""
    key, day = cast.key("emre"), timezone.localdate()
    north, south = (Organisation.objects.get(code=code) for code in ("north", "south"))
    with acting("lead") as actor:
        stay = models.Stay.objects.select_related("person").get(person=key)
        day = day - timedelta(days=3)
        actions.transfer_person(actor=actor, stay=stay, expected=1, to=south, on=day)
        assert models.CaseLink.objects.get(person=key, organisation=north).until_on is not None
    with acting("stranger") as actor:
        person = Person.objects.get(pk=key)
        there = actions.admit_person(
            actor=actor, person=person, arrived_on=day, dates=ReleaseDates(None, None, None)
        )
        actions.transfer_person(actor=actor, stay=there, expected=1, to=north, on=day + timedelta(days=2))
    with acting("lead") as actor:
        assert models.CaseLink.objects.get(person=key, organisation=north).until_on is None
        with pytest.raises(ValidationError, match="takes part already"):
            actions.link_by_statute(
                actor=actor,
                person=person,
                organisation=south,
                role="custody",
                from_on=day - timedelta(days=9),
            )


def test_an_end_is_never_put_off(pages, acting):
    """A link that ends on a day can end earlier, not later."""
    mine = pages("lead")
    assert mine.client.post(mine.address("end-link"), {"last_day": iso(3), "version": 1}).status_code == 302
    answer = mine.client.post(mine.address("end-link"), {"last_day": iso(9), "version": 2})
    assert answer.status_code == 422
    assert "It ends earlier already" in answer.content.decode()


def test_withdrawing_ends_what_rests_on_the_consent(pages, acting, cast):
    """The chamber took part by consent: after the withdrawal it sees nobody, and its part reads as ended."""
    mine = pages("lead")
    with acting("lead"):
        consent = models.Consent.objects.get(person=mine.person, recipient__code="chamber")
    address = reverse("people:withdraw-consent", args=[mine.person, consent.pk])
    assert mine.client.post(address, {"version": consent.version}).status_code == 302
    with acting("placement") as actor:
        assert not Person.objects.visible_to(actor).exists()
    with acting("lead"):
        link = models.CaseLink.objects.get(consent=consent)
        assert link.until_on < today()


def test_no_wish_is_lost(pages, acting):
    """Somebody with many wishes keeps them all when something else on the form changes."""
    mine = pages("lead")
    with acting("lead") as actor:
        person = Person.objects.get(pk=mine.person)
        six = list(Occupation.objects.filter(level=4).order_by("code")[:6])
        actions.set_wishes(actor=actor, person=person, occupations=six)
    form = mine.client.get(mine.address("profile")).context["form"]
    typed = {name: form[name].value()[0] for name in form.wish_names if form[name].value()}
    choices = {f"{name}_choice": form[name].value()[1] for name in typed}
    asked_for = {f"{name}_for": text for name, text in typed.items()}
    data = {**typed, **choices, **asked_for, "travel_reach_km": "9", "version": mine.version("profile")}
    assert mine.client.post(mine.address("profile"), data).status_code == 302
    with acting("lead"):
        assert models.Wish.objects.filter(person=mine.person).count() == 6


def test_answering_a_consent_and_sharing_on_it(pages, acting):
    """Asked, agreed, shared: only then does the school take part."""
    mine = pages("lead")
    with acting("lead"):
        school = Organisation.objects.get(code="school")
    add = reverse("people:add-link", args=[mine.person])
    assert "School Rhine" not in mine.client.get(add).content.decode()
    typed = {"purpose": "take_part", "recipient": str(school.pk), "explained_in": "tr"}
    assert mine.client.post(mine.address("ask-consent"), typed).status_code == 302
    with acting("lead"):
        consent = models.Consent.objects.get(person=mine.person, state="asked")
    answer = reverse("people:answer-consent", args=[mine.person, consent.pk])
    assert mine.client.get(answer).status_code == 200
    assert mine.client.post(answer, {"version": 1, "answered_on": iso(0)}).status_code == 422
    given = {"version": 1, "answered_on": iso(0), "answer": "given", "once": str(uuid.uuid4())}
    assert mine.client.post(answer, given).status_code == 302
    assert "School Rhine" in mine.client.get(add).content.decode()
    assert mine.client.post(add, {"organisation": str(school.pk)}).status_code == 302
    with acting("schoolteacher") as actor:
        assert Person.objects.visible_to(actor).filter(pk=mine.person).exists()


def test_linking_an_organisation_that_did_not_agree_is_refused(pages, acting):
    """An organisation that is not offered cannot be sent either."""
    mine = pages("lead")
    with acting("lead"):
        school = Organisation.objects.get(code="school")
    add = reverse("people:add-link", args=[mine.person])
    assert mine.client.post(add, {"organisation": str(school.pk)}).status_code == 422


def test_probation_is_linked_by_law(signed_in, acting, cast):
    """Probation takes part without a consent."""
    key = cast.key("milan")
    client = signed_in("colleague")
    add = reverse("people:add-link", args=[key])
    with acting("colleague"):
        probation = Organisation.objects.get(code="probation")
    assert "Probation Rhine" in client.get(add).content.decode()
    assert client.post(add, {"organisation": str(probation.pk)}).status_code == 302
    with acting("aftercare") as actor:
        assert Person.objects.visible_to(actor).filter(pk=key).exists()


def test_assigning_a_colleague(pages, acting, cast):
    """A colleague who is assigned opens the person without a purpose."""
    mine = pages("lead")
    with acting("lead"):
        link = OWN_LINK(mine.person)
    address = reverse("people:assign", args=[mine.person, link])
    body = mine.client.get(address).content.decode()
    assert "Officer Cast" in body
    assert "Lead Cast, Case lead" not in body.replace("<strong>Lead Cast", "")
    assert "Stranger Cast" not in body
    colleague = cast.actor("colleague").membership
    assert mine.client.post(address, {"membership": str(colleague.pk)}).status_code == 302
    stranger = cast.actor("stranger").membership
    assert mine.client.post(address, {"membership": str(stranger.pk)}).status_code == 422


def test_a_foreign_row_is_not_found_through_ones_own_person(pages, acting, cast):
    """The id of a row of another person does not open under one's own person."""
    with acting("colleague"):
        milan = models.SpokenLanguage.objects.get(person=cast.key("milan"), language="de").pk
    mine = pages("lead")
    for name in ("language", "remove-language"):
        assert mine.client.get(reverse(f"people:{name}", args=[mine.person, milan])).status_code == 404


def test_probation_cannot_change_the_stay(pages):
    """A probation officer writes the profile, not the prison's dates, nor conditions."""
    mine = pages("aftercare")
    for name in ("dates", "release", "add-condition", "condition"):
        assert mine.client.get(mine.address(name)).status_code == 403, name
    assert mine.client.get(mine.address("profile")).status_code == 200


def test_what_was_typed_survives_the_end_of_the_half_hour(signed_in, cast, acting):
    """Somebody whose purpose ran out while typing names it again, and the change is saved as typed."""
    key = cast.key("emre")
    address, client = reverse("people:ask-consent", args=[key]), signed_in("colleague")
    typed = {
        "purpose": "package",
        "recipient_text": "School",
        "explained_in": "tr",
        "scope": "school report",
    }
    asked = client.post(address, typed)
    assert asked.status_code == 422
    body = asked.content.decode()
    assert 'name="scope" value="school report"' in body
    again = client.post(address, {**typed, "look-purpose": "other", "look-words": ""})
    assert again.status_code == 422, "another reason needs words"
    assert client.post(address, {**typed, "look-purpose": "stand_in", "look-words": ""}).status_code == 302
    with acting("colleague"):
        assert models.Consent.objects.filter(person=key, scope="school report", state="asked").exists()


def test_http_options_is_answered(pages):
    """Asking which methods there are is no fault."""
    mine = pages("lead")
    assert mine.client.options(mine.address("identity")).status_code == 200
