"""The head of a person's pages: who and where, when the gate opens, what is next. One query at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from throughgate.desk.path.figure import path_mini
from throughgate.desk.path.scale import milestones_after
from throughgate.desk.path.words import PathWords
from throughgate.desk.person.parts import PARTS
from throughgate.foundation.charts.pins import PathDates
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.components import Tab
from throughgate.foundation.web.parts import navigation
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.person.people import words
from throughgate.person.people.models import Person
from throughgate.person.people.names import full_name
from throughgate.person.people.queries.path import path_dates, stays_of
from throughgate.person.people.queries.rows import StayLine


@dataclass(frozen=True)
class Step:
    """What is next: words, where it is done (nothing where one waits), and how pressing it is (a kind of tag)."""

    words: str
    address: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Head:
    """What stands on top of each of a person's pages."""

    name: str
    where: str
    release: str
    path: SafeString | str
    step: Step | None
    parts: list[Tab]


def person_head(request: HttpRequest, person: Person, current: str) -> Head:
    """Return the head for the part `current` of a person who was opened."""
    actor = actor_in(request)
    stays = stays_of(actor, person)
    dates = path_dates(stays)
    return Head(
        name=full_name(person.given_names, person.family_name, person.called_name),
        where=words.whereabouts(stays),
        release=_release(dates),
        # The overview draws the path large.
        path=path_mini(dates) if dates and current != "overview" else "",
        step=next_step(actor, person, stays, dates) if actor.may("read", "stay") else None,
        parts=navigation(PARTS, actor, person, person.pk, current),
    )


def _release(dates: PathDates | None) -> str:
    if dates is None or dates.released_on:
        return ""
    day = dates.expected_on or dates.latest_on
    if day is None:
        return _("Release date not known")
    return _("Release on %(day)s, %(left)s") % {"day": short_day(day), "left": words.days_left(day)}


def next_step(
    actor: Actor, person: Person, stays: tuple[StayLine, ...], dates: PathDates | None
) -> Step | None:
    """Return the first thing that is missing or due, with its page for those who do it."""
    stay = next((stay for stay in reversed(stays) if stay.ended_on is None), None)
    own = actor.organisation.pk
    keeps = stay is not None and stay.organisation_id == own and actor.may("write", "stay")
    if dates is None:
        return None
    if dates.released_on:
        return _follow_up(dates.released_on)
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


def _follow_up(released_on: date) -> Step | None:
    """Return the next day on which one asks how it goes; nothing once a year is over."""
    today = timezone.localdate()
    for name, due in milestones_after(released_on):
        if due >= today:
            after = PathWords().milestone(name)
            said = _("%(day)s: ask how it goes, %(after)s after release")
            return Step(said % {"day": short_day(due), "after": after})
    return None
