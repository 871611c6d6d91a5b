"""What these tests read postings with: places and occupations that are known, and what becomes of each row."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace
from typing import Any

from throughgate.foundation.imports.kinds import Given
from throughgate.foundation.spreadsheets import read_table
from throughgate.ground.vocabulary.models import Occupation
from throughgate.work.openings.importing.single.fields import FIELDS
from throughgate.work.openings.importing.single.postings import HEADING_OF, POSTINGS
from throughgate.work.openings.importing.single.rows import Finding, read_row

TODAY = date(2026, 11, 30)
PLAIN = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Dachdecker",
    "employmentType": "FULL_TIME",
    "hiringOrganization": {"@type": "Organization", "name": "Dach Nord GmbH"},
    "jobLocation": {"@type": "Place", "address": {"postalCode": "41849", "addressLocality": "Wassenberg"}},
}


def place(text: str, _postcode: str, _said: str = "") -> Any:
    """Know every place but one."""
    if text == "Nirgendwo":
        return SimpleNamespace(place=None, reason="unknown", candidates=())
    return SimpleNamespace(place=SimpleNamespace(name=text), reason="", candidates=())


def occupation(text: str) -> Occupation | None:
    """Know roofers by their code."""
    return Occupation(code=text, titles={"en": "Roofers"}) if text == "7121" else None


FIND = Finding(place, occupation, TODAY, "DE")


def drafts(folder, content, *, confirmed=False, name="file"):
    """Return what the rows of a file say; `content` is text, or what becomes JSON."""
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_bytes(text.encode())
    with read_table(path, fields=[field.for_guessing for field in FIELDS], described=POSTINGS) as table:
        rows = list(table.rows)
    return [
        read_row(
            Given(
                row.index,
                row.number,
                {key: row.cells[heading] for key, heading in HEADING_OF.items() if heading in row.cells},
                row.marks,
                confirmed=confirmed,
            ),
            FIND,
        )
        for row in rows
    ]


def one(folder, content, **more):
    """Return what the only row says."""
    (found,) = drafts(folder, content, **more)
    return found


def asked(draft):
    """Return the codes of what is asked or refused."""
    return {reason.code for reason in draft.reasons if reason.weight != "note"}


def noted(draft):
    """Return the codes of what one should know."""
    return {reason.code for reason in draft.reasons if reason.weight == "note"}
