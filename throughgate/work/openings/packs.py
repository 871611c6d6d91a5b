"""What the jurisdiction decides about the comparison."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from throughgate.ground.jurisdictions.packs import InCountry, PackFile
from throughgate.work.matching.fit import Weights

Share = Annotated[float, Meta(ge=0, le=1)]


class WeightsOfPack(Struct, forbid_unknown_fields=True):
    """How much each term counts; at least one above zero."""

    competence: Share
    occupation: Share
    distance: Share
    time: Share

    def __post_init__(self) -> None:
        if not any((self.competence, self.occupation, self.distance, self.time)):
            raise ValueError("At least one weight must be above zero")


class Matching(Struct, forbid_unknown_fields=True):
    """`matching.toml`."""

    weights: WeightsOfPack


MATCHING = PackFile("matching.toml", Matching)
FILES = (MATCHING,)


def weights_in(region: InCountry) -> Weights:
    """Return how much each term counts in a region: what its pack says, else what is usual."""
    if (found := MATCHING.of(region)) is None:
        return Weights()
    weights = found.weights
    return Weights(weights.competence, weights.occupation, weights.distance, weights.time)
