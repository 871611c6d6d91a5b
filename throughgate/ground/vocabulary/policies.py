"""Say that the vocabulary is public: nothing here is about a person, and pages only read it."""

from __future__ import annotations

from throughgate.foundation.database.policies import Open

_PUBLIC = "public words from GeoNames, ISCO-08 and ESCO; no personal data"

PROTECTED = ()
OPEN = tuple(
    Open(f"vocabulary_{table}", _PUBLIC, "SELECT")
    for table in ("place", "postcode", "occupation", "occupationword", "skill", "loaded")
)
