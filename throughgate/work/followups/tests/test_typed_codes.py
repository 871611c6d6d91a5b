"""Codes typed from paper: with a wrong letter, of another letter, or many of them."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.codes.signs import ALPHABET, written
from throughgate.work.followups.actions import clock, keys
from throughgate.work.followups.models import Feedback
from throughgate.work.followups.tests.making import begun, follow_up
from throughgate.work.placements.actions import keys as placement_keys
from throughgate.work.placements.models import Answer, Placement
from throughgate.work.placements.tests.making import Story


def feedback_code(cast):
    """Let somebody begin, and print a sheet for them; return its code."""
    placement = begun(cast, timezone.localdate())
    clock.pass_a_day()
    with cast.acting("placement") as actor:
        made = keys.make_code(actor=actor, follow_up=follow_up(placement, "start"), whose="person", key=None)
    return made[0]


def introduction_codes(cast):
    """Ask everybody for somebody else's place; return the code of the company's letter and of the person's sheet."""
    story = Story(cast.acting, cast).ask()
    with cast.acting("placement") as actor:
        company = placement_keys.make_code(actor=actor, placement=story.row(), purpose="company", key=None)
    with cast.acting("lead") as actor:
        person = placement_keys.make_code(actor=actor, placement=story.row(), purpose="person", key=None)
    return company[0], person[0]


def with_wrong_letter(code, at):
    """Return the code with another letter at this place."""
    other = ALPHABET[(ALPHABET.index(code[at]) + 1) % len(ALPHABET)]
    return code[:at] + other + code[at + 1 :]


def opens(client, name, typed):
    """Type a code; say whether it opened, and with which words it did not."""
    answer = client.post(reverse(f"{name}_code"), {"code": typed})
    if answer.status_code == 302:
        assert answer.url == reverse(f"{name}_by_code")
        return True, ""
    assert answer.status_code == 422
    return False, answer.content.decode()


@pytest.mark.parametrize("at", [0, 5, 11])
def test_a_wrong_letter_opens_nothing_and_is_said(cast, client, at):
    """Whichever letter is wrong, on each of the three pages: it says so, keeps what was typed, and the right one opens."""
    company, person = introduction_codes(cast)
    for name, code in (
        ("feedback", feedback_code(cast)), ("introduction", company), ("asked", person),
    ):  # fmt: skip
        opened, body = opens(client, name, with_wrong_letter(code, at))
        assert not opened, name
        assert "error" in body
        assert with_wrong_letter(code, at) in body
        assert client.get(reverse(f"{name}_by_code")).url == reverse(f"{name}_code"), (
            "nothing is open behind it"
        )
        assert opens(client, name, written(code).lower())[0], name


def test_a_code_of_another_letter_opens_nothing(cast, client):
    """A code opens the page that its letter names alone; nothing is answered by it elsewhere."""
    company, person = introduction_codes(cast)
    codes = {"feedback": feedback_code(cast), "introduction": company, "asked": person}
    for name in codes:
        for letter, code in codes.items():
            assert opens(client, name, code)[0] == (name == letter), (name, letter)
    with cast.acting("placement"):
        assert not Feedback.objects.exists()
        assert not Answer.objects.filter(placement__state="asked").exists()
        assert Placement.objects.count() == 2


@pytest.mark.parametrize(
    "typed", ["", "    ", "----", "ABCD-EFGH-JKM", "O0I1-L1O0-U0U1", "ÄÖÜß", "2" * 200, "A\0B"]
)
@pytest.mark.parametrize("name", ["feedback", "introduction", "asked"])
def test_what_is_no_code_is_refused(cast, client, name, typed):
    """Too short, too long, signs that stand in no code: said, and nothing breaks."""
    answer = client.post(reverse(f"{name}_code"), {"code": typed})
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize("name", ["feedback", "introduction", "asked"])
def test_tries_are_counted(cast, client, name):
    """Whoever guesses is stopped, also before the right one."""
    statuses = [
        client.post(reverse(f"{name}_code"), {"code": f"ABCD-EFGH-{number:04}"}).status_code
        for number in range(31)
    ]
    assert statuses[:5] == [422] * 5
    assert statuses[-1] == 429
