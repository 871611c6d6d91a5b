"""Read telephone numbers, e-mail addresses and postcodes as lists hold them, and repair what is plain."""

from __future__ import annotations

import re
from typing import Final

from .model import Cell
from .values import Reading, State, blank, parts_of

_NONE: Final = re.compile(
    r"kein[es]?(?: \w+)?|nein|nicht vorhanden|none|no|ohne|nur telefonisch|nur telefon", re.IGNORECASE
)

# --- telephone -------------------------------------------------------------------------------

_LABEL: Final = re.compile(r"^(?:tel(?:efon)?|fon|phone|mobil|handy|fax|t|m)\b\.?\s*:?\s*", re.IGNORECASE)
_SEVERAL_NUMBERS: Final = re.compile(r"\d\s*(?:,|;|\bo\.|\bod\.|\boder\b|\bor\b|\bund\b|\n|\s/\s)\s*[+(]?\d")
_PHONE: Final = re.compile(r"[+(]?[\d(][\d\s()/.\-–‑]*\d")
_LEAST_DIGITS, _MOST_DIGITS = 5, 15
# Emergency and help lines: 110, 112, 115, 116 117.
_SHORT: Final = re.compile(r"11\d|116 ?\d{3}")
_EXTENSION: Final = re.compile(
    r"\s*,?\s*(?:App(?:arat)?|DW|Durchwahl|Nst|Nebenstelle|ext(?:ension)?)\b\.?\s*:?\s*(\d{1,5})$",
    re.IGNORECASE,
)


def read_telephone(cell: Cell | str) -> Reading[str]:
    """Read a telephone number as text.

    A number that came as a number has lost its leading zero: the proposal has it again, and is asked. Two numbers in
    one cell are asked, and a remark beside one ("ab 17 Uhr"), none of whose letters or digits become part of it; an
    extension does. "keine" is an answer: EMPTY with the code "none".
    """
    text, value = parts_of(cell)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        digits = str(int(value))
        if value == int(value) and _SHORT.fullmatch(digits):
            return Reading(State.GIVEN, digits)
        if value <= 0 or not _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS:
            return Reading(State.UNREADABLE, None, "not_a_telephone")
        if len(digits) >= 11 and digits.startswith(
            ("49", "43", "41", "39", "351", "420", "386", "40", "354", "90", "30")
        ):
            return Reading(State.DOUBTFUL, "+" + digits, "plus_lost")
        return Reading(State.DOUBTFUL, "0" + digits, "leading_zero_lost")
    if nothing := blank(text):
        return nothing
    text = text.strip()
    if _NONE.fullmatch(text):
        return Reading(State.EMPTY, None, "none")
    if _SEVERAL_NUMBERS.search(text) and sum(map(str.isdigit, text)) > _MOST_DIGITS - 3:
        first = _PHONE.search(text)
        return Reading(State.DOUBTFUL, _tidy(first[0]) if first else None, "several_numbers")
    bare = _LABEL.sub("", text)
    extension = _EXTENSION.search(bare)
    main = bare[: extension.start()] if extension else bare
    count = sum(letter.isdigit() for letter in main)
    if _PHONE.fullmatch(main) and (_LEAST_DIGITS <= count <= _MOST_DIGITS or _SHORT.fullmatch(main)):
        return Reading(State.GIVEN, _tidy(bare))
    found = _PHONE.search(bare)
    if found and sum(letter.isdigit() for letter in found[0]) >= _LEAST_DIGITS:
        return Reading(State.DOUBTFUL, _tidy(found[0]), "text_beside")
    return Reading(State.UNREADABLE, None, "not_a_telephone")


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("‑", "-").replace("–", "-")).strip()


def telephone_key(text: str, country_code: str = "49") -> str:
    """Return the digits by which two spellings of one number are equal: +49 (0)241 1 and 0241/1."""
    text = re.sub(r"\(0\)", "", text)
    digits = "".join(letter for letter in text if letter.isdigit())
    if text.strip().startswith("+"):
        return digits
    if digits.startswith("00"):
        return digits[2:]
    return country_code + digits[1:] if digits.startswith("0") else digits


# --- e-mail ----------------------------------------------------------------------------------

_AT: Final = re.compile(r"\s*[(\[{<]\s*(?:at|ät|@|a)\s*[)\]}>]\s*|\s+(?:at|ät)\s+|\s*@\s*", re.IGNORECASE)
_DOT: Final = re.compile(r"\s*[(\[{]\s*(?:dot|punkt|\.)\s*[)\]}]\s*|\s+(?:dot|punkt)\s+", re.IGNORECASE)
_MAIL: Final = re.compile(r"[^\s@<>(),;:\"\[\]\\]+@[^\W_](?:[\w.-]*[^\W_])?\.[^\W\d_]{2,}")
_BRACKETED: Final = re.compile(r".*<([^<>\s]+@[^<>\s]+)>")


def read_email(cell: Cell | str) -> Reading[str]:
    """Read an e-mail address; "info(at)firma.de" is repaired and told, "keine" is EMPTY ("none").

    Lost letters ("info@m?ller.de") are asked: nothing can be sent there.
    """
    text = cell if isinstance(cell, str) else cell.text
    if nothing := blank(text):
        return nothing
    text = text.strip()
    if _NONE.fullmatch(text):
        return Reading(State.EMPTY, None, "none")
    plain = re.sub(r"^(?:mailto:|e-?mail:?)\s*", "", text, flags=re.IGNORECASE)
    if named := _BRACKETED.fullmatch(plain):
        plain = named[1]
    if "?" in plain or "\ufffd" in plain:
        return Reading(State.DOUBTFUL, plain, "lost_letters")
    if _MAIL.fullmatch(plain):
        return Reading(State.GIVEN, plain, "" if plain == text else "repaired")
    parts = [part for part in re.split(r"[;,\n]|\s+(?:o\.|oder|or|und|/)\s+", plain) if part.strip()]
    if len(parts) > 1 and all(_MAIL.fullmatch(part.strip()) for part in parts):
        return Reading(State.DOUBTFUL, parts[0].strip(), "several_addresses")
    repaired = _DOT.sub(".", _AT.sub("@", plain)).strip(" .,;")
    if repaired.count("@") == 1 and _MAIL.fullmatch(repaired):
        return Reading(State.GIVEN, repaired, "repaired")
    return Reading(State.UNREADABLE, None, "not_an_email")


# --- postcode --------------------------------------------------------------------------------

# Digits, and how they are written; from public descriptions of each country's system.
_POSTCODES: Final = {
    "DE": 5, "AT": 4, "CH": 4, "IT": 5, "FR": 5, "ES": 5, "TR": 5, "SI": 4, "CZ": 5, "SK": 5, "GR": 5, "RO": 6, "IS": 3,
    "PL": 5, "PT": 7, "HU": 4, "BE": 4, "NL": 4, "LU": 4, "HR": 5, "DK": 4,
}  # fmt: skip
_COUNTRY_BEFORE: Final = re.compile(
    r"^(D|A|CH|I|F|E|TR|SLO|CZ|SK|GR|RO|IS|PL|P|H|B|NL|L|HR|DK)[\s-]+(?=\d)", re.IGNORECASE
)

_SIGNS: Final = {
    "D": "DE", "A": "AT", "I": "IT", "F": "FR", "E": "ES", "SLO": "SI", "P": "PT", "H": "HU", "B": "BE", "L": "LU"
}  # fmt: skip


def read_postcode(cell: Cell | str, country: str = "DE") -> Reading[str]:
    """Read a postcode as digits. A number surely lost its leading zero: it is put back, with the code for it.

    Text that is one digit short may lack any: it is asked, with the zero put back as a proposal.
    """
    text, value = parts_of(cell)
    if nothing := blank(text):
        return nothing
    text = text.strip()
    if before := _COUNTRY_BEFORE.match(text):
        sign = before[1].upper()
        country, text = _SIGNS.get(sign, sign), text[before.end() :]
    length = _POSTCODES.get(country.upper(), 0)
    digits = re.sub(r"[\s-]", "", text)
    if not digits.isdigit():
        start = re.match(r"(\d{3,7})\s+\D", text)
        if start and (not length or len(start[1]) == length):
            return Reading(State.DOUBTFUL, start[1], "text_beside")
        return Reading(State.UNREADABLE, None, "not_a_postcode")
    if not length or len(digits) == length:
        return Reading(State.GIVEN, digits)
    if len(digits) == length - 1:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return Reading(State.GIVEN, "0" + digits, "leading_zero_lost")
        return Reading(State.DOUBTFUL, "0" + digits, "wrong_length")
    return Reading(State.DOUBTFUL, digits, "wrong_length")
