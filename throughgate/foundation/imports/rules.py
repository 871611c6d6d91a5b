"""Pure questions about imports: states, outcomes, how long things are kept. No database, no Django."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from throughgate.foundation.states import WORKER, StateTable, Transition

_IMPORTER: Final = frozenset({"importer"})
_WORKER: Final = frozenset({WORKER})

IMPORT: Final = StateTable(
    "import",
    [
        Transition("read", ("uploaded", "mapped", "previewed"), "uploaded", _IMPORTER),
        Transition("map", ("uploaded", "mapped", "previewed"), "mapped", _IMPORTER),
        Transition("preview", "mapped", "previewing", _IMPORTER),
        Transition("finish", "previewing", "previewed", _WORKER),
        Transition("run", ("mapped", "previewed"), "running", _IMPORTER),
        Transition("finish", "running", "done", _WORKER),
        Transition("undo", ("done", "cancelled", "failed"), "undoing", _IMPORTER),
        Transition("finish", "undoing", "undone", _WORKER),
        Transition(
            "cancel", ("uploaded", "mapped", "previewing", "previewed", "running"), "cancelled", _IMPORTER
        ),
        Transition("fail", ("previewing", "running"), "failed", _WORKER),
    ],
    start="uploaded",
)

WORKING: Final = frozenset({"previewing", "running", "undoing"})
"""States in which the worker has something to do."""
WITH_FILE: Final = frozenset({"uploaded", "mapped", "previewing", "previewed", "running"})
"""States in which the file is still needed."""
OPEN_TO_ANSWERS: Final = frozenset({"done", "cancelled", "failed"})
"""States in which asked and refused rows can be corrected."""

OUTCOMES: Final = ("created", "changed", "unchanged", "asked", "refused")
PROBLEMS: Final = frozenset({"asked", "refused"})

BATCH: Final = 500
"""Rows per transaction."""
FILE_KEPT: Final = timedelta(days=7)
"""How long a file waits for its import before it is deleted."""
UNNAMED_KEPT: Final = timedelta(days=1)
"""How old a file that no import names may be: one that a process left behind when it was killed."""
RESULTS_KEPT: Final = timedelta(days=40)
"""How long rows' results are kept, and so how long an import can be undone and its answers are remembered.

Lists come monthly: what was corrected in one must not be asked again in the next.
"""


def outcome_of(severities: set[str], *, exists: bool, changes: bool) -> str:
    """Return what happens to a row: `refused` and `asked` go before everything else."""
    for problem in ("refused", "asked"):
        if problem in severities:
            return problem
    if not exists:
        return "created"
    return "changed" if changes else "unchanged"
