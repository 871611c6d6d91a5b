"""Write a person's name: in full, formally, as initials, and as far as a neutral profile may.

Names are two fields and a called name. Either field may be empty: many people have one name only.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from throughgate.foundation.languages.folding import plain

# They stand before a family name and say nothing about which family: Arabic, Romance, Germanic.
_PARTICLES: Final = """
    af al as at ben bin bint da dal dalla das de degli dei del della delle dello den der des di do dos du e
    el es ibn la las le les lo los mac of san st ter ul van vom von y z zu zum zur
"""
PARTICLES: Final = frozenset(_PARTICLES.split())


def full_name(given: str, family: str, called: str = "") -> str:
    """Return given and family name with the called name between them: "Mehmet (Memo) Yılmaz".

    The called name is left out where it is one of the given names.
    """
    shown = "" if not called or _words(called) <= _words(given) else f"({called})"
    return " ".join(part for part in (given, shown, family) if part)


def formal_name(given: str, family: str) -> str:
    """Return the name as lists write it: "Yılmaz, Mehmet"."""
    return ", ".join(part for part in (family, given) if part)


def initials(given: str, family: str) -> str:
    """Return the first letters of the first given and of the family name: "MY"."""
    return _initial(_first(given)) + _initial(_main(family))


def first_name_and_initial(given: str, family: str, called: str = "") -> str:
    """Return what a neutral profile shows: the name one is called by, and one letter.

    "Samir A." for Samir El Amrani. A person with a family name only is shown by its letter: the
    profile never says more than a first name.
    """
    letter = _initial(_main(family))
    first = called or _first(given)
    if called and _words(family) & _words(called):
        first = _first(given)  # called by the family name: that would give it away
    return " ".join(part for part in (first, f"{letter}." if letter else "") if part)


def _words(name: str) -> frozenset[str]:
    return frozenset(plain(name).split())


def _first(given: str) -> str:
    """Return the first given name; names joined by a hyphen are one."""
    return given.split(maxsplit=1)[0] if given.strip() else ""


def _main(family: str) -> str:
    """Return the family name from its first word that is no particle."""
    words = re.sub(r"(?i)^(?:al|el|as|ad|an|ar|at|az)[-‐‑]", "", family.strip()).split()
    for word in words:
        bare = re.sub(r"^(?:[dD]|[dD]all|[dD]ell)['’]", "", word)
        if plain(bare) not in PARTICLES:
            return bare
    return words[-1] if words else ""


def _initial(name: str) -> str:
    """Return the first letter with its accents, as a capital."""
    for start, character in enumerate(name):
        if character.isalnum():
            end = start + 1
            while end < len(name) and unicodedata.category(name[end]) in {"Mn", "Me"}:
                end += 1
            return unicodedata.normalize("NFC", name[start:end].title())
    return ""
