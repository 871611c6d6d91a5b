"""Who adds and keeps organisations, and when two names mean the same one."""

from __future__ import annotations

from collections.abc import Collection

from throughgate.foundation.languages.folding import search_key

ADDS: dict[str, tuple[str, ...]] = {"placement_officer": ("company", "club", "third_sector", "volunteer")}
"""Kinds of organisation that a role adds to the register; all others are set up by the operator."""

KEPT_FROM_OUTSIDE = frozenset({"company", "club", "third_sector", "volunteer"})
"""Kinds that placement officers keep up to date as long as nobody of the organisation takes part here."""

LEGAL_FORMS = frozenset(
    search_key(form)
    for form in (
        *(
            "gmbh",
            "ggmbh",
            "mbh",
            "ag",
            "kg",
            "ohg",
            "ug",
            "gug",
            "gbr",
            "eg",
            "se",
            "co",
            "ek",
            "kgaa",
            "ev",
        ),
        *("ltd", "inc", "srl", "srls", "spa", "sas", "sa", "sarl", "lda", "doo", "sro", "haftungsbeschrankt"),
    )
)


def kinds_added_by(roles: Collection[str]) -> tuple[str, ...]:
    """Return the kinds of organisation that somebody with these roles may add."""
    return tuple(dict.fromkeys(kind for role in sorted(roles) for kind in ADDS.get(role, ())))


def may_keep(*, kind: str, own: bool, writes_own: bool, writes_register: bool, has_members: bool) -> bool:
    """Say who changes an organisation: its own administrator, and while it has no members, the register."""
    if own:
        return writes_own
    return writes_register and kind in KEPT_FROM_OUTSIDE and not has_members


def comparing_key(name: str) -> str:
    """Return the name without its legal form, folded: "Roth Dächer GmbH & Co. KG" is "roth dacher"."""
    words = search_key(name).split()
    while len(words) > 1 and (words[-1] in LEGAL_FORMS or len(words[-1]) == 1):
        words.pop()
    return " ".join(words)


def channel_lacks(channel: str, *, telephone: str, email: str) -> str:
    """Return which field the preferred channel needs and does not have, or nothing."""
    if channel == "telephone" and not telephone:
        return "telephone"
    if channel == "email" and not email:
        return "email"
    return ""
