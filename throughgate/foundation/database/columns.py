"""Rows of models from a statement written by hand, where every page waits for it and Django would write it anew each time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, models

Model = TypeVar("Model", bound=models.Model)


class Columns(Generic[Model]):
    """The columns of one model under the name that the statement gives its table."""

    def __init__(self, model: type[Model], table: str) -> None:
        fields = model._meta.concrete_fields
        # What Django would convert between driver and model would be missed here.
        assert not any(hasattr(field, "from_db_value") for field in fields), model
        self.model = model
        self.names = [field.attname for field in fields]
        self.sql = ", ".join(f'{table}."{field.column}"' for field in fields)

    def take(self, values: Iterator[Any]) -> Model | None:
        """Take this model's values from a row, and return the instance; None where an outer join found none."""
        own = [next(values) for _ in self.names]
        return None if own[self._key] is None else self.model.from_db(DEFAULT_DB_ALIAS, self.names, own)

    @property
    def _key(self) -> int:
        return self.names.index(self.model._meta.pk.attname)
