"""Print a person's path for the person: plain words, large type, one page where it fits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, ngettext

from throughgate.desk.path.scale import GateKind, Phase, Timeline, read
from throughgate.desk.path.wide import with_milestones
from throughgate.desk.path.words import PathWords, long_day
from throughgate.foundation.charts.pins import PathDates, Pin
from throughgate.foundation.printing import render_pdf

TEMPLATE = "desk/path/print.typ"
NEXT, BEHIND = 4, 5  # so many steps are written large; so many entries of the past are told one by one


def _release(line: Timeline) -> tuple[str, list[str]]:
    """Return the sentence about the release, and what else there is to know about it."""
    day = {"day": long_day(line.gate_on)} if line.gate_on else {}
    ask = gettext("Please ask your case lead for the new day.")
    match line.phase, line.gate_kind:
        case Phase.UNKNOWN, _:
            return gettext("Your release date is not known yet."), [gettext("Your case lead tells you when it is.")]
        case Phase.RELEASED, _:
            return gettext("You were released on %(day)s.") % day, []
        case Phase.TODAY, GateKind.RELEASED:
            return gettext("You are released today, %(day)s.") % day, []
        case Phase.TODAY, _:
            return gettext("Your release is planned for today, %(day)s.") % day, []
        case Phase.OVERDUE, _:
            return gettext("Your release was planned for %(day)s.") % day, [ask]
        case _, GateKind.LATEST:
            said = gettext("Your release is on %(day)s at the latest.") % day
        case _, GateKind.EARLIEST:
            said = gettext("Your release is on %(day)s at the earliest.") % day
        case _:
            said = gettext("Your release is planned for %(day)s.") % day
    notes = [gettext("This day can still change.")]
    if line.gate_kind is GateKind.EXPECTED and line.dates.earliest_on and line.dates.earliest_on < line.dates.today:
        return said, notes
    if line.gate_kind is GateKind.EXPECTED and line.dates.earliest_on:
        notes.append(gettext("Earliest day: %(day)s.") % {"day": long_day(line.dates.earliest_on)})
    if line.gate_kind is GateKind.EXPECTED and line.dates.latest_on:
        notes.append(gettext("Latest day: %(day)s.") % {"day": long_day(line.dates.latest_on)})
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


def _rows(line: Timeline, pins: list[Pin], words: PathWords) -> list[dict[str, Any]]:
    """Return the path from top to bottom."""
    today = line.dates.today
    behind = [pin for pin in pins if pin.on < today and pin.kind not in {"late", "milestone"}]
    older, shown = behind[:-BEHIND], set(behind[-BEHIND:])
    told: list[tuple[date, int, dict[str, Any]]] = []

    def add(on: date, rank: int, kind: str, title: str, detail: str = "", day: str = "") -> None:
        row = {"kind": kind, "title": title, "detail": detail, "day": day or words.day(on, today)}
        told.append((on, rank, {**row, "line": _part(line, on), "sure": line.sure}))

    add(line.dates.arrived_on, 0, "note", gettext("You arrived"))
    if older:
        earlier = ngettext("%(number)s earlier entry", "%(number)s earlier entries", len(older))
        span = words.span(older[0].on, older[-1].on, today) if len(older) > 1 else ""
        add(older[-1].on, 1, "note", earlier % {"number": len(older)}, span)
    for number, pin in enumerate(pins):
        if pin in shown or pin.on >= today or pin.kind in {"late", "milestone"}:
            kind = "done" if pin.state == "done" else pin.kind
            title = gettext("%(time)s after release") % {"time": pin.title} if _is_follow_up(line, pin) else pin.title
            add(pin.on, 10 + number, kind, title, pin.detail)
    if line.phase is not Phase.TODAY:
        add(today, 2, "today", words.today)
    if line.gate_on:
        title = gettext("Released") if line.phase is Phase.RELEASED else gettext("Release")
        notes = {
            GateKind.LATEST: gettext("on this day at the latest"),
            GateKind.EARLIEST: gettext("on this day at the earliest"),
        }
        detail = gettext("This day has passed. The new day is not known yet.") if line.phase is Phase.OVERDUE else ""
        add(line.gate_on, 3, "gate", title, detail or notes.get(line.gate_kind, ""))
    rows = [row for _, _, row in sorted(told, key=lambda entry: entry[:2])]
    if not line.gate_on:
        row = {"kind": "open", "title": gettext("Release date not known yet"), "detail": "", "day": ""}
        rows.append({**row, "line": "open", "sure": False})
    return rows


def _is_follow_up(line: Timeline, pin: Pin) -> bool:
    return pin.kind == "milestone" and not pin.url and pin.on in {day for _, day in line.milestones}


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
        data = {
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
                    "day": gettext("was due %(day)s") % {"day": words.day(pin.on, dates.today)}
                    if pin.kind == "late"
                    else words.day(pin.on, dates.today),
                }
                for pin in steps[:NEXT]
            ],
            "openings_title": gettext("Work near your home"),
            "openings": [{"title": title, "detail": detail} for title, detail in openings],
            "path_title": gettext("All steps"),
            "rows": _rows(line, every, words),
            "foot": gettext("Printed on %(day)s. Is something wrong? Please tell your case lead.")
            % {"day": long_day(dates.today)},
        }
        return render_pdf(TEMPLATE, data, language=language)
