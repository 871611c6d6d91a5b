"""What a profile and a letter say of levels, on any scale."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from throughgate.person.observations.profile.drawing import Frame, picture
from throughgate.person.observations.profile.rules import (
    STRENGTH_SHEETS,
    SelfLevel,
    beside,
    newest,
    span,
    strengths,
)
from throughgate.person.observations.rules.profile import Dot, summary
from throughgate.person.observations.rules.scales import Scale

TODAY = date(2026, 11, 20)
FIVE, GERMAN = Scale(1, 5), Scale(1, 6, "lowest")
SETTINGS = st.sampled_from(["sport", "workshop", "class", "ward", "group"])


def dots(levels, *, days=10):
    """Return one dot for each level, a day apart, each on its own sheet."""
    return [Dot(TODAY - timedelta(days=days + n), level, "sport", "o", n) for n, level in enumerate(levels)]


@st.composite
def rated(draw):
    """Make a scale and dots on it."""
    low = draw(st.integers(0, 3))
    scale = Scale(low, low + draw(st.integers(1, 20)), draw(st.sampled_from(["lowest", "highest"])))
    rows = draw(
        st.lists(
            st.builds(
                Dot,
                on=st.dates(date(2026, 1, 1), TODAY),
                level=st.integers(scale.lowest, scale.highest),
                setting=SETTINGS,
                observer=st.integers(1, 4),
                sheet=st.integers(1, 50),
            ),
            max_size=30,
        )
    )
    return scale, rows


@given(rated())
def test_pictures_hold_every_dot_within_their_frame(given):
    """Each rating is one sign, whatever the scale and however many there are; nothing is drawn outside."""
    scale, rows = given
    first, last = span([rows], TODAY)
    frame = Frame(scale, first, last)
    made = picture(summary(rows, TODAY), frame, [], label="<&>", ends=("a", "b"))
    assert made.count('class="dot') == len(rows)
    assert 'aria-label="&lt;&amp;&gt;"' in made
    assert all(0 <= frame.x(row.on) <= 340 for row in rows)
    assert all(0 <= frame.y(row.level) <= 150 for row in rows)


@given(rated())
def test_the_good_end_is_on_top(given):
    """Whichever number is best, it stands highest."""
    scale, _rows = given
    frame = Frame(scale, TODAY, TODAY)
    best, worst = (scale.highest, scale.lowest) if scale.high_is_best else (scale.lowest, scale.highest)
    assert frame.y(best) < frame.y(worst)


def test_self_rating_beside_others():
    """Compared along the good end: on German marks a 1 is higher than a 3."""
    own = SelfLevel(TODAY, 1)
    assert beside(own, summary(dots([3, 3]), TODAY), GERMAN) == "higher"
    assert beside(own, summary(dots([3, 3]), TODAY), FIVE) == "lower"
    assert beside(own, summary(dots([1, 2]), TODAY), FIVE) == "alike"
    assert beside(None, summary(dots([1]), TODAY), FIVE) == ""
    assert beside(own, summary([], TODAY), FIVE) == ""
    assert newest([SelfLevel(TODAY - timedelta(1), 2), own]) == own
    assert newest([]) is None


@given(rated())
def test_strengths_are_high_seen_again_and_recent(given):
    """A letter names only what is typically in the best quarter, on two sheets at least, not out of date."""
    scale, rows = given
    figures = summary(rows, TODAY)
    for strength in strengths({"c": (figures, scale)}):
        assert scale.share(strength.level) >= 0.75
        assert strength.sheets >= STRENGTH_SHEETS
        assert not figures.is_stale


def test_strengths_in_order():
    """The clearest come first; weak, single and old ones are left out."""
    found = strengths(
        {
            "four": (summary(dots([4, 4]), TODAY), FIVE),
            "five": (summary(dots([5, 5]), TODAY), FIVE),
            "between": (summary(dots([3, 4]), TODAY), FIVE),
            "once": (summary(dots([5]), TODAY), FIVE),
            "old": (summary(dots([5, 5], days=400), TODAY), FIVE),
            "mark": (summary(dots([1, 1]), TODAY), GERMAN),
        }
    )
    assert [strength.competency for strength in found] == ["five", "mark", "four"]
