"""Notes of which people a request read, taken where rows are loaded, so that no page can forget."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from throughgate.foundation.database.context import Context, call_as

_notes: ContextVar[set[uuid.UUID] | None] = ContextVar("throughgate_read", default=None)


def note_read(person: uuid.UUID) -> None:
    """Remember that a person's row was loaded, where somebody collects notes."""
    notes = _notes.get()
    if notes is not None:
        notes.add(person)


@contextmanager
def collecting() -> Iterator[set[uuid.UUID]]:
    """Collect the ids of everybody read inside."""
    notes: set[uuid.UUID] = set()
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


_calls: ContextVar[list[tuple[str, Sequence[Any]]] | None] = ContextVar("throughgate_looks", default=None)


def note_look(call: str, parameters: Sequence[Any]) -> None:
    """Remember to call a function of the database that notes a look at somebody whom the one who looks cannot name."""
    calls = _calls.get()
    if calls is not None:
        calls.append((call, parameters))


@contextmanager
def collecting_looks() -> Iterator[list[tuple[str, Sequence[Any]]]]:
    """Collect what notes such looks, to be called when the page's own transaction is over."""
    calls: list[tuple[str, Sequence[Any]]] = []
    token = _calls.set(calls)
    try:
        yield calls
    finally:
        _calls.reset(token)


def log_reads(context: Context, people: set[uuid.UUID], *, page: str, method: str, purpose: str) -> None:
    """Write one row of the access log: who read these people, where and what for."""
    call_as(
        context,
        "gate.log_access(%s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            context.user,
            context.membership,
            context.organisation,
            sorted(context.roles),
            context.request,
            page,
            method,
            purpose,
            sorted(people),
        ],
    )


@contextmanager
def logged(context: Context, *, page: str, method: str, purpose: str) -> Iterator[None]:
    """Write whom the worker reads inside into the access log, with what it does there or not at all."""
    with collecting() as people:
        yield
    if people:
        log_reads(context, people, page=page, method=method, purpose=purpose)
