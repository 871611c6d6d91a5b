"""The map beside the list: every opening on it once, in its place, and nothing outside of the picture."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from throughgate.work.openings.map import Dot, Spot, draw
from throughgate.work.openings.templatetags.openings import map_dots, map_words

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


@given(found=st.lists(spots, min_size=1, max_size=40))
def test_names_of_towns_cover_nothing(found):
    """A town is named once, inside of the picture, and over no dot; the largest dot has its name first."""
    drawn = draw(found)
    names = [label.text for label in drawn.labels]
    assert len(names) == len(set(names))
    for label in drawn.labels:
        wide = 5.6 * len(label.text)
        left = label.x - (wide if label.anchor == "end" else 0)
        assert 0 <= left <= left + wide <= drawn.width
        for dot in drawn.dots:
            beside = dot.x + dot.radius <= left + 0.1 or dot.x - dot.radius >= left + wide - 0.1
            assert beside or abs(dot.y - label.y) >= dot.radius


def test_towns_have_their_names():
    """Bonn and Aachen lie far from each other: both are named."""
    drawn = draw([Spot(50.78, 6.08, "a", "/a/", "Aachen"), Spot(50.73, 7.10, "b", "/b/", "Bonn")])
    assert {label.text for label in drawn.labels} == {"Aachen", "Bonn"}


def test_nothing_to_draw_is_no_map():
    """A list whose places nobody knows has none."""
    assert draw([]) is None


def test_dots_are_drawn_with_what_is_there():
    """Names are escaped, coordinates have a point in every language, and several openings show their number."""
    one = Dot(1.5, 2.25, 5.5, "", (Spot(51.0, 6.0, "<b>Roofer</b>", "/openings/1/"),))
    two = Dot(9.0, 3.0, 8.5, "Bonn", (Spot(51.0, 6.0, "Cook", "/a/"), Spot(51.0, 6.0, "Baker", "/b/")))
    with translation.override("de"):
        assert map_dots([one, two]) == (
            '<circle class="dot" cx="1.5" cy="2.25" r="5.5"><title> · &lt;b&gt;Roofer&lt;/b&gt;</title></circle>\n'
            '<circle class="dot" cx="9.0" cy="3.0" r="8.5"><title>Bonn · Cook · Baker</title></circle>'
            '<text class="number" x="9.0" y="3.0">2</text>'
        )
    assert map_words([one, two]) == (
        '<li>place not known: <a href="/openings/1/">&lt;b&gt;Roofer&lt;/b&gt;</a></li>\n'
        '<li>Bonn: <a href="/a/">Cook</a>, <a href="/b/">Baker</a></li>'
    )
