"""Who looks at the pages: the users with the most, with few and with no people, each with a session."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass
from typing import Any

import psycopg
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from psycopg.rows import class_row

from throughgate.ground.accounts.models import User
from throughgate.ground.accounts.session_store import SessionStore

_MEMBERS = """
WITH c AS (SELECT membership_id, count(*) AS people FROM people_caseload
           WHERE until_on IS NULL OR until_on >= current_date GROUP BY membership_id),
     largest AS (SELECT organisation_id FROM people_visibility
                 WHERE role = 'custody' AND (until_on IS NULL OR until_on >= current_date)
                 GROUP BY organisation_id ORDER BY count(*) DESC, organisation_id LIMIT 1)
SELECT m.id, m.user_id, m.organisation_id, o.code
FROM accounts_membership m JOIN organisations_organisation o ON o.id = m.organisation_id
LEFT JOIN c ON c.membership_id = m.id
"""
_CHOICES = {
    "most": "WHERE m.roles = ARRAY['case_lead'::varchar] AND m.organisation_id = (SELECT organisation_id FROM largest) "
    "ORDER BY c.people DESC NULLS LAST, m.id LIMIT 1",
    "few": "WHERE m.roles = ARRAY['volunteer'::varchar] AND c.people > 0 ORDER BY c.people, m.id LIMIT 1",
    "none": "WHERE m.roles = ARRAY['case_lead'::varchar] AND NOT EXISTS (SELECT FROM people_visibility v "
    "WHERE v.organisation_id = m.organisation_id) ORDER BY m.id LIMIT 1",
    "observer": "WHERE m.roles = ARRAY['observer'::varchar] AND m.organisation_id = (SELECT organisation_id FROM largest) "
    "ORDER BY m.id LIMIT 1",
    "officer": "WHERE m.roles = ARRAY['placement_officer'::varchar] AND m.organisation_id = (SELECT kept_by_id "
    "FROM placements_placement GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1) ORDER BY c.people DESC NULLS LAST, m.id LIMIT 1",
    "company": "WHERE m.roles = ARRAY['company_contact'::varchar] AND m.organisation_id = (SELECT organisation_id "
    "FROM placements_introduction GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1) ORDER BY m.id LIMIT 1",
}
EXPLAINED = {
    "most": "a case lead with the largest caseload in the largest prison",
    "few": "a volunteer of a club, who sees the people assigned to them only",
    "none": "a case lead in a new prison that has no people yet",
    "observer": "an observer of the largest prison with a group of 30 on a sheet",
    "officer": "a placement officer of the chamber with the most introductions",
    "company": "a company with the most introductions",
}
_INTRODUCING = {
    # What an address of theirs needs → the question for it, by membership and organisation.
    "opening": "SELECT o.id FROM openings_opening o JOIN people_caseload c ON c.membership_id = %(member)s JOIN people_person p "
    "ON p.id = c.person_id JOIN vocabulary_place h ON h.id = p.home_id WHERE o.state = 'open' AND o.expires_on > current_date "
    "AND abs(o.latitude - h.latitude) < 0.1 AND abs(o.longitude - h.longitude) < 0.1 ORDER BY o.id LIMIT 1",
    "placement": "SELECT p.person_id || '/introductions/' || p.id FROM placements_placement p JOIN people_caseload c "
    "ON c.person_id = p.person_id AND c.membership_id = %(member)s WHERE p.state = 'in_talks' ORDER BY p.id LIMIT 1",
    "worker": "SELECT p.person_id FROM placements_placement p JOIN people_caseload c ON c.person_id = p.person_id "
    "AND c.membership_id = %(member)s WHERE p.state = 'retained_12_months' ORDER BY p.id LIMIT 1",
    "plan": "SELECT id FROM planning_plan WHERE organisation_id = %(organisation)s ORDER BY started_at DESC LIMIT 1",
    "introduction": "SELECT id FROM placements_introduction WHERE organisation_id = %(organisation)s AND state = 'in_talks' "
    "ORDER BY id LIMIT 1",
}


@dataclass(frozen=True)
class Row:
    """A membership, as found."""

    id: uuid.UUID
    user_id: uuid.UUID
    organisation_id: uuid.UUID
    code: str


@dataclass(frozen=True)
class Visitor:
    """One user of the benchmark, with what their pages need in the address."""

    name: str
    cookie: str
    organisation: str
    """Its code."""
    caseload: int
    visible: int
    person: str
    """Somebody they may open without a purpose; somebody foreign where they have nobody."""
    has_person: bool
    deep_by_name: str
    """The person after whom a page deep in the list by name starts; empty where the list is short."""
    deep_by_release: str
    richest: str = ""
    """Whoever has most sheets in the caseload; empty where there are no sheets."""
    sheet: str = ""
    """A draft of the visitor's own."""
    opening: str = ""
    """One near somebody of the caseload; this and what follows of those who introduce and of companies."""
    placement: str = ""
    """Person and key of an introduction of the caseload, as its address has them."""
    worker: str = ""
    """Somebody of the caseload who has been at work for a year."""
    plan: str = ""
    introduction: str = ""
    """One of the company's own."""


def membership_of(name: str) -> Row:
    """Return who a visitor is."""
    with psycopg.connect(os.environ["THROUGHGATE_ADMIN_URL"]) as connection:
        return _member(connection, name, _MEMBERS + _CHOICES[name])


def visitors() -> list[Visitor]:
    """Return the users, signed in with their second factor done."""
    with psycopg.connect(os.environ["THROUGHGATE_ADMIN_URL"], autocommit=True) as connection:
        introduced = _one(connection, "SELECT EXISTS (SELECT FROM placements_placement)")
        return [
            _visitor(connection, name, _MEMBERS + question)
            for name, question in _CHOICES.items()
            if introduced or name not in ("officer", "company")
        ]


def _member(connection: psycopg.Connection, name: str, question: str) -> Row:
    with connection.cursor(row_factory=class_row(Row)) as cursor:
        row = cursor.execute(question.encode()).fetchone()
    if row is None:
        raise LookupError(f"There is no user for {name!r} in this region.")
    return row


def _visitor(connection: psycopg.Connection, name: str, question: str) -> Visitor:
    row = _member(connection, name, question)
    in_force = "from_on <= current_date AND (until_on IS NULL OR until_on >= current_date)"
    mine = f"FROM people_caseload WHERE membership_id = %s AND {in_force}"
    all_ = f"FROM people_visibility WHERE organisation_id = %s AND {in_force}"
    caseload = _one(connection, f"SELECT count(*) {mine}", row.id) or 0
    visible = (
        _one(connection, f"SELECT count(*) {all_}", row.organisation_id) or 0 if name != "few" else caseload
    )
    person = _one(connection, f"SELECT person_id {mine} ORDER BY release_on, person_id LIMIT 1", row.id)
    foreign = _one(
        connection, "SELECT id FROM people_person WHERE registered_by_id <> %s LIMIT 1", row.organisation_id
    )
    richest = _one(
        connection,
        "SELECT s.person_id FROM people_caseload c JOIN observations_sheetperson s ON s.person_id = c.person_id "
        "WHERE c.membership_id = %s GROUP BY 1 HAVING count(*) > 100 ORDER BY count(*) DESC, 1 LIMIT 1",
        row.id,
    )
    sheet = _one(
        connection,
        "SELECT id FROM observations_sheet WHERE observer_id = %s AND state = 'draft' ORDER BY id LIMIT 1",
        row.id,
    )
    deep = int(visible) * 4 // 5 if name == "most" else 0

    def after(order: str) -> str:
        if deep < 100:
            return ""
        found = _one(
            connection,
            f"SELECT person_id {all_} ORDER BY {order}, person_id OFFSET {deep} LIMIT 1",
            row.organisation_id,
        )
        return str(found or "")

    return Visitor(
        name=name,
        cookie=_sign_in(row),
        organisation=row.code,
        caseload=int(caseload),
        visible=int(visible),
        person=str(person or foreign),
        has_person=person is not None,
        deep_by_name=after("name_key"),
        deep_by_release=after("release_on"),
        richest=str(richest or ""),
        sheet=str(sheet or ""),
        **_introducing(connection, row),
    )


def _introducing(connection: psycopg.Connection, row: Row) -> dict[str, str]:
    """Return what addresses of those need who introduce, and of companies."""
    facts = {"member": row.id, "organisation": row.organisation_id}
    found = {
        name: connection.execute(question.encode(), facts).fetchone()
        for name, question in _INTRODUCING.items()
    }
    return {name: str(one[0]) if one else "" for name, one in found.items()}


def _one(connection: psycopg.Connection, question: str, *values: object) -> Any:
    row = connection.execute(question.encode(), values).fetchone()
    return row[0] if row else None


def _sign_in(row: Row) -> str:
    """Make a session as a sign-in with second factor leaves it, and return its cookie."""
    user = User.objects.get(pk=row.user_id)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["membership"] = str(row.id)
    session["second_factor"] = True
    session.create()
    UserSession.objects.create(user=user, session_key=session.session_key, ip="127.0.0.1", user_agent="bench")
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
