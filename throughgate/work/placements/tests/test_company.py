"""The company's own desk: it answers, moves on, writes, shares, and is told of what waits; one click is one thing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from throughgate.work.openings.actions import add_opening
from throughgate.work.openings.models import Opening
from throughgate.work.placements.actions import proposing
from throughgate.work.placements.actions.messages import write_message
from throughgate.work.placements.company_words import stands
from throughgate.work.placements.models import Introduction, Message
from throughgate.work.placements.rules import PLACEMENT

pytestmark = pytest.mark.django_db
LIST = reverse("introductions:list")


def main_of(answer):
    """Return what a page says, without its frame."""
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def page(story, acting):
    """The address of the one introduction."""

    def address():
        with acting("company"):
            return reverse("introductions:page", args=[Introduction.objects.get().pk])

    return address


def sent(acting, move, **more):
    """Return a form as the page makes it now."""
    with acting("company"):
        return {"move": move, "version": Introduction.objects.get().version, **more}


def test_nobody_yet(signed_in):
    """Without an introduction the list says what comes there."""
    assert "Nobody has been introduced yet" in main_of(signed_in("company").get(LIST))


def test_asked_without_a_word_about_the_person(story, signed_in, page):
    """While it is asked the company reads of its place, and of nobody."""
    story.ask("Works carefully")
    client = signed_in("company")
    listed, asked = main_of(client.get(LIST)), main_of(client.get(page()))
    assert "waits for your answer" in listed
    assert "Would you like to get to know them?" in asked
    for text in (listed, asked):
        assert "Markeremre" not in text
        assert "Works carefully" not in text


def test_the_answer_is_given_once(story, signed_in, acting, page):
    """Yes, then the same click again, then another opinion: one answer, and each is told how it stands."""
    story.ask()
    client, address = signed_in("company"), page()
    form = sent(acting, "agree")
    first = client.post(address, form, follow=True)
    assert "Thank you. You read here what comes next." in first.content.decode()
    assert "You said yes." in main_of(first)
    assert "Thank you. You read here" in client.post(address, form, follow=True).content.decode()
    other = client.post(address, sent(acting, "refuse"))
    assert other.status_code == 422
    assert "This cannot be done any more." in other.content.decode()
    assert "You said yes." in main_of(other)
    assert 'value="agree"' not in main_of(other)


def test_a_no_is_the_companys_own_to_see(story, signed_in, acting, page):
    """It reads that it said no, and is asked nothing more."""
    story.ask()
    client = signed_in("company")
    client.post(page(), sent(acting, "refuse"))
    assert "You said no." in main_of(client.get(page()))
    assert "answered" in main_of(client.get(LIST))


def test_the_place_is_gone(story, signed_in, acting, page):
    """Who closed the place meanwhile cannot say yes to it, also on a page from before; a no is taken."""
    story.ask()
    client, form = signed_in("company"), sent(acting, "agree")
    with acting("company"):
        Opening.objects.filter(organisation__code="roofing").update(state="filled")
    answer = client.post(page(), form)
    assert answer.status_code == 422
    assert "This place is not offered any more" in main_of(answer)
    assert 'value="agree"' not in main_of(client.get(page()))
    client.post(page(), sent(acting, "refuse"))
    assert "You said no." in main_of(client.get(page()))


def test_all_the_way(story, signed_in, acting, page):
    """Invite, try, offer, decline: each from where it makes sense, in plain words."""
    story.introduced()
    client, day = signed_in("company"), timezone.localdate() + timedelta(days=3)
    shown = main_of(client.get(page()))
    assert "Markeremrecalled M." in shown
    assert "Works carefully" in shown
    assert 'value="try"' not in shown
    told = client.post(page(), sent(acting, "invite", by="phone", day=day.isoformat(), time="9.30"))
    assert told.status_code == 302
    shown = main_of(client.get(page()))
    assert "09:30, by telephone or video" in shown
    for move, words in (("try", "try it out"), ("offer", "have offered the place")):
        client.post(page(), sent(acting, move))
        assert words in main_of(client.get(page()))
    wrong = client.post(page(), sent(acting, "decline", reason="other"))
    assert wrong.status_code == 422
    assert "Say it in a few words." in main_of(wrong)
    client.post(page(), sent(acting, "decline", reason="place_filled"))
    shown = main_of(client.get(page()))
    assert "you have declined" in shown
    assert "You meet" not in shown
    assert "Markeremrecalled" not in shown


@pytest.mark.parametrize(
    ("day", "time", "says"),
    [("", "14:30", "Enter a date."), ("+1", "half past two", "like this: 14:30"), ("-1", "14:30", "is over")],
)
def test_an_invitation_needs_a_moment_to_come(story, signed_in, acting, page, day, time, says):
    """What is missing or over is said at its field, and what was typed stays."""
    story.introduced()
    typed = (timezone.localdate() + timedelta(days=int(day))).isoformat() if day else ""
    answer = signed_in("company").post(page(), sent(acting, "invite", by="at_company", day=typed, time=time))
    assert answer.status_code == 422
    assert says in main_of(answer)
    assert f'value="{time}"' in main_of(answer)
    assert story.state == "introduced"


def test_every_state_has_words(story, signed_in, page):
    """While somebody works there the page says so, with a message as the way to say more; afterwards it says how it ended."""
    story.introduced().move("offer").move("accept").begin(timezone.localdate())
    client = signed_in("company")
    for name in ("", "retain_6_weeks", "retain_6_months", "retain_12_months"):
        if name:
            story.move(name)
        assert "You work together." in main_of(client.get(page())), name
        assert "Send the message" in main_of(client.get(page())), name
    story.move("complete")
    assert "A good end" in main_of(client.get(page()))
    assert "Send the message" not in main_of(client.get(page()))
    for state in set(PLACEMENT.states) - {"proposed"}:
        assert stands(state, agreed=None), state


def test_a_stale_page_moves_nothing(story, signed_in, acting, page):
    """Who has an older page open is told, and sees how it is now."""
    story.introduced()
    form = sent(acting, "decline", reason="skills")
    story.move("offer")
    answer = signed_in("company").post(page(), form)
    assert answer.status_code == 409
    assert "Somebody changed this meanwhile" in answer.content.decode()
    assert "have offered the place" in main_of(answer)
    assert story.state == "offered"


def test_unknown_moves_are_nothing(story, signed_in, acting, page):
    """What no button sends answers 404; what is not allowed from here 422."""
    story.introduced()
    client = signed_in("company")
    assert client.post(page(), sent(acting, "introduce")).status_code == 404
    assert client.post(page(), sent(acting, "try")).status_code == 422
    assert client.post(page(), sent(acting, "calendar")).status_code == 409


def test_messages_wait_until_they_are_read(story, signed_in, acting, page):
    """What the officer wrote is new until the company says it was read; looking changes nothing."""
    story.introduced()
    with acting("placement") as actor:
        write_message(actor=actor, placement=story.row(), text="When could we call?")
    client = signed_in("company")
    waiting = reverse("desk:waiting", args=["introductions-written"])
    for _time in range(2):
        assert "When could we call?" in main_of(client.get(page()))
        assert "Markeremrecalled" in main_of(client.get(waiting))
    assert "New messages" in client.get(reverse("desk:today")).content.decode()
    client.post(page(), {"move": "read"})
    assert "Nothing waits here now" in main_of(client.get(waiting))
    written = {"move": "write", "text": "On Monday.", "once": "0192c4a0-0000-4000-8000-000000000001"}
    for _time in range(2):
        client.post(page(), written)
    with acting("company"):
        assert Message.objects.filter(side="company").count() == 1
    assert client.post(page(), {"move": "write", "text": " "}).status_code == 422


def test_addresses_are_shown_once_both_say_so(story, signed_in, acting, page):
    """How the other side can be reached stands there once both have said it."""
    story.introduced().move("share", contact="0151 1")
    client = signed_in("company")
    assert "0151 1" not in main_of(client.get(page()))
    client.post(page(), sent(acting, "share", contact="office@roof.example"))
    shown = main_of(client.get(page()))
    assert "0151 1" in shown
    assert 'value="office@roof.example"' in shown


def test_the_talk_goes_into_a_calendar(story, signed_in, acting, page):
    """The file names the place that is offered, and nobody."""
    at = timezone.now() + timedelta(days=2)
    story.introduced().company("invite", by="at_company", at=at.isoformat())
    answer = signed_in("company").post(page(), {"move": "calendar"})
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"].startswith("text/calendar")
    assert "Talk about the place: Roofer" in text
    assert f"DTSTART:{at:%Y%m%dT%H%M%SZ}" in text
    assert "Markeremre" not in text + answer["Content-Disposition"]


def test_today_says_what_waits(story, signed_in, acting):
    """A question, and then a talk of the next days; each leads to its page."""
    story.ask()
    client = signed_in("company")
    today = client.get(reverse("desk:today")).content.decode()
    assert "Introductions that wait for your answer" in today
    story.company()
    assert "wait for your answer" not in client.get(reverse("desk:today")).content.decode()
    at = timezone.now() + timedelta(days=6)
    story.person().custody().company("invite", by="at_company", at=at.isoformat())
    today = client.get(reverse("desk:today")).content.decode()
    assert "Talks in the next days" in today
    assert "Markeremrecalled M." in today


def test_another_company_sees_nothing(story, signed_in, page):
    """Neither the list nor the page of somebody else's, whatever is sent."""
    story.introduced()
    address = page()
    for who in ("trainer", "placement", "lead"):
        client = signed_in(who)
        assert client.get(address).status_code in (403, 404), who
        assert client.post(address, {"move": "offer", "version": 1}).status_code in (403, 404), who


@pytest.mark.parametrize("number", [1, 12])
def test_lists_ask_the_same_for_many(story, signed_in, acting, number, django_assert_max_num_queries):
    """What the list and Today ask does not grow with the rows."""
    story.ask()
    with acting("placement") as actor:
        row = story.row()
        for each in range(number - 1):
            opening = add_opening(
                actor=actor, organisation=row.opening.organisation, kind="job", title=f"Job {each}"
            )
            more = proposing.propose(actor=actor, person=row.person, opening=opening)
            proposing.ask(actor=actor, placement=more, expected=more.version)
    client = signed_in("company")
    client.get(LIST)
    with django_assert_max_num_queries(12):  # with the test's own savepoints
        assert main_of(client.get(LIST)).count('class="name"') == number
    with django_assert_max_num_queries(16):
        assert client.get(reverse("desk:today")).status_code == 200
