"""Tell data rows from everything else that stands in a list: sums, sections, footers, headings again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .model import Cell, Column, Mark, RawRow, Skip

_COUNTED: Final = (
    r"(?:%|personen|gefangene\w*|inhaftierte\w*|betriebe|firmen|einträge|datensätze|zeilen|rows|records|entries|persons"
    r"|people|companies|teilnehmer\w*|schüler\w*)"
)
_SUM: Final = re.compile(
    r"(?:[∑Σ]|(?:zwischen|gesamt|end|teil)?summen?|gesamt(?:anzahl|zahl)?|insgesamt|(?:sub|grand )?-?total|sum|anzahl"
    r"|count|summa|celkem|razem|ogółem|toplam|totale|totaal|skupaj|suma|összesen|spolu|ukupno|durchschnitt|mittelwert"
    rf"|average|mean|ø)(?:\s+(?:der )?{_COUNTED})?[\s:=.]*[\d.,\s]*{_COUNTED}?[\s.:]*",
    re.IGNORECASE,
)
_FOOTER: Final = re.compile(
    r"(?:stand|erstellt|gedruckt|druckdatum|ausdruck|ausgegeben|exportiert|datum|seite|page|blatt|quelle|source|legende"
    r"|anmerkung(?:en)?|hinweise?|gez\.|i\.\s?a\.|ende der liste|ende|end of (?:list|file|report)|end|printed|created"
    r"|generated|exported|as of|version|verteiler|vertraulich|confidential|bearbeiter(?:in)?|nur für den"
    r"|copyright|gepflegt"
    r"|stav k|stan na|tarih)\b(?:\s*[:.]|\s+\S|\s*$).*|[©*†¹²³].*|\d\)\s.*|\S{1,4}\s*=\s*\S.*",
    re.IGNORECASE | re.DOTALL,
)
_SECTION: Final = re.compile(
    r"(?:abteilung|abtlg\.?|abt\.|station|haus|hafthaus|flügel|trakt|bereich|gruppe|wohngruppe|stockwerk|etage|ebene|ward"
    r"|wing|section|block|unit|department|house|region|bezirk|kreis|landkreis|gewerk|branche|sektor|sector|klasse|kurs|ort"
    r"|stadt|quartal|kw|monat|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|oddělení"
    r"|oddział|koğuş|oddelek|anstalt|jva|außenstelle|hauptanstalt|offener vollzug|geschlossener vollzug|teil)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_RULE: Final = re.compile(r"[-=_*.~–—\s]{3,}|[=_*~–—]{2,}")
_RULE_LETTERS: Final = frozenset("-=_*.~–—")
_NUMBER_LETTERS: Final = "0123456789.,-+ %€"
_SPARSE_CELLS: Final = 2
_WIDE_TABLE: Final = 3


class Sorter:
    """Sort the rows below a header; told the headings, the title and the first rows beforehand."""

    def __init__(
        self, columns: Sequence[Column], title: Sequence[str], rows: Sequence[RawRow], *, headless: bool
    ) -> None:
        self._width = len(columns)
        self._headings = [] if headless else [_plain(column.heading) for column in columns]
        self._told = sum(1 for heading in self._headings if heading)
        self._most_title_cells = 8 if title else 0
        self._title = {text.casefold() for text in title if text}
        self._with_digits = self._columns_with_digits(rows)

    def reason(self, row: RawRow) -> Skip | None:
        """Return why the row is no data, None if it is."""
        filled = [
            (place, cell) for place, cell in enumerate(row.cells) if cell.text or Mark.ERROR in cell.marks
        ]
        if not filled:
            return Skip.EMPTY
        texts = [cell.text for _, cell in filled]
        if texts[0][:1] in _RULE_LETTERS and all(_RULE.fullmatch(text) for text in texts):
            return Skip.RULE
        if self._is_header(row.cells, len(filled)):
            return Skip.REPEATED_HEADER
        if len(texts) <= self._most_title_cells and " ".join(texts).casefold() in self._title:
            return Skip.TITLE
        if self._is_sum([cell for _, cell in filled]):
            return Skip.SUM
        if len(filled) > _SPARSE_CELLS or self._width < _WIDE_TABLE:
            return None
        if _FOOTER.fullmatch(texts[0]) and (len(filled) < self._width - 1):
            return Skip.FOOTER
        if len(filled) == 1 and self._is_section(row, *filled[0]):
            return Skip.SECTION
        return None

    def is_lone_text(self, row: RawRow) -> bool:
        """Tell whether the row is one cell of text in a wide table: after a gap at the end, a footer."""
        filled = [place for place, cell in enumerate(row.cells) if cell.text]
        if len(filled) != 1 or self._width <= _WIDE_TABLE:
            return False
        return not (filled[0] in self._with_digits and any(c.isdigit() for c in row.cells[filled[0]].text))

    def _is_header(self, cells: Sequence[Cell], filled: int) -> bool:
        told = self._told
        if told < 2 or filled < 2:
            return False
        same = tried = 0
        for heading, cell in zip(self._headings, cells, strict=False):
            if heading:
                tried += 1
                same += bool(cell.text) and _plain(cell.text) == heading
                if tried - same > told // 5:  # nearly every row ends here, at its first cells
                    return False
        return same >= 2 and same * 5 >= told * 4

    def _is_sum(self, cells: Sequence[Cell]) -> bool:
        word = None
        for cell in cells:
            if not _is_number(cell):
                if word is not None:
                    return False
                word = cell
        if word is None or not _SUM.fullmatch(word.text):
            return False
        # A list of names may hold Mr Total.
        return self._width >= _WIDE_TABLE or any(letter.isdigit() for cell in cells for letter in cell.text)

    def _is_section(self, row: RawRow, place: int, cell: Cell) -> bool:
        text = cell.text
        if (
            Mark.MERGED in cell.marks
            and place + 1 < len(row.cells)
            and Mark.MERGED in row.cells[place + 1].marks
        ):
            return True
        if _SECTION.fullmatch(text) or text.endswith(":") or (text.startswith("-") and text.endswith("-")):
            return True
        return place in self._with_digits and not any(letter.isdigit() for letter in text)

    def _columns_with_digits(self, rows: Sequence[RawRow]) -> frozenset[int]:
        """Return the columns in which nearly every cell has a digit, such as numbers of persons."""
        found = set()
        wide = [row for row in rows if sum(1 for cell in row.cells if cell.text) > _SPARSE_CELLS]
        for place in range(self._width):
            texts = [
                row.cells[place].text for row in wide if place < len(row.cells) and row.cells[place].text
            ]
            with_digit = sum(1 for text in texts if any(letter.isdigit() for letter in text))
            if len(texts) >= 5 and with_digit >= 0.9 * len(texts):
                found.add(place)
        return frozenset(found)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_number(cell: Cell) -> bool:
    if isinstance(cell.value, (int, float)):
        return True
    text = cell.text.strip(" %€")
    return (bool(text) and all(letter.isdigit() or letter in ".,-+ " for letter in text)) or not text
