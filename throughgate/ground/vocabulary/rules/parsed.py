"""Carry what a word was read as, and whether that is certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Parsed(Generic[T]):
    """What a cell says: known, unknown (nothing was said) or doubtful (must be asked).

    A doubtful value is a suggestion for the question, never something to store unasked.
    An empty value (no licences) is known; ``None`` without a doubt is unknown.
    """

    value: T | None = None
    doubt: str = ""

    @property
    def is_known(self) -> bool:
        """Say whether the value may be stored as it is."""
        return self.value is not None and not self.doubt

    @property
    def is_unknown(self) -> bool:
        """Say whether the text told nothing at all."""
        return self.value is None and not self.doubt

    @property
    def is_doubtful(self) -> bool:
        """Say whether a person has to be asked."""
        return bool(self.doubt)
