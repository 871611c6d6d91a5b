"""What the jurisdiction decides about the comparison, and what companies and people should know there."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from throughgate.ground.jurisdictions.packs import InCountry, PackFile, Texts
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


class Fact(Struct, forbid_unknown_fields=True):
    """One thing to know, with where it stands and when somebody looked."""

    about: Literal["subsidies", "insurance", "contact", "questions", "disclosure"]
    text: Texts
    source: Annotated[str, Meta(min_length=3)]
    """The law and its paragraph, or who says so."""
    address: Annotated[str, Meta(pattern="^https?://")]
    checked: date
    to: Literal["all", "staff"] = "staff"
    """"all": it may stand on a company's page, and says nothing of where anybody comes from."""
    says: Literal["must", "may", "need_not"] | None = None
    """What somebody who looks for work must, may or need not say about a conviction."""
    when: list[Literal["cash", "driving", "minors", "regulated"]] = []
    """For which work alone; none: for every work."""

    def __post_init__(self) -> None:
        if (self.about == "disclosure") != (self.says is not None):
            raise ValueError("A fact about disclosure says must, may or need_not, and no other does")
        if self.about == "disclosure" and self.to == "all":
            raise ValueError("What somebody discloses is nothing for a company's page")


class Employer(Struct, forbid_unknown_fields=True):
    """`employer.toml`."""

    facts: list[Fact]


MATCHING = PackFile("matching.toml", Matching)
EMPLOYER = PackFile("employer.toml", Employer)
FILES = (MATCHING, EMPLOYER)


def weights_in(region: InCountry) -> Weights:
    """Return how much each term counts in a region: what its pack says, else what is usual."""
    if (found := MATCHING.of(region)) is None:
        return Weights()
    weights = found.weights
    return Weights(weights.competence, weights.occupation, weights.distance, weights.time)
