"""What a path says, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from throughgate.desk.path.scale import GateKind, Phase, Timeline
from throughgate.foundation.charts.pins import Pin
from throughgate.foundation.languages.days import day_and_month, long_day, short_day

# In the order of the key beside the drawing: what happened, then what is to do.
KIND_WORDS: dict[str, str | Promise] = {
    "sheet": _("observation sheet"),
    "mark": _("term report"),
    "cert": _("certificate"),
    "work": _("company"),
    "due": _("step to do"),
    "late": _("late step"),
    "milestone": _("follow-up after release"),
    "note": _("note"),
}
GATE_WORDS: dict[tuple[Phase, GateKind], str | Promise] = {
    (Phase.AHEAD, GateKind.EXPECTED): _("Release %(day)s"),
    (Phase.AHEAD, GateKind.LATEST): _("Release by %(day)s"),
    (Phase.AHEAD, GateKind.EARLIEST): _("Release from %(day)s"),
    (Phase.TODAY, GateKind.EXPECTED): _("Release expected today"),
    (Phase.TODAY, GateKind.LATEST): _("Release today at the latest"),
    (Phase.TODAY, GateKind.RELEASED): _("Released today"),
    (Phase.OVERDUE, GateKind.EXPECTED): _("Release expected %(day)s"),
    (Phase.OVERDUE, GateKind.LATEST): _("Release by %(day)s"),
    (Phase.RELEASED, GateKind.RELEASED): _("Released %(day)s"),
    (Phase.UNKNOWN, GateKind.NONE): _("Release date not known yet"),
}
_NEAR = 300  # days within which a date is understood without its year


class PathWords:
    """The words of the drawing; speaks whatever language is active."""

    @property
    def today(self) -> str:
        """Return the word for today."""
        return gettext("Today")

    def day(self, day: date, today: date) -> str:
        """Return a short day, with the year where it is needed."""
        if abs((day - today).days) > _NEAR:
            return short_day(day)
        return day_and_month(day)

    def span(self, first: date, last: date, today: date) -> str:
        """Return a stretch of days."""
        return gettext("%(first)s to %(last)s") % {
            "first": self.day(first, today),
            "last": self.day(last, today),
        }

    def month(self, day: date) -> str:
        """Return the short name of a month."""
        return date_format(day, pgettext("date pattern: short month", "M"))

    def month_year(self, day: date) -> str:
        """Return the short name of a month with its year."""
        return date_format(day, pgettext("date pattern: short month, year", "M Y"))

    def entries(self, number: int) -> str:
        """Return how many entries are drawn as one."""
        return ngettext("%(number)s entry", "%(number)s entries", number) % {"number": number}

    def milestone(self, key: str) -> str:
        """Return the name of a follow-up after release."""
        return {
            "six_weeks": gettext("6 weeks"),
            "six_months": gettext("6 months"),
            "twelve_months": gettext("12 months"),
        }[key]

    def _range(self, line: Timeline) -> str:
        """Return between which days the release may fall, as far as known."""
        today = line.dates.today
        earliest, latest = line.dates.earliest_on, line.dates.latest_on
        if earliest and latest and earliest < latest:
            days = {"first": self.day(earliest, today), "last": self.day(latest, today)}
            return gettext("between %(first)s and %(last)s") % days
        if earliest and earliest != line.gate_on:
            return gettext("not before %(day)s") % {"day": self.day(earliest, today)}
        if latest and latest != line.gate_on:
            return gettext("at the latest %(day)s") % {"day": self.day(latest, today)}
        return ""

    def gate(self, line: Timeline) -> tuple[str, str]:
        """Return what stands over the gate: the day, and what is known about it."""
        if line.gate_on is None:
            return str(GATE_WORDS[line.phase, line.gate_kind]), ""
        day = long_day(line.gate_on)
        title = str(GATE_WORDS[line.phase, line.gate_kind]) % {"day": day}
        if line.phase is Phase.TODAY:
            return title, day
        if line.phase is Phase.OVERDUE:
            return title, self._overdue(line)
        if line.phase is Phase.RELEASED:
            return title, ""
        if line.gate_kind is GateKind.EXPECTED:
            return title, self._range(line) or gettext("expected")
        return title, gettext("expected day not known yet")

    def _overdue(self, line: Timeline) -> str:
        days = (line.dates.today - (line.gate_on or line.dates.today)).days
        return ngettext(
            "%(number)s day ago, no release recorded",
            "%(number)s days ago, no release recorded",
            days,
        ) % {"number": days}


def sentence(line: Timeline, pins: Iterable[Pin]) -> str:
    """Return the path in a few sentences: arrival, release, what is behind and what is ahead."""
    words = PathWords()
    pins = list(pins)
    said = [gettext("Arrived %(day)s.") % {"day": long_day(line.dates.arrived_on)}]
    title, note = words.gate(line)
    said.append(f"{title}, {note}." if note else f"{title}.")
    ahead = [pin for pin in pins if pin.on >= line.dates.today or pin.kind == "late"]
    behind = len(pins) - len(ahead)
    if behind:
        said.append(
            ngettext("%(number)s entry lies behind.", "%(number)s entries lie behind.", behind)
            % {"number": behind}
        )
    if ahead:
        number = len(ahead)
        said.append(
            ngettext("%(number)s step is ahead.", "%(number)s steps are ahead.", number) % {"number": number}
        )
    late = sum(pin.kind == "late" for pin in pins)
    if late:
        said.append(
            ngettext("%(number)s step is late.", "%(number)s steps are late.", late) % {"number": late}
        )
    return " ".join(said)
