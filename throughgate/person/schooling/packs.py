"""What the jurisdictions say about marks and certificates.

What is wrong in a pack stops `throughgate check`. A server that runs goes on without it: pages ask here, and get what can be read.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from throughgate.ground.jurisdictions.packs import (
    BadPack,
    InCountry,
    PackFile,
    PackFolder,
    heads,
    jurisdiction_of,
)
from throughgate.person.schooling.rules.certificates.book import BadRule, Book
from throughgate.person.schooling.rules.certificates.grammar import Certificate, Version
from throughgate.person.schooling.rules.scales import Scale
from throughgate.person.schooling.rules.words import bare

logger = logging.getLogger(__name__)


class Scales(Struct, forbid_unknown_fields=True):
    """`scales.toml`: the first scale is the usual one."""

    scales: list[Scale]

    def __post_init__(self) -> None:
        if not self.scales:
            raise ValueError("There is no scale")


SCALES = PackFile("scales.toml", Scales)
CERTIFICATES = PackFolder("certificates", Certificate)
FILES = (SCALES,)
FOLDERS = (CERTIFICATES,)


@cache
def scales_of(code: str) -> tuple[Scale, ...]:
    """Return the scales of a pack, the usual one first; none where it names none, or cannot be read."""
    try:
        said = SCALES.in_pack(code)
    except BadPack as error:
        logger.error("pack_unreadable", extra={"problem": str(error)})  # noqa: TRY400 - the sentence says it all
        return ()
    return tuple(said.scales) if said else ()


def scales_in(region: InCountry) -> tuple[Scale, ...]:
    """Return the scales of a region, the usual one first."""
    code = jurisdiction_of(region)
    return scales_of(code) if code else ()


@cache
def scales() -> Mapping[str, Scale]:
    """Return the scales of every pack by their keys."""
    return MappingProxyType({scale.key: scale for code in heads() for scale in scales_of(code)})


def find_scale(name: str) -> Scale | None:
    """Return the scale of a key or another name, or the usual one of a pack; None where no pack knows it."""
    return _by_name().get(bare(name))


@cache
def _by_name() -> Mapping[str, Scale]:
    names = {bare(name): scale for scale in scales().values() for name in (scale.key, *scale.also)}
    return {bare(code): scales_of(code)[0] for code in heads() if scales_of(code)} | names


@cache
def book_of(code: str) -> Book | None:
    """Return the certificate rules of a pack; None where it has none, or they cannot be read."""
    try:
        return read_book(code)
    except BadPack as error:
        logger.error("pack_unreadable", extra={"problem": str(error)})  # noqa: TRY400 - the sentence says it all
        return None


def book_in(region: InCountry) -> Book | None:
    """Return the certificate rules of a region; None where there are none."""
    code = jurisdiction_of(region)
    return book_of(code) if code else None


def version_of(code: str, certificate: str, school_year: int) -> Version | None:
    """Return the rule of a certificate in a school year, else its latest; None where the pack knows none."""
    book = book_of(code) if code else None
    known = book.certificates.get(certificate) if book else None
    if known is None:
        return None
    return next((one for one in known.versions if one.holds_in(school_year)), known.versions[-1])


def read_book(code: str) -> Book | None:
    """Return the certificate rules of a pack; None where it has none. Raise BadPack."""
    said = SCALES.in_pack(code)
    found = CERTIFICATES.in_pack(code)
    try:
        return Book(found, {scale.key: scale for scale in said.scales} if said else {}) if found else None
    except BadRule as error:
        raise BadPack(f"jurisdictions/{code}/{CERTIFICATES.name}/{error}.") from error


def _across() -> Iterator[str]:
    """Yield what is wrong between files that can be read: rules without their scale, names that mean two scales."""
    named: dict[str, str] = {}
    for code in heads():
        try:
            read_book(code)
        except BadPack as error:
            if isinstance(error.__cause__, BadRule):
                yield str(error)
        for scale in scales_of(code):
            for name in {bare(name) for name in (scale.key, *scale.also)}:
                if (other := named.setdefault(name, f"{code}'s {scale.key}")) != f"{code}'s {scale.key}":
                    yield f"jurisdictions/{code}/{SCALES.name}: {name} means {other} and {scale.key}."


PROBLEMS = (_across,)
