"""The sample region: whole, the same every time, and made by the actions of its staff."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from throughgate.desk.sample import load_sample
from throughgate.desk.sample.loading import world
from throughgate.desk.sample.organisations import ALL
from throughgate.desk.sample.people import PEOPLE, stories
from throughgate.desk.sample.staff import STAFF, USERNAMES
from throughgate.foundation.database.context import acting
from throughgate.ground.acting.roles import ROLES
from throughgate.person.schooling.models import Enrolment
from throughgate.person.schooling.queries.certificates import Certificates, pupils
from throughgate.person.schooling.queries.exams_today import waits_for_a_decision
from throughgate.person.schooling.sample import CLASS_10, TEACHER
from throughgate.person.schooling.sample_certificates import CERTIFICATE, STATES
from throughgate.work.placements.rules import PLACEMENT

COUNTS = {
    "organisations_organisation": "SELECT count(*) FROM organisations_organisation WHERE region_id IN "
    "(SELECT id FROM organisations_region WHERE code = 'rur-niers')",
    "users": "SELECT count(*) FROM accounts_user WHERE username ^@ 'demo.'",
    "people": "SELECT count(*) FROM people_person p JOIN organisations_organisation o ON o.id = p.registered_by_id "
    "WHERE o.code IN ('musterstadt', 'rurtal', 'niersaue')",
    "stays": "SELECT count(*) FROM people_stay",
    "links": "SELECT count(*) FROM people_caselink",
    "assignments": "SELECT count(*) FROM people_assignment",
    "consents": "SELECT count(*) FROM people_consent",
    "entries": "SELECT count(*) FROM audit_entry",
    "history": "SELECT count(*) FROM audit_history",
    "looks": "SELECT count(*) FROM audit_access",
    "invitations": "SELECT count(*) FROM accounts_invitation",
}


def ask(sql: str) -> list[tuple]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def counts() -> dict[str, int]:
    return {name: ask(sql)[0][0] for name, sql in COUNTS.items()}


def test_stories_are_the_same_every_time() -> None:
    """Two calls on one day give equal stories, and there are 150 people with numbers of their own."""
    assert stories() == stories()
    assert len(stories()) == PEOPLE
    assert len({story.number for story in stories()}) == PEOPLE


def test_staff_covers_every_role_and_organisations_have_administrators() -> None:
    """Thirty accounts hold all roles; every organisation with members has an administrator; the case lead is first."""
    assert len(STAFF) == 30
    assert (STAFF[0].family, min(USERNAMES.values())) == ("Lenz", STAFF[0].username)
    held: dict[str, set[str]] = {}
    for worker in STAFF:
        for code, roles in worker.memberships:
            held.setdefault(code, set()).update(roles)
    assert set().union(*held.values()) == set(ROLES)
    assert [code for code, roles in held.items() if "administrator" not in roles] == []


def test_organisations_are_as_announced() -> None:
    """The kinds of organisation are as many as the region promises."""
    assert Counter(house.kind for house in ALL) == {
        "prison": 3, "probation": 1, "authority": 1, "chamber": 2, "school": 1, "company": 40, "club": 3, "third_sector": 3,
    }  # fmt: skip
    assert len({house.code for house in ALL}) == len(ALL)


@pytest.mark.long
@pytest.mark.usefixtures("fresh_database")
def test_loading_twice_is_loading_once(django_db_blocker) -> None:
    """The region loads with the visibility table's lines right; a second call finds it there and changes nothing."""
    with django_db_blocker.unblock():
        before = counts()
        assert load_sample() is True
        first = counts()
        assert first["organisations_organisation"] == 54
        assert first["users"] == 30
        assert first["people"] == PEOPLE
        assert first["stays"] - before["stays"] > PEOPLE
        assert ask("SELECT gate.visibility_differences()") == [(0,)]
        assert load_sample() is False
        assert counts() == first
        check_states()
        check_history()
        check_plans()
        check_placements()
        check_class()


def check_plans() -> None:
    """Three plans of the chamber, one of them a try: people have a place, others none for different reasons, some change."""
    plans = ask(
        "SELECT id, people, placed, optimal, since_id, is_tried, (SELECT count(DISTINCT why) FROM planning_place WHERE "
        "plan_id = p.id AND opening_id IS NULL), (SELECT count(*) FROM planning_place WHERE plan_id = p.id AND is_changed) "
        "FROM planning_plan p WHERE state = 'done' ORDER BY started_at"
    )
    for _id, people, placed, optimal, *_rest in plans:
        assert 15 <= placed < people
        assert optimal
    since, tried, whys, changed = list(zip(*plans, strict=True))[4:]
    assert since == (None, plans[0][0], plans[1][0])
    assert tried == (False, False, True)
    assert min(whys) >= 2
    assert changed[1] >= 1
    assert 3 <= changed[2] < plans[2][1]


def check_states() -> None:
    """Every state of a consent, kind of end and part in a case occurs."""
    states = {state for (state,) in ask("SELECT DISTINCT state FROM people_consent")}
    assert states == {"not_asked", "asked", "given", "refused", "withdrawn", "expired"}
    assert {end for (end,) in ask("SELECT DISTINCT ended_by FROM people_stay")} == {
        "",
        "released",
        "transferred",
    }
    parts = {part for (part,) in ask("SELECT DISTINCT role FROM people_caselink")}
    assert parts >= {"custody", "aftercare", "school", "placement", "companion"}
    licences = ask(
        "SELECT count(*) FILTER (WHERE licences IS NULL), count(*) FILTER (WHERE licences = '{}') FROM people_person"
    )
    assert min(licences[0]) > 10
    # Files for other programs have something in them, and an agreement is to be seen to.
    for some in ("openings_opening WHERE is_public", "openings_opening WHERE closing_on IS NOT NULL",
                 "contact_log_agreement WHERE valid_until BETWEEN current_date AND current_date + 60"):  # fmt: skip
        assert ask(f"SELECT count(*) FROM {some}")[0][0] > 0, some
    alone = "SELECT count(*) FROM people_visibility WHERE led_until IS NULL AND role = 'custody'"
    assert ask(alone)[0][0] >= 9


def check_history() -> None:
    """The case lead's name stands behind a moved date of the last days, and nothing happened in the future."""
    rows = ask(
        "SELECT h.at, u.username FROM audit_history h JOIN accounts_membership m ON m.id = h.membership_id "
        "JOIN accounts_user u ON u.id = m.user_id JOIN people_person p ON p.id = h.person_id "
        "WHERE h.table_name = 'people_stay' AND p.family_name = 'Şahin' AND p.given_names = 'Emre' ORDER BY h.at"
    )
    now = timezone.now()
    assert [name for _, name in rows] == [STAFF[0].username] * 2
    assert now - timedelta(days=5) < rows[-1][0] < now
    assert ask("SELECT count(*) FROM audit_entry WHERE at > now()")[0][0] == 0


def check_placements() -> None:
    """Every state occurs; who is at work is free since then; milestones are confirmed, unknown, open and worth a call."""
    states = {state for (state,) in ask("SELECT DISTINCT state FROM placements_placement")}
    assert states == set(PLACEMENT.states)
    inside = (
        "SELECT count(*) FROM placements_placement p JOIN people_stay s ON s.person_id = p.person_id "
        "WHERE p.started_on IS NOT NULL AND (s.ended_on IS NULL OR s.ended_on > p.started_on)"
    )
    assert ask(inside) == [(0,)]
    for some in (
        "confirmed_on IS NOT NULL",
        "closed_on IS NOT NULL AND confirmed_on IS NULL",
        "closed_on IS NULL AND person_asked_on IS NOT NULL AND confirmed_on IS NULL",
        "closed_on IS NULL AND company_asked_on IS NOT NULL",
        "EXISTS (SELECT FROM followups_feedback b WHERE b.follow_up_id = f.id AND b.going = 'some' AND b.seen_to_on IS NULL)",
    ):
        assert ask(f"SELECT count(*) FROM followups_followup f WHERE {some}")[0][0] > 0, some
    assert ask("SELECT count(*) FROM outbox_mail") == [(0,)]


def check_class() -> None:
    """Of a class of 24 every answer occurs for the EESA; some were decided on, others wait for the teacher."""
    teacher = world().actor(TEACHER)
    with transaction.atomic(), acting(teacher.context):
        certificates = Certificates.of(teacher)
        inside = Enrolment.objects.visible_to(teacher).filter(course__name=CLASS_10.name, until_on=None)
        answers = [certificates.answer(one, CERTIFICATE) for one in pupils(teacher, inside)]
        assert Counter(one.outcome for one in answers if one) == {
            "eligible": 9, "resit": 5, "nearly": 5, "not": 2, "unknown": 3,
        }  # fmt: skip
        assert {one.registration["state"] for one in answers if one and one.registration} == set(STATES)
        assert sum(waits_for_a_decision(one) for one in answers if one) >= 5
