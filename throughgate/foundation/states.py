"""State tables: who may move what from where to where, and what it needs.

One table per subject, in its ``rules.py``; buttons, checks, docs and tests read the same table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

START = ""  # the state of what does not exist yet; a transition from START makes it


class BadTable(ValueError):
    """A table that contradicts itself; raised when it is built, so at import."""


class NotAllowed(Exception):
    """A move that the table does not allow.

    ``code`` is ``unknown_move`` (no such transition), ``wrong_state`` (not from here),
    ``wrong_role`` (not by you) or ``needs`` (a reason or a document is missing: ``needs`` names it).
    """

    def __init__(self, code: str, *, subject: str, move: str, state: str, needs: str | None = None) -> None:
        super().__init__(f"{subject}: {move} from {state or 'nothing'}: {code}")
        self.code = code
        self.subject = subject
        self.move = move
        self.state = state
        self.needs = needs


@dataclass(frozen=True, slots=True)
class Transition:
    """One move: its name (a verb), from, to, the roles that may make it, and what it needs."""

    name: str
    from_: str
    to: str
    who: frozenset[str]
    needs: str | None = None


class StateTable:
    """All moves of one subject. ``start`` is the state of a new one."""

    def __init__(self, subject: str, transitions: Sequence[Transition], *, start: str = START) -> None:
        self.subject = subject
        self.transitions = tuple(transitions)
        self.start = start
        self.states = tuple(dict.fromkeys([start, *(s for t in transitions for s in (t.from_, t.to))]))
        self._by_move = {(t.from_, t.name): t for t in self.transitions}
        self._check()

    def _check(self) -> None:
        if not self.transitions:
            raise BadTable(f"{self.subject}: no transitions")
        twice = [key for key, n in Counter((t.from_, t.name) for t in self.transitions).items() if n > 1]
        if twice:
            raise BadTable(f"{self.subject}: named twice from one state: {twice}")
        by_nobody = [t.name for t in self.transitions if not t.who]
        if by_nobody:
            raise BadTable(f"{self.subject}: nobody may {by_nobody}")
        lost = [state for state in self.states if state not in self._reachable()]
        if lost:
            raise BadTable(f"{self.subject}: cannot be reached from {self.start or 'the start'!r}: {lost}")

    def _reachable(self) -> set[str]:
        reached, waiting = {self.start}, [self.start]
        while waiting:
            state = waiting.pop()
            for transition in self.transitions:
                if transition.from_ == state and transition.to not in reached:
                    reached.add(transition.to)
                    waiting.append(transition.to)
        return reached

    @property
    def final(self) -> tuple[str, ...]:
        """Return the states that nothing leaves."""
        return tuple(s for s in self.states if all(t.from_ != s for t in self.transitions))

    def allowed(self, state: str, roles: Collection[str]) -> tuple[Transition, ...]:
        """Return the moves that someone with these roles may make from here: the buttons."""
        return tuple(t for t in self.transitions if t.from_ == state and not t.who.isdisjoint(roles))

    def find(self, state: str, name: str, roles: Collection[str]) -> Transition:
        """Return the move, or raise NotAllowed with the reason."""
        transition = self._by_move.get((state, name))
        if transition is None:
            known = any(t.name == name for t in self.transitions)
            code = "wrong_state" if known else "unknown_move"
            raise NotAllowed(code, subject=self.subject, move=name, state=state)
        if transition.who.isdisjoint(roles):
            raise NotAllowed("wrong_role", subject=self.subject, move=name, state=state)
        return transition

    def move(self, state: str, name: str, roles: Collection[str], *, given: Collection[str] = ()) -> str:
        """Return the state after the move; ``given`` names the reasons and documents at hand."""
        transition = self.find(state, name, roles)
        if transition.needs is not None and transition.needs not in given:
            raise NotAllowed("needs", subject=self.subject, move=name, state=state, needs=transition.needs)
        return transition.to

    def to_markdown(self) -> str:
        """Return the table for the docs, in the order in which it was written."""
        lines = ["| from | move | to | who | needs |", "| --- | --- | --- | --- | --- |"]
        for t in self.transitions:
            who = ", ".join(sorted(t.who))
            lines.append(f"| {t.from_ or '(new)'} | {t.name} | {t.to} | {who} | {t.needs or ''} |")
        return "\n".join(line.replace("|  |", "| |") for line in lines) + "\n"
