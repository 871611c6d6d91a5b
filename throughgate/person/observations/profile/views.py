"""The profile: one small picture for each competency, its figures beneath."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, islice
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from throughgate.foundation.web.components import tag
from throughgate.foundation.web.tables import Column, Table
from throughgate.ground.acting.actor import actor_in
from throughgate.person.observations.models import FrameworkVersion, Setting
from throughgate.person.observations.profile import words
from throughgate.person.observations.profile.drawing import MOST_DOTS, Frame, key_of, picture
from throughgate.person.observations.profile.queries import Rated, profile_of
from throughgate.person.observations.profile.rules import beside, newest, span
from throughgate.person.observations.rules.profile import STALE_AFTER, Summary, summary
from throughgate.person.people.access import asks_purpose, open_person

SHOWN_LEVELS = 24
"""So many levels of a competency are listed one by one, the latest ones."""


@dataclass
class Multiple:
    """One competency as the page shows it."""

    rated: Rated
    summary: Summary
    svg: SafeString
    seen: str
    typical: str
    anchor: str
    middle: str
    latest: str
    own: str
    beside: str
    age: str
    listed: str
    lines: SafeString
    """The latest levels with day and setting, the newest first, each an item of a list."""

    @property
    def drawn(self) -> int:
        """Return how many levels are drawn where that is not all of them, else 0."""
        return MOST_DOTS if len(self.summary.dots) > MOST_DOTS else 0


def _age(row: Multiple) -> Any:
    """Return how old the newest level is, marked where that is old."""
    return format_html("{} {}", row.age or NONE, tag(_("old"), "due") if row.summary.is_stale else "")


NONE = "–"
COLUMNS = (
    Column(gettext_lazy("Competency"), value=lambda row: row.rated.competency.name),
    Column(gettext_lazy("Typical"), value=lambda row: row.typical or NONE),
    Column(gettext_lazy("Middle half"), value=lambda row: row.middle or NONE),
    Column(gettext_lazy("Latest level"), value=lambda row: row.latest or NONE),
    Column(gettext_lazy("Self-rating"), value=lambda row: row.own or NONE),
    Column(gettext_lazy("Rests on"), value=lambda row: row.seen or NONE),
    Column(gettext_lazy("Age of the newest"), cell=_age),
)
CAPTION = gettext_lazy("%(title)s, scale %(scale)s. “Not observed” counts nowhere.")


@dataclass
class Part:
    """One framework version: never mixed with another one, as its levels mean something else."""

    version: FrameworkVersion
    multiples: list[Multiple] = field(default_factory=list)

    @property
    def table(self) -> Table:
        """Return the figures beneath the pictures."""
        caption = CAPTION % {"title": self.version.title, "scale": self.version.scale_name}
        return Table.whole(caption, COLUMNS, self.multiples)


def stale_after() -> int:
    """Return after how many days the newest rating counts as old."""
    days: int = getattr(settings, "PROFILE_STALE_AFTER_DAYS", STALE_AFTER)
    return days


def parts_of(rated: Sequence[Rated]) -> list[Part]:
    """Return every framework version with its pictures, all over the same days."""
    today = timezone.localdate()
    first, last = span((row.dots for row in rated), today)
    month = date_format(first, pgettext("date pattern: short month, year", "M Y"))
    ends = (month if first < last else "", _("today"))
    dots = words.Dots()
    parts = []
    for _version, rows in groupby(rated, key=lambda row: row.version.pk):
        of_version = list(rows)
        part = Part(of_version[0].version)
        frame = Frame(part.version.scale, first, last)
        part.multiples = [_multiple(row, frame, ends, dots, today) for row in of_version]
        parts.append(part)
    return parts


def _multiple(row: Rated, frame: Frame, ends: tuple[str, str], dots: words.Dots, today: date) -> Multiple:
    figures = summary(row.dots, today, stale_after=stale_after())
    own = newest(row.own)
    latest = dots(figures.latest) if figures.latest else ""
    lines = "".join(f"<li>{escape(dots(dot))}</li>" for dot in islice(reversed(figures.dots), SHOWN_LEVELS))
    shown = [each for each in row.own if frame.first <= each.on <= frame.last]
    label = words.picture(row.competency.name, row.version.scale_name, figures, latest, own)
    typical = figures.typical
    return Multiple(
        rated=row,
        summary=figures,
        # Made by ourselves; the words in it are escaped there.
        svg=mark_safe(picture(figures, frame, shown, label=label, ends=ends)),  # noqa: S308
        seen=words.seen(figures) if figures.dots else "",
        typical=words.levels(typical),
        anchor=row.anchors.get(typical[0], "") if typical and typical[0] == typical[1] else "",
        middle=words.levels(figures.middle),
        latest=latest,
        own=words.itself(own),
        beside=str(words.BESIDE[said]) if (said := beside(own, figures, frame.scale)) else "",
        age=words.age(figures),
        listed=words.listed(row.competency.name, min(SHOWN_LEVELS, len(figures.dots)), len(figures.dots)),
        lines=mark_safe(lines),  # noqa: S308 - each is escaped
    )


def _key(parts: Sequence[Part]) -> list[tuple[SafeString, Any]]:
    """Return the signs that occur on the page, with their words."""
    used = {
        dot.setting
        for part in parts
        for multiple in part.multiples
        for dot in multiple.summary.dots[-MOST_DOTS:]
    }
    signs: list[tuple[str, Any]] = [
        (setting, Setting(setting).label) for setting in Setting.values if setting in used
    ]
    if any(multiple.own for part in parts for multiple in part.multiples):
        signs.append(("self", _("the person’s own rating")))
    return [(mark_safe(key_of(sign)), label) for sign, label in signs]  # noqa: S308


@require_safe
@asks_purpose
def profile(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the levels of one person over time."""
    actor = actor_in(request)
    actor.must("read", "competencies")
    person = open_person(request, key, with_stays=True)
    found = profile_of(actor, person)
    parts = parts_of(found.rated)
    return render(
        request,
        "observations/profile/page.html",
        {
            "part": "competencies",
            "person": person,
            "parts": parts,
            "key": _key(parts),
            "sheets": found.latest,
            "may_type": actor.may("write", "own_voice"),
            "may_write_letter": actor.may("write", "reference_letter"),
        },
    )
