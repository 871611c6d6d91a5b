"""What a table can be read from, beside a plain file: something that opens like a path and is kept otherwise."""

from __future__ import annotations

from typing import IO, Any, BinaryIO, Protocol


class _About(Protocol):
    @property
    def st_size(self) -> int: ...


class Stored(Protocol):
    """A stored file. It may be encrypted: only this process opens it."""

    def open(
        self,
        mode: str = "rb",
        *,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
    ) -> IO[Any]:
        """Open it for reading, as `Path.open` does."""

    def stat(self) -> _About:
        """Return its size as `st_size`."""

    def is_file(self) -> bool:
        """Say whether it is there."""

    def nameless(self) -> BinaryIO:
        """Return its content in a file without a name, for another process."""
