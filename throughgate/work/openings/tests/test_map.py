"""The map beside the list: every opening on it once, in its place, and nothing outside of the picture."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from throughgate.work.openings.map import Spot, draw

latitudes, longitudes = st.floats(35, 66), st.floats(-24, 45)
spots = st.builds(
    Spot,
    latitudes,
    longitudes,
    st.just("Roofer"),
    st.just("/openings/1/"),
    st.sampled_from(["", "Bonn", "Köln"]),
)


@dataclass(frozen=True)
class Place:
    """A place to look from."""

    latitude: float
    longitude: float


@given(
    found=st.lists(spots, min_size=1, max_size=40), where=st.none() | st.builds(Place, latitudes, longitudes)
)
def test_every_opening_is_on_it_once(found, where):
    """No opening is lost or counted twice, and every dot lies inside the picture, as does the bar."""
    drawn = draw(found, where, 30)
    assert drawn is not None
    assert drawn.number == len(found)
    for dot in drawn.dots:
        assert 0 < dot.x < drawn.width
        assert 0 < dot.y < drawn.height
    assert 0 < drawn.bar < drawn.width


def test_north_is_up_and_east_is_right():
    """Aachen lies left of Bonn and below Düsseldorf."""
    drawn = draw([Spot(50.78, 6.08, "a", "/a/", "Aachen"), Spot(50.73, 7.10, "b", "/b/", "Bonn"),
                  Spot(51.23, 6.78, "d", "/d/", "Düsseldorf")])  # fmt: skip
    at = {dot.where: dot for dot in drawn.dots}
    assert at["Aachen"].x < at["Düsseldorf"].x < at["Bonn"].x
    assert at["Düsseldorf"].y < at["Aachen"].y < at["Bonn"].y


def test_openings_in_one_town_are_one_dot():
    """Two in Bonn are one larger dot that says two."""
    bonn = Spot(50.73, 7.10, "b", "/b/", "Bonn")
    (dot,) = draw([bonn, bonn]).dots
    assert (dot.number, dot.where) == (2, "Bonn")


def test_nothing_to_draw_is_no_map():
    """A list whose places nobody knows has none."""
    assert draw([]) is None
