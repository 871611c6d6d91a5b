"""Whether every pack can be read, and each of its files belongs to an app."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from throughgate.foundation.declared import declared
from throughgate.ground.jurisdictions.packs import FOLDER, HEAD, BadPack, Head, read


def problems(folder: Path = FOLDER) -> Iterator[str]:
    """Yield one sentence for each thing that is wrong."""
    shapes = {HEAD: Head} | {one.name: one.shape for one in declared("packs", "FILES")}
    for pack in sorted(path for path in folder.iterdir() if path.is_dir()):
        if not (pack / HEAD).exists():
            yield f"jurisdictions/{pack.name}: There is no {HEAD}."
        for path in sorted(pack.iterdir()):
            if path.name not in shapes:
                yield f"jurisdictions/{pack.name}/{path.name}: No app reads such a file."
                continue
            try:
                read(path, shapes[path.name])
            except BadPack as error:
                yield str(error)
