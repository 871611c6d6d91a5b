"""Stays that end, begin again and are put right: what lists, pages and the next prison then say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.audit.models import Entry, History
from throughgate.foundation.database.rows import Stale
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people import actions
from throughgate.person.people.models import CaseLink, Person, Qualification, Stay
from throughgate.person.people.queries.lines import lines_for
from throughgate.person.people.queries.path import path_dates
from throughgate.person.people.rules import ReleaseDates


def today():
    """Return today."""
    return timezone.localdate()


def the_stay(person):
    """Return the stay that goes on."""
    return Stay.objects.select_related("person", "organisation").get(person=person, ended_on=None)


def move(actor, person, code, on=None):
    """Move the person to the prison with this code; returns the stay that ended."""
    stay = the_stay(person)
    to = Organisation.objects.get(code=code)
    actions.transfer_person(actor=actor, stay=stay, expected=stay.version, to=to, on=on or today())
    return stay


def begin(actor, person, dates, on=None):
    """Begin a stay in the actor's prison."""
    person = Person.objects.get(pk=person)
    return actions.admit_person(actor=actor, person=person, arrived_on=on or today(), dates=dates)


def listed_release(actor, person):
    """Return the release by which lists sort the person."""
    return lines_for(actor, caseload_only=False).get(person=person).release_on


def page_release(client, person):
    """Return the release that the person's page plans with."""
    return path_dates(client.get(f"/people/{person}/").context["card"].stays).expected_on


@pytest.fixture
def emre(cast):
    """Give the key of Emre, who is in the prison in the north."""
    return cast.key("emre")


def test_a_move_is_no_release_on_lists(signed_in, acting, emre):
    """After a move both prisons still list the day of release, and Today does not count the person as leaving."""
    with acting("lead") as actor:
        planned = the_stay(emre).release_expected_on
        move(actor, emre, "south")
        assert listed_release(actor, emre) == planned
    with acting("stranger") as actor:
        assert listed_release(actor, emre) == planned
    counts = {count.words: count.number for count in signed_in("lead").get("/").context["counts"]}
    assert counts["leaves within 90 days"] == 1
    assert "leaves within 30 days" not in counts


def test_a_release_is_the_release_on_lists(acting, emre):
    """Somebody released yesterday is listed under yesterday."""
    with acting("lead") as actor:
        stay = the_stay(emre)
        day = today() - timedelta(days=1)
        actions.release_person(actor=actor, stay=stay, expected=stay.version, released_on=day)
        assert listed_release(actor, emre) == day


def test_of_two_stays_of_one_day_the_open_one_counts(signed_in, acting, emre):
    """Moved there and back on the day of arrival: list, page and proposal speak of the stay that goes on."""
    day = today()
    with acting("lead") as actor:
        stay = the_stay(emre)
        actions.correct_stay(actor=actor, stay=stay, expected=stay.version, arrived_on=day)
        move(actor, emre, "south")
    with acting("stranger") as actor:
        begin(actor, emre, ReleaseDates(None, day + timedelta(days=200), None))
        move(actor, emre, "north")
    with acting("lead") as actor:
        begin(actor, emre, ReleaseDates(None, day + timedelta(days=300), None))
        assert listed_release(actor, emre) == day + timedelta(days=300)
    client = signed_in("lead")
    assert page_release(client, emre) == day + timedelta(days=300)
    assert "in Prison North since" in client.get(f"/people/{emre}/").context["where"]


def test_the_dates_that_go_along_are_those_of_the_last_stay(signed_in, acting, emre):
    """The next prison is offered the dates of the stay that ended last, though both stays began on one day."""
    day = today()
    with acting("lead") as actor:
        stay = the_stay(emre)
        actions.correct_stay(actor=actor, stay=stay, expected=stay.version, arrived_on=day)
        move(actor, emre, "south")
    with acting("stranger") as actor:
        begin(actor, emre, ReleaseDates(None, day + timedelta(days=200), None))
        move(actor, emre, "north")
    form = signed_in("lead").get(f"/people/{emre}/admit").context["form"]
    assert form.initial["release_expected_on"] == day + timedelta(days=200)


def test_a_move_that_lies_ahead_is_not_recorded(signed_in, acting, emre):
    """Until its day the stay goes on: the form says so in plain words, and the action refuses it too."""
    with acting("lead") as actor:
        stay = the_stay(emre)
        south = Organisation.objects.get(code="south")
        with pytest.raises(ValidationError, match="future"):
            move(actor, emre, "south", today() + timedelta(days=1))
    address = reverse("people:transfer", args=[emre, stay.pk])
    typed = {"to": str(south.pk), "on": (today() + timedelta(days=9)).isoformat(), "version": stay.version}
    answer = signed_in("lead").post(address, typed)
    assert answer.status_code == 422
    assert "Until then the stay goes on here; record the move on its day." in answer.content.decode()
    with acting("lead"):
        assert the_stay(emre) == stay


@pytest.fixture
def moved(acting, emre):
    """Move Emre to the south today; returns the stay that ended."""
    with acting("lead") as actor:
        return move(actor, emre, "south", today() - timedelta(days=2))


def take_back(client, stay):
    """Send the form that takes the end of a stay back."""
    return client.post(reverse("people:take-back", args=[stay.person_id, stay.pk]), {"version": stay.version})


def test_a_move_is_taken_back(signed_in, acting, emre, moved):
    """The stay goes on, the other prison sees nobody, one's own part has no end; history and audit tell it."""
    with acting("stranger") as actor:
        assert Person.objects.visible_to(actor).filter(pk=emre).exists()
    client = signed_in("lead")
    page = client.get(f"/people/{emre}/").content.decode()
    assert "Moved to another prison:" in page
    assert "Take back the move" in page
    assert client.get(reverse("people:take-back", args=[emre, moved.pk])).status_code == 200
    assert take_back(client, moved).status_code == 302
    with acting("stranger") as actor:
        assert not Person.objects.visible_to(actor).filter(pk=emre).exists()
    with acting("lead") as actor:
        stay = the_stay(emre)
        assert (stay.pk, stay.ended_by, stay.version) == (moved.pk, "", moved.version + 1)
        assert CaseLink.objects.get(person=emre, organisation=actor.organisation).until_on is None
        assert Entry.objects.filter(action="stay.take_back", subject_id=stay.pk).count() == 1
        assert History.objects.filter(row_id=stay.pk, before__ended_by="transferred").count() == 1
    page = client.get(f"/people/{emre}/").content.decode()
    assert "taken back" in page
    assert "Change the release dates" in page
    with acting("lead") as actor:
        move(actor, emre, "south")
    with acting("stranger") as actor:
        assert Person.objects.visible_to(actor).filter(pk=emre).exists()


def test_a_move_stays_where_the_other_prison_went_on_from_it(signed_in, acting, emre, moved):
    """Once somebody there looks after the person, or the stay there began, nothing is taken back."""
    with acting("stranger") as actor:
        link = CaseLink.objects.get(person=emre, organisation=actor.organisation)
        kept = actions.assign_member(actor=actor, link=link, membership=actor.membership)
    client = signed_in("lead")
    answer = take_back(client, moved)
    assert answer.status_code == 422
    assert "the other prison works with the person already" in answer.content.decode()
    with acting("stranger") as actor:
        actions.end_assignment(actor=actor, assignment=kept, expected=kept.version)
        begin(actor, emre, ReleaseDates(None, None, None), moved.ended_on)
    assert take_back(client, moved).status_code == 404
    with acting("lead") as actor, pytest.raises(ValidationError, match="a later stay"):
        actions.take_back_end(actor=actor, stay=moved, expected=moved.version)


def test_only_the_prison_where_the_stay_ended_takes_it_back(signed_in, acting, emre, moved):
    """The other prison (asked for a purpose first), probation and those who may not write stays cannot."""
    for who, status in (("aftercare", 403), ("officer", 403), ("stranger", 422)):
        assert take_back(signed_in(who), moved).status_code == status, who
    with acting("stranger") as actor, pytest.raises(Exception, match="not allowed"):
        actions.take_back_end(actor=actor, stay=moved, expected=moved.version)


def test_a_release_is_taken_back_once(signed_in, acting, emre):
    """A wrong release goes; a second try from an old page changes nothing."""
    with acting("lead") as actor:
        stay = the_stay(emre)
        actions.release_person(actor=actor, stay=stay, expected=stay.version, released_on=today())
    client = signed_in("lead")
    assert "Take back the release" in client.get(f"/people/{emre}/").content.decode()
    assert take_back(client, stay).status_code == 302
    with acting("lead") as actor:
        again = the_stay(emre)
        assert again.pk == stay.pk
        assert listed_release(actor, emre) == again.release_expected_on
        with pytest.raises(Stale):
            actions.take_back_end(actor=actor, stay=stay, expected=stay.version)


def test_going_back_to_a_prison_that_had_not_let_go_is_taken_back(acting, emre):
    """The earlier end of the first prison's part holds again."""
    with acting("lead") as actor:
        move(actor, emre, "south", today() - timedelta(days=2))
        ends = CaseLink.objects.get(person=emre, organisation=actor.organisation).until_on
    with acting("stranger") as actor:
        begin(actor, emre, ReleaseDates(None, None, None), today() - timedelta(days=2))
        there = move(actor, emre, "north")
        actions.take_back_end(actor=actor, stay=there, expected=there.version)
    with acting("lead") as actor:
        assert ends is not None
        assert CaseLink.objects.get(person=emre, organisation=actor.organisation).until_on == ends


def test_the_day_of_arrival_is_corrected(signed_in, acting, emre):
    """A typing error in the arrival is put right; it stands in the history with who and why."""
    with acting("lead"):
        stay = the_stay(emre)
    address = reverse("people:arrival", args=[emre, stay.pk])
    client = signed_in("lead")
    assert client.get(address).context["form"].initial["arrived_on"] == stay.arrived_on
    right = stay.arrived_on + timedelta(days=10)
    ahead = (today() + timedelta(days=1)).isoformat()
    assert client.post(address, {"arrived_on": ahead, "version": stay.version}).status_code == 422
    late = (stay.release_earliest_on + timedelta(days=1)).isoformat()
    assert client.post(address, {"arrived_on": late, "version": stay.version}).status_code == 422
    typed = {"arrived_on": right.isoformat(), "why": "typing error", "version": stay.version}
    assert client.post(address, typed).status_code == 302
    with acting("lead"):
        assert the_stay(emre).arrived_on == right
        assert Entry.objects.filter(action="stay.correct", subject_id=stay.pk, why="typing error").exists()
    moved = client.get(f"/people/{emre}/").context["moved"]
    assert [(c.name, c.before, c.after) for m in moved for c in m.changes] == [
        ("arrived_on", stay.arrived_on, right)
    ]
    assert client.post(address, typed).status_code == 409


def test_an_arrival_within_another_stay_is_refused(signed_in, acting, emre):
    """Two stays at once cannot be: the form says so."""
    with acting("lead") as actor:
        first = the_stay(emre)
        day = today() - timedelta(days=20)
        actions.release_person(actor=actor, stay=first, expected=first.version, released_on=day)
        stay = begin(actor, emre, ReleaseDates(None, None, None))
    address = reverse("people:arrival", args=[emre, stay.pk])
    before = (today() - timedelta(days=40)).isoformat()
    answer = signed_in("lead").post(address, {"arrived_on": before, "version": 1})
    assert answer.status_code == 422
    assert "There is already a stay in this time." in answer.content.decode()


def test_a_stale_release_tells_what_the_colleague_changed(signed_in, acting, emre):
    """The page names the dates a colleague moved, not a day of release that nobody wrote."""
    with acting("lead"):
        stay = the_stay(emre)
    with acting("colleague") as actor:
        dates = ReleaseDates(None, today() + timedelta(days=33), None)
        actions.change_release_dates(actor=actor, stay=stay, expected=stay.version, dates=dates)
        version = stay.version - 1
    day = (today() - timedelta(days=2)).isoformat()
    address = reverse("people:release", args=[emre, stay.pk])
    answer = signed_in("lead").post(address, {"released_on": day, "version": version})
    assert answer.status_code == 409
    told = {c.label: (c.mine, c.theirs, c.who) for c in answer.context["conflicts"]}
    assert set(told) == {"Earliest release", "Expected release", "Latest release"}
    assert told["Earliest release"][1:] == ("", "Colleague Cast")
    assert "You typed" not in answer.content.decode()
    assert answer.context["form"]["released_on"].value() == day


def test_words_for_a_row_that_a_colleague_removed_come_back(signed_in, acting, emre):
    """The page is not there any more, but says what was typed."""
    with acting("lead") as actor:
        row = Qualification.objects.get(person=emre)
        address = reverse("people:qualification", args=[emre, row.pk])
        actions.remove_row(actor=actor, row=row)
    answer = signed_in("lead").post(address, {"what": "Welder, long text", "version": 1})
    assert answer.status_code == 404
    assert "Welder, long text" in answer.content.decode()
