"""The chain of a pack in one version: how it is laid out, and what its steps are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

import msgspec

from throughgate.ground.jurisdictions.holidays import works_on
from throughgate.ground.jurisdictions.packs import InCountry, heads, jurisdiction_of
from throughgate.person.chain.models import Edition
from throughgate.person.chain.packs import CHAIN
from throughgate.person.chain.rules.grammar import REVIEW, Chain, Said, Template
from throughgate.person.chain.rules.stepping import since
from throughgate.person.chain.rules.unrolling import Dates, Laid, unroll


@dataclass(frozen=True)
class OfPack:
    """A pack's chain in one version."""

    pack: str
    chain: Chain

    @property
    def key(self) -> str:
        """Return what the edition is called in the database."""
        return f"{self.pack} {self.chain.version}"

    @property
    def content(self) -> bytes:
        """Return the chain as JSON with every step written out: the common ones may change without the pack."""
        return msgspec.json.encode(msgspec.structs.replace(self.chain, common=(), steps=self.chain.whole))

    def said(self, step: str) -> Said | None:
        """Return the words of a step; None where this edition has it no more."""
        if step == REVIEW:
            return self.chain.review
        return next((one for one in self.chain.whole if one.id == step), None)

    def lay(
        self,
        dates: Dates,
        *,
        on: date,
        begun_on: date,
        template: Template = "full",
        done: Mapping[str, date | None] | None = None,
    ) -> list[Laid]:
        """Lay the chain out, for somebody whose chain began on a day. Raise BadDates."""
        country = heads()[self.pack].country if self.pack in heads() else ""
        works = partial(works_on, country=country, jurisdiction=self.pack)
        return since(unroll(self.chain, dates, on=on, works_on=works, template=template, done=done), begun_on)


def of_region(region: InCountry) -> OfPack | None:
    """Return the chain that holds in a region; None where its pack says nothing. Raise BadPack."""
    pack = jurisdiction_of(region)
    chain = CHAIN.in_pack(pack) if pack else None
    return OfPack(pack, chain) if pack and chain else None


@cache
def with_key(key: str) -> OfPack:
    """Return an edition; one that the packs no longer have is read from the database, once."""
    pack, _, version = key.partition(" ")
    chain = CHAIN.in_pack(pack) if pack in heads() else None
    if chain is None or str(chain.version) != version:
        chain = msgspec.convert(Edition.objects.get(pk=key).content, Chain)
    return OfPack(pack, chain)


def of_packs() -> Iterator[OfPack]:
    """Yield what each pack says today."""
    for pack in heads():
        if chain := CHAIN.in_pack(pack):
            yield OfPack(pack, chain)
