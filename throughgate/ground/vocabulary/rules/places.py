"""Read how places are written: abbreviations, additions, postcodes; look nothing up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from throughgate.foundation.languages.folding import plain, search_key

from .countries import country_from_words

COUNTRIES = ("AT", "CZ", "DE", "GR", "IS", "IT", "PT", "RO", "SI", "TR")
_DIGITS = {"AT": 4, "CZ": 5, "DE": 5, "GR": 5, "IS": 3, "IT": 5, "PT": 7, "RO": 6, "SI": 4, "TR": 5}

# Two first digits of a German postcode → the states (GeoNames admin1) that the area touches. Wide on
# purpose: an area that crosses a border names both sides, so that a postcode never rules out the truth.
# 01 BW, 02 BY, 03 HB, 04 HH, 05 HE, 06 NI, 07 NW, 08 RP, 09 SL, 10 SH, 11 BB, 12 MV, 13 SN, 14 ST, 15 TH,
# 16 BE.
_GERMAN_AREAS = {
    "01": "13 11", "02": "13 11", "03": "11 13", "04": "13 15 11 14", "06": "14 15 13", "07": "15 13 14",
    "08": "13 15", "09": "13", "10": "16", "12": "16 11", "13": "16 11", "14": "16 11 14", "15": "11 16",
    "16": "11 16 12", "17": "12 11", "18": "12", "19": "12 11 06 10", "20": "04", "21": "04 06 10 12",
    "22": "04 10", "23": "10 12", "24": "10", "25": "10", "26": "06", "27": "06 03 04", "28": "03 06",
    "29": "06 14", "30": "06", "31": "06 07", "32": "07 06", "33": "07 06", "34": "05 06 07 15",
    "35": "05 07 08",
    "36": "05 15 02", "37": "06 15 05 07", "38": "06 14", "39": "14 11 06", "40": "07", "41": "07",
    "42": "07",
    "44": "07", "45": "07", "46": "07", "47": "07", "48": "07 06", "49": "06 07", "50": "07", "51": "07 08",
    "52": "07", "53": "07 08", "54": "08 07 09", "55": "08 05 09", "56": "08 05", "57": "07 08 05",
    "58": "07", "59": "07 05", "60": "05", "61": "05", "63": "05 02", "64": "05 01 02", "65": "05 08",
    "66": "09 08", "67": "08 01 05", "68": "01 05", "69": "01 05", "70": "01", "71": "01", "72": "01",
    "73": "01",
    "74": "01 02 05", "75": "01", "76": "01 08", "77": "01", "78": "01", "79": "01", "80": "02", "81": "02",
    "82": "02", "83": "02", "84": "02", "85": "02", "86": "02", "87": "02", "88": "01 02", "89": "01 02",
    "90": "02", "91": "02", "92": "02", "93": "02", "94": "02", "95": "02", "96": "02 15", "97": "02 01 05",
    "98": "15 02", "99": "15",
}  # fmt: skip
# First digit of an Austrian postcode → states: 01 Burgenland, 02 Kärnten, 03 NÖ, 04 OÖ, 05 Salzburg,
# 06 Steiermark, 07 Tirol, 08 Vorarlberg, 09 Wien.
_AUSTRIAN_AREAS = {
    "1": "09 03", "2": "03 01 09", "3": "03", "4": "04 03", "5": "05 04", "6": "07 08", "7": "01 03",
    "8": "06 01", "9": "02 07 06",
}  # fmt: skip

_WITH_POSTCODE = re.compile(
    r"^(?:([A-Z]{1,3})\s*[-–]\s*)?(\d{3}[ -]?\d{2}|\d{4}-\d{3}|\d{6}|\d{5}|\d{3,4})\s+(?=\D)"
)
_COUNTRY_AT_END = re.compile(r"\s+\(?([A-Z]{2,3})\)?$")
# What abbreviations stand for, on the text before folding (the full stop tells them apart).
_SHORT = (
    (re.compile(r"\bSt\.\s*", re.IGNORECASE), "Sankt "),
    (re.compile(r"\bSt\s+(?=\w)", re.IGNORECASE), "Sankt "),
    (re.compile(r"\ba\.\s*d\.\s*", re.IGNORECASE), "an der "),
    (re.compile(r"(?<=\w)\s+a\.?\s*/\s*", re.IGNORECASE), " am "),
    (re.compile(r"\ba\.\s*(?:M\.?)(?=\s|$)"), "am Main"),
    (re.compile(r"\ba\.\s*(?:Rh?\.?)(?=\s|$)"), "am Rhein"),
    (re.compile(r"\ba\.\s*", re.IGNORECASE), "am "),
    (re.compile(r"\bi\.?\s*Br(?:\.|(?=\s|$))", re.IGNORECASE), "im Breisgau"),
    (re.compile(r"\bWeinstr\.?(?=\s|$)", re.IGNORECASE), "Weinstraße"),
    (re.compile(r"\bi\.\s*d\.\s*", re.IGNORECASE), "in der "),
    (re.compile(r"\bi\.\s*", re.IGNORECASE), "im "),
    (re.compile(r"\bo\.\s*d\.\s*T\.?", re.IGNORECASE), "ob der Tauber"),
    (re.compile(r"\bo\.\s*d\.\s*", re.IGNORECASE), "ob der "),
    (re.compile(r"\bv\.\s*d\.\s*", re.IGNORECASE), "vor der "),
    (re.compile(r"\bb\.\s*", re.IGNORECASE), "bei "),
    (re.compile(r"\bWestf\.", re.IGNORECASE), "Westfalen"),
    (re.compile(r"\bOldb\.|\bOldbg\.", re.IGNORECASE), "Oldenburg"),
    (re.compile(r"\bRhld\.", re.IGNORECASE), "Rheinland"),
    (re.compile(r"\bSaarl\.", re.IGNORECASE), "Saarland"),
)  # fmt: skip
# What one of them looks like at the least: few names have it.
_MAY_BE_SHORT = re.compile(r"\.|/|\bSt\s|\bi\s*Br|Weinstr", re.IGNORECASE)
_JOINING = {
    "am", "an", "der", "im", "in", "bei", "ob", "vor", "auf", "dem", "den", "unter", "sul", "na", "nad"
}  # fmt: skip
_CUT = re.compile(r"[(/,)-]")
_EXPANDED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


@dataclass(frozen=True)
class PlaceText:
    """What was written for a place, taken apart."""

    name: str
    addition: str = ""
    postcode: str = ""
    country: str = ""

    @property
    def whole(self) -> str:
        """Give name and addition together, as many places are called ("Neustadt, Aisch")."""
        return f"{self.name} {self.addition}".strip()


def read_place_text(text: str | None) -> PlaceText:
    """Take a written place apart: "D-52511 Geilenkirchen", "Neuss, Nordrhein-Westfalen, DE"."""
    rest = " ".join((text or "").split())
    postcode = country = ""
    if found := _WITH_POSTCODE.match(rest):
        country = country_from_words(found[1] or "")
        postcode, rest = found[2], rest[found.end() :]
    if (found := _COUNTRY_AT_END.search(rest)) and found[1] in COUNTRIES:
        country, rest = found[1], rest[: found.start()]
    pieces = [piece.strip() for piece in rest.split(",") if piece.strip()]
    # "Neuss, NRW" names a state: two letters in capitals are a country only where one of the ten is called so.
    if (
        len(pieces) > 1
        and (pieces[-1] in COUNTRIES or len(pieces[-1]) > 3)
        and (named := country_from_words(pieces[-1]))
    ):
        country = named
        pieces.pop()
    return PlaceText(pieces[0] if pieces else "", " ".join(pieces[1:]), postcode, country)


def written_out(name: str) -> str:
    """Write out abbreviations and put blanks for brackets, slashes and hyphens."""
    if _MAY_BE_SHORT.search(name):
        for pattern, words in _SHORT:
            name = pattern.sub(words, name)
    return " ".join(_CUT.sub(" ", name).split())


def without_joining(name: str) -> str:
    """Leave out the joining words: "Frankfurt am Main" and "Frankfurt/Main" are "Frankfurt Main"."""
    first, *others = name.split() or [""]
    # A name is never cut down to nothing, and its first word always stays ("Am Mellensee").
    return " ".join([first, *(word for word in others if word.casefold() not in _JOINING)])


def base_name(name: str) -> str:
    """Give a name without its addition: "Halle (Saale)" and "Halle/Saale" are "Halle"."""
    return re.split(r"\s*[(/,]", name)[0]


def spellings(name: str) -> frozenset[str]:
    """Give the exact ways to write one name: "Köln" is "koln" and "koeln", nothing else is."""
    full = written_out(name)
    return frozenset(
        plain(form.translate(_EXPANDED) if expand else form)
        for form in {full, without_joining(full)}
        for expand in (False, True)
        if form
    )


def place_keys(name: str) -> tuple[str, ...]:
    """Give the wide keys under which a name is stored and looked up (candidates, not yet answers)."""
    full = written_out(name)
    keys = map(search_key, dict.fromkeys((full, without_joining(full))))
    return tuple(dict.fromkeys(key for key in keys if key))


def fits_shape(country: str, postcode: str) -> bool:
    """Say whether a postcode has the shape that the country uses."""
    return len(re.sub(r"\D", "", postcode)) == _DIGITS.get(country, 0)


def regions_of_postcode(country: str, postcode: str) -> frozenset[str]:
    """Give the regions (GeoNames admin1) where a postcode may lie; empty when that is not known."""
    digits = re.sub(r"\D", "", postcode)
    if not fits_shape(country, digits):
        return frozenset()
    areas = {"DE": _GERMAN_AREAS.get(digits[:2], ""), "AT": _AUSTRIAN_AREAS.get(digits[:1], "")}
    return frozenset(areas.get(country, "").split())
