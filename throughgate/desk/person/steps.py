"""What is next for a person on their way, and where whoever looks at them does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from throughgate.desk.near import sees_near
from throughgate.desk.path.scale import milestones_after
from throughgate.desk.path.words import PathWords
from throughgate.desk.today_parts import checks_only
from throughgate.foundation.charts.pins import PathDates
from throughgate.foundation.languages.days import short_day
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.queries.letters import letters_of
from throughgate.person.observations.queries.sheets_of import signed_sheets
from throughgate.person.people.choices import ConsentPurpose, ConsentState
from throughgate.person.people.models import Person
from throughgate.person.people.queries.card import Card
from throughgate.person.people.queries.path import path_dates
from throughgate.person.people.queries.rows import StayLine

LETTER_BEFORE = timedelta(days=90)
"""So long before the release one writes a letter of reference."""


@dataclass(frozen=True)
class Step:
    """What is next: words, where it is done (nothing where one waits), and how pressing it is (a kind of tag)."""

    words: str
    address: str = ""
    kind: str = ""


def due_step(
    actor: Actor, person: Person, stays: tuple[StayLine, ...], dates: PathDates | None
) -> Step | None:
    """Return the first thing that is missing or due, with its page for those who do it."""
    stay = next((stay for stay in reversed(stays) if stay.ended_on is None), None)
    own = actor.organisation.pk
    keeps = stay is not None and stay.organisation_id == own and actor.may("write", "stay")
    if dates is None:
        return None
    if dates.released_on:
        return _follow_up(dates)
    day = dates.expected_on or dates.latest_on
    if stay is not None and day is None and dates.earliest_on is None:
        address = reverse("people:dates", args=[person.pk, stay.id]) if keeps else ""
        return Step(_("Find out the release dates"), address, "due")
    if stay is not None and day is not None and day < timezone.localdate():
        address = reverse("people:release", args=[person.pk, stay.id]) if keeps else ""
        return Step(_("The release date is over: was the person released?"), address, "late")
    if person.home_id is None and actor.may("write", "profile"):
        return Step(_("Ask where home is after release"), reverse("people:profile", args=[person.pk]), "due")
    return None


def next_step(actor: Actor, person: Person, card: Card, *, may_admit: bool) -> Step | None:
    """Return what this reader does next for this person: the first on the way that is open, and theirs to do.

    From the arrival to work: a stay with its dates, somebody beside the person, what was observed, what the person wants
    and agrees to, a letter before the gate, an opening. One query at most, for who writes letters.
    """
    dates = path_dates(card.stays)
    if may_admit and (dates is None or not dates.released_on):
        return Step(_("Begin a stay"), reverse("people:admit", args=[person.pk]))
    due = due_step(actor, person, card.stays, dates) if actor.may("read", "stay") else None
    if due and due.address:
        return due
    return (
        _assign(actor, person, card)
        or _observe(actor, person)
        or _consent(actor, person, card)
        or _wish(actor, person, card)
        or _letter(actor, person, dates)
        or _near(actor, person)
    )


def _assign(actor: Actor, person: Person, card: Card) -> Step | None:
    link = card.own_link
    if link is None or not link.counts(timezone.localdate()) or not actor.may("write", "case_link"):
        return None
    if any(worker.link_id == link.id for worker in card.workers):
        return None
    return Step(_("Say who looks after them"), reverse("people:assign", args=[person.pk, link.id]))


def _observe(actor: Actor, person: Person) -> Step | None:
    if not actor.may("write", "sheet"):
        return None
    return Step(_("Start a sheet"), f"{reverse('observations:start')}?person={person.pk}")


def _consent(actor: Actor, person: Person, card: Card) -> Step | None:
    """Return the answer that one waits for, or the question that was never asked; after a "no" nobody is asked again."""
    if not actor.may("write", "consent"):
        return None
    asked = [
        line
        for line in card.consents
        if line.state == ConsentState.ASKED and line.asked_for_id == actor.organisation.pk
    ]
    if asked:
        return Step(_("Note the answer"), reverse("people:answer-consent", args=[person.pk, asked[0].id]))
    if any(line.purpose == ConsentPurpose.NEUTRAL_PROFILE for line in card.consents):
        return None
    return Step(_("Ask for a consent"), reverse("people:ask-consent", args=[person.pk]))


def _wish(actor: Actor, person: Person, card: Card) -> Step | None:
    if card.wishes or person.wish_kinds or not actor.may("write", "profile"):
        return None
    return Step(_("Ask what they look for"), reverse("people:profile", args=[person.pk]))


def _letter(actor: Actor, person: Person, dates: PathDates | None) -> Step | None:
    """Return the letter to write or to approve, where something was observed and the gate is near or behind."""
    day = dates and (dates.released_on or dates.expected_on or dates.latest_on)
    if not actor.may("write", "reference_letter") or not day or day > timezone.localdate() + LETTER_BEFORE:
        return None
    if not signed_sheets(actor, person):
        return None
    letter = letters_of(person).exclude(state="withdrawn").first()
    if letter is None:
        return Step(_("Write a letter"), reverse("observations:letters", args=[person.pk]))
    if letter.state == "draft":
        address = reverse("observations:letter", args=[person.pk, letter.pk])
        return Step(_("Let the person approve the letter"), address)
    return None


def _near(actor: Actor, person: Person) -> Step | None:
    if not sees_near(actor) or checks_only(actor):
        return None
    return Step(_("Look for openings"), reverse("desk:near", args=[person.pk]))


def _follow_up(dates: PathDates) -> Step | None:
    """Return the next day on which one asks how it goes; nothing once a year is over."""
    assert dates.released_on is not None
    today = timezone.localdate()
    for name, due in milestones_after(dates.released_on):
        if due >= today:
            after = PathWords().milestone(name)
            said = _("%(day)s: ask how it goes, %(after)s after release")
            return Step(said % {"day": short_day(due), "after": after})
    return None
