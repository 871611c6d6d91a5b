"""The table of a subject's states: who may take which transition from where to where, and what it needs.

One table per subject, in its ``rules``. Checks, buttons, the database's trigger, docs and tests read the same table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

START = ""  # the state of what does not exist yet; a transition from START makes it
ANY = "*"  # from every state that is not the target and that something leaves otherwise

PERSON, LINK_HOLDER, CLOCK, WORKER = "person", "link_holder", "clock", "worker"
"""Who takes a transition and has no role: the person, somebody with a link and no account, a day that came, the worker."""


class BadTable(ValueError):
    """A table that contradicts itself; raised when it is built, so at import."""


class TransitionRefused(Exception):
    """A transition that the table does not allow.

    ``code`` is ``unknown_transition`` (no such name), ``wrong_state`` (not from here), ``wrong_role`` (not by you) or
    ``needs`` (reasons or documents are missing: ``needs`` names them).
    """

    def __init__(self, code: str, *, subject: str, name: str, state: str, needs: Sequence[str] = ()) -> None:
        super().__init__(f"{subject}: {name} from {state or 'nothing'}: {code}")
        self.code = code
        self.subject = subject
        self.name = name
        self.state = state
        self.needs = tuple(needs)


@dataclass(frozen=True, slots=True)
class Transition:
    """One transition: its name (a verb), from where (one state, several or ANY), to, who takes it, and all it needs."""

    name: str
    from_: str | tuple[str, ...]
    to: str
    who: frozenset[str]
    needs: tuple[str, ...] = ()


class StateTable:
    """All transitions of one subject. ``start`` is the state of a new one."""

    def __init__(self, subject: str, transitions: Sequence[Transition], *, start: str = START) -> None:
        self.subject = subject
        self.start = start
        self.transitions = tuple(_spread(transitions, start))
        self.states = tuple(
            dict.fromkeys([start, *(s for t in self.transitions for s in (str(t.from_), t.to))])
        )
        self._by_name = {(t.from_, t.name): t for t in self.transitions}
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

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return which state may follow which, for the database's trigger."""
        return tuple(dict.fromkeys((str(t.from_), t.to) for t in self.transitions))

    def allowed(self, state: str, who: Collection[str]) -> tuple[Transition, ...]:
        """Return the transitions that somebody with these roles may take from here: the buttons."""
        return tuple(t for t in self.transitions if t.from_ == state and not t.who.isdisjoint(who))

    def find(self, state: str, name: str, who: Collection[str]) -> Transition:
        """Return the transition, or raise TransitionRefused with the reason."""
        transition = self._by_name.get((state, name))
        if transition is None:
            known = any(t.name == name for t in self.transitions)
            code = "wrong_state" if known else "unknown_transition"
            raise TransitionRefused(code, subject=self.subject, name=name, state=state)
        if transition.who.isdisjoint(who):
            raise TransitionRefused("wrong_role", subject=self.subject, name=name, state=state)
        return transition

    def after(self, state: str, name: str, who: Collection[str], *, given: Collection[str] = ()) -> str:
        """Return the state after a transition; ``given`` names the reasons and documents at hand."""
        transition = self.find(state, name, who)
        if lacking := [need for need in transition.needs if need not in given]:
            raise TransitionRefused("needs", subject=self.subject, name=name, state=state, needs=lacking)
        return transition.to

    def to_markdown(self) -> str:
        """Return the table for the docs, in the order in which it was written."""
        lines = ["| from | transition | to | who | needs |", "| --- | --- | --- | --- | --- |"]
        for t in self.transitions:
            who = ", ".join(sorted(t.who))
            lines.append(f"| {t.from_ or '(new)'} | {t.name} | {t.to} | {who} | {', '.join(t.needs)} |")
        return "\n".join(line.replace("|  |", "| |") for line in lines) + "\n"


def _spread(transitions: Sequence[Transition], start: str) -> Iterator[Transition]:
    """Yield each transition once for each state that it leaves."""
    named = {state for t in transitions for state in (t.from_ if isinstance(t.from_, tuple) else (t.from_,))}
    leaving = [state for state in dict.fromkeys([start, *(t.to for t in transitions)]) if state in named]
    for t in transitions:
        for state in t.from_ if isinstance(t.from_, tuple) else leaving if t.from_ == ANY else (t.from_,):
            if t.from_ != ANY or state not in (START, t.to):
                yield replace(t, from_=state)
