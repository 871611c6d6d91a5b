"""Nobody widens rights by an own change, even with SQL in hand as the application's role."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.policies.sql import Refused, insert

TODAY = date.today  # the test database's clock is this machine's


def _line(session, person, code):
    session.owner()
    return session.rows(
        "SELECT l.id, l.until_on, l.role FROM people_caselink l JOIN organisations_organisation o "
        "ON o.id = l.organisation_id WHERE l.person_id = %s AND o.code = %s",
        person,
        code,
    )[0]


def _organisation(session, code):
    return session.owner().one("SELECT id FROM organisations_organisation WHERE code = %s", code)


def _link(person, organisation, **other):
    return {
        "id": uuid.uuid4(),
        "version": 1,
        "person_id": person,
        "organisation_id": organisation,
        "role": "companion",
        "basis": "statute",
        "consent_id": None,
        "shared_from_id": None,
        "from_on": TODAY(),
        "until_on": None,
        **other,
    }


@pytest.mark.parametrize(
    "change",
    [
        "role = 'custody'",
        "until_on = '2100-01-01'",
        "shared_from_id = NULL",
        "basis = 'statute', consent_id = NULL",
    ],
)
@pytest.mark.parametrize("username", ["aftercare", "lead"])
def test_link_is_not_rewritten(session, who, key, change, username):
    """A link's part, period, basis and origin are changed by no statement, neither by its holder nor its sharer."""
    link, *_ = _line(session, key("emre"), "probation")
    session.act(who(username))
    assert not session.may(f"UPDATE people_caselink SET {change} WHERE id = %s", link)


def test_end_of_a_share_is_not_moved_out(session, who, key):
    """Whoever got a share may end it earlier, never later than the sharer said."""
    link, *_ = _line(session, key("emre"), "probation")
    limit = TODAY() + timedelta(days=3)
    session.rows("UPDATE people_caselink SET until_on = %s WHERE id = %s", limit, link)
    session.act(who("aftercare"))
    session.rows("SELECT gate.end_link(%s, '2100-01-01', 1)", link)
    assert _line(session, key("emre"), "probation")[1] == limit


def test_ended_link_is_not_revived(session, who, key):
    """Ending a link again, later, does not bring it back."""
    link, until, _ = _line(session, key("emre"), "debt-advice")
    session.act(who("lead"))
    session.rows("SELECT gate.end_link(%s, %s, 1)", link, TODAY())
    assert _line(session, key("emre"), "debt-advice")[1] == until


@pytest.mark.parametrize(
    ("code", "other"),
    [
        ("south", {"role": "custody"}),
        ("school", {"role": "custody"}),
        ("school", {"role": "school", "basis": "statute"}),
        ("club", {"role": "aftercare", "basis": "statute"}),
    ],
)
def test_share_never_exceeds_the_sharer(session, who, key, code, other):
    """Probation hands on no custody, and nobody joins without the person's consent but by law."""
    origin, *_ = _line(session, key("emre"), "probation")
    club, *_ = _line(session, key("emre"), "club")
    session.rows("DELETE FROM people_assignment WHERE link_id = %s", club)
    session.rows("DELETE FROM people_caselink WHERE id = %s", club)
    row = _link(key("emre"), _organisation(session, code), shared_from_id=origin, **other)
    session.act(who("aftercare"))
    assert not session.may(insert("people_caselink", row)[0], *row.values())


@pytest.mark.parametrize("flaw", ["other person", "other recipient", "refused", "other purpose"])
def test_share_needs_the_right_consent(session, who, key, flaw):
    """A share rests on a given consent of this person for this organisation, and on no other."""
    lead = who("lead")
    school = _organisation(session, "school")
    consent = {
        "id": uuid.uuid4(),
        "version": 1,
        "person_id": key("milan" if flaw == "other person" else "emre"),
        "purpose": "package" if flaw == "other purpose" else "take_part",
        "recipient_id": _organisation(session, "club") if flaw == "other recipient" else school,
        "recipient_text": "",
        "scope": "",
        "state": "refused" if flaw == "refused" else "given",
        "asked_by_id": lead.membership,
        "asked_for_id": lead.organisation,
        "explained_in": "de",
    }
    session.rows(*_flat(insert("people_consent", consent)))
    origin, *_ = _line(session, key("emre"), "north")
    row = _link(
        key("emre"), school, role="school", basis="consent", consent_id=consent["id"], shared_from_id=origin
    )
    session.act(lead)
    assert not session.may(insert("people_caselink", row)[0], *row.values())


def test_share_with_the_right_consent(session, who, key):
    """With the person's consent for exactly this organisation, the holder of the case shares it."""
    lead = who("lead")
    school = _organisation(session, "school")
    consent = {
        "id": uuid.uuid4(),
        "version": 1,
        "person_id": key("emre"),
        "purpose": "take_part",
        "recipient_id": school,
        "recipient_text": "",
        "scope": "",
        "state": "given",
        "asked_by_id": lead.membership,
        "asked_for_id": lead.organisation,
        "explained_in": "de",
    }
    session.rows(*_flat(insert("people_consent", consent)))
    origin, *_ = _line(session, key("emre"), "north")
    row = _link(
        key("emre"), school, role="school", basis="consent", consent_id=consent["id"], shared_from_id=origin
    )
    session.act(lead)
    assert session.may(insert("people_caselink", row)[0], *row.values())


def _flat(made):
    return made[0], *made[1]


def test_own_organisation_is_not_linked_again(session, who, key):
    """A prison whose link ends cannot give itself a new one."""
    lead = who("lead")
    link, *_ = _line(session, key("emre"), "north")
    session.rows("UPDATE people_caselink SET until_on = %s WHERE id = %s", TODAY(), link)
    person = key("emre")
    session.act(lead)
    with pytest.raises(Refused):
        session.change(
            "SELECT gate.link_by_statute(%s, %s, %s, 'custody', %s)",
            uuid.uuid4(),
            person,
            lead.organisation,
            TODAY() + timedelta(days=1),
        )


@pytest.mark.parametrize(
    ("username", "code", "part"),
    [
        ("lead", "club", "custody"),
        ("lead", "club", "aftercare"),
        ("lead", "south", "aftercare"),
        ("aftercare", "south", "custody"),
        ("officer", "south", "custody"),
        ("placement", "south", "custody"),
    ],
)
def test_link_by_law_is_for_prisons_and_probation(session, who, key, username, code, part):
    """By law only prisons (custody) and probation (aftercare) join, linked by one whose own link is no share."""
    person, other = key("emre"), _organisation(session, code)
    session.act(who(username))
    with pytest.raises(Refused):
        session.change(
            "SELECT gate.link_by_statute(%s, %s, %s, %s, %s)", uuid.uuid4(), person, other, part, TODAY()
        )


def test_prison_links_the_next_prison(session, who, key):
    """The prison that holds the case links another prison, which then sees the person."""
    person, south = key("milan"), _organisation(session, "south")
    lead, stranger = who("lead"), who("stranger")
    session.act(lead)
    session.change(
        "SELECT gate.link_by_statute(%s, %s, %s, 'custody', %s)", uuid.uuid4(), person, south, TODAY()
    )
    session.act(stranger)
    assert session.one("SELECT count(*) FROM people_person WHERE id = %s", person) == 1


def test_nobody_of_another_organisation_is_assigned(session, who, key):
    """A case lead cannot put a person into the caseload of somebody at another organisation."""
    link, *_ = _line(session, key("milan"), "north")
    row = {
        "id": uuid.uuid4(),
        "version": 1,
        "person_id": key("milan"),
        "link_id": link,
        "membership_id": who("trainer").membership,
        "from_on": TODAY(),
    }
    lead = who("lead")
    session.act(lead)
    assert not session.may(insert("people_assignment", row)[0], *row.values())
    assert session.may(insert("people_assignment", {**row, "membership_id": lead.membership})[0],
                       *{**row, "membership_id": lead.membership}.values())  # fmt: skip
    assert not session.may(
        "UPDATE people_assignment SET membership_id = %s WHERE link_id = %s", row["membership_id"], link
    )


def test_stay_of_another_prison_is_not_touched(session, who, key):
    """After a transfer the new prison reads the old prison's stay but neither changes it nor adds one in its name."""
    person = key("milan")
    stay = session.one("SELECT id FROM people_stay WHERE person_id = %s", person)
    north, south = _organisation(session, "north"), _organisation(session, "south")
    session.rows(*_flat(insert("people_caselink", _link(person, south, role="custody", from_on=TODAY()))))
    session.rows(
        "UPDATE people_stay SET ended_on = %s, ended_by = 'transferred' WHERE id = %s", TODAY(), stay
    )
    row = {
        "id": uuid.uuid4(),
        "version": 1,
        "person_id": person,
        "organisation_id": north,
        "arrived_on": TODAY() + timedelta(days=1),
        "ended_by": "",
    }
    session.act(who("stranger"))
    assert session.one("SELECT count(*) FROM people_stay WHERE id = %s", stay) == 1
    assert not session.may("UPDATE people_stay SET release_latest_on = NULL WHERE id = %s", stay)
    assert not session.may(insert("people_stay", row)[0], *row.values())
    row["organisation_id"] = south
    assert session.may(insert("people_stay", row)[0], *row.values())


@pytest.mark.parametrize("username", ["schoolteacher", "placement", "teacher"])
def test_profile_writers_leave_names_alone(session, who, key, username):
    """Who may write the profile changes languages and reach, not names, birth date or who registered the person."""
    school = _organisation(session, "school")
    person = key("emre")
    session.rows(*_flat(insert("people_caselink", _link(person, school, role="school"))))
    actor = who(username)
    session.act(actor)
    assert session.may("UPDATE people_person SET travel_reach_km = 30 WHERE id = %s", person)
    for change in ("family_name = 'X'", "given_names = 'X'", "called_name = 'X'", "birth_on = '2000-01-01'"):
        assert not session.may(f"UPDATE people_person SET {change} WHERE id = %s", person), change


def test_registration_is_not_rewritten(session, who, key):
    """Which organisation registered a person never changes."""
    aftercare = who("aftercare")
    session.act(aftercare)
    assert not session.may(
        "UPDATE people_person SET registered_by_id = %s WHERE id IN (SELECT person_id FROM people_visibility)",
        aftercare.organisation,
    )


def test_purpose_holds_no_longer_than_half_an_hour(session, who, key):
    """A purpose is named for 30 minutes; a longer one is refused."""
    lead, person = who("lead"), key("milan")
    row = {
        "id": uuid.uuid4(),
        "person_id": person,
        "membership_id": lead.membership,
        "organisation_id": lead.organisation,
        "purpose": "stand_in",
        "words": "",
        "named_at": "2026-01-01 10:00+00",
        "ends_at": "2026-01-01 10:30+00",
    }
    session.act(lead)
    assert session.may(insert("people_namedpurpose", row)[0], *row.values())
    row["ends_at"] = "2026-01-01 10:31+00"
    assert not session.may(insert("people_namedpurpose", row)[0], *row.values())
    # Nor is it named for a day to come, to stand open until then.
    begins = timezone.now() + timedelta(minutes=6)
    row |= {"named_at": begins, "ends_at": begins + timedelta(minutes=1)}
    assert not session.may(insert("people_namedpurpose", row)[0], *row.values())


def test_entries_name_the_one_who_acts(session, who, key):
    """An audit entry carries the acting user, membership and organisation; nobody writes one in another's name."""
    lead, stranger, person = who("lead"), who("stranger"), key("emre")
    row = {
        "id": uuid.uuid4(),
        "at": "2026-01-01 10:00+00",
        "user_id": lead.user,
        "membership_id": lead.membership,
        "organisation_id": lead.organisation,
        "request": "",
        "action": "person.change",
        "subject_kind": "person",
        "person_id": person,
        "fields": [],
        "why": "",
    }
    session.act(lead)
    assert session.may(insert("audit_entry", row)[0], *row.values())
    for other in (
        {"user_id": stranger.user},
        {"membership_id": stranger.membership},
        {"organisation_id": stranger.organisation},
        {"organisation_id": None},
    ):
        forged = {**row, **other}
        assert not session.may(insert("audit_entry", forged)[0], *forged.values()), other
