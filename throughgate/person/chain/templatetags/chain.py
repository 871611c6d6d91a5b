"""Words of a plan's steps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import template

from throughgate.foundation.languages import days
from throughgate.foundation.languages import texts as told
from throughgate.person.chain import plan_words
from throughgate.person.chain.queries.plan import Line

register = template.Library()


@register.filter
def short_day(day: date) -> str:
    """Return a day with its year, short."""
    return days.short_day(day)


@register.simple_tag
def texts(said: Mapping[str, str]) -> str:
    """Return a text in the reader's language."""
    return told.text_in(said)


@register.simple_tag
def late_by(line: Line) -> str:
    """Return for how long a step is late."""
    assert line.step.due_on is not None
    return plan_words.late_by(line.step.due_on, line.today)


@register.simple_tag
def moved_from(line: Line) -> str:
    """Return from where the release moved a step."""
    return plan_words.moved_from(line.step.moved_from)
