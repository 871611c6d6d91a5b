"""Print a person's path for the person: plain words, large type, one page where it fits."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from throughgate.desk.path.scale import GateKind, Phase, Timeline, read
from throughgate.desk.path.wide import with_milestones
from throughgate.desk.path.words import PathWords
from throughgate.foundation.charts.pins import PathDates, Pin
from throughgate.foundation.languages.days import long_day, short_day
from throughgate.foundation.printing import render_pdf

TEMPLATE = "desk/path/print.typ"
NEXT, BEHIND = 4, 5  # so many steps are written large; so many entries of the past are told one by one


RELEASE_WORDS: dict[tuple[Phase, GateKind], str | Promise] = {
    (Phase.AHEAD, GateKind.EXPECTED): _("Your release is planned for %(day)s."),
    (Phase.AHEAD, GateKind.LATEST): _("Your release is on %(day)s at the latest."),
    (Phase.AHEAD, GateKind.EARLIEST): _("Your release is on %(day)s at the earliest."),
    (Phase.TODAY, GateKind.EXPECTED): _("Your release is planned for today, %(day)s."),
    (Phase.TODAY, GateKind.LATEST): _("Your release is today at the latest, %(day)s."),
    (Phase.TODAY, GateKind.RELEASED): _("You are released today, %(day)s."),
    (Phase.OVERDUE, GateKind.EXPECTED): _("Your release was planned for %(day)s."),
    (Phase.OVERDUE, GateKind.LATEST): _("Your release was planned for %(day)s at the latest."),
    (Phase.RELEASED, GateKind.RELEASED): _("You were released on %(day)s."),
    (Phase.UNKNOWN, GateKind.NONE): _("Your release date is not known yet."),
}


def _release(line: Timeline) -> tuple[str, list[str]]:
    """Return the sentence about the release, and what else there is to know about it."""
    said = str(RELEASE_WORDS[line.phase, line.gate_kind])
    if line.gate_on:
        said %= {"day": long_day(line.gate_on)}
    if line.phase is Phase.UNKNOWN:
        return said, [gettext("Your case lead tells you when it is.")]
    if line.phase is Phase.OVERDUE:
        return said, [gettext("Please ask your case lead for the new day.")]
    if line.phase is not Phase.AHEAD:
        return said, []
    notes = [gettext("This day can still change.")]
    earliest, latest = line.dates.earliest_on, line.dates.latest_on
    if earliest and line.dates.today < earliest != line.gate_on:
        notes.append(gettext("Earliest day: %(day)s.") % {"day": long_day(earliest)})
    if latest and latest != line.gate_on:
        notes.append(gettext("Latest day: %(day)s.") % {"day": long_day(latest)})
    return said, [" ".join(notes)]


def _part(line: Timeline, day: date) -> str:
    """Return how the line is drawn from this day on."""
    if line.phase is Phase.RELEASED and line.gate_on and day >= line.gate_on:
        return "after" if day >= line.dates.today else "lived"
    if day < line.dates.today:
        return "past"
    if not line.gate_on or line.phase is Phase.OVERDUE:
        return "open"
    if day >= line.gate_on:
        return "after" if line.sure else "open"
    return "ahead"


def _rows(line: Timeline, pins: list[Pin], words: PathWords, follow: Collection[Pin]) -> list[dict[str, Any]]:
    """Return the path from top to bottom."""
    today = line.dates.today
    behind = [pin for pin in pins if pin.on < today and pin.kind not in {"late", "milestone"}]
    # One that is left out takes the line that would tell of it.
    most = BEHIND if len(behind) > BEHIND + 1 else BEHIND + 1
    older, shown = behind[:-most], set(behind[-most:])
    told: list[tuple[date, int, dict[str, Any]]] = []

    def add(on: date, rank: int, kind: str, title: str, detail: str = "") -> None:
        row = {"kind": kind, "title": title, "detail": detail, "day": short_day(on)}
        told.append((on, rank, {**row, "line": _part(line, on), "sure": line.sure}))

    add(line.dates.arrived_on, 0, "note", gettext("You arrived"))
    if older:
        earlier = ngettext("%(number)s earlier entry", "%(number)s earlier entries", len(older))
        span = {"first": short_day(older[0].on), "last": short_day(older[-1].on)}
        add(
            older[-1].on, 1, "note", earlier % {"number": len(older)}, gettext("%(first)s to %(last)s") % span
        )
    for number, pin in enumerate(pins):
        if pin in shown or pin.on >= today or pin.kind in {"late", "milestone"}:
            kind = "done" if pin.state == "done" else pin.kind
            title = gettext("%(time)s after release") % {"time": pin.title} if pin in follow else pin.title
            add(pin.on, 10 + number, kind, title, pin.detail)
    if line.phase is not Phase.TODAY:
        add(today, 2, "today", words.today)
    if line.gate_on:
        title = gettext("Released") if line.phase is Phase.RELEASED else gettext("Release")
        notes = {
            GateKind.LATEST: gettext("on this day at the latest"),
            GateKind.EARLIEST: gettext("on this day at the earliest"),
        }
        detail = notes.get(line.gate_kind, "")
        if line.phase is Phase.OVERDUE:
            detail = gettext("This day has passed. The new day is not known yet.")
        add(line.gate_on, 3, "gate", title, detail)
    rows = [row for *_rank, row in sorted(told, key=lambda entry: entry[:2])]
    if not line.gate_on:
        row = {"kind": "open", "title": gettext("Release date not known yet"), "detail": "", "day": ""}
        rows.append({**row, "line": "open", "sure": False})
    return rows


def _is_long(data: dict[str, Any]) -> bool:
    """Return whether smaller type is needed to stay on one page (lengths in mm, as print.typ sets them)."""
    rows = sum(14.5 if row["kind"] == "gate" else 9.3 if row["detail"] else 6.1 for row in data["rows"])
    steps = 12.0 * len(data["next"]) + (10 if data["next"] else 0)
    openings = 6.5 * len(data["openings"]) + (10 if data["openings"] else 0)
    return 58 + rows + steps + openings > 228


def path_pdf(
    *,
    name: str,
    dates: PathDates,
    pins: Iterable[Pin],
    language: str,
    openings: Iterable[tuple[str, str]] = (),
) -> bytes:
    """Return the person's own print as PDF; `openings` are pairs of title and detail.

    The properties of the file name nobody.
    """
    with translation.override(language):
        words = PathWords()
        line = read(dates, pins := list(pins))
        every = sorted(with_milestones(line, pins, words), key=lambda pin: pin.order)
        steps = [
            pin
            for pin in every
            if pin.state != "done"
            and (pin.kind == "late" or (pin.on >= dates.today and pin.kind in {"due", "work", "cert"}))
        ]
        release, notes = _release(line)
        data: dict[str, Any] = {
            "name": name,
            "title": gettext("Your path"),
            "release": release,
            "notes": notes,
            "next_title": gettext("What comes next"),
            "next": [
                {
                    "title": pin.title,
                    "detail": pin.detail,
                    "late": pin.kind == "late",
                    "day": gettext("was due %(day)s") % {"day": short_day(pin.on)}
                    if pin.kind == "late"
                    else short_day(pin.on),
                }
                for pin in steps[:NEXT]
            ],
            "openings_title": gettext("Work near your home"),
            "openings": [{"title": title, "detail": detail} for title, detail in openings],
            "path_title": gettext("All steps"),
            "rows": _rows(line, every, words, set(every) - set(pins)),
            "foot": gettext("Printed on %(day)s. Is something wrong? Please tell your case lead.")
            % {"day": long_day(dates.today)},
        }
        data["long"] = _is_long(data)
        return render_pdf(TEMPLATE, data, language=language)
