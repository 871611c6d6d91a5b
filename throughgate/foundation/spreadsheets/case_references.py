"""Know the file numbers of courts and prosecutors ("12 Js 34/25"), and penal provisions, when they stand in a cell.

They lead to the offence, and are never stored, whatever the column is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from .unknown import is_unknown

_NUMBER: Final = r"\d{1,7}\s?/\s?(?:(?:19|20)\d{2}|\d{2})(?!\d)"
"""The number of a case within its year: 34/25, 34/2025."""
# Department, register, number and year. Every register of every court has this form: what else could stand so is named.
_REGISTER: Final = re.compile(
    rf"(?<![\w/])\d{{1,5}}[ .\-]{{1,2}}(?P<sign>[A-Z][A-Za-z]{{0,4}})[ .\-]{{0,2}}{_NUMBER}"
)
_NO_REGISTER: Final = frozenset(
    {"nr", "no", "gb", "gef", "buch", "haft", "kenn", "pers", "abt", "haus", "top", "tür", "tuer", "stg", "stock", "eg", "og"}
    | {"wohng", "zi", "eur", "euro", "uhr", "tage", "std", "kl", "kw", "jan", "feb", "mar", "mär", "apr", "mai", "jun", "jul"}
    | {"tel", "fon", "fax", "mobil", "mob", "handy", "priv", "ext", "app", "dw", "mo", "di", "mi", "do", "fr", "sa", "so"}
    | {"aug", "sep", "sept", "okt", "nov", "dez", "dec", "may", "oct", "juni", "juli", "march", "april"}
)  # fmt: skip
# Registers of prosecutors and criminal courts that are known without the rest, in capitals or not, without gaps.
_CRIMINAL: Final = re.compile(
    r"(?<![^\W\d_])(?:u|o|b|h|z)?js(?:-nr\.?)?[ .\-:]{0,2}\d{1,7}\s?[/.\-]\s?(?:\d{4}|\d{2})(?!\d)"
    rf"|(?<![^\W\d_])(?:kls|stvks?|vrs|vrjs|brs|hv|ars|owi)[ .\-:]{{0,2}}{_NUMBER}"
    rf"|(?<![\w/])\d{{1,5}} ?(?:ls|ds|ks|cs|gs|bs|qs|ws|ss|ns|zs|ps|es|hs|rs|ar|vr|st|be|bl|hr|ur)[ .\-]{{0,2}}{_NUMBER}",
    re.IGNORECASE,
)
_ITALIAN: Final = re.compile(
    rf"\b(?:R\.?\s?G\.?\s?N\.?\s?R\b|R\.\s?G\.|SIEP\b|SIUS\b|proc\.?\s?pen\b)\.?[^\d]{{0,25}}{_NUMBER}"
    rf"|{_NUMBER}\s*(?:R\.?\s?G\.?\s?N\.?\s?R\b|R\.\s?G\.|SIEP\b|SIUS\b)",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    rf"(?:staatsanwaltschaft|\b(?:gen)?sta\b|(?:amts|land|landes|bezirks)gericht\b|\btribunale?\b|\bprocura\b).{{0,40}}{_NUMBER}"
    rf"|\bparquet\b\D{{0,20}}\d[\d\s/]{{5,}}|\b(?:crown|magistrates'?|county) court\b.{{0,40}}(?:\d{{6,}}|{_NUMBER})"
    r"|\bcrime (?:ref|no|number)\w*\W{0,3}\w*\d",
    re.IGNORECASE | re.DOTALL,
)
_SWISS: Final = re.compile(r"\b\d[A-Z]_\d{1,5}/(?:19|20)\d{2}\b")
_PROVISION: Final = re.compile(
    r"§{1,2}\s*\d+(?!.*\b(?:SGB|BBiG|HwO|AufenthG|AsylG|BGB|EStG|UStG)\b)|\b(?:StGB|BtMG|WaffG|StPO)\b",
    re.DOTALL,
)
_PATTERNS: Final = (_CRIMINAL, _ITALIAN, _NAMED, _SWISS, _PROVISION)
_HINT: Final = re.compile(r"[/§]|js|stgb|stpo|btm|waffg|parquet|court|crime", re.IGNORECASE)
"""Without one of these it is no reference: most cells are looked at once."""
_LEAST_SHARE: Final = 0.5


@lru_cache(maxsize=20_000)
def is_case_reference(text: str) -> bool:
    """Tell whether the text holds the file number of a court or prosecutor, or a penal provision."""
    if not _HINT.search(text):
        return False
    if any(found["sign"].casefold() not in _NO_REGISTER for found in _REGISTER.finditer(text)):
        return True
    return any(pattern.search(text) for pattern in _PATTERNS)


def share_of_case_references(texts: Iterable[str]) -> float:
    """Return the share of the telling texts that are such references, 0 where there is no text."""
    telling = [text for text in texts if text and not is_unknown(text)]
    return sum(map(is_case_reference, telling)) / len(telling) if telling else 0.0


def are_case_references(texts: Iterable[str]) -> bool:
    """Tell whether a column with these cells is one of such references."""
    return share_of_case_references(texts) >= _LEAST_SHARE
