"""Read driving licences and work certificates from what people write."""

from __future__ import annotations

import re

from .parsed import Parsed

# The classes of the European driving licence, with the German L and T.
LICENCES = (
    "AM", "A1", "A2", "A", "B", "BE", "C1", "C1E", "C", "CE",
    "D1", "D1E", "D", "DE", "L", "T",
)  # fmt: skip

# Holding the first means that one may also drive the others (directive 2006/126/EC art. 6; § 6 FeV).
_IMPLIED: dict[str, tuple[str, ...]] = {
    "A1": ("AM",),
    "A2": ("A1",),
    "A": ("A2",),
    "B": ("AM", "L"),
    "BE": ("B",),
    "C1": ("B",),
    "C1E": ("C1", "BE"),
    "C": ("C1",),
    "CE": ("C", "C1E", "T"),
    "D1": ("B",),
    "D1E": ("D1", "BE"),
    "D": ("D1",),
    "DE": ("D", "D1E"),
    "T": ("AM", "L"),
}

# Certificates that openings ask for; the words are matched inside a folded text.
CERTIFICATES: dict[str, tuple[str, ...]] = {
    "forklift": ("stapler", "gabelstapler", "flurforderzeug", "flurfoerderzeug", "forklift"),
    "crane": ("kranschein", "kranfuhrer", "kranfuehrer", "crane"),
    "lifting_platform": ("hubarbeitsbuhne", "hubarbeitsbuehne", "hubsteiger", "steigerschein", "platform"),
    "chainsaw": ("kettensage", "kettensaege", "motorsage", "motorsaege", "chainsaw"),
    "welding": ("schweisserprufung", "schweisserpruefung", "schweissschein", "schweisserschein", "welding"),
    "dangerous_goods": ("adr", "gefahrgut", "dangerous goods"),
    "driver_qualification": (
        "schlusselzahl 95",
        "schluesselzahl 95",
        "code 95",
        "bkf",
        "berufskraftfahrerquali",
    ),
    "passenger_transport": ("p schein", "personenbeforderung", "personenbefoerderung"),
    "security": ("34a", "34 a", "sachkunde bewachung"),
    "food_hygiene": ("gesundheitszeugnis", "belehrung ifsg", "infektionsschutzbelehrung", "hygieneschulung"),
    "first_aid": ("erste hilfe", "ersthelfer", "first aid"),
    "excavator": ("baggerschein", "baumaschinenschein", "erdbaumaschine"),
    # What one leaves school with; each of the first three holds those before it.
    "school_first": (
        "hauptschulabschluss(?!\\w* (?:nach|der)? ?klasse 10)",
        "(?<!erweiterter )(?<!erweiterten )erste[rn]? schulabschluss",
        "(?<!extended )first school certificate",
        "lower secondary certificate after class 9",
    ),
    "school_extended": (
        "hauptschulabschluss\\w* (?:nach|der)? ?klasse 10",
        "erweiterte[rn]? erste[rn]? schulabschluss",
        "extended first school certificate",
        "lower secondary certificate after class 10",
    ),
    "school_middle": (
        "mittlere[rn]? schulabschluss",
        "realschulabschluss",
        "mittlere reife",
        "fachoberschulreife",
        "intermediate school certificate",
    ),
    "school_vocational": ("berufsschulabschluss", "certificate of the vocational school"),
}
_HOLDS_SCHOOL = ("school_first", "school_extended", "school_middle")
_DENIED = r"(?<!\bkein )(?<!\bkeinen )(?<!\bohne )(?<!\bno )(?<!\bwithout )"

_UNKNOWN = {
    "",
    "-",
    "?",
    "unbek",
    "unbekannt",
    "offen",
    "k a",
    "ka",
    "keine angabe",
    "n a",
    "unknown",
    "unklar",
}
_NONE = {
    "n", "nein", "no", "none", "kein", "keiner", "keine", "keinen", "ohne", "nicht", "0", "nicht vorhanden",
    "kein fuhrerschein", "kein fuehrerschein", "keinen fuhrerschein", "ohne fuhrerschein",
    "keine fahrerlaubnis",
    "ohne fahrerlaubnis", "no licence", "no license", "nicht notig", "nicht noetig", "nicht erforderlich",
}  # fmt: skip
# A licence that was taken away is no licence. Nothing is kept about the why, not even that it was one.
_WITHDRAWN = re.compile(
    r"\b(entz|eingezogen|einbehalten|abgegeben|gesperrt|sperre|fahrverbot|weg|withdrawn|revoked)"
)
_YES = {"j", "ja", "y", "yes", "vorhanden", "x", "1", "true", "wahr"}
_WANTED = re.compile(r"\b(wunschenswert|wuenschenswert|von vorteil|gern|gerne|preferred|nice to have)\b")
_FILLER = re.compile(
    r"\b(ja|j|yes|y|fuhrerschein|fuehrerschein|fahrerlaubnis|licence|license|driving|fs|klassen?|kl|class|"
    r"und|and|sowie|mit|vorhanden)\b"
)
# German classes until 1998, as they still stand on old licences.
_OLD = {"1": ("A",), "2": ("BE", "CE"), "3": ("BE", "C1E"), "4": ("AM",), "5": ("AM", "L")}
_FOLDS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", ".": " ", ":": " ", "§": " ", "_": " "})


def _plain(text: str) -> str:
    return " ".join(text.casefold().translate(_FOLDS).split())


def with_implied(held: tuple[str, ...] | frozenset[str]) -> frozenset[str]:
    """Give all classes that may be driven with the held ones."""
    found: set[str] = set()
    todo = list(held)
    while todo:
        licence = todo.pop()
        if licence not in found:
            found.add(licence)
            todo.extend(_IMPLIED.get(licence, ()))
    return frozenset(found)


def covers(held: tuple[str, ...] | frozenset[str], needed: str) -> bool:
    """Say whether the held classes allow to drive what is needed."""
    return needed in with_implied(held)


def licences_from_words(text: str | None) -> Parsed[tuple[str, ...]]:
    """Read licence classes; an empty tuple means "has none", which is not "unknown".

    Doubts: ``licence_class_missing`` (has one, class not said; B is suggested), ``licence_wanted`` (a wish of
    a company, not a fact), ``licence_old_class`` (a class from before 1999, translated), ``licence_unclear``.
    """
    plain = _plain(text or "")
    if plain in _UNKNOWN:
        return Parsed()
    if plain in _NONE or _WITHDRAWN.search(plain):
        return Parsed(())
    if _WANTED.search(plain):
        return Parsed(("B",), "licence_wanted")
    return _classes(plain)


def _classes(plain: str) -> Parsed[tuple[str, ...]]:
    rest = _without_certificates(plain)
    names_old = re.search(r"\b(klasse|kl)\s*[1-5]\b", rest) is not None
    words = re.sub(r"[()\[\],;/+&|]", " ", _FILLER.sub(" ", rest)).split()
    found: list[str] = []
    for word in words:
        licence = word.upper().replace("-", "")
        if licence in LICENCES:
            found.append(licence)
        elif names_old and word in _OLD:
            found.extend(_OLD[word])
        elif word not in _YES:
            return Parsed(_in_order(found) if found else None, "licence_unclear")
    if found:
        return Parsed(_in_order(found), "licence_old_class" if names_old else "")
    # Only a certificate was named ("Stapler"): nothing is said about driving on the road.
    says_nothing = (
        rest != plain and not words and not re.search(r"\b(ja|j|fuhrerschein|fahrerlaubnis)\b", rest)
    )
    return Parsed() if says_nothing else Parsed(("B",), "licence_class_missing")


def certificates_from_words(text: str | None) -> tuple[str, ...]:
    """Find the certificates that a text names, in the order of ``CERTIFICATES``."""
    plain = _plain(text or "")
    return tuple(
        code
        for code, words in CERTIFICATES.items()
        if any(re.search(rf"{_DENIED}\b{word}", plain) for word in words)
    )


def certificates_held(text: str | None) -> tuple[str, ...]:
    """Find the certificates that somebody has who shows this, with those that they hold, in the order of ``CERTIFICATES``."""
    named = set(certificates_from_words(text))
    for place, code in enumerate(_HOLDS_SCHOOL):
        if code in named:
            named.update(_HOLDS_SCHOOL[:place])
    return tuple(code for code in CERTIFICATES if code in named)


def _without_certificates(plain: str) -> str:
    for words in CERTIFICATES.values():
        for word in words:
            plain = re.sub(rf"\b{word}\w*", " ", plain)
    return " ".join(re.sub(r"\b(schein|scheine)\b", " ", plain).split())


def _in_order(found: list[str]) -> tuple[str, ...]:
    return tuple(licence for licence in LICENCES if licence in found)
