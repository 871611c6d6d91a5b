"""The comparison of one person with one opening."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from throughgate.ground.vocabulary.rules import CERTIFICATES, LEVELS, LICENCES, distance_km
from throughgate.work.matching import (
    DEMAND_OF_CONDITION,
    OpeningFacts,
    PersonFacts,
    Point,
    Release,
    Settings,
    Verdict,
    Wanted,
    cells_within,
    demands_of,
    is_near,
    is_shut,
    judge,
    judge_all,
    shut_by,
)
from throughgate.work.matching.cells import cell

TODAY = date(2026, 11, 21)
HOME = Point(51.1, 6.15)
PERSON = PersonFacts(
    home=HOME,
    reach_km=25,
    release=Release(date(2027, 2, 2), date(2027, 3, 14), date(2027, 4, 30)),
    licences=(),
    languages={"de": "A2"},
    wish_kinds=("training", "job"),
    wishes=("7121",),
    right_to_work="yes",
)
ROOFER = OpeningFacts(
    key="roofer",
    kind="training",
    position=Point(51.06, 6.22),
    occupation="7121",
    seats=1,
    starts_on=date(2027, 8, 1),
    licences=(),
    languages={"de": "A2"},
)


def verdict(person=PERSON, opening=ROOFER, **changes):
    """Return the verdict about an opening with some facts changed."""
    return judge(person, opening._replace(**changes), today=TODAY).verdict


def codes(person=PERSON, opening=ROOFER, **changes):
    """Return the codes of all reasons."""
    return {reason.code for reason in judge(person, opening._replace(**changes), today=TODAY).reasons}


def test_an_opening_where_all_is_known_and_right_fits():
    """Near enough, starts after release, German reached, no licence needed: it fits."""
    answer = judge(PERSON, ROOFER, today=TODAY)
    assert answer.verdict is Verdict.FITS
    assert {r.code for r in answer.reasons} >= {
        "distance",
        "start",
        "seats",
        "kind",
        "language",
        "occupation",
    }


@pytest.mark.parametrize(
    ("facts", "expected", "code"),
    [
        ({"position": None}, Verdict.CANNOT_SAY, "place_unknown"),
        ({"position": Point(52.5, 13.4)}, Verdict.BLOCKED, "too_far"),
        ({"seats": None}, Verdict.CANNOT_SAY, "seats_unknown"),
        ({"seats": 0}, Verdict.BLOCKED, "seats_none"),
        ({"kind": "internship"}, Verdict.BLOCKED, "kind_not_wished"),
        ({"licences": None}, Verdict.CANNOT_SAY, "licence_need_unknown"),
        ({"licences": ("B",)}, Verdict.BLOCKED, "licence_missing"),
        ({"languages": None}, Verdict.CANNOT_SAY, "language_need_unknown"),
        ({"languages": {}}, Verdict.FITS, "language_not_needed"),
        ({"languages": {"de": "B1"}}, Verdict.SUPPORT, "language_nearly"),
        ({"languages": {"de": "B2"}}, Verdict.BLOCKED, "language_missing"),
        ({"languages": {"de": "A1", "en": "A1"}}, Verdict.SUPPORT, "language_nearly"),
        ({"languages": {"de": "A1", "en": "A2"}}, Verdict.BLOCKED, "language_missing"),
        ({"position": None, "is_on_the_road": True}, Verdict.FITS, "on_the_road"),
        ({"competencies": {"care": Wanted(3)}}, Verdict.SUPPORT, "competency_not_observed"),
        ({"starts_on": None}, Verdict.CANNOT_SAY, "start_unknown"),
        ({"starts_on": date(2026, 9, 1)}, Verdict.BLOCKED, "start_over"),
        ({"starts_on": date(2027, 1, 15)}, Verdict.BLOCKED, "start_before_release"),
        ({"starts_on": date(2027, 1, 15), "day_release": True}, Verdict.SUPPORT, "start_on_day_release"),
        ({"starts_on": date(2027, 2, 20)}, Verdict.SUPPORT, "start_if_early"),
        ({"starts_on": date(2027, 4, 1)}, Verdict.SUPPORT, "start_if_not_later"),
        ({"starts_on": date(2026, 9, 1), "kind": "job"}, Verdict.FITS, "start"),
        ({"starts_on": date(2029, 8, 1)}, Verdict.BLOCKED, "start_far"),
        ({"closing_on": date(2026, 11, 20)}, Verdict.BLOCKED, "closed"),
        ({"expires_on": date(2027, 3, 13)}, Verdict.SUPPORT, "offer_ends"),
        ({"certificates": ("forklift",)}, Verdict.SUPPORT, "certificate_not_shown"),
        ({"occupation": "9333"}, Verdict.FITS, "occupation_other"),
        ({"occupation": "7122"}, Verdict.FITS, "occupation"),
    ],
)
def test_each_fact_of_the_opening_has_its_reason(facts, expected, code):
    """One fact changed gives one verdict and names its cause."""
    assert verdict(**facts) is expected
    assert code in codes(**facts)


@pytest.mark.parametrize(
    ("facts", "opening", "expected", "code"),
    [
        ({"home": None}, {}, Verdict.CANNOT_SAY, "home_unknown"),
        ({"reach_km": None}, {}, Verdict.FITS, "reach_assumed"),
        ({"release": Release()}, {}, Verdict.CANNOT_SAY, "release_unknown"),
        ({"release": Release(earliest_on=date(2027, 2, 2))}, {}, Verdict.CANNOT_SAY, "release_unknown"),
        ({"release": Release(is_free=True)}, {}, Verdict.FITS, "start"),
        ({"licences": None}, {"licences": ("B",)}, Verdict.CANNOT_SAY, "licence_unknown"),
        ({"licences": ("CE",)}, {"licences": ("B",)}, Verdict.FITS, "licence"),
        ({"languages": {"de": ""}}, {}, Verdict.CANNOT_SAY, "language_unknown"),
        ({"languages": None}, {}, Verdict.CANNOT_SAY, "language_unknown"),
        ({"languages": {"fr": "C1"}}, {}, Verdict.BLOCKED, "language_missing"),
        (
            {"competencies": {"care": 3}},
            {"competencies": {"care": Wanted(4, needed=True)}},
            Verdict.SUPPORT,
            "competency_short",
        ),
        ({"competencies": {"care": 4.5}}, {"competencies": {"care": Wanted(4)}}, Verdict.FITS, "competency"),
        ({"home": None}, {"position": None, "is_on_the_road": True}, Verdict.FITS, "on_the_road"),
        ({"wish_kinds": ()}, {"kind": "internship"}, Verdict.FITS, "seats"),
        ({"right_to_work": "no"}, {}, Verdict.BLOCKED, "right_to_work_none"),
        ({"right_to_work": "clarifying"}, {}, Verdict.SUPPORT, "right_to_work_clarifying"),
        ({"right_to_work": ""}, {}, Verdict.FITS, "right_to_work_unknown"),
        ({"certificates": ("forklift",)}, {"certificates": ("forklift",)}, Verdict.FITS, "certificate"),
    ],
)
def test_each_fact_of_the_person_has_its_reason(facts, opening, expected, code):
    """What nobody knows about a person cannot be said; implied licence classes count."""
    person = replace(PERSON, **facts)
    assert verdict(person, **opening) is expected
    assert code in codes(person, **opening)


def test_a_block_weighs_more_than_an_unknown_value():
    """Where one thing rules it out, what else is unknown does not matter."""
    assert verdict(licences=("B",), seats=None) is Verdict.BLOCKED


def test_voluntary_support_asks_for_no_right_to_work():
    """A mentor or a sports club needs no permit."""
    person = replace(PERSON, right_to_work="no", wish_kinds=())
    assert verdict(person, kind="support") is Verdict.FITS


def test_distance_is_compared_unrounded():
    """25.4 km are more than 25 km, although both would print the same."""
    far = Point(51.1 + 25.4 / 111.195, 6.15)
    assert 25 < distance_km(HOME, far) < 25.5
    assert verdict(position=far) is Verdict.BLOCKED


def test_exactly_the_reach_is_within_it():
    """The edge belongs to the circle."""
    exact = distance_km(HOME, ROOFER.position)
    assert verdict(replace(PERSON, reach_km=exact)) is Verdict.FITS


@pytest.mark.parametrize(
    ("occupation", "wish", "expected"),
    [("7121", "7121", True), ("7122", "7121", True), ("7121.3", "712", True), ("7131", "7121", False)],
)
def test_nearness_follows_the_tree_of_occupations(occupation, wish, expected):
    """The same unit or minor group is near."""
    assert is_near(occupation, wish) is is_near(wish, occupation) is expected


def test_what_is_near_the_wish_comes_first():
    """In a group the wished trade stands before a nearer one; otherwise distance decides."""
    nearer = ROOFER._replace(key="nearer", occupation="9333", position=HOME)
    other = ROOFER._replace(key="other", occupation="9334", position=Point(51.09, 6.15))
    groups = judge_all(PERSON, [other, nearer, ROOFER], today=TODAY)
    assert [answer.key for answer in groups[Verdict.FITS]] == ["roofer", "nearer", "other"]


@pytest.mark.parametrize("condition", sorted(DEMAND_OF_CONDITION))
def test_a_work_condition_shuts_what_it_names_and_nothing_else(condition):
    """Each condition rules out exactly the openings that demand it."""
    demand = DEMAND_OF_CONDITION[condition]
    facts = (
        {"licences": ("B",)}
        if demand == "driving"
        else {"is_on_the_road": True}
        if demand == "on_the_road"
        else None
    )
    opening = ROOFER._replace(**(facts or {"demands": (demand,)}))
    assert demands_of(opening) == {demand}
    tomorrow, others = TODAY + timedelta(days=1), DEMAND_OF_CONDITION.keys() - {condition}
    assert is_shut(shut_by([(condition, None)], TODAY), opening)
    assert is_shut(shut_by([(condition, TODAY)], TODAY), opening)
    assert not is_shut(shut_by([(condition, TODAY)], tomorrow), opening)
    assert not is_shut(shut_by([(condition, None)], TODAY), ROOFER)
    assert not is_shut(shut_by([(other, None) for other in others], TODAY), opening)


def test_the_engine_needs_no_web():
    """Nothing of the comparison imports Django."""
    from throughgate.work import matching

    names = [n for n in sys.modules if n.startswith(f"{matching.__name__}.") and ".tests" not in n]
    assert names
    for name in names:
        assert not any(
            "django" in str(getattr(value, "__module__", "")) for value in vars(sys.modules[name]).values()
        )


# --- properties

days = st.dates(date(2026, 1, 1), date(2029, 12, 31))
points = st.builds(Point, st.floats(47, 55), st.floats(6, 15))
subsets = lambda values: st.lists(st.sampled_from(sorted(values)), max_size=4, unique=True).map(tuple)  # noqa: E731
people = st.builds(
    PersonFacts,
    home=st.none() | points,
    reach_km=st.none() | st.floats(1, 500),
    release=st.builds(Release, st.none() | days, st.none() | days, st.none() | days, st.booleans()),
    licences=st.none() | subsets(LICENCES),
    languages=st.none() | st.dictionaries(st.sampled_from(["de", "en"]), st.sampled_from(["", *LEVELS])),
    wish_kinds=subsets(["training", "job", "internship", "support"]),
    wishes=subsets(["7121", "712", "93", "8332.1", "5120"]),
    right_to_work=st.sampled_from(["", "yes", "no", "clarifying"]),
    certificates=subsets(CERTIFICATES),
    competencies=st.dictionaries(st.sampled_from(["care", "pace"]), st.floats(1, 5)),
)
openings = st.builds(
    OpeningFacts,
    key=st.uuids().map(str),
    kind=st.sampled_from(["training", "job", "internship", "support"]),
    position=st.none() | points,
    is_on_the_road=st.booleans(),
    occupation=st.sampled_from(["", "7121", "9333", "8332", "51"]),
    seats=st.none() | st.integers(0, 5),
    starts_on=st.none() | days,
    start_until=st.none() | days,
    closing_on=st.none() | days,
    day_release=st.none() | st.booleans(),
    licences=st.none() | subsets(LICENCES),
    languages=st.none() | st.dictionaries(st.sampled_from(["de", "en"]), st.sampled_from(LEVELS)),
    certificates=subsets(CERTIFICATES),
    demands=subsets(["heights", "cash", "night_work"]),
    competencies=st.dictionaries(
        st.sampled_from(["care", "pace"]), st.builds(Wanted, st.floats(1, 5), st.booleans())
    ),
)
WORTH = {Verdict.BLOCKED: 0, Verdict.CANNOT_SAY: 1, Verdict.SUPPORT: 2, Verdict.FITS: 3}


def worth(person, opening):
    """Return how good an answer is."""
    return WORTH[judge(person, opening, today=TODAY).verdict]


@given(people, openings, st.sampled_from(sorted(CERTIFICATES)))
def test_one_more_certificate_never_makes_an_answer_worse(person, opening, more):
    """Learning something shuts no door."""
    better = replace(person, certificates=(*person.certificates, more))
    assert worth(better, opening) >= worth(person, opening)


@given(people, openings, st.sampled_from(LICENCES))
def test_one_more_licence_never_makes_an_answer_worse(person, opening, more):
    """A class more shuts no door."""
    assume(person.licences is not None)
    better = replace(person, licences=(*person.licences, more))
    assert worth(better, opening) >= worth(person, opening)


@given(people, openings)
def test_one_level_more_never_makes_an_answer_worse(person, opening):
    """A level of German more shuts no door."""
    known = person.languages or {}
    assume(known.get("de", "none") not in ("", "native") and person.languages is not None)
    better = replace(person, languages=known | {"de": LEVELS[LEVELS.index(known.get("de", "none")) + 1]})
    assert worth(better, opening) >= worth(person, opening)


@given(people, openings, st.floats(0, 200))
def test_more_reach_never_makes_an_answer_worse(person, opening, more):
    """Travelling farther shuts no door; nor does a reach that was assumed and is now known to be as far."""
    known = 30.0 if person.reach_km is None else person.reach_km
    assert worth(replace(person, reach_km=known + more), opening) >= worth(person, opening)


@given(people, openings)
def test_an_unknown_value_never_fits(person, opening):
    """Where a condition is not known, the answer is "cannot say" or a block for another cause."""
    unknown = opening.seats is None or opening.licences is None or opening.languages is None
    anywhere = opening.is_on_the_road and opening.position is None
    assume(unknown or ((opening.position is None or person.home is None) and not anywhere))
    assert judge(person, opening, today=TODAY).verdict in (Verdict.CANNOT_SAY, Verdict.BLOCKED)


@given(people, st.lists(openings, max_size=12, unique_by=lambda o: o.key), st.randoms())
def test_the_order_of_what_comes_in_changes_nothing(person, many, dice: random.Random):
    """Shuffled openings, wishes, licences and certificates give the same answers in the same order."""
    shuffled = list(many)
    dice.shuffle(shuffled)

    def mixed(values):
        return None if values is None else tuple(dice.sample(tuple(values), len(values)))

    other = replace(
        person,
        licences=mixed(person.licences),
        wishes=mixed(person.wishes),
        wish_kinds=mixed(person.wish_kinds),
        certificates=mixed(person.certificates),
    )
    shuffled = [o._replace(certificates=mixed(o.certificates), demands=mixed(o.demands)) for o in shuffled]
    assert judge_all(person, many, today=TODAY) == judge_all(other, shuffled, today=TODAY)


@given(people, st.lists(openings, max_size=12, unique_by=lambda o: o.key))
def test_every_opening_gets_exactly_one_answer(person, many):
    """Nothing is silently lost or told twice, and every group is in order."""
    groups = judge_all(person, many, today=TODAY)
    assert sorted(a.key for answers in groups.values() for a in answers) == sorted(o.key for o in many)
    for answers in groups.values():
        assert [a.order for a in answers] == sorted(a.order for a in answers)


@given(people, openings)
def test_a_block_names_a_cause(person, opening):
    """Each verdict is the heaviest of its reasons."""
    answer = judge(person, opening, today=TODAY)
    assert answer.verdict is Verdict.FITS or answer.verdict in {reason.verdict for reason in answer.reasons}


@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(0, 360), st.floats(0, 1), st.floats(1, 200))
def test_cells_lose_nothing_near_the_edge(latitude, longitude, bearing, share, km):
    """Points made to lie within the circle, edge included, lie in its cells."""
    from math import asin, atan2, cos, degrees, radians, sin

    angle = km * share / 6371.0088
    a, b = radians(latitude), radians(longitude)
    c = radians(bearing)
    north = asin(sin(a) * cos(angle) + cos(a) * sin(angle) * cos(c))
    east = b + atan2(sin(c) * sin(angle) * cos(a), cos(angle) - sin(a) * sin(north))
    cells = cells_within(Point(latitude, longitude), km)
    assert cells.latitude_from <= cell(degrees(north)) <= cells.latitude_to
    assert cells.longitude_from <= cell((degrees(east) + 540) % 360 - 180) <= cells.longitude_to


def test_the_settings_say_how_far_and_how_long():
    """Another default reach and another window change the answer, and only that."""
    person = replace(PERSON, reach_km=None)
    narrow = Settings(default_reach_km=1, window=timedelta(days=10))
    found = {r.code for r in judge(person, ROOFER, today=TODAY, settings=narrow).reasons}
    assert {"too_far", "start_far", "reach_assumed"} <= found
