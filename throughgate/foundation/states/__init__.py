"""States of a subject as one table that drives checks, buttons, the database, docs and tests."""

from throughgate.foundation.states.table import (
    ANY,
    CLOCK,
    LINK_HOLDER,
    PERSON,
    START,
    WORKER,
    BadTable,
    StateTable,
    Transition,
    TransitionRefused,
)

__all__ = [
    "ANY",
    "CLOCK",
    "LINK_HOLDER",
    "PERSON",
    "START",
    "WORKER",
    "BadTable",
    "StateTable",
    "Transition",
    "TransitionRefused",
]
