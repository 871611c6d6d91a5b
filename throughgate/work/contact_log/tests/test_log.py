"""Contacts with organisations: written down once, found by colleagues, and their next steps come back on their day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.audit.models import Entry
from throughgate.foundation.web.work import Pressing
from throughgate.ground.acting.actor import NotAllowed
from throughgate.work.contact_log import actions
from throughgate.work.contact_log.models import Agreement, Note
from throughgate.work.contact_log.queries import work

pytestmark = pytest.mark.django_db
ONE = ["roofing"]


def day(ahead=0):
    return timezone.localdate() + timedelta(days=ahead)


TYPED = {
    "kind": "inside",
    "happened_on": "1 March 2024",
    "ours": "Ms Cast",
    "theirs": "Dieter Roth",
    "followed": "Liked it.",
}


@pytest.fixture
def note(acting, cast):
    """A visit that the chamber wrote down, with a step for today."""
    with acting("placement") as actor:
        return actions.add_note(
            actor=actor,
            organisation=cast.organisation("roofing"),
            kind="visit",
            happened_on=day(-3),
            theirs="Dieter Roth",
            next_step="Send the contract",
            next_on=day(),
        )


def test_from_the_form_to_the_log(signed_in, acting):
    """What was typed stands in the log with whose it is; changed and finished, each leaves its word in the audit."""
    client = signed_in("placement")
    add = reverse("contact_log:add", args=ONE)
    assert client.post(add, TYPED).url == reverse("contact_log:list", args=ONE)
    page = client.get(reverse("contact_log:list", args=ONE)).content.decode()
    assert "Visit of theirs to our workshops" in page
    assert "Chamber Rhine · Ms Cast · Dieter Roth" in page
    with acting("placement"):
        row = Note.objects.get()
    change, finish = (reverse(f"contact_log:{name}", args=["roofing", row.pk]) for name in ("note", "finish"))
    step = {**TYPED, "next_step": "Call", "next_on": day(2).isoformat(), "version": 1}
    assert client.post(change, step).status_code == 302
    assert client.post(change, step).status_code == 409
    assert client.post(finish, {"version": 2}).status_code == 302
    with acting("placement"):
        assert Note.objects.get().done_on == day()
        said = Entry.objects.filter(subject_id=row.pk).order_by("at").values_list("action", flat=True)
        assert list(said) == ["contact_note.add", "contact_note.change", "contact_note.finish"]


def test_another_step_is_not_done(acting, note):
    """Once a step is done, a new one is open again; another change leaves it done."""
    with acting("placement") as actor:
        actions.finish_step(actor=actor, note=note, expected=1)
        actions.change_note(actor=actor, note=note, expected=2, followed="More")
        assert note.done_on == day()
        actions.change_note(actor=actor, note=note, expected=3, next_step="Call", next_on=day(9))
        assert note.done_on is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"next_step": "Call"}, "next_on"),
        ({"next_on": "1 March 2030"}, "next_step"),
        ({"happened_on": "1 March 2090"}, "happened_on"),
        ({"kind": "party"}, "kind"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(signed_in, acting, more, field):
    """Half a step, a day to come, a kind of one's own."""
    answer = signed_in("placement").post(reverse("contact_log:add", args=ONE), {**TYPED, **more})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_a_step_comes_back_on_its_day(acting, note, signed_in, django_assert_num_queries):
    """It stands on Today of the one who took it on, from its day until it is done; of nobody else, at no cost."""
    with acting("placement") as actor, django_assert_num_queries(1):
        (part,) = work(actor)
    assert [item.label for item in part.items] == ["Send the contract"]
    assert "Send the contract" in signed_in("placement").get(part.address).content.decode()
    for who in ("lead", "company", "officer", "tso"):
        with acting(who) as actor, django_assert_num_queries(0):
            assert work(actor) == []
    with acting("placement") as actor:
        actions.change_note(actor=actor, note=note, expected=1, next_on=day(1))
        assert work(actor) == []
        actions.change_note(actor=actor, note=note, expected=2, next_on=day(-1))
        assert work(actor)[0].items[0].mark_kind == "late"
        actions.finish_step(actor=actor, note=note, expected=3)
        assert work(actor) == []


def test_agreements_on_paper(signed_in, acting):
    """What it is about, how long it holds, and where the paper lies; one that ran out says so."""
    client, add = signed_in("placement"), reverse("contact_log:add-agreement", args=ONE)
    typed = {
        "title": "Two internships a year",
        "signed_on": "1 March 2024",
        "valid_until": "1 March 2025",
        "lies_at": "Room 12",
    }
    assert client.post(add, {**typed, "valid_until": "1 March 2023"}).status_code == 422
    assert client.post(add, typed).status_code == 302
    page = client.get(reverse("contact_log:list", args=ONE)).content.decode()
    for words in ("Two internships a year", "Room 12", "over"):
        assert words in page
    with acting("placement"):
        row = Agreement.objects.get()
    change = reverse("contact_log:agreement", args=["roofing", row.pk])
    assert client.post(change, {**typed, "valid_until": "", "version": 1}).status_code == 302
    assert "without an end" in client.get(reverse("contact_log:list", args=ONE)).content.decode()


@pytest.fixture
def agreed(acting, cast):
    """Agreements of the chamber by their titles: over, at an end soon, late, and without an end."""

    def make(title, ends):
        return actions.add_agreement(
            actor=actor,
            organisation=cast.organisation("roofing"),
            title=title,
            signed_on=day(-900),
            valid_until=None if ends is None else day(ends),
        )

    with acting("placement") as actor:
        ends = {"Over": -400, "Today": 0, "Sixty": 60, "Later": 61, "Endless": None}
        return {title: make(title, ends) for title, ends in reversed(ends.items())}


@pytest.mark.usefixtures("note")
def test_agreements_that_run_out_stand_on_today(acting, agreed, signed_in, django_assert_num_queries):
    """Those that ran out and those of the next 60 days, the first end first, beside the steps and in the same query."""
    with acting("placement") as actor, django_assert_num_queries(1):
        steps, agreements = work(actor)
    assert [item.label for item in steps.items] == ["Send the contract"]
    assert [(item.label, item.mark, item.mark_kind) for item in agreements.items] == [
        ("Over", "ran out 400 days ago", "late"),
        ("Today", "ends today", "due"),
        ("Sixty", "ends in 60 days", "due"),
    ]
    assert agreements.pressing == Pressing.LATE
    client = signed_in("placement")
    told = client.get(agreements.address).content.decode()
    assert [title in told for title in agreed] == [False, False, True, True, True]
    assert client.get(agreements.items[0].address).status_code == 200
    assert "Agreements that run out" in client.get(reverse("desk:today")).content.decode()
    for who in ("lead", "company", "officer", "tso", "stranger"):
        with acting(who) as actor, django_assert_num_queries(0):
            assert work(actor) == []
    assert signed_in("lead").get(agreements.address).status_code == 403


def test_an_agreement_that_is_seen_to_waits_no_more(acting, agreed, signed_in):
    """Until its end is changed; a later end takes it away by itself."""
    client = signed_in("placement")
    over, soon = agreed["Over"], agreed["Sixty"]
    finish = reverse("contact_log:finish-agreement", args=["roofing", over.pk])
    page = reverse("contact_log:agreement", args=["roofing", over.pk])
    assert finish in client.get(page).content.decode()
    assert client.post(finish, {"version": 1}).url == reverse("contact_log:list", args=ONE)
    assert finish not in client.get(page).content.decode()

    def waits(actor):
        return [item.label for part in work(actor) for item in part.items]

    with acting("placement") as actor:
        assert waits(actor) == ["Today", "Sixty"]
        actions.change_agreement(actor=actor, agreement=soon, expected=1, valid_until=day(400))
        assert waits(actor) == ["Today"]
        over.refresh_from_db()
        actions.change_agreement(actor=actor, agreement=over, expected=2, lies_at="Room 12")
        assert waits(actor) == ["Today"]
        actions.change_agreement(actor=actor, agreement=over, expected=3, valid_until=day(-30))
        assert waits(actor) == ["Over", "Today"]
        with pytest.raises(ValidationError, match="no end"):
            actions.finish_agreement(actor=actor, agreement=agreed["Endless"], expected=1)
    with acting("lead") as actor, pytest.raises(NotAllowed):
        actions.finish_agreement(actor=actor, agreement=agreed["Today"], expected=1)


def test_a_button_on_an_older_page_changes_nothing(acting, agreed, note, signed_in):
    """It answers 409 with the log as it is now; what cannot be done answers 422, and neither leaves anything."""
    client = signed_in("placement")
    with acting("placement") as actor:
        actions.change_note(actor=actor, note=note, expected=1, theirs="Petra Roth")
    answer = client.post(reverse("contact_log:finish", args=["roofing", note.pk]), {"version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody changed this meanwhile." in page
    assert "Petra Roth" in page
    endless = agreed["Endless"]
    answer = client.post(
        reverse("contact_log:finish-agreement", args=["roofing", endless.pk]), {"version": 1}
    )
    assert answer.status_code == 422
    assert "It has no end." in answer.content.decode()
    with acting("placement"):
        assert Note.objects.get().done_on is None
        assert Agreement.objects.filter(done_on=None).count() == len(agreed)


def test_who_reads_and_who_writes(signed_in, acting, note, cast):
    """Those who look for places read it, the chamber changes it; the company knows nothing of it."""
    log = reverse("contact_log:list", args=ONE)
    change = reverse("contact_log:note", args=["roofing", note.pk])
    for who, reads, opens in (
        ("lead", 200, 403),
        ("officer", 200, 403),
        ("company", 403, 403),
        ("admin", 403, 403),
    ):
        client = signed_in(who)
        assert client.get(log).status_code == reads, who
        assert client.get(change).status_code == opens, who
    own = signed_in("company").get(reverse("organisations:page", args=ONE)).content.decode()
    assert log not in own
    with acting("lead") as actor, pytest.raises(NotAllowed):
        actions.finish_step(actor=actor, note=note, expected=1)
    with acting("officer") as actor, pytest.raises(NotAllowed):
        actions.add_note(
            actor=actor, organisation=cast.organisation("roofing"), kind="call", happened_on=day()
        )
    with acting("placement") as actor, pytest.raises(ValidationError):
        actions.add_agreement(
            actor=actor,
            organisation=cast.organisation("roofing"),
            title="T",
            signed_on=day(),
            valid_until=day(-1),
        )


def test_a_prison_has_no_log(signed_in):
    """Contacts are written down with those who offer something or find places, not with prisons or probation."""
    for code in ("north", "probation"):
        assert signed_in("placement").get(reverse("contact_log:list", args=[code])).status_code == 404


def test_the_log_asks_the_same_however_long(signed_in, acting, note, django_assert_max_num_queries, cast):
    """A log costs no query for each of its notes."""
    with acting("placement") as actor:
        for n in range(30):
            actions.add_note(
                actor=actor, organisation=cast.organisation("roofing"), kind="call", happened_on=day(-n)
            )
    client = signed_in("placement")
    client.get(reverse("contact_log:list", args=ONE))
    with django_assert_max_num_queries(13):
        client.get(reverse("contact_log:list", args=ONE))
