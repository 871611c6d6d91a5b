"""The neutral profile: all that a company ever reads about somebody, as a page shows it and as it is kept.

It is made when everybody is asked, laid before the person, and frozen: what the person agreed to is what the company reads. It
is a plain object of JSON:

- ``called``: first name and initial
- ``wishes``: occupations, each an object of titles by language
- ``strengths``: sentences that the person and whoever asks wrote together
- ``certificates``: what the person can show
- ``languages``: objects of ``language`` (ISO 639-1) and ``level`` (of the Common European Framework; empty: not known)
- ``licences``: classes held; null: not known
- ``available``: "now", a month "2027-05", or null: not known
- ``contact``: ``organisation`` and ``name`` of the placement officer
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from throughgate.foundation.languages.texts import reader_language, text_in
from throughgate.ground.acting.actor import Actor
from throughgate.ground.vocabulary.rules import language_name
from throughgate.ground.vocabulary.words import LEVELS
from throughgate.person.observations.rules.letters import telling_words
from throughgate.person.people.models import Person
from throughgate.person.people.names import first_name_and_initial
from throughgate.work.openings.queries.near import WorkCard, release_of, work_card

MOST_STRENGTHS: Final = 5
LONGEST_STRENGTH: Final = 120


def neutral_profile(actor: Actor, person: Person, strengths: Iterable[str] = ()) -> dict[str, Any]:
    """Return the profile of a person as it stands today. One query.

    Raise NotAllowed, or ValidationError where a word in it would tell where the person comes from.
    """
    profile, telling = drawn_profile(actor, person, strengths)
    if telling:
        raise ValidationError(
            _("This would tell the company where somebody comes from: %(words)s. Take it out first."),
            code="tells",
            params={"words": in_quotes(telling)},
        )
    return profile


def drawn_profile(
    actor: Actor, person: Person, strengths: Iterable[str] = ()
) -> tuple[dict[str, Any], list[str]]:
    """Return the profile, and every word in it that would tell where the person comes from. One query; raise NotAllowed."""
    actor.must("read", "profile")
    card = work_card(actor, person)
    profile = {
        "called": first_name_and_initial(person.given_names, person.family_name, person.called_name),
        "wishes": [dict(wish.titles) for wish in card.wishes],
        "strengths": [line for text in strengths if (line := " ".join(text.split()))],
        "certificates": [line.what for line in card.qualifications],
        "languages": [{"language": line.language, "level": line.level} for line in card.languages],
        "licences": person.licences,
        "available": _available(card, timezone.localdate()),
        "contact": _contact(actor),
    }
    prisons = [stay.organisation for stay in card.stays]
    return profile, telling_words("\n".join(texts_of(profile)), extra=prisons)


def in_quotes(words: Iterable[str]) -> str:
    """Return words as a sentence names them."""
    return ", ".join(f"“{word}”" for word in words)


def must_tell_nothing(actor: Actor, person: Person, **written: str) -> None:
    """Raise ValidationError where what is written for a company tells where the person comes from, at the field. One query."""
    prisons = [stay.organisation for stay in work_card(actor, person).stays]
    for field, text in written.items():
        if found := telling_words(text, extra=prisons):
            words = in_quotes(found)
            raise ValidationError(
                {
                    field: _("This would tell the company where somebody comes from: %(words)s.")
                    % {"words": words}
                },
                code="tells",
            )


def _available(card: WorkCard, today: date) -> str | None:
    window = release_of(card).window(today)
    if window is None:
        return None
    planned = window[1]
    return "now" if planned <= today else f"{planned:%Y-%m}"


def _contact(actor: Actor) -> dict[str, str]:
    return {"organisation": actor.organisation.name, "name": str(actor.user)}


def texts_of(value: Any) -> Iterable[str]:
    """Return every text in a profile."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from texts_of(one)
    elif isinstance(value, Sequence):
        for one in value:
            yield from texts_of(one)


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """A profile in the reader's words: what the person sees on screen and on paper, and then the company."""

    called: str
    facts: tuple[tuple[str, str], ...]
    """Labels with what stands beside them; what is not known is left out."""
    strengths: tuple[str, ...]
    contact: tuple[str, ...]


def profile_page(profile: Mapping[str, Any]) -> ProfilePage:
    """Return the profile as pages and prints draw it."""
    language = reader_language()
    facts = (
        (_("Looks for work as"), ", ".join(text_in(titles, language) for titles in profile["wishes"])),
        (_("Can show"), ", ".join(profile["certificates"])),
        (_("Languages"), ", ".join(_language(one, language) for one in profile["languages"])),
        (_("Driving licences"), _licences(profile["licences"])),
        (_("Can begin"), _begins(profile["available"])),
    )
    contact = profile["contact"]
    return ProfilePage(
        profile["called"],
        tuple((label, value) for label, value in facts if value),
        tuple(profile["strengths"]),
        (contact["name"], contact["organisation"]),
    )


def _language(one: Mapping[str, str], reader: str) -> str:
    name, level = language_name(one["language"], reader), one["level"]
    return f"{name} ({LEVELS[level]})" if level else name


def _licences(held: Sequence[str] | None) -> str:
    if held is None:
        return ""
    return ", ".join(held) or pgettext("driving licence", "none")


def _begins(available: str | None) -> str:
    if available is None:
        return ""
    if available == "now":
        return _("at once")
    return date_format(date.fromisoformat(f"{available}-01"), "F Y")
