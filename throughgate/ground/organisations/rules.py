"""Who adds and keeps organisations, and when two names mean the same one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from throughgate.foundation.languages.folding import search_key

ADDS: dict[str, tuple[str, ...]] = {"placement_officer": ("company", "club", "third_sector", "volunteer")}
"""Kinds of organisation that a role adds to the register; all others are set up by the operator."""

KEPT_FROM_OUTSIDE = frozenset({"company", "club", "third_sector", "volunteer"})
"""Kinds that placement officers keep up to date as long as nobody of the organisation takes part here."""

_FORMS = """
    gmbh ggmbh mbh gesmbh ag kg ohg ug gug gbr eg ek ekfr ekfm ev eu se co kgaa og partg partgmbb haftungsbeschränkt
    ltd limited llc llp plc inc srl srls spa snc sas sa sarl lda doo dd sro zoo kft oy ab aps bv nv
"""
LEGAL_FORMS = frozenset(map(search_key, _FORMS.split()))
"""As one word each, folded; where they are written with full stops, single letters are joined first."""

_PHRASES = (
    *(
        "Gesellschaft mit beschränkter Haftung",
        "Gesellschaft m b H",
        "Gesellschaft mbH",
        "Ges m b H",
        "Ges mbH",
    ),
    *("Gesellschaft bürgerlichen Rechts", "offene Handelsgesellschaft", "Kommanditgesellschaft auf Aktien"),
    *("Kommanditgesellschaft", "Aktiengesellschaft", "eingetragener Verein", "eingetragener Kaufmann"),
    *(
        "eingetragene Kauffrau",
        "eingetragene Genossenschaft",
        "eingetragener Unternehmer",
        "eingetragene Unternehmerin",
    ),
    *("Sp z o o", "spol s r o", "società a responsabilità limitata", "società per azioni"),
)
_IN_WORDS = re.compile(rf"\b(?:{'|'.join(map(search_key, _PHRASES))})\b")
_HOUSE = re.compile(r"^(?:fa|firma) (?=\w)")
_OWNER = re.compile(r"(?<=\w) (?:inh|inhaber|inhaberin|prop|proprietor) .*")


def kinds_added_by(roles: Collection[str]) -> tuple[str, ...]:
    """Return the kinds of organisation that somebody with these roles may add."""
    return tuple(dict.fromkeys(kind for role in sorted(roles) for kind in ADDS.get(role, ())))


def may_keep(*, kind: str, own: bool, writes_own: bool, writes_register: bool, has_members: bool) -> bool:
    """Say who changes an organisation: its own administrator, and while it has no members, the register."""
    if own:
        return writes_own
    return writes_register and kind in KEPT_FROM_OUTSIDE and not has_members


def bare_words(name: str) -> list[str]:
    """Return the words of a name without legal form, "Firma" and owner, folded; all words where nothing else is left."""
    key = search_key(name)
    bare = _OWNER.sub("", _HOUSE.sub("", _IN_WORDS.sub("", key).strip()))
    words = [word for word in _letters_joined(bare.split()) if word not in LEGAL_FORMS]
    return words or key.split()


def _letters_joined(words: Sequence[str]) -> Iterator[str]:
    """Join the single letters of a legal form to one word, "g m b h", also behind other letters: "k s e k"."""
    run, is_first = "", True
    for word in (*words, ""):
        if len(word) == 1:
            run += word
            continue
        if run:
            ends = [] if is_first and word else range(len(run))
            form = next((run[at:] for at in ends if search_key(run[at:]) in LEGAL_FORMS), "")
            # Letters that are no form stay as they are: a name is looked for as it begins.
            yield from run.removesuffix(form)
            yield from [search_key(form)] if form else []
            run = ""
        if word:
            yield word
        is_first = False


def comparing_key(name: str) -> str:
    """Return the name without its legal form, folded: "Roth Dächer GmbH & Co. KG" is "roth dacher"."""
    return " ".join(bare_words(name))


def channel_lacks(channel: str, *, telephone: str, email: str) -> str:
    """Return which field the preferred channel needs and does not have, or nothing."""
    if channel == "telephone" and not telephone:
        return "telephone"
    if channel == "email" and not email:
        return "email"
    return ""
