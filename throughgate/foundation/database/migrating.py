"""Migrate a new database in half the time: a constraint or an index needs no new models.

Django makes the model and all that are related to it anew for each, to make its SQL of them: six thousand models for a
new database. What the SQL is made of, the fields, stays as it was; so the model at hand is told, and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.migrations.state import ProjectState

CHANGES = ("_append_option", "_remove_option")
"""What adds and removes constraints and indexes."""


@contextmanager
def models_kept() -> Iterator[None]:
    """Let the block's migrations keep models for which a constraint or an index alone changes."""
    before = {name: getattr(ProjectState, name) for name in CHANGES}
    try:
        for name, change in before.items():
            setattr(ProjectState, name, _keeping(change))
        yield
    finally:
        for name, change in before.items():
            setattr(ProjectState, name, change)


def _keeping(change: Callable[..., None]) -> Callable[..., None]:
    def changed(state: ProjectState, app_label: str, model_name: str, option: str, what: Any) -> None:
        models = state.__dict__.pop("apps", None)  # where there are none, none are made
        change(state, app_label, model_name, option, what)
        if models is not None:
            state.__dict__["apps"] = models
            options = models.get_model(app_label, model_name)._meta
            setattr(options, option, state.models[app_label, model_name].options[option])

    return changed
