"""Tell from the cells of a column what kind of thing it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from .model import Cell
from .unknown import is_unknown


class Kind(StrEnum):
    """What a field holds; those without a test of their cells are TEXT, CODE, ADDRESS and FREE_TEXT."""

    TEXT = "text"
    CODE = "code"
    NAME = "name"
    PLACE = "place"
    ADDRESS = "address"
    DATE = "date"
    POSTCODE = "postcode"
    TELEPHONE = "telephone"
    EMAIL = "email"
    URL = "url"
    YES_NO = "yes_no"
    LICENCE = "licence"
    LEVEL = "level"
    LANGUAGE = "language"
    MONEY = "money"
    COUNT = "count"
    FREE_TEXT = "free_text"


_DATE: Final = re.compile(
    r"(?:[a-z]{2,10}\.?,?\s+|ca\.?\s*)?(?:\d{1,2}[./-]\s?(?:\d{1,2}|[a-zäç]{3,9})[./-]?\s?(?:\d{2}|\d{4})?"
    r"|\d{4}-\d{1,2}-\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?|\d{1,2}\.?\s[a-zäç]{3,9}\.?,?\s\d{4}"
    r"|\d{4}[./]\d{1,2}[./]\d{1,2}|\d{8})(?:,?\s*\(?[a-z]{2,10}\.?\)?)?",
    re.IGNORECASE,
)
_PATTERNS: Final = {
    Kind.DATE: _DATE,
    Kind.POSTCODE: re.compile(r"(?:[A-Z]{1,2}-)?(?:\d{4,5}|\d{2}-\d{3}|\d{3} ?\d{2}|\d{4}-\d{3})", re.IGNORECASE),
    Kind.TELEPHONE: re.compile(r"(?:tel\.?:?\s*)?[+(]?[\d\s()/.–-]{5,25}\d(?:\s*(?:o\.|oder|,|/).*)?", re.IGNORECASE),
    Kind.EMAIL: re.compile(r"\S+\s*(?:@|\(at\)|\[at\]|\{at\})\s*\S+", re.IGNORECASE),
    Kind.URL: re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE),
    Kind.YES_NO: re.compile(r"(?:ja|nein|j|n|yes|no|y|x|wahr|falsch|true|false|0|1|✓|✗)\b.{0,12}", re.IGNORECASE),
    Kind.LICENCE: re.compile(
        r"(?:ja|nein|j|n|yes|no|kein\w*|keine|entzogen|gesperrt|vorhanden|egal|erwünscht|wünschenswert|erforderlich"
        r"|(?:kl(?:asse|\.)?\s*)?(?:am|a[12]?|bf?17|b96|b[e1]?|c[e1]?|c1e|d[e1]?|d1e|l|t|fs|[1-5]))\b.{0,20}",
        re.IGNORECASE,
    ),
    Kind.LEVEL: re.compile(
        r"(?:ca\.?\s*|mind\.?\s*|ab\s*)?[abc][12][+-]?(?:[.]\d)?(?:\s*[-/]\s*[abc][12])?\b.{0,12}|mutterspr\w*\.?|nativ\w*"
        r"|fließend|gut|keine?|egal|grundkenntnisse",
        re.IGNORECASE,
    ),
    Kind.MONEY: re.compile(
        r"(?:€|eur|ca\.?)?\s*\d[\d.,]*(?:\s*[-–]\s*\d[\d.,]*)?\s*(?:€|eur\w*)?.{0,12}|(?:n\.|nach)\s*tarif\w*|tarif\w*"
        r"|mindestlohn|verhandelbar|vb|nach vereinbarung|n\.\s*v\.",
        re.IGNORECASE,
    ),
    Kind.COUNT: re.compile(
        r"(?:ca\.?\s*|bis zu\s*)?\d{1,3}(?:\s*[-–]\s*\d{1,3})?(?:\s+\w+)?|mehrere|einige|div\.?|viele", re.IGNORECASE
    ),
    Kind.NAME: re.compile(r"[^\W\d_][^\d@=<>|;]{0,59}"),
    Kind.PLACE: re.compile(r"(?:\d{4,5}\s+)?[^\W\d_][^\d@=<>|;]{1,59}"),
    Kind.LANGUAGE: re.compile(
        r"(?:\w*(?:isch|sch|ski|ština|ce|çe|ca|ish|ese|ian|sky|ska|ina)|deutsch|german|arabic|arabi|dari|farsi|paschtu"
        r"|pashto|urdu|hindi|tamil|twi|somali|romanes|romani|french|greek|dutch|czech|kurmanc\w+|sorani|tigrinya)\b.{0,30}",
        re.IGNORECASE,
    ),
}  # fmt: skip
_LEAST_CELLS: Final = 3
_SERIAL_DAYS: Final = range(7_000, 75_000)  # 1919 to 2105 as day numbers of a spreadsheet
TYPED: Final = (Kind.DATE, Kind.EMAIL, Kind.TELEPHONE)


def fits_kind(kind: Kind, cell: Cell) -> bool:
    """Tell whether a filled cell looks like one of the kind; True for kinds without a test."""
    value = cell.value
    if kind is Kind.DATE:
        if isinstance(value, dt.date):
            return True
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return int(value) in _SERIAL_DAYS
    elif isinstance(value, dt.date):
        return kind not in _PATTERNS
    if kind is Kind.MONEY and cell.text.isdigit() and len(cell.text) > 5:
        return False
    pattern = _PATTERNS.get(kind)
    return pattern is None or bool(pattern.fullmatch(cell.text))


def share_of_kind(kind: Kind, cells: Sequence[Cell]) -> float | None:
    """Return the share of telling cells that look like the kind; None where nothing can be said."""
    if kind not in _PATTERNS:
        return None
    telling = [cell for cell in cells if cell.text and not is_unknown(cell.text)]
    if len(telling) < _LEAST_CELLS:
        return None
    return sum(fits_kind(kind, cell) for cell in telling) / len(telling)


def is_typed(cell: Cell) -> bool:
    """Tell whether the cell is a number, date, e-mail address or the like, and so no heading."""
    if cell.value is not None and not isinstance(cell.value, str):
        return True
    text = cell.text
    if not text:
        return False
    digits = sum(map(str.isdigit, text))
    return digits * 2 > len(text) or "@" in text or bool(_DATE.fullmatch(text))
