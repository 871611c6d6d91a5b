"""The words with which people say that they do not know."""

from __future__ import annotations

import re
from typing import Final

# offen: still open; k.A.: no statement; k.a. in English papers means "known as" and never stands alone.
_UNKNOWN: Final = re.compile(
    r"[?¿]+|[-–—_./]+|x{2,}|n/?a\.?|n\.\s?[anb]\.?|k\.?\s?a\.?|o\.\s?a\.?|k\.\s?angabe|keine angaben?|unbek(annt|\.)?|unklar"
    r"|offen|nicht bekannt|noch offen|noch nicht bekannt|noch unklar|ungewi(ss|ß)|ungeklärt|unbestimmt|unbest\.|ausstehend"
    r"|steht (noch )?(aus|nicht fest)|noch nicht (fest|festgelegt|festgesetzt|terminiert|klar)|nicht absehbar"
    r"|wei(ß|ss) nicht|fehlt|folgt|tba|tbd|tbc"
    r"|unknown|unk\.?|unclear|open|not known|none given|not stated|null|nil|#n/a|neznám\w*|nieznan\w*|bilinmiyor"
    r"|necunoscut\w*|inconnue?|sconosciut[oa]|desconocid[oa]|desconhecid[oa]|ismeretlen|neznan\w*|nepoznat\w*",
    re.IGNORECASE,
)


# Words for "not known" that are names, too: Mr Offen, Ms Null, Mr Na, Ms Ka.
_NAMES: Final = re.compile(r"null|nil|open|offen|na|ka|unk|fehlt|folgt|unklar", re.IGNORECASE)


def may_be_name(text: str) -> bool:
    """Tell whether a word for what is not known is a name as well."""
    return bool(_NAMES.fullmatch(text.strip()))


def is_unknown(text: str) -> bool:
    """Tell whether the text says that a value is not known ("unbek.", "offen", "k.A.", "?", "-", "n/a")."""
    text = text.strip().strip("()[]").strip()
    return bool(text) and bool(_UNKNOWN.fullmatch(text))
