"""What may happen to a letter, and words that would show custody in one that must not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from throughgate.foundation.states import StateTable, Transition

_WRITERS = frozenset({"case_lead", "probation_officer"})

LETTER = StateTable(
    "letter",
    [
        Transition("approve", "draft", "approved", _WRITERS, ("approved_on",)),
        Transition("withdraw", ("draft", "approved"), "withdrawn", _WRITERS),
    ],
    start="draft",
)
"""An approved letter keeps its words; a withdrawn one cannot be printed any more."""

# Beginnings of words, so that inflected forms and compounds are found.
_TELLING = (
    *(
        "prison",
        "jail",
        "inmate",
        "convict",
        "custody",
        "detention",
        "detain",
        "penal",
        "penitentiar",
        "parole",
    ),
    *(
        "probation",
        "offend",
        "offence",
        "crime",
        "crimin",
        "sentenc",
        "ward officer",
        "correctional",
        "released",
    ),
    *(
        "gefängnis",
        "gefangen",
        "haft",
        "häftling",
        "inhaftier",
        "strafvollzug",
        "vollzug",
        "straftat",
        "straftät",
    ),
    *("justizvollzug", "jva", "verurteil", "bewährung", "resozialis", "entlassen", "entlassung", "insass"),
    *(
        "throughgate",
        "freigang",
        "strafe",
        "delikt",
        "straffäll",
        "strafgefang",
        "straflag",
        "sträfling",
        "knast",
    ),
    *(
        "justiz",
        "untersuchungshaft",
        "u-haft",
        "delinquen",
        "imprison",
        "incarcerat",
        "ex-offend",
        "ex-prison",
    ),
    *("reintegrat", "reentry", "re-entry", "remand", "open prison", "offener vollzug", "wärter", "warden"),
)
_BEGINNINGS = "|".join(_TELLING)
_ANYWHERE = "haftanstalt|vollzug|gefängnis|häftling|bewährungshilfe|untersuchungshaft|jugendhaft"
_PATTERN = re.compile(rf"\b(?:{_BEGINNINGS})\w*|\w*(?:{_ANYWHERE})\w*", re.IGNORECASE)
TELLING_IN_SQL = rf"\m({_BEGINNINGS})|{_ANYWHERE}"
"""The same words as PostgreSQL looks for them (`~*`)."""

_DOMAIN = r"(?:[a-z0-9äöüß](?:[a-z0-9äöüß-]*[a-z0-9äöüß])?\.)+[a-z]{2,24}"
DOMAIN_IN_SQL = f"^{_DOMAIN}$"


def is_domain(text: str) -> bool:
    """Say whether a text is the name of a domain, in small letters."""
    return re.fullmatch(_DOMAIN, text) is not None


def telling_words(text: str, *, extra: Iterable[str] = ()) -> list[str]:
    """Return what in a text shows custody, each once, as it was written; `extra` are names to look for as well."""
    found = [match.group(0) for match in _PATTERN.finditer(text)]
    folded = " ".join(text.split()).casefold()
    found += [name for name in extra if name and name.casefold() in folded]
    return list(dict.fromkeys(found))


def neutral(text: str) -> str:
    """Return a text that goes where others may read it, or nothing where it shows custody."""
    return "" if telling_words(text) else text
