"""What a page shows of many people at once: no more than row policies would show of each."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.cast import STAFF
from throughgate.person.people.models import Person, WorkCondition
from throughgate.person.people.queries.card import card_rows
from throughgate.person.people.queries.listed import people_for_work, people_listed


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


FOR_WORK = ("stay", "profile", "work_condition")


@pytest.mark.parametrize("who", STAFF)
def test_work_knows_what_the_policies_open(acting, everybody, cast, who):
    """For each member of the cast: the people they see, and of each the same rows as row by row behind the policies."""
    today = timezone.localdate()
    with acting("lead"):
        WorkCondition.objects.create(person_id=everybody["emre"], kind="no_heights")
    with acting(who):
        found = people_for_work(everybody.values(), FOR_WORK, today=today)
        behind = {person.pk: person for person in Person.objects.select_related("home")}
        assert found.keys() == behind.keys()
        for key, one in found.items():
            rows = card_rows(behind[key], FOR_WORK)
            assert one.person.home == behind[key].home
            assert one.person.name_key == behind[key].name_key
            assert [stay.arrived_on.isoformat() for stay in one.stays] == of(rows, "stays", "arrived_on")
            assert [line.language for line in one.languages] == of(rows, "languages", "language")
            assert [line.code for line in one.wishes] == of(rows, "wishes", "code")
            assert [line.what for line in one.qualifications] == of(rows, "qualifications", "what")
            assert [line.kind for line in one.conditions] == of(rows, "conditions", "kind")


def of(rows, name, column):
    """Return one value of each row."""
    return [row[column] for row in rows[name] or ()]


def test_work_is_told_no_more_than_it_asks(acting, everybody):
    """A plan asks for no conditions and is told none, by whomever it is made."""
    today = timezone.localdate()
    with acting("lead"):
        WorkCondition.objects.create(person_id=everybody["emre"], kind="no_heights")
        all_of_it = people_for_work([everybody["emre"]], FOR_WORK, today=today)[everybody["emre"]]
        a_part = people_for_work([everybody["emre"]], ["stay"], today=today)[everybody["emre"]]
    assert all_of_it.stays == a_part.stays
    assert all_of_it.stays
    assert all_of_it.conditions
    assert not any((a_part.conditions, a_part.languages, a_part.wishes, a_part.qualifications))
