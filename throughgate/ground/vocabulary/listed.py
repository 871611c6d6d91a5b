"""Read of a row of a list what the vocabulary knows."""

from __future__ import annotations

from throughgate.foundation.imports.drafts import RowDraft
from throughgate.foundation.imports.kinds import Given
from throughgate.foundation.spreadsheets.unknown import is_unknown
from throughgate.ground.vocabulary.rules import country_from_words


def read_country(given: Given, draft: RowDraft, name: str = "country") -> str:
    """Return the country ("AT") that a cell names; what is none is told and left out."""
    said = given.text(name).strip()
    if not said or is_unknown(said):
        return ""
    code = country_from_words(said)
    if not code:
        draft.note("country_unknown", name, text=said[:60])
    return code
