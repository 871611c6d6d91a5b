"""Leave work to the worker by the name of its task, so that no action needs to know who does it."""

from __future__ import annotations

from typing import Any

from procrastinate.contrib.django import app


def later(task: str, **what: Any) -> None:
    """Put a job into the queue, in the transaction of the change it belongs to; values are stored as JSON.

    Raise procrastinate's TaskNotFound for a name that no app has registered.
    """
    app.configure_task(task, allow_unknown=False).defer(**what)
