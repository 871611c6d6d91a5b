"""What pages of the register say: states, dates, facts, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.languages.dates import format_date
from throughgate.foundation.languages.days import long_day, short_day
from throughgate.foundation.languages.texts import reader_language, text_in
from throughgate.ground.vocabulary.rules import language_name
from throughgate.ground.vocabulary.words import LEVELS
from throughgate.person.people import choices
from throughgate.person.people.models import Person
from throughgate.person.people.queries.card import Change
from throughgate.person.people.queries.rows import (
    ConsentLine,
    LanguageLine,
    LinkLine,
    QualificationLine,
    StayLine,
    WishLine,
)

DATE_NAMES: Final[dict[str, str | Promise]] = {
    "arrived_on": _("Arrived"),
    "release_earliest_on": _("Earliest"),
    "release_expected_on": _("Expected"),
    "release_latest_on": _("Latest"),
    "ended_on": _("Released"),
    "moved_on": _("Moved to another prison"),
}
FIELD_NAMES: Final[dict[str, str | Promise]] = {
    "arrived_on": _("Arrived on"),
    "release_earliest_on": _("Earliest release"),
    "release_expected_on": _("Expected release"),
    "release_latest_on": _("Latest release"),
    "ended_on": _("End of the stay"),
    "scope": _("What exactly"),
    "state": _("State"),
    "answered_on": _("Answered on"),
    "expires_on": _("Valid until"),
    "until_on": _("Until"),
}
"""Fields of rows that a colleague may have changed while somebody had a form open that does not show them."""
MONTHS_FROM: Final = 99
"""Days from which on a stretch of time is better understood in months."""
STATE_KINDS: Final = {
    "given": "done",
    "asked": "due",
    "refused": "",
    "withdrawn": "",
    "expired": "",
}


def birth(person: Person) -> str:
    """Return "born 22 May 1998", as exactly as it is known."""
    if person.birth_on is None:
        return gettext("date of birth not known")
    if person.birth_precision == choices.Precision.DAY:
        return gettext("born %(day)s") % {"day": long_day(person.birth_on)}
    precision: Any = person.birth_precision
    day = format_date(person.birth_on, precision, reader_language())
    return gettext("born %(day)s, day not known") % {"day": day}


def whereabouts(stays: Sequence[StayLine]) -> str:
    """Return where the person is since when, or when they were released; the stays are the oldest first."""
    stay = next((stay for stay in reversed(stays) if stay.ended_on is None), None)
    if stay is not None:
        since = date_format(stay.arrived_on, "F Y")
        return gettext("in %(prison)s since %(month)s") % {"prison": stay.organisation, "month": since}
    if not stays:
        return ""
    last = stays[-1]
    day = long_day(last.ended_on or last.arrived_on)
    if last.ended_by == choices.StayEnd.RELEASED:
        return gettext("released %(day)s") % {"day": day}
    return gettext("moved from %(prison)s on %(day)s") % {"prison": last.organisation, "day": day}


def obtained(line: QualificationLine) -> str:
    """Return when a qualification was obtained, as exactly as it is known."""
    if line.obtained_on is None:
        return ""
    if line.obtained_precision == choices.Precision.DAY:
        return short_day(line.obtained_on)
    precision: Any = line.obtained_precision
    return format_date(line.obtained_on, precision, reader_language())


def licences(person: Person) -> str:
    """Return the driving licences; an unknown one reads as nothing, none as "none"."""
    if person.licences is None:
        return ""
    return ", ".join(person.licences) or pgettext("driving licence", "none")


def language_of(code: str) -> str:
    """Return a language in the reader's language."""
    return language_name(code, reader_language())


def level(line: LanguageLine) -> str:
    """Return the level, or that it is not known."""
    return str(LEVELS.get(line.level) or gettext("level not known"))


def wish(line: WishLine) -> str:
    """Return the occupation in the reader's language."""
    return text_in(line.titles)


def wish_kinds(person: Person) -> str:
    """Return what kinds of opening the person looks for."""
    return ", ".join(str(choices.WishKind(kind).label) for kind in person.wish_kinds)


def part(link: LinkLine) -> str:
    """Return what an organisation does in the case."""
    return str(choices.LinkRole(link.role).label)


def since(link: LinkLine) -> str:
    """Return from when until when an organisation takes part."""
    first = short_day(link.from_on)
    if link.until_on and link.until_on < link.from_on:
        return first
    if link.until_on:
        return gettext("%(first)s to %(last)s") % {"first": first, "last": short_day(link.until_on)}
    return gettext("since %(day)s") % {"day": first}


def consent(line: ConsentLine) -> tuple[str, str]:
    """Return what a consent is for and its details."""
    recipient = line.recipient or line.recipient_text
    said = [line.scope]
    if line.explained_in:
        said.append(gettext("explained in %(language)s") % {"language": language_of(line.explained_in)})
    said.append(gettext("asked by %(who)s") % {"who": line.asked_by})
    day = line.answered_on or line.asked_on
    if day:
        said.append(short_day(day))
    if line.guardian_agreed_on:
        said.append(gettext("guardian agreed on %(day)s") % {"day": short_day(line.guardian_agreed_on)})
    if line.expires_on:
        said.append(gettext("until %(day)s") % {"day": short_day(line.expires_on)})
    label = str(choices.ConsentPurpose(line.purpose).label)
    return (f"{label}: {recipient}" if recipient else label), " · ".join(part for part in said if part)


def moved_by(change: Change) -> str:
    """Return by how much a date moved."""
    if not change.before or not change.after:
        return ""
    days = (change.after - change.before).days
    amount = abs(days)
    if days < 0:
        return ngettext("%(n)d day earlier", "%(n)d days earlier", amount) % {"n": amount}
    return ngettext("%(n)d day later", "%(n)d days later", amount) % {"n": amount}


def days_left(day: date, today: date | None = None) -> str:
    """Return how far a release is away."""
    left = (day - (today or timezone.localdate())).days
    if left == 0:
        return gettext("today")
    if left < 0:
        return ngettext("%(n)d day ago", "%(n)d days ago", -left) % {"n": -left}
    if left > MONTHS_FROM:
        months = round(left / 30.44)
        return ngettext("in %(n)d month", "in %(n)d months", months) % {"n": months}
    return ngettext("in %(n)d day", "in %(n)d days", left) % {"n": left}


def date_name(change: Change) -> str:
    """Return which date moved."""
    return str(DATE_NAMES[change.name])


def field_value(row: Any, name: str, value: Any) -> str:
    """Return the value of a row's field as pages say it."""
    if isinstance(value, date):
        return short_day(value)
    choices = dict(row._meta.get_field(name).flatchoices)
    return str(choices.get(value, value or ""))
