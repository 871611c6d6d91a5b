"""What headings, titles and cells of a list of marks say beside the marks: half-years, kinds, levels, names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from throughgate.foundation.languages.folding import plain
from throughgate.person.schooling.rules.half_years import HalfYear
from throughgate.person.schooling.rules.scales import NUMBER
from throughgate.person.schooling.rules.words import bare

_HALF: Final = re.compile(
    r"\b([12])\s?(?:st|nd)?\s?(?:hj|halbjahr\w*|halbj|schulhalbjahr\w*|half\w*)\b|\b(?:hj|halbjahr|half)\s?([12])\b"
)
_ORDINAL: Final = {"erstes": 1, "ersten": 1, "first": 1, "zweites": 2, "zweiten": 2, "second": 2}
_ORDINALS: Final = re.compile(rf"\b({'|'.join(_ORDINAL)})\s(?:halbjahr\w*|half\w*)\b")
_YEAR: Final = re.compile(r"\b(20\d\d)\s?[/–-]\s?(?:20)?(\d\d)\b")
_CLASS_MARK: Final = re.compile(r"#\s*\w{1,8}")
_LEVELS: Final = {
    "extended": ("e", "ek", "ekurs", "erweiterungskurs", "erweiterung", "extended", "extendedcourse"),
    "basic": ("g", "gk", "gkurs", "grundkurs", "grund", "basic", "basiccourse", "b"),
}
_WITH_LEVEL: Final = re.compile(
    r"(?P<mark>.*\d\s*[-+−–]?)\s*[(\[]?\s*(?P<level>[EG])(?:-?K(?:urs)?)?\s*[)\]]?", re.IGNORECASE
)
_KINDS: Final = {
    "report": (
        "zeugnis",
        "zeugnisnote",
        "halbjahr",
        "halbjahresnote",
        "term report",
        "report",
        "endnote",
        "gesamtnote",
    ),
    "written": (
        *(
            "schriftlich",
            "s",
            "klassenarbeit",
            "ka",
            "arbeit",
            "test",
            "klausur",
            "schriftliche leistung",
            "written",
        ),
        *("written work", "lernkontrolle"),
    ),
    "oral": (
        *(
            "mündlich",
            "m",
            "muendlich",
            "somi",
            "sonstige mitarbeit",
            "mitarbeit",
            "oral",
            "oral work",
            "referat",
        ),
        *("mündliche leistung",),
    ),
    "practical": ("praktisch", "p", "praktische leistung", "werkstück", "practical", "practical work"),
    "exam": ("prüfung", "pruefung", "exam", "abschlussprüfung", "zp", "zentrale prüfung"),
}
KIND_BY_WORD: Final = {bare(word): kind for kind, words in _KINDS.items() for word in (kind, *words)}


@dataclass(frozen=True)
class Period:
    """A half-year as far as a text says it."""

    year: int | None = None
    half: int | None = None

    @property
    def whole(self) -> HalfYear | None:
        """Return the half-year where both are said."""
        return HalfYear(self.year, self.half) if self.year and self.half else None


def read_period(texts: Iterable[str]) -> Period:
    """Return the half-year that texts name; what they name twice and differently they do not name."""
    said = [" ".join(text.casefold().replace(".", " ").split()) for text in texts]
    years = {
        int(one[1]) for text in said for one in _YEAR.finditer(text) if (int(one[1]) + 1) % 100 == int(one[2])
    }
    halves = {int(one[1] or one[2]) for text in said for one in _HALF.finditer(text)}
    halves |= {_ORDINAL[one[1]] for text in said for one in _ORDINALS.finditer(text)}
    return Period(years.pop() if len(years) == 1 else None, halves.pop() if len(halves) == 1 else None)


def read_half(text: str) -> Period:
    """Return what a cell in a column of half-years says: "2", "2. Hj.", "2025/26, 2. Hj.", "2025-2"."""
    text = text.strip()
    if text in ("1", "2"):
        return Period(half=int(text))
    if code := re.fullmatch(r"(20\d\d)[-/]([12])", text):
        return Period(int(code[1]), int(code[2]))
    return read_period([text])


def names(said: str, name: str) -> bool:
    """Say whether a text holds a name, word by word: "Class 1" is not in "Class 10"."""
    words, wanted = plain(said).split(), plain(name).split()
    return bool(wanted) and any(
        words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1)
    )


def without_class(name: str) -> str:
    """Return a name without the class that tells namesakes apart in exchange files: "Müller#10a" is "Müller"."""
    return _CLASS_MARK.sub("", name).strip()


def read_level(text: str) -> str | None:
    """Return the level that a cell names, empty where it names none; None where it is no level."""
    word = bare(text)
    if not word:
        return ""
    return next((level for level, words in _LEVELS.items() if word in words), None)


def part_level(text: str) -> tuple[str, str]:
    """Return a mark and the level behind it: "3 (E)" is a 3 in the extended course."""
    found = _WITH_LEVEL.fullmatch(text.strip())
    if not found or not NUMBER.fullmatch(found["mark"].strip()):
        return text, ""
    return found["mark"].strip(), "extended" if found["level"].upper() == "E" else "basic"


def is_odd(numbers: int, outside: Iterable[str]) -> bool:
    """Say whether marks that belong together stand on another scale: many lie outside, not one slip of the pen.

    `numbers` is how many of them are numbers. A number of two digits is hardly a slip, so it counts twice.
    """
    outside = list(outside)
    weight = sum(2 if len(re.sub(r"\D", "", text.split(",")[0].split(".")[0])) > 1 else 1 for text in outside)
    return weight >= 2 and len(outside) * 3 >= numbers
