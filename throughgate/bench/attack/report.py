"""What an attack counted and found, as it is printed."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from throughgate.bench.attack.asking import Answer, Case, as_commands

KINDS = {
    # In the order in which they run: what needs a demo as it was made comes first.
    "races": "the same at the same moment, and limits of attempts",
    "access": "every address by every role, with own, foreign and mixed ids",
    "keys": "malformed page keys, orders and filters",
    "headers": "methods, headers, hosts, types",
    "forms": "hostile values in forms and questions",
    "kills": "processes killed while somebody saves",
}

SHOWN = 3
"""How many findings of one sort are printed."""


@dataclass
class Line:
    """The counts of one kind of attack."""

    requests: int = 0
    refusals: int = 0
    broken: int = 0
    away: int = 0
    """Answers 503 while something was killed: the house says that it cannot answer now."""
    leaks: int = 0
    limits: int = 0
    held: int = 0
    saved: int = 0
    lost: int = 0
    doubled: int = 0
    recovered: list[float] = field(default_factory=list)
    """Seconds until pages answered again."""
    finished: list[float] = field(default_factory=list)
    """Seconds until a list was imported whose worker was killed."""


@dataclass(frozen=True)
class Finding:
    """Something that must not be, with the request that showed it where there is one."""

    kind: str
    what: str
    case: Case | None = None


class Tally:
    """Count answers and findings, from any thread."""

    def __init__(self) -> None:
        self.lines: dict[str, Line] = defaultdict(Line)
        self.statuses: Counter[int] = Counter()
        self.findings: list[Finding] = []
        self.notes: list[str] = []
        """What could not be tried here."""
        self._lock = threading.Lock()

    def count(self, case: Case, answer: Answer, *, may_fail: bool = False) -> None:
        """Count an answer."""
        with self._lock:
            line = self.lines[case.kind]
            line.requests += 1
            self.statuses[answer.status] += 1
            line.refusals += 400 <= answer.status < 500
            away = may_fail and answer.status == 503
            line.away += away
            line.broken += answer.status >= 500 and not away

    def find(self, kind: str, what: str, case: Case | None = None) -> None:
        """Keep a finding."""
        with self._lock:
            self.findings.append(Finding(kind, what, case))

    def note(self, what: str) -> None:
        """Keep what could not be tried."""
        if what not in self.notes:
            self.notes.append(what)

    def limit(self, kind: str, what: str, *, holds: bool, case: Case | None = None) -> None:
        """Count a rule that had to hold."""
        with self._lock:
            self.lines[kind].limits += 1
            self.lines[kind].held += holds
        if not holds:
            self.find(kind, what, case)

    @property
    def requests(self) -> int:
        """Return how many answers were counted."""
        return sum(line.requests for line in self.lines.values())

    @property
    def broken(self) -> int:
        """Return how many of them were 5xx."""
        return sum(line.broken for line in self.lines.values())

    def progress(self, kind: str, of: int) -> str:
        """Return one line that says how far it is."""
        return f"{kind}: {self.requests:,} of {of:,} requests, {self.broken} x 5xx, {len(self.findings)} findings"

    def table(self) -> str:
        """Return the summary."""
        statuses = " · ".join(
            f"{status or 'no answer'} {number:,}" for status, number in sorted(self.statuses.items())
        )
        rows = [_cells(kind, self.lines[kind]) for kind in KINDS if kind in self.lines] or [{}]
        columns = [[name, *(row[name] for row in rows)] for name in rows[0]]
        widths = [max(map(len, column)) for column in columns]
        lines = [
            "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
            for cells in zip(*columns, strict=True)
        ]
        notes = ["", *(f"Not tried, {note}" for note in self.notes)] if self.notes else []
        return "\n".join([f"Answers: {statuses}", "", *lines, *notes])

    def report(self, address: str, folder: Path) -> str:
        """Return the findings with the lines that repeat them: of those alike three, all of them in a file of `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        alike: Counter[tuple[str, str]] = Counter()
        shown, every = [], []
        for number, one in enumerate(self.findings, 1):
            text = f"{number}. {one.kind}: {one.what}"
            if one.case:
                text += f", as {one.case.who or 'nobody'}\n{as_commands(one.case, address, folder)}"
            every.append(text)
            alike[one.kind, one.what] += 1
            if alike[one.kind, one.what] <= SHOWN:
                shown.append(text)
        file = folder / "findings.txt"
        file.write_text("\n".join([*every, ""]))
        more = [
            f"{number - SHOWN} more like {kind}: {what}"
            for (kind, what), number in alike.items()
            if number > SHOWN
        ]
        return "\n".join([*shown, *more, f"All of them: {file}"])


def _cells(kind: str, line: Line) -> dict[str, str]:
    kept = {"saved": line.saved, "lost": line.lost, "doubled": line.doubled}
    return {
        "": kind,
        "requests": f"{line.requests:,}",
        "refusals": f"{line.refusals:,}",
        "5xx": f"{line.broken:,}",
        "leaks": f"{line.leaks:,}",
        "rules held": f"{line.held} of {line.limits}" if line.limits else "-",
        **{name: f"{number:,}" if line.saved else "-" for name, number in kept.items()},
        "503 while away": f"{line.away:,}" if line.saved else "-",
        "back in": f"{max(line.recovered):.1f} s" if line.recovered else "-",
        "list done in": f"{max(line.finished):.0f} s" if line.finished else "-",
    }
