"""What a page shows of many people at once: no more than row policies would show of each."""

from __future__ import annotations

import pytest

from throughgate.person.people.models import Person
from throughgate.person.people.queries.listed import people_listed


@pytest.fixture
def everybody(acting):
    """Return the key of everybody of the cast."""
    found = {}
    for who in ("lead", "stranger"):
        with acting(who):
            found |= {p.family_name.removeprefix("Marker")[:-6]: p.pk for p in Person.objects.all()}
    return found


@pytest.mark.parametrize(
    ("who", "seen", "stays", "leads"),
    [
        ("lead", {"emre", "milan"}, True, {"Lead Cast", "Colleague Cast"}),
        ("stranger", {"ana"}, True, {"Stranger Cast"}),
        ("aftercare", {"emre"}, True, {"Aftercare Cast"}),
        ("trainer", {"emre"}, False, {"Trainer Cast"}),
        ("tso", set(), False, set()),
        ("admin", set(), False, set()),
        ("company", set(), False, set()),
    ],
)
def test_shows_what_the_wall_opens(acting, everybody, who, seen, stays, leads):
    """Names of those one sees, stays and leads for roles that read them, leads of the own organisation only."""
    with acting(who):
        found = people_listed(everybody.values(), stays_of=everybody.values(), leads=True)
    assert found.keys() == {everybody[name] for name in seen}
    assert all(bool(one.stays) is stays for one in found.values())
    assert {name for one in found.values() for name in one.leads} == leads


def test_reads_the_names_alone_where_no_more_is_asked(acting, everybody):
    """Without stays and leads asked for there are none; a stay tells its dates."""
    with acting("lead"):
        plain = people_listed([everybody["emre"]])[everybody["emre"]]
        with_stays = people_listed([everybody["emre"]], stays_of=[everybody["emre"]])[everybody["emre"]]
    assert (str(plain.person), plain.stays, plain.leads) == ("Markeremrecalled Markeremrefamily", (), ())
    assert with_stays.stays[0].release_expected_on > with_stays.stays[0].arrived_on
    assert with_stays.leads == ()
