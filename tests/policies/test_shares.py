"""A share never exceeds the sharer's part, and a consent's word is kept, even with SQL in hand."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from tests.policies.sql import Refused, insert

TODAY = date.today  # the test database's clock is this machine's
LINK = (
    "SELECT gate.link_by_statute(%s, %s, (SELECT id FROM organisations_organisation WHERE code = %s), %s, %s)"
)


def _link(session, person, code):
    return session.owner().one(
        "SELECT l.id FROM people_caselink l JOIN organisations_organisation o ON o.id = l.organisation_id "
        "WHERE l.person_id = %s AND o.code = %s",
        person,
        code,
    )


def _share(session, person, code, origin, **other):
    organisation = session.owner().one("SELECT id FROM organisations_organisation WHERE code = %s", code)
    return {
        "id": uuid.uuid4(),
        "version": 1,
        "person_id": person,
        "organisation_id": organisation,
        "basis": "statute",
        "consent_id": None,
        "shared_from_id": origin,
        "from_on": TODAY(),
        "until_on": None,
        **other,
    }


def _case_lead(session, username):
    session.owner().rows(
        "UPDATE accounts_membership m SET roles = ARRAY['case_lead'] FROM accounts_user u "
        "WHERE u.id = m.user_id AND u.username = %s",
        username,
    )


def test_aftercare_makes_no_prison_of_its_choice_custody(session, who, key):
    """A probation service whose link is its own links another service by law, but no prison."""
    person, link = key("emre"), _link(session, key("emre"), "probation")
    session.rows("UPDATE people_caselink SET shared_from_id = NULL WHERE id = %s", link)
    session.rows("UPDATE organisations_organisation SET kind = 'probation' WHERE code = 'school'")
    officer = who("aftercare")
    session.act(officer)
    with pytest.raises(Refused):
        session.change(LINK, uuid.uuid4(), person, "south", "custody", TODAY())
    session.change(LINK, uuid.uuid4(), person, "school", "aftercare", TODAY())


@pytest.mark.parametrize("code", ["club", "chamber"])
def test_no_share_by_law_of_a_part_that_rests_on_consent(session, who, key, code):
    """A companion or a chamber hands nothing on by law: not even to probation."""
    origin = _link(session, key("emre"), code)
    probation = _link(session, key("emre"), "probation")
    session.rows("DELETE FROM people_assignment WHERE link_id = %s", probation)
    session.rows("DELETE FROM people_caselink WHERE id = %s", probation)
    username = {"club": "trainer", "chamber": "placement"}[code]
    _case_lead(session, username)
    row = _share(session, key("emre"), "probation", origin, role="aftercare")
    session.act(who(username))
    assert not session.may(insert("people_caselink", row)[0], *row.values())


def test_no_share_by_law_of_aftercare_by_consent(session, who, key):
    """A probation service that takes part because the person agreed hands nothing on by law either."""
    origin = _link(session, key("emre"), "probation")
    agreed = session.one(
        "SELECT consent_id FROM people_caselink WHERE id = %s", _link(session, key("emre"), "chamber")
    )
    row = _share(session, key("emre"), "school", origin, role="aftercare")
    session.rows("UPDATE organisations_organisation SET kind = 'probation' WHERE code = 'school'")
    officer = who("aftercare")
    session.act(officer)
    assert session.may(insert("people_caselink", row)[0], *row.values())
    session.owner().rows(
        "UPDATE people_caselink SET basis = 'consent', consent_id = %s WHERE id = %s", agreed, origin
    )
    session.act(officer)
    assert not session.may(insert("people_caselink", row)[0], *row.values())


def test_housekeeping_believes_no_day_of_the_caller(session, who, key):
    """Consents expire by the database's clock, whatever day the caller says it is."""
    session.rows(
        "UPDATE people_consent SET expires_on = %s WHERE person_id = %s AND state = 'given'",
        TODAY() + timedelta(days=30),
        key("emre"),
    )
    given = "SELECT count(*) FROM people_consent WHERE state = 'given'"
    before = session.one(given)
    session.act(who("officer"), date(2100, 1, 1))
    session.rows("SELECT gate.expire_consents()")
    assert session.owner().one(given) == before


def test_answers_that_one_does_not_see_are_not_rewritten(session, who, key):
    """A change of all consents of a person leaves a colleague's refusals and withdrawals as they are."""
    session.rows("UPDATE people_consent SET state = 'withdrawn' WHERE recipient_text <> ''")
    state = "SELECT array_agg(DISTINCT state ORDER BY state) FROM people_consent WHERE person_id = %s"
    before = session.one(state, key("emre"))
    assert {"refused", "withdrawn"} <= set(before)
    colleague, person = who("colleague"), key("emre")
    session.act(colleague)
    session.change(
        "UPDATE people_consent SET asked_by_id = gate.membership(), expires_on = NULL, "
        "state = CASE WHEN state IN ('refused', 'withdrawn') THEN 'asked' ELSE state END WHERE person_id = %s",
        person,
    )
    session.owner()
    assert session.one(state, person) == before
