"""Names of the benchmark have the keys that the application makes."""

from __future__ import annotations

from datetime import date, timedelta

from throughgate.bench.names import Names
from throughgate.person.people.duplicates import PersonFacts, blocking_keys


def test_keys_of_doubles_are_those_of_the_application() -> None:
    """Put together from parts made once per name, they are the keys that registering makes."""
    names = Names()
    for number in range(2_000):
        name, born = names.of(number), date(1955, 1, 1) + timedelta(days=number * 9)
        keys = blocking_keys(PersonFacts(name.family, name.given, birth_on=born)).kept
        made = names.alike(name, born)[1:-1].split(",")
        assert sorted(made) == sorted(f'"{key}"' for key in keys)
