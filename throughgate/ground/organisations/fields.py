"""A form field that takes the name of an organisation and gives the organisation; it asks when not certain."""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.models.functions import Length
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.keys import read_key
from throughgate.foundation.languages.folding import search_key
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.vocabulary.forms import WordField

MOST: Final = 20


def organisations_like(rows: Any, text: str, most: int = MOST) -> list[Any]:
    """Return those of `rows` that have a word beginning like this, else those whose names are alike, with their `town`.

    The shortest names first: whoever types a whole name finds it at once.
    """
    key = search_key(text)
    if not key:
        return []
    rows = rows.with_town()
    named = rows.named_like(text).order_by(Length("name"), "sort_key", "pk")[:most]
    return list(named) or list(
        rows.filter(name_key__trigram_word_similar=key).order_by("sort_key", "pk")[:most]
    )


class OrganisationField(WordField):
    """Text in, ``Organisation`` out. Set `queryset` to those that may be named."""

    address = reverse_lazy("organisations:suggest")
    default_error_messages = {"required": _("Name an organisation.")}
    queryset: models.QuerySet[Any] = Organisation.objects.none()

    def look_up(self, text: str) -> tuple[Any, list[Any], str]:
        """Find the one of this name, or the only one like it; else those to choose from."""
        if (kept := self.row_of(text)) is not None:
            return kept, [], ""
        found = organisations_like(self.queryset, text)
        exact = [row for row in found if row.name_key == search_key(text)]
        for rows in (exact, found):
            if len(rows) == 1:
                return rows[0], [], ""
        return None, found, "several" if found else "unknown"

    def label_of(self, row: Any) -> str:
        """Add the town, which tells those of one name apart."""
        return f"{row}, {row.town}" if row.town else str(row)

    def row_of(self, key: Any) -> Any:
        """Give the organisation behind a key."""
        known = read_key(str(key))
        return self.queryset.filter(pk=known).first() if known else None
