"""Read what a jurisdiction's pack says.

A pack is a folder: `pack.toml` says where it holds, every other file belongs to an app, which lists it in its module `packs`
as `FILES = (PackFile("matching.toml", Matching),)` and asks `.of(region)`; a folder of files of one shape is a `PackFolder`
in `FOLDERS`. No code, and nothing about a person, is in a pack.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Annotated, Generic, Protocol, TypeVar

import msgspec
from msgspec import Meta, Struct

FOLDER = Path(__file__).parents[2] / "jurisdictions"
HEAD = "pack.toml"

Texts = Annotated[dict[str, str], Meta(min_length=1)]
"""`{language: text}`, to be shown by `text_in`."""
Shape = TypeVar("Shape", bound=Struct)


class BadPack(ValueError):
    """A file of a pack cannot be read; the message is one sentence with the file and the place in it."""


class Head(Struct, forbid_unknown_fields=True):
    """What a pack is: its name, the version of its rules, and where it holds."""

    name: Texts
    version: date
    country: Annotated[str, Meta(pattern="^[A-Z]{2}$")]
    regions: list[str] = []
    """Codes of regions; none: whatever region of the country no other pack names."""


class InCountry(Protocol):
    """A region: its code and its country."""

    code: str
    country: str


@cache
def heads(folder: Path = FOLDER) -> Mapping[str, Head]:
    """Return the head of each pack by its code, in the order of the codes."""
    return {path.parent.name: read(path, Head) for path in sorted(folder.glob(f"*/{HEAD}"))}


def jurisdiction_of(region: InCountry, packs: Mapping[str, Head] | None = None) -> str | None:
    """Return the code of the pack that holds in a region; None where none does, or several could."""
    found = heads() if packs is None else packs
    named = [code for code, head in found.items() if region.code in head.regions]
    general = [code for code, head in found.items() if head.country == region.country and not head.regions]
    return _only(named or general)


def _only(codes: Iterable[str]) -> str | None:
    found = list(codes)
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class PackFile(Generic[Shape]):
    """A file that packs may have, and what it holds."""

    name: str
    shape: type[Shape]

    def of(self, region: InCountry) -> Shape | None:
        """Return what holds in a region; None where its pack says nothing. Raise BadPack."""
        code = jurisdiction_of(region)
        return None if code is None else self.in_pack(code)

    def in_pack(self, code: str) -> Shape | None:
        """Return what a pack says; None where it has no such file. Raise BadPack."""
        return _kept(FOLDER / code / self.name, self.shape)


@dataclass(frozen=True)
class PackFolder(Generic[Shape]):
    """A folder that packs may have, with any number of files of one shape."""

    name: str
    shape: type[Shape]

    def in_pack(self, code: str) -> Mapping[str, Shape]:
        """Return what a pack says, by the names of the files without their ending. Raise BadPack."""
        return {path.stem: _read_once(path, self.shape, 1) for path in self.files(FOLDER / code)}

    def files(self, pack: Path) -> list[Path]:
        """Return the files of a pack."""
        return sorted((pack / self.name).glob("*.toml"))


@cache
def _kept(path: Path, shape: type[Shape]) -> Shape | None:
    return read(path, shape) if path.exists() else None


@cache
def _read_once(path: Path, shape: type[Shape], depth: int) -> Shape:
    return read(path, shape, depth)


def read(path: Path, shape: type[Shape], depth: int = 0) -> Shape:
    """Read a file of a pack that lies so many folders deep in it. Raise BadPack.

    A shape whose files may leave out what they say elsewhere has a `written_out`: it gets what the file says as plain
    data, returns it in full, and raises ValueError where it cannot.
    """
    try:
        said = msgspec.toml.decode(path.read_bytes())
        if written_out := getattr(shape, "written_out", None):
            said = written_out(said)
        return msgspec.convert(said, shape, builtin_types=(datetime, date, time), str_keys=True)
    except (msgspec.DecodeError, ValueError) as error:
        place = "/".join(path.parts[-2 - depth :])
        raise BadPack(f"jurisdictions/{place}: {error}.") from error
