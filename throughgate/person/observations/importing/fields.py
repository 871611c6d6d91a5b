"""The columns of a table with levels: whose row it is, and one column for each competency of any framework."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import ImportField
from throughgate.person.observations.models import Competency

ROW: Final = ImportField(
    "row",
    _("Row code"),
    ("Row code", "Zeilencode"),
    hint=_("The code from the downloaded table: it says whose row it is."),
)
PERSON: Final = ImportField(
    "person",
    _("Person"),
    ("Person", "Name", "Name, Vorname", "Nachname", "Familienname", "full name", "family name"),
)
WHO: Final = (ROW.key, PERSON.key)


def fields() -> Sequence[ImportField]:
    """Return all fields; a competency is known by its names in every version of every framework. One query."""
    names: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for row in Competency.objects.order_by("framework_version__framework__key", "position", "pk"):
        names.setdefault(row.key, []).extend((*row.names.values(), row.key.replace("_", " ")))
        labels.setdefault(row.key, row.name)
    levels = (ImportField(key, labels[key], tuple(dict.fromkeys(words))) for key, words in names.items())
    return (ROW, PERSON, *levels)
