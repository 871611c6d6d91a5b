"""Take apart what people write as occupations; look nothing up."""

from __future__ import annotations

import re

from throughgate.foundation.languages.folding import search_key

# "Any work" and "nothing said" are no occupations; no wish means any kind.
NO_WISH = frozenset(
    search_key(words)
    for words in
    ("", "egal", "alles", "offen", "unbek", "unbekannt", "keine angabe", "k a", "ka", "kein", "keine",
    "keiner",
     "any", "anything", "none", "open", "unknown", "noch offen", "weiss nicht", "n a")
)  # fmt: skip

# "(m/w/d)", "w|m|x", "(gn)", "(all genders)".
_SEX = r"(?:m|w|d|x|f|i|h|gn|div|divers|a)"
_GENDER = re.compile(
    rf"\(\s*{_SEX}(?:\s*[/|,*+ ]\s*{_SEX})*\s*\)|\b[mwfdxi](?:\s?[/|]\s?[mwfdxi]){{1,3}}\b|\(?\ball genders\b\)?",
    re.IGNORECASE,
)
# "Maurer/in", "Maurer:innen", "Maurer (in)"; "MaurerIn", where the capital tells.
_INNER_GENDER = re.compile(r"(?<=\w)(?:\s?/\s?-?|[:*_·.]-?| ?\(-?)in(?:nen)?\)?(?!\w)", re.IGNORECASE)
_CAPITAL_IN = re.compile(r"(?<=[a-zäöüß])In(?:nen)?\b")
# "Kaufmann/-frau", "Koch/Köchin": the second word says the first again.
_OTHER_FORM = re.compile(
    r"(?<=\w)\s?(?:[/:*_]\s?-?|\(-?)(?:(?:kauf|fach|haus|hotelfach|restaurantfach)?(?:frau|mann)|köchin|koechin|ärztin|wirtin|herr|"
    r"schwester|pfleger)\)?(?!\w)",
    re.IGNORECASE,
)
# "Angestellte/r", "Medizinische(r)", "Angestellte:n".
_ENDING = re.compile(r"(?<=e)\s?(?:[/:*_]-?|\()[rn]\)?(?!\w)", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:\s*\([^)]*|\s*[/:*_]\s?-?\w{0,2})$")
_BRACKETS = re.compile(r"\([^)]*\)?|\[[^\]]*\]?")
_STRONG = re.compile(r"[,;\n\r|•]+")
_WEAK = re.compile(r"\s*[/+&]\s*|\s+(?:und|oder|bzw\.?|sowie|and|or)\s+", re.IGNORECASE)
# Words around an occupation that do not change which one it is.
_AROUND = frozenset(
    search_key(word)
    for word in
    ("gelernter", "gelernte", "ausgebildeter", "ausgebildete", "gepruefter", "als", "im", "in", "der", "die",
     "dem", "den", "das", "ein", "eine", "einen", "bei", "beim", "gern", "gerne", "am", "liebsten", "evtl",
     "eventuell", "ggf", "bereich", "job", "arbeit", "stelle", "beruf", "ausbildung", "zum", "zur", "lehre",
     "a", "an", "as", "the", "work", "worker", "trained", "qualified", "auch", "wieder", "z", "b",
     "erfahrung", "vollzeit", "teilzeit", "vz", "tz", "minijob", "midijob", "nebenjob", "ferienjob", "aushilfsjob",
     "schicht", "schichtarbeit", "nachtschicht", "ab", "sofort", "gesucht", "quereinsteiger", "quereinstieg", "mit",
     "ohne", "azubi", "auszubildende", "auszubildender", "klasse", "führerschein", "std", "stunden", "woche", "pro",
     "basis", "auf", "bis", "unbefristet", "befristet", "dringend", "full", "part", "time", "wanted")
)  # fmt: skip


def split_wishes(text: str | None) -> list[str]:
    """Split a list of wishes at commas, semicolons and line breaks; "Maler/Lackierer" stays whole."""
    parts = (" ".join(part.split()) for part in _STRONG.split(text or ""))
    return [part for part in parts if part.strip(" .-–?") and search_key(part) not in NO_WISH]


def parts_of(wish: str) -> list[str]:
    """Split one wish further, at "/", "und", "oder": for when the whole is not a known word."""
    return [part.strip() for part in _WEAK.split(for_everybody(wish)) if part and part.strip(" .-")]


def for_everybody(text: str) -> str:
    """Return a title without what adverts add so that everybody may feel meant: "Maurer/in (m/w/d)" is "Maurer"."""
    text = _ENDING.sub("", _OTHER_FORM.sub("", _GENDER.sub(" ", text)))
    return " ".join(_CAPITAL_IN.sub("", _INNER_GENDER.sub("", text)).split())


def word_forms(wish: str) -> list[str]:
    """Give the keys under which a wish may be known, the nearest to the written form first."""
    bare = for_everybody(wish)
    forms = [search_key(wish), search_key(bare), search_key(_BRACKETS.sub(" ", bare))]
    forms += [" ".join(word for word in form.split() if word not in _AROUND) for form in forms[1:]]
    # "Friseurin" is the same work as "Friseur"; "Kauffrau" as "Kaufmann".
    for form in tuple(forms):
        forms += _as_men_are_called(form)
    return list(dict.fromkeys(form for form in forms if form))


def begun_forms(text: str) -> list[str]:
    """Give the beginnings of keys that typed text stands for: of "Maurer/i" and "Maurer (m" also "maurer"."""
    bare = for_everybody(text)
    forms = (search_key(text), search_key(bare), search_key(_UNFINISHED.sub("", bare)))
    return list(dict.fromkeys(form for form in forms if form))


def kindred_forms(wish: str) -> list[str]:
    """Give keys of words within a wish, which only say in what direction to look, the likeliest first.

    "Verkäufer Einzelhandel" holds "Verkäufer", "Bäckereihilfskraft" a "Bäckerei", "Industrieschlosser" is a "Schlosser".
    Nothing may be taken for granted by these: a "Kochhelfer" is no "Koch".
    """
    words = [
        word for word in search_key(_BRACKETS.sub(" ", for_everybody(wish))).split() if word not in _AROUND
    ]
    words = words[:_MOST_WORDS]
    spans = [
        " ".join(words[start : start + length])
        for length in range(len(words), 0, -1)
        for start in range(len(words) - length + 1)
    ]
    joined = ["".join(words)] if len(words) > 1 else []
    found = [form for span in (*spans, *joined) for form in (span, *_as_men_are_called(span))]
    for written in words:
        word = next(iter(_as_men_are_called(written)), written)[:_LONGEST_WORD]
        found += [word[start:] for start in range(1, len(word) - _SHORTEST + 1)]
        stem = _WHO.sub("", word)
        found += [stem, stem.removesuffix("s"), stem.removesuffix("n")] if len(stem) >= _SHORTEST else []
        found += [stem[start:] for start in range(1, len(stem) - _SHORTEST + 1)]
        found += [word[:end] for end in range(len(word) - 1, _SHORTEST, -1)]
    return list(dict.fromkeys(form for form in found if form))


_MOST_WORDS = 6
_LONGEST_WORD = 40
_SHORTEST = 4
_WHO = re.compile(
    "(?:" + "|".join(map(search_key, ("fachkraft", "hilfskraft", "kraft", "mitarbeiter", "arbeiter", "helfer", "hilfe",
     "aushilfe", "fachmann", "mann", "frau", "assistent", "gehilfe", "betrieb", "bereich", "leiter"))) + ")$"
)  # fmt: skip
_ADJECTIVE = re.compile(r"(ische|angestelte|technische|beamte|fachangestelte)[rn]\b")


def _as_men_are_called(form: str) -> list[str]:
    """Give the key of the form by which trades are listed, if this is another one of the same."""
    found = _ADJECTIVE.sub(r"\1", form)
    found = re.sub(r"kochin(?:en)?\b", "koch", found)
    found = re.sub(r"\b(\w*)kaufrau(?:en)?\b", r"\1kaufman", found)  # a key doubles no letter
    found = re.sub(r"(?<=fach|vehr)frau(?:en)?\b", "man", found)
    found = re.sub(r"(?<=\w{4})(?:inn?en|in)\b", "", found)
    return [found] if found != form else []


def is_within(code: str, group: str) -> bool:
    """Say whether an occupation belongs to a group (or is it): "7112" is within "711", "71" and "7"."""
    return code == group or (code.startswith(group) and ("." not in group or code[len(group)] == "."))
