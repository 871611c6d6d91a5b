"""Ask functions of the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Answer = TypeVar("Answer")


def rows_of(sql: str, *parameters: Any) -> Sequence[tuple[Any, ...]]:
    """Return all rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


@dataclass(frozen=True)
class Question(Generic[Answer]):
    """One of several that a single statement asks: a SELECT, and what makes an answer from the columns of its row."""

    sql: str
    parameters: Sequence[Any]
    read: Callable[..., Answer]

    @classmethod
    def of(cls, rows: QuerySet[Any], read: Callable[..., Answer]) -> Self | None:
        """Return what Django would ask for `values_list`; None where it knows that there is no answer."""
        try:
            return cls(*rows.query.sql_with_params(), read)
        except EmptyResultSet:
            return None


def answers_to(*questions: Question[Any] | None) -> list[list[Any]]:
    """Return the answers to each, in order; none to None. One query: its n-th row holds the n-th answer to each question.

    Each reads its own tables under their own policies, as if it were asked alone.
    """
    asked = [one for one in questions if one is not None]
    if not asked:
        return [[] for _ in questions]
    beside = " FULL JOIN ".join(
        f'(SELECT row_number() OVER () AS "?place", true AS "?", q.* FROM ({one.sql}) q) q{number}'  # noqa: S608
        + (' USING ("?place")' if number else "")
        for number, one in enumerate(asked)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT * FROM {beside} ORDER BY "?place"',  # noqa: S608 - made of statements alone
            [value for one in asked for value in one.parameters],
        )
        found = cursor.fetchall()
        # Where the columns of each begin, and after the last where they end.
        begins = [at for at, column in enumerate(cursor.description) if column.name == "?"]
        begins.append(len(cursor.description))
    answers = {
        id(one): [one.read(*row[begin + 1 : end]) for row in found if row[begin]]
        for one, begin, end in zip(asked, begins, begins[1:], strict=False)
    }
    return [answers.get(id(one), []) for one in questions]
