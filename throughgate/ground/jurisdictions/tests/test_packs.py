"""Expected: every pack can be read, and a region finds its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from throughgate.ground.jurisdictions.checking import problems
from throughgate.ground.jurisdictions.packs import BadPack, Head, heads, jurisdiction_of, read
from throughgate.work.matching.fit import Weights
from throughgate.work.openings.packs import MATCHING, Matching, weights_in


@dataclass
class Region:
    """A region as the packs see one."""

    code: str
    country: str


def test_every_pack_is_sound():
    """Each file of each pack has its shape, and an app that reads it."""
    assert list(problems()) == []
    assert set(heads()) >= {"at", "cz", "de-nw", "it", "pt", "si"}


def test_a_region_has_the_only_pack_of_its_country():
    """A country with one pack has that; a country without any has none."""
    assert jurisdiction_of(Region("rur-niers", "DE")) == "de-nw"
    assert jurisdiction_of(Region("tirol", "AT")) == "at"
    assert jurisdiction_of(Region("somewhere", "XX")) is None


def test_a_pack_that_names_a_region_comes_first_and_two_are_none():
    """What is named holds; of several that could hold, none is guessed."""

    def head(*regions: str) -> Head:
        return Head({"en": "X"}, date(2026, 1, 1), "DE", list(regions))

    packs = {"de-a": head(), "de-b": head("south", "east"), "de-c": head("east")}
    assert jurisdiction_of(Region("north", "DE"), packs) == "de-a"
    assert jurisdiction_of(Region("south", "DE"), packs) == "de-b"
    assert jurisdiction_of(Region("north", "DE"), packs | {"de-d": head()}) is None
    assert jurisdiction_of(Region("west", "DE"), {"de-b": head("south")}) is None


def test_weights_are_those_of_the_pack_or_the_usual_ones():
    """Every pack that ships weighs as usual; where no pack holds, so does the house."""
    assert weights_in(Region("rur-niers", "DE")) == Weights() == weights_in(Region("somewhere", "XX"))
    assert MATCHING.in_pack("nowhere") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[weights]\ncompetence = 1\noccupation = 0\ndistance = 0\n", "missing required field `time`"),
        (
            "[weights]\ncompetence = 0\noccupation = 0\ndistance = 0\ntime = 0\n",
            "At least one weight must be above zero - at `$.weights`",
        ),
        ("[weights]\ncompetence = nan\noccupation = 0\ndistance = 0\ntime = 0\n", "$.weights.competence"),
        ("weights = 3", "Expected `object`, got `int`"),
        ("weights", "Expected '='"),
        ("\ud800", "utf-8"),
    ],
)
def test_a_bad_file_is_told_in_a_sentence(tmp_path: Path, text: str, said: str):
    """What is missing, out of range or no TOML is named with the file and the place in it."""
    path = tmp_path / "xx" / "matching.toml"
    path.parent.mkdir()
    path.write_bytes(text.encode(errors="surrogatepass"))
    with pytest.raises(BadPack) as told:
        read(path, Matching)
    assert str(told.value).startswith("jurisdictions/xx/matching.toml: ")
    assert said in str(told.value)
    found = list(problems(tmp_path))
    assert found == ["jurisdictions/xx: There is no pack.toml.", str(told.value)]


def test_a_file_that_nobody_reads_is_told(tmp_path: Path):
    """A name that no app knows is a slip of the pen, not a rule."""
    (tmp_path / "xx").mkdir()
    (tmp_path / "xx" / "matchings.toml").write_text("")
    (tmp_path / "xx" / "pack.toml").write_text('version = 2026-01-01\ncountry = "XX"\nname = { en = "X" }')
    assert list(problems(tmp_path)) == ["jurisdictions/xx/matchings.toml: No app reads such a file."]
