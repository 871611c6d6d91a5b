"""Words of the register as filters: `{% load people %}`."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from throughgate.foundation.languages import days
from throughgate.person.people import words
from throughgate.person.people.following import Moves

register = template.Library()

register.filter("birth", words.birth)
register.filter("day", days.short_day)
register.filter("long_day", days.long_day)
register.filter("days_left", words.days_left)
register.filter("obtained", words.obtained)
register.filter("licences", words.licences)
register.filter("language_of", words.language_of)
register.filter("level", words.level)
register.filter("wish", words.wish)
register.filter("wish_kinds", words.wish_kinds)
register.filter("part", words.part)
register.filter("since", words.since)
register.filter("consent", words.consent)
register.filter("moved_by", words.moved_by)
register.filter("date_name", words.date_name)


@register.simple_tag
def moved_days(moves: Moves) -> str:
    """Return from which day to which something would move."""
    before, after = (days.short_day(day) if day else gettext("no day") for day in (moves.before, moves.after))
    return f"{before} → {after}"
