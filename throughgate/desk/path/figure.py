"""Put a path together for a page: both drawings, the key, and the path in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from throughgate.desk.path.mini import mini
from throughgate.desk.path.scale import Phase, Timeline, read
from throughgate.desk.path.svg import render
from throughgate.desk.path.tall import tall
from throughgate.desk.path.wide import MIDDLE, wide, with_milestones
from throughgate.desk.path.words import KIND_WORDS, PathWords, sentence
from throughgate.foundation.charts.pins import PathDates, Pin
from throughgate.foundation.languages.days import long_day

TEMPLATE = "desk/path/figure.html"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the path in words."""

    day: str
    on: date
    what: str
    title: str
    detail: str = ""
    url: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """What the template `desk/path/figure.html` shows."""

    name: str
    title: str
    sentence: str
    wide: SafeString
    middle: SafeString
    tall: SafeString
    kinds: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]


def _entries(line: Timeline, pins: Iterable[Pin], words: PathWords) -> tuple[Entry, ...]:
    """Return everything on the path in the order of time."""
    today = line.dates.today
    rows: list[tuple[date, int, Entry]] = []

    def add(on: date, rank: int, title: str, css: str, detail: str = "") -> None:
        rows.append((on, rank, Entry(long_day(on), on, "", title, detail, css=css)))

    add(line.dates.arrived_on, 0, gettext("Arrived"), "arrived")
    for number, pin in enumerate(sorted(with_milestones(line, pins, words), key=lambda pin: pin.order)):
        what = "" if pin.kind == "milestone" else str(KIND_WORDS[pin.kind])
        rows.append(
            (
                pin.on,
                10 + number,
                Entry(long_day(pin.on), pin.on, what, pin.title, pin.detail, pin.url, pin.kind),
            )
        )
    if line.phase is not Phase.TODAY:
        add(today, 1, words.today, "today")
    title, note = words.gate(line)
    if line.gate_on:
        add(line.gate_on, 2, title, "gate", note)
    entries = [entry for _, _, entry in sorted(rows, key=lambda row: row[:2])]
    if line.gate_on is None:
        entries.append(Entry("", today, "", title, note, css="gate"))
    return tuple(entries)


def path_figure(dates: PathDates, pins: Iterable[Pin], *, title: str, name: str = "path") -> Figure:
    """Return the path for a page: include `desk/path/figure.html` with it as `path`."""
    words = PathWords()
    pins = sorted(pins, key=lambda pin: pin.order)
    line = read(dates, pins)
    said = sentence(line, pins)
    drawn = {pin.kind for pin in with_milestones(line, pins, words)}
    more = f"#{name}-words"
    drawings = {
        "wide": wide(dates, pins, words),
        "middle": wide(dates, pins, words, MIDDLE),
        "tall": tall(dates, pins, words),
    }
    svgs = {
        # Every text in the drawing is escaped where it is written (svg.py).
        size: mark_safe(  # noqa: S308
            render(drawing, words, name=f"{name}-{size}", title=title, sentence=said, more=more)
        )
        for size, drawing in drawings.items()
    }
    kinds = tuple((kind, str(label)) for kind, label in KIND_WORDS.items() if kind in drawn)
    return Figure(
        name=name,
        title=title,
        sentence=said,
        kinds=kinds,
        entries=_entries(line, pins, words),
        **svgs,
    )


def path_mini(dates: PathDates, pins: Iterable[Pin] = ()) -> SafeString:
    """Return the path in miniature for a row of a list: of the same dates it is drawn once a day for each language."""
    return _mini(dates, tuple(pins), get_language())


@lru_cache(maxsize=4096)
def _mini(dates: PathDates, pins: tuple[Pin, ...], _language: str | None) -> SafeString:
    line = read(dates, pins)
    return mark_safe(mini(line, pins, sentence=sentence(line, pins)))  # noqa: S308
