"""What a profile says, in words."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from throughgate.person.observations.models import Setting
from throughgate.person.observations.profile.rules import SelfLevel
from throughgate.person.observations.rules.profile import Dot, Summary

BESIDE: Final[dict[str, Promise]] = {
    "alike": _("The person sees it alike."),
    "higher": _("The person rates themselves higher."),
    "lower": _("The person rates themselves lower."),
}


def levels(pair: tuple[int, int] | None) -> str:
    """Return one level, or two between which it lies."""
    if pair is None:
        return ""
    low, high = sorted(pair)
    return str(low) if low == high else f"{low}–{high}"


def seen(summary: Summary) -> str:
    """Return what the picture rests on: sheets, observers, settings."""
    parts = (
        ngettext("%(number)d sheet", "%(number)d sheets", summary.sheets) % {"number": summary.sheets},
        ngettext("%(number)d observer", "%(number)d observers", summary.observers)
        % {"number": summary.observers},
        ngettext("%(number)d setting", "%(number)d settings", summary.settings)
        % {"number": summary.settings},
    )
    return " · ".join(parts)


class Dots:
    """Levels with day and setting; what many of them have in common is put into words once."""

    def __init__(self) -> None:
        self._seen: dict[tuple[date, str], str] = {}

    def __call__(self, dot: Dot) -> str:
        """Return one level with its day and setting."""
        seen = (dot.on, dot.setting)
        words = self._seen.get(seen)
        if words is None:
            where = Setting(dot.setting).label if dot.setting in Setting.values else dot.setting
            words = self._seen[seen] = f"{date_format(dot.on, 'SHORT_DATE_FORMAT')}, {where}"
        return f"{dot.level}, {words}"


def listed(name: str, shown: int, number: int) -> str:
    """Return what stands above the list of a competency's levels."""
    said = ngettext(
        "%(name)s: %(number)s level", "%(name)s: the latest %(shown)s of %(number)s levels", number
    )
    return said % {"name": name, "shown": shown, "number": number}


def itself(own: SelfLevel | None) -> str:
    """Return how the person rated themselves, and when."""
    if own is None:
        return ""
    return f"{own.level}, {date_format(own.on, 'SHORT_DATE_FORMAT')}"


def age(summary: Summary) -> str:
    """Return how old the newest rating is."""
    if summary.age is None:
        return ""
    if summary.age < 60:
        return ngettext("%(number)d day", "%(number)d days", summary.age) % {"number": summary.age}
    months = round(summary.age / 30.4)
    return ngettext("%(number)d month", "%(number)d months", months) % {"number": months}


def picture(name: str, scale: str, summary: Summary, latest: str, own: SelfLevel | None) -> str:
    """Return what a picture shows, for those who do not see it."""
    if not summary.dots:
        said = gettext("%(name)s: no signed level yet.") % {"name": name}
    else:
        said = gettext("%(name)s, scale %(scale)s: %(seen)s. Typical %(typical)s, latest %(latest)s.") % {
            "name": name,
            "scale": scale,
            "seen": seen(summary),
            "typical": levels(summary.typical),
            "latest": latest,
        }
    if own is not None:
        said += " " + gettext("Self-rating %(own)s.") % {"own": itself(own)}
    return said
