"""Whether every pack can be read, and each of its files belongs to an app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from throughgate.foundation.declared import declared
from throughgate.ground.jurisdictions.packs import FOLDER, HEAD, BadPack, Head, PackFolder, read


def problems(folder: Path = FOLDER) -> Iterator[str]:
    """Yield one sentence for each thing that is wrong."""
    shapes = {HEAD: Head} | {one.name: one.shape for one in declared("packs", "FILES")}
    folders = {one.name: one for one in declared("packs", "FOLDERS")}
    for pack in sorted(path for path in folder.iterdir() if path.is_dir()):
        if not (pack / HEAD).exists():
            yield f"jurisdictions/{pack.name}: There is no {HEAD}."
        for path in sorted(pack.iterdir()):
            if path.is_dir() and path.name in folders:
                yield from _in_folder(pack, folders[path.name])
            elif path.name in shapes:
                yield from _wrong_in(path, shapes[path.name])
            else:
                yield f"jurisdictions/{pack.name}/{path.name}: No app reads such a file."
    if folder == FOLDER:
        for asked in declared("packs", "PROBLEMS"):
            yield from asked()


def _in_folder(pack: Path, folder: PackFolder[Any]) -> Iterator[str]:
    read_here = folder.files(pack)
    for path in sorted((pack / folder.name).iterdir()):
        if path in read_here:
            yield from _wrong_in(path, folder.shape, depth=1)
        else:
            yield f"jurisdictions/{pack.name}/{folder.name}/{path.name}: No app reads such a file."


def _wrong_in(path: Path, shape: type[Any], depth: int = 0) -> Iterator[str]:
    try:
        read(path, shape, depth)
    except BadPack as error:
        yield str(error)
