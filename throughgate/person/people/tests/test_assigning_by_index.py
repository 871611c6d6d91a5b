"""Whom nobody looks after is found in the index by lead, among however many an organisation sees."""

from __future__ import annotations

import json

import pytest
from django.db import connection, connections
from django.utils import timezone

from tests.fixtures import Cast
from throughgate.foundation.database.context import as_owner
from throughgate.ground.accounts.models import Membership
from throughgate.person.people import actions
from throughgate.person.people.models import Person
from throughgate.person.people.queries.unassigned import unassigned


@pytest.fixture
def cast() -> Cast:
    """The cast in a database of the test's own, to which the owner may commit."""
    return Cast()


@pytest.fixture
def shared(fresh_database, acting, cast):
    """Share Emre with the school, whose manager assigns people, and where nobody looks after him."""
    with acting("lead") as actor:
        emre = Person.objects.get(pk=cast.key("emre"))
        school = cast.organisation("school")
        consent = actions.ask_consent(
            actor=actor, person=emre, explained_in="tr", purpose="take_part", recipient=school
        )
        consent = type(consent).objects.select_related("person").get(pk=consent.pk)
        actions.answer_consent(
            actor=actor,
            consent=consent,
            expected=consent.version,
            given=True,
            guardian_agreed_on=timezone.localdate(),
        )
        link = actions.share_case(actor=actor, person=emre, organisation=school, consent=consent)
    with as_owner():
        Membership.objects.using("owner").filter(user__username="schooladmin").update(
            roles=["manager", "administrator"]
        )
    return link


def led(link, until):
    """Say until when somebody looks after them, as the line does while it is kept by its triggers."""
    with as_owner(), connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE people_visibility SET led_until = gate.today() + %s::integer WHERE link_id = %s",
            [until, link.pk],
        )


@pytest.mark.parametrize(("until", "is_alone"), [(None, True), (-1, True), (0, False), (1, False)])
def test_nobody_looks_after_them_until_a_day_or_never(shared, acting, until, is_alone):
    """Whom nobody ever had, and whose last colleague's days are over, waits; on the last day itself not yet."""
    led(shared, until)
    with acting("schooladmin") as actor:
        assert [one.person for one in unassigned(actor)] == ([shared.person_id] if is_alone else [])


def test_those_with_a_colleague_are_not_read(shared, acting):
    """Among three thousand who have somebody, the one without is found by a few blocks."""
    with as_owner(), connections["owner"].cursor() as cursor:
        # All of one person, in a database of the test's own: links, and lines as their triggers would keep them.
        cursor.execute("ALTER TABLE people_caselink DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE people_caselink DROP CONSTRAINT case_link_once_at_a_time")
        cursor.execute(
            "WITH made AS (INSERT INTO people_caselink SELECT (jsonb_populate_record(l, jsonb_build_object("
            "'id', gen_random_uuid()))).* FROM people_caselink l, generate_series(1, 3000) WHERE l.id = %s "
            "RETURNING id) INSERT INTO people_visibility SELECT (jsonb_populate_record(v, jsonb_build_object("
            "'link_id', made.id, 'led_until', gate.today() + 9))).* FROM people_visibility v, made "
            "WHERE v.link_id = %s",
            [shared.pk, shared.pk],
        )
        cursor.execute("ALTER TABLE people_caselink ENABLE TRIGGER USER")
        cursor.execute("ANALYZE people_caselink")
        cursor.execute("ANALYZE people_visibility")
    with acting("schooladmin") as actor, connection.cursor() as cursor:
        assert [one.link for one in unassigned(actor)] == [shared.pk]
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM gate.shared_with_nobody(200)")
        found = cursor.fetchone()[0]
        plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    assert plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] <= 40
