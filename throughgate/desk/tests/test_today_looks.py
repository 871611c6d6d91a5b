"""Who is shown on Today is written down in the log of looks, and nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.fixtures import Cast
from throughgate.desk.tests.test_today import move
from throughgate.person.people import actions
from throughgate.person.people.models import Person
from throughgate.person.people.rules import ReleaseDates


@pytest.fixture(scope="module", autouse=True)
def planted(shared_database):
    """Let twenty leave within a hundred days, and one date move there and back."""
    cast = Cast()
    with cast.acting("lead") as actor:
        move(actor, cast.key("emre"), -10)
        move(actor, cast.key("emre"), 10)
        first = timezone.localdate() + timedelta(days=3)
        for number in range(20):
            person = actions.register_person(
                actor=actor, family_name=f"Shown{number:02d}", assign=number < 14
            )
            dates = ReleaseDates(None, first + timedelta(days=5 * number), None)
            actions.admit_person(actor=actor, person=person, arrived_on=timezone.localdate(), dates=dates)


@pytest.mark.parametrize(
    "who", ["lead", "colleague", "officer", "teacher", "dpo", "trainer", "aftercare", "placement", "tso"]
)
@pytest.mark.parametrize("within", ["30", "90"])
def test_exactly_those_who_are_shown_are_written_down(signed_in, acting, cast, who, within):
    """Nobody who is only counted, beyond the window, or whose date moved back is in the log of looks."""
    page = signed_in(who).get(f"/?within={within}")
    body = page.content.decode()
    with acting(who):
        people = {str(person.pk): person.family_name for person in Person.objects.all()}
    shown = {key for key, name in people.items() if name in body}
    # Only the officer of the organisation reads the log.
    with acting(who), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('throughgate.roles', 'data_protection_officer', true)")
        cursor.execute("SELECT people FROM audit_access WHERE request = %s", [page["X-Request-Id"]])
        rows = cursor.fetchall()
    logged = {str(key) for (keys,) in rows for key in keys}
    assert logged == shown
    if who == "lead":
        assert any(name.startswith("Shown") for name in (people[key] for key in shown))
        assert len(people) > len(shown)
