"""The large region: deterministic, and plausible in what counts for speed."""

from __future__ import annotations

from collections import Counter
from datetime import date

from throughgate.bench.names import Names
from throughgate.bench.region import KINDS, Region
from throughgate.bench.sheets import SHEETS
from throughgate.bench.tables import TABLES

DAY = date(2026, 11, 21)


def test_two_hundred_organisations_and_their_staff() -> None:
    """Two hundred organisations have an administrator each, and a million people have about 15,000 staff."""
    region = Region(1_000_000, DAY)
    assert sum(KINDS.values()) == len(region.organisations) == 200
    assert Counter(m.roles for m in region.members)["administrator"] == 200
    assert 12_000 < len(region.members) < 18_000


def test_rows_are_the_same_every_time_and_whatever_part_makes_them() -> None:
    """A table made at once equals the same table made in parts: processes need not talk to each other."""
    region, again = Region(400, DAY), Region(400, DAY)
    for table in (*TABLES, *SHEETS):
        count = table.count(region)
        whole = list(table.rows(region, range(count)))
        parts = [*table.rows(again, range(count // 3)), *table.rows(again, range(count // 3, count))]
        assert whole == parts, table.model
        assert all(len(row) == len(table.columns.split()) for row in whole), table.model


def test_keys_are_unique_and_show_the_time_of_registration() -> None:
    """Keys of people differ, are of version 7, and sort roughly by arrival."""
    region = Region(2_000, DAY)
    keys = [region.person_key(region.case(n)) for n in range(2_000)]
    assert len(set(keys)) == 2_000
    assert {key[12] for key in keys} == {"7"}
    assert keys[0] < keys[-1]


def test_some_are_inside_some_have_nobody_and_names_repeat() -> None:
    """Eight in a hundred are inside, one in twenty of them has no case lead, and some names are several people's."""
    region, names = Region(10_000, DAY), Names()
    cases = [region.case(n) for n in range(10_000)]
    inside = [case for case in cases if case.released is None]
    assert len(inside) == 800
    assert 15 < sum(case.lead is None for case in inside) < 80
    assert len({(names.of(n).given, names.of(n).family) for n in range(10_000)}) < 9_900
