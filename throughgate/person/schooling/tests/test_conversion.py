"""Expected: a better mark never becomes a worse one elsewhere, and what does not pass becomes nothing that could."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from throughgate.person.schooling.packs import scales
from throughgate.person.schooling.rules.conversion import convert
from throughgate.person.schooling.rules.scales import Mark, NotAMark, Scale

ALL = st.sampled_from(sorted(scales()))


@st.composite
def marks_of(draw: st.DrawFn, scale: Scale) -> Mark:
    """Return any mark of a scale, with tendency and half step where there are such."""
    low, high = sorted((scale.best, scale.worst))
    number = low + scale.step * draw(st.integers(0, int((high - low) / scale.step)))
    try:
        return scale.mark(number, draw(st.sampled_from(["", "+", "-"])))
    except NotAMark:
        return scale.mark(number)


@given(ALL, ALL, st.data())
def test_better_stays_better(one: str, other: str, data: st.DataObject):
    """From every scale to every other, tendencies and half steps among them."""
    source, target = scales()[one], scales()[other]
    first, second = data.draw(marks_of(source)), data.draw(marks_of(source))
    if second.better_than(first):
        first, second = second, first
    better, worse = convert(first, target), convert(second, target)
    if worse.value is not None:
        assert better.value is not None
        assert not target.is_better(worse.value, better.value)


@given(ALL, ALL, st.data())
def test_a_pass_stays_a_pass_and_nothing_else_becomes_one(one: str, other: str, data: st.DataObject):
    """Between best mark and lowest pass of the other scale, or no value at all."""
    source, target = scales()[one], scales()[other]
    mark = data.draw(marks_of(source))
    found = convert(mark, target)
    assert found.is_below_pass is mark.is_deficit
    assert (found.n_max, found.n_min) == (source.best, source.lowest_pass)
    if found.value is not None:
        assert min(target.best, target.lowest_pass) <= found.value <= max(target.best, target.lowest_pass)


@given(ALL, ALL)
def test_the_ends_meet(one: str, other: str):
    """The best mark becomes the best, the lowest pass the lowest pass."""
    source, target = scales()[one], scales()[other]
    assert convert(source.mark(source.best), target).value == target.best
    assert convert(source.mark(source.lowest_pass), target).value == target.lowest_pass
