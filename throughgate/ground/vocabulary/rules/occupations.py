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

_GENDER = re.compile(
    r"\((?:m|w|d|x|f|i|h)(?:\s*[/|,]\s*(?:m|w|d|x|f|i|h))*\)|\b[mwfdxi](?:/[mwfdxi]){1,2}\b", re.IGNORECASE
)
_INNER_GENDER = re.compile(r"(?<=\w)(?:[/:*_]-?|\()in(?:nen)?\)?(?!\w)", re.IGNORECASE)
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
     "erfahrung")
)  # fmt: skip


def split_wishes(text: str | None) -> list[str]:
    """Split a list of wishes at commas, semicolons and line breaks; "Maler/Lackierer" stays whole."""
    parts = (" ".join(part.split()) for part in _STRONG.split(text or ""))
    return [part for part in parts if part.strip(" .-–?") and search_key(part) not in NO_WISH]


def parts_of(wish: str) -> list[str]:
    """Split one wish further, at "/", "und", "oder": for when the whole is not a known word."""
    plain = _INNER_GENDER.sub("", _GENDER.sub(" ", wish))
    return [part.strip() for part in _WEAK.split(plain) if part and part.strip(" .-")]


def word_forms(wish: str) -> list[str]:
    """Give the keys under which a wish may be known, the nearest to the written form first."""
    plain = _INNER_GENDER.sub("", _GENDER.sub(" ", wish))
    forms = [search_key(wish), search_key(plain)]
    words = search_key(plain).split()
    kept = [word for word in words if word not in _AROUND]
    forms.append(" ".join(kept))
    # "Friseurin" is the same work as "Friseur"; "Friseurinnen" too.
    for form in tuple(forms):
        forms += [re.sub(r"(?:inn?en|in)$", "", form)] if re.search(r"\w{4}(?:innen|in)$", form) else []
    return list(dict.fromkeys(form for form in forms if form))


def is_within(code: str, group: str) -> bool:
    """Say whether an occupation belongs to a group (or is it): "7112" is within "711", "71" and "7"."""
    return code == group or (code.startswith(group) and ("." not in group or code[len(group)] == "."))
