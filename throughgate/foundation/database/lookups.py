"""Ways of asking that PostgreSQL may evaluate before row policies, and so by an index."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Lookup


@CharField.register_lookup
class Begins(Lookup):  # type: ignore[type-arg]
    """`name__begins`: a prefix by a leakproof operator (LIKE is not)."""

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Write `column ^@ prefix`."""
        column, column_params = self.process_lhs(compiler, connection)
        prefix, prefix_params = self.process_rhs(compiler, connection)
        return f"{column} ^@ {prefix}", [*column_params, *prefix_params]
