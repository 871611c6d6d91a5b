"""What the jurisdictions say about marks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from throughgate.ground.jurisdictions.packs import BadPack, InCountry, PackFile, heads
from throughgate.person.schooling.rules.scales import Scale
from throughgate.person.schooling.rules.words import bare


class Scales(Struct, forbid_unknown_fields=True):
    """`scales.toml`: the first scale is the usual one."""

    scales: list[Scale]

    def __post_init__(self) -> None:
        if not self.scales:
            raise ValueError("There is no scale")


SCALES = PackFile("scales.toml", Scales)
FILES = (SCALES,)


@cache
def scales() -> Mapping[str, Scale]:
    """Return the scales of every pack by their keys. Raise BadPack."""
    found: dict[str, Scale] = {}
    for code in heads():
        said = SCALES.in_pack(code)
        for scale in said.scales if said else ():
            if found.setdefault(scale.key, scale) is not scale:
                raise BadPack(
                    f"jurisdictions/{code}/{SCALES.name}: There is a scale {scale.key} in another pack."
                )
    return MappingProxyType(found)


def scales_in(region: InCountry) -> tuple[Scale, ...]:
    """Return the scales of a region, the usual one first; none where its pack names none."""
    said = SCALES.of(region)
    return tuple(said.scales) if said else ()


def find_scale(name: str) -> Scale | None:
    """Return the scale of a key or another name, or the usual one of a pack; None where no pack knows it."""
    return _by_name().get(bare(name))


@cache
def _by_name() -> Mapping[str, Scale]:
    """Return each scale by each of its names. Raise BadPack where a name means two."""
    found: dict[str, Scale] = {}
    for scale in scales().values():
        for name in (scale.key, *scale.also):
            if found.setdefault(bare(name), scale) is not scale:
                raise BadPack(f"scales.toml: {name!r} means {found[bare(name)].key} and {scale.key}.")
    for code in heads():
        if said := SCALES.in_pack(code):
            found.setdefault(bare(code), said.scales[0])
    return found
