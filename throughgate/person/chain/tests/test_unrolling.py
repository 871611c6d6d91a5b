"""A chain follows its dates, whatever they are, and remembers nothing but what is done."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.ground.jurisdictions.holidays import works_on
from throughgate.ground.jurisdictions.packs import heads
from throughgate.person.chain.packs import CHAIN
from throughgate.person.chain.rules.days import add
from throughgate.person.chain.rules.grammar import ESSENTIALS, REVIEW, Chain
from throughgate.person.chain.rules.unrolling import BadDates, Dates, days_of, unroll

PACKS = {code: found for code in heads() if (found := CHAIN.in_pack(code))}
ARRIVAL = date(2026, 12, 1)
ON = date(2026, 12, 1)

ARRIVALS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
STAYS = st.integers(0, 6000).map(lambda days: timedelta(days=days))
CODES = st.sampled_from(sorted(PACKS))


def lay(code, dates, **more):
    """Lay a pack's chain out on the working days of its jurisdiction."""
    works = partial(works_on, country=heads()[code].country, jurisdiction=code)
    return unroll(PACKS[code], dates, **{"on": ON, "works_on": works, **more})


def due(laid):
    return {one.id: (one.due_on, one.state) for one in laid}


def test_packs():
    """Six jurisdictions have a chain; that of North Rhine-Westphalia is whole, every other has ten steps."""
    assert sorted(PACKS) == ["at", "cz", "de-nw", "it", "pt", "si"]
    for code, chain in PACKS.items():
        assert len(chain.whole) >= (20 if code == "de-nw" else 10)
        assert sum(step.source is not None for step in chain.whole) >= (15 if code == "de-nw" else 1)


@given(CODES, ARRIVALS, STAYS)
def test_a_known_release_dates_every_step(code, arrival, stay):
    """However far away it is; no step lies before the arrival; what would is due then, now or never."""
    dates = Dates(arrival, expected=arrival + stay)
    laid = lay(code, dates)
    assert len(laid) == len(PACKS[code].whole)
    assert all(one.due_on is not None and one.due_on >= arrival for one in laid)
    assert all(one.due_on == arrival for one in laid if one.state == "now_or_skip")
    assert [one.due_on for one in laid] == sorted(one.due_on for one in laid)
    assert laid == lay(code, dates)


@given(CODES, ARRIVALS, STAYS)
def test_steps_lie_on_working_days(code, arrival, stay):
    """Unless the arrival wins."""
    head = heads()[code]
    for one in lay(code, Dates(arrival, expected=arrival + stay)):
        assert one.due_on == arrival or works_on(one.due_on, head.country, code)


@given(CODES, ARRIVALS, st.lists(STAYS, min_size=2, max_size=5), st.data())
def test_a_moved_chain_is_the_one_unrolled_anew(code, arrival, stays, data):
    """Whatever the moves between: open steps lie where they would have, done ones where they were before any move."""
    first, last = (Dates(arrival, expected=arrival + stay) for stay in (stays[0], stays[-1]))
    before, anew = lay(code, first), due(lay(code, last))
    done = data.draw(st.sets(st.sampled_from([one.id for one in before])))
    moved = first
    for stay in stays[1:]:
        moved = moved.moved_to(arrival + stay)
    found = due(lay(code, moved, done=days_of(before, done)))
    assert {key: value for key, value in found.items() if key not in done} == {
        key: value for key, value in anew.items() if key not in done
    }
    assert {key: found[key] for key in done} == {key: (due(before)[key][0], "done") for key in done}
    assert due(lay(code, moved.moved_to(first.expected), done=days_of(before, done))) == due(
        lay(code, first, done=days_of(before, done))
    )


@given(ARRIVALS, st.integers(0, 3000))
def test_while_nobody_knows_the_release_somebody_looks_again(arrival, later):
    """Every six months from the arrival, the next one not past; what goes by the release has no day."""
    today = arrival + timedelta(days=later)
    laid = lay("de-nw", Dates(arrival), on=today)
    (review,) = [one for one in laid if one.id == REVIEW]
    assert review.due_on is not None
    assert today <= review.due_on < add(today, months=6) + timedelta(days=15)
    undated = {one.id for one in laid if one.due_on is None}
    assert undated == {step.id for step in PACKS["de-nw"].whole if _by_release(step)}
    again = lay("de-nw", Dates(arrival), on=review.due_on)
    assert review in again


def _by_release(step):
    """Say whether a step hangs on the release, be it by way of others."""
    steps = {one.id: one for one in PACKS["de-nw"].whole}
    while step.due.of == "step":
        step = steps[step.due.step]
    return step.due.of == "release"


@pytest.mark.parametrize(
    ("known", "goes_by"),
    [
        (
            {"earliest": date(2027, 5, 3), "expected": date(2027, 6, 1), "latest": date(2027, 9, 1)},
            "expected",
        ),
        ({"earliest": date(2027, 5, 3), "latest": date(2027, 9, 1)}, "earliest"),
        ({"latest": date(2027, 9, 1)}, "latest"),
    ],
)
def test_which_date_counts(known, goes_by):
    """The expected one, else the earliest, else the latest."""
    assert due(lay("at", Dates(ARRIVAL, **known))) == due(lay("at", Dates(ARRIVAL, expected=known[goes_by])))


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (
            {"expected": date(2026, 11, 30)},
            "The expected release, 2026-11-30, lies before the arrival, 2026-12-01.",
        ),
        (
            {"earliest": date(2027, 5, 1), "latest": date(2027, 4, 1)},
            "The latest release, 2027-04-01, lies before the earliest one, 2027-05-01.",
        ),
        (
            {"expected": date(2027, 5, 1), "latest": date(2027, 4, 1)},
            "The latest release, 2027-04-01, lies before the expected one, 2027-05-01.",
        ),
    ],
)
def test_dates_that_cannot_be(known, said):
    """One sentence says which."""
    with pytest.raises(BadDates) as refused:
        Dates(ARRIVAL, **known)
    assert str(refused.value) == said


def test_a_day_at_the_end_of_all_calendars_is_refused():
    """The year 9999 has no year after it."""
    with pytest.raises(BadDates, match="outside of every calendar"):
        lay("de-nw", Dates(ARRIVAL, expected=date(9999, 12, 1)))


def test_steps_of_north_rhine_westphalia_by_hand():
    """Each kind of day once, reckoned with a calendar: 14 March 2028 is a Tuesday."""
    found = due(lay("de-nw", Dates(ARRIVAL, expected=date(2028, 3, 14))))
    assert found["admission_talk"] == (ARRIVAL, "open")
    assert found["link_plan"] == (date(2027, 1, 26), "open")
    assert found["enrol"] == (date(2027, 2, 23), "open")
    assert found["apply_for_exam"] == (date(2027, 2, 1), "open")
    assert found["start_preparation"] == (date(2027, 3, 12), "open"), "14 March 2027 is a Sunday"
    assert found["identity_papers"] == (date(2027, 12, 21), "open")
    assert found["travel"] == (date(2028, 3, 10), "open"), "two days before is a Sunday"
    assert found["hand_over_report"] == (date(2028, 3, 10), "open")
    assert found["register_address"] == (date(2028, 3, 28), "open")
    assert found["twelve_months"] == (date(2029, 3, 14), "open")


def test_a_public_holiday_of_the_region_moves_a_step():
    """Corpus Christi, 27 May 2027, is one in North Rhine-Westphalia and none in Czechia."""
    release = add(date(2027, 5, 27), weeks=12)
    assert due(lay("de-nw", Dates(ARRIVAL, expected=release)))["identity_papers"][0] == date(2027, 5, 26)
    assert due(lay("cz", Dates(ARRIVAL, expected=release)))["identity_papers"][0] == date(2027, 5, 27)


def test_a_short_stay():
    """The short template has the five essentials; whoever arrives days before the release has them now or never."""
    for code in PACKS:
        laid = lay(code, Dates(ARRIVAL, expected=ARRIVAL + timedelta(days=5)), template="short")
        assert len(laid) == ESSENTIALS
        assert {one.due_on for one in laid} == {ARRIVAL}
        assert {one.state for one in laid} == {"now_or_skip"}
        assert len(lay(code, Dates(ARRIVAL), template="short")) == ESSENTIALS + 1


TEXTS = {"title": {"en": "A step"}, "why": {"en": "Because."}, "role": "case_lead"}
STEP = {"id": "one", "stage": "gate", "due": {"weeks": -1}, "proposal": True, **TEXTS}
ESSENTIAL = ["housing", "identity_papers", "appointment", "insurance", "person_to_call"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"steps": [{**STEP, "colour": "red"}]}, "unknown field `colour`"),
        ({"steps": [{**STEP, "proposal": False}]}, "either a source or `proposal = true`"),
        ({"steps": [STEP, STEP]}, "stands twice"),
        ({"steps": [{**STEP, "id": "review"}]}, "called as the review is"),
        ({"steps": [{**STEP, "due": {"of": "step"}}]}, "`step` names a step"),
        ({"steps": [{**STEP, "due": {"of": "step", "step": "later"}}]}, "stands nowhere before it"),
        ({"steps": [{**STEP, "due": {"weeks": -1, "days": 2}}]}, "point one way"),
        ({"steps": [{**STEP, "due": {"day": "02-30"}}]}, "day"),
        ({"steps": [{**STEP, "title": {"de": "Ein Schritt"}}]}, "at least"),
        ({"steps": [{**STEP, "essential": True}]}, "There are 6 essential steps"),
        ({"common": ESSENTIAL[1:]}, "There are 4 essential steps"),
        ({"common": [*ESSENTIAL, "coffee"]}, "There is no common step coffee"),
        ({"steps": [{**STEP, "role": "judge"}]}, "judge"),
    ],
)
def test_a_pack_that_is_wrong_says_where(change, said):
    """Whatever a lawyer mistypes stops the check with a sentence."""
    right = {
        "version": "2026-12-01",
        "review": {"every_months": 6, "proposal": True, **TEXTS},
        "common": ESSENTIAL,
        "steps": [STEP],
    }
    msgspec.convert(right, Chain)
    with pytest.raises(msgspec.ValidationError, match=said):
        msgspec.convert(right | change, Chain)
