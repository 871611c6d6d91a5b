"""The row that stands in each page's address, and who opens the page: the cast's answer to the catalogue of pages.

The catalogue (`throughgate/desk/catalogue.py`) says that `people:dates` takes a "stay" and that a case lead opens it; here
a "stay" is a query, asked as the owner, whose columns are called as the arguments of the address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from tests.cast import STAFF
from throughgate.desk.catalogue import catalogue

INVITATION = "token-of-an-invitation-for-the-tests"
RENEWAL = "token-of-a-renewal-for-the-tests"
FEEDBACK = "token-of-a-follow-up-for-the-tests"
JOINING = "token-of-a-registration-for-the-tests"
INTRODUCTION = "token-of-an-introduction-for-the-tests"

_OF_NORTH = "JOIN organisations_organisation o ON o.id = x.organisation_id WHERE o.code = 'north'"
_OFFICER = (
    "JOIN accounts_membership m ON m.id = x.observer_id JOIN accounts_user u ON u.id = m.user_id "
    "WHERE u.username = 'officer'"
)
_CUSTODY = "people_caselink x WHERE person_id = %(person)s AND role = 'custody'"


def _of_person(table: str, condition: str = "") -> str:
    return f"SELECT person_id AS key, id AS row FROM {table} WHERE person_id = %(person)s {condition} ORDER BY id"


SAMPLES = {
    "account": "SELECT 'lead' AS username",
    "reset_key": "SELECT 'abc' AS uidb36, 'no-such-key' AS key",
    "invitation_link": f"SELECT '{INVITATION}' AS token",
    "invitation": "SELECT id AS key FROM accounts_invitation",
    "member": "SELECT x.id AS key FROM accounts_membership x JOIN accounts_user u ON u.id = x.user_id "
    "WHERE u.username = 'colleague'",
    "organisation": "SELECT 'north' AS code",
    "company": "SELECT 'roofing' AS code",
    "site": f"SELECT o.code, x.id AS key FROM organisations_site x {_OF_NORTH}",
    "contact": f"SELECT o.code, x.id AS key FROM organisations_contactperson x {_OF_NORTH}",
    "part_of_today": "SELECT 'moved' AS name",
    "person": "SELECT %(person)s AS key",
    "chain_step": _of_person("chain_step", "AND state = 'open'"),
    "chain_step:done": _of_person("chain_step", "AND state = 'done'"),
    "stay": _of_person("people_stay", "AND ended_on IS NULL"),
    "stay:ended": _of_person("people_stay", "AND ended_on IS NOT NULL"),
    "language": _of_person("people_spokenlanguage", "AND language = 'tr'"),
    "qualification": _of_person("people_qualification"),
    "condition": _of_person("people_workcondition"),
    "consent:asked": _of_person("people_consent", "AND state = 'asked'"),
    "consent:given": _of_person("people_consent", "AND state = 'given' AND purpose = 'neutral_profile'"),
    "link": f"SELECT person_id AS key, id AS row FROM {_CUSTODY}",
    "assignment": _of_person("people_assignment", f"AND link_id IN (SELECT id FROM {_CUSTODY})"),
    "opening": "SELECT id AS key FROM openings_opening WHERE title ^@ 'Roofer'",
    "registration": "SELECT id AS key FROM register_registration WHERE name = 'Roth Roofing'",
    "registration:waiting": "SELECT id AS key FROM register_registration WHERE state = 'registered'",
    "contact_note": "SELECT 'roofing' AS code, id AS key FROM contact_log_note",
    "company_agreement": "SELECT 'roofing' AS code, id AS key FROM contact_log_agreement",
    "person+opening": "SELECT %(person)s AS key, id AS opening FROM openings_opening WHERE title ^@ 'Roofer'",
    "placement": _of_person("placements_placement", "AND state = 'introduced'"),
    "placement:asked": _of_person("placements_placement", "AND state = 'asked'"),
    "placement:ending": "SELECT person_id AS key, id AS row, 'decline' AS name FROM placements_placement "
    "WHERE person_id = %(person)s AND state = 'introduced'",
    "follow_up": "SELECT person_id AS key, id AS row, 'person' AS name FROM followups_followup WHERE person_id = %(person)s "
    "AND milestone = 'start'",
    "feedback": _of_person("followups_feedback"),
    "own_follow_up": "SELECT id AS key, '6_weeks' AS name FROM placements_introduction WHERE state = 'started'",
    "feedback_link": f"SELECT '{FEEDBACK}' AS token",
    "introduction": "SELECT x.id AS key FROM placements_introduction x JOIN organisations_organisation o "
    "ON o.id = x.organisation_id WHERE o.code = 'roofing'",
    "introduction_link": f"SELECT '{INTRODUCTION}' AS token",
    "joining_link": f"SELECT '{JOINING}' AS token",
    "renewal_link": f"SELECT '{RENEWAL}' AS token",
    "plan:done": "SELECT id AS key FROM planning_plan WHERE state = 'done'",
    "plan:making": "SELECT id AS key FROM planning_plan WHERE state = 'making'",
    "course": f"SELECT x.id AS key FROM schooling_course x {_OF_NORTH}",
    "enrolment+rule": "SELECT course_id AS key, id AS row, 'esa' AS rule FROM schooling_enrolment WHERE person_id = %(person)s",
    "exam_registration": _of_person("schooling_examregistration"),
    "enrolment": "SELECT course_id AS key, id AS row FROM schooling_enrolment WHERE person_id = %(person)s",
    # Maths, in which nobody has a mark: German cannot be removed.
    "subject": "SELECT course_id AS key, id AS row FROM schooling_subject WHERE code = 'maths'",
    "sheet:draft": f"SELECT x.id AS key FROM observations_sheet x {_OFFICER} AND state = 'draft'",
    "sheet:signed": f"SELECT x.id AS key FROM observations_sheet x {_OFFICER} AND state = 'signed'",
    "line": "SELECT person_id AS key, id AS line FROM observations_sheetperson WHERE person_id = %(person)s "
    "AND state = 'signed'",
    "objection": _of_person("observations_remark", "AND kind = 'objection'"),
    "group": f"SELECT x.id AS key FROM observations_persongroup x {_OF_NORTH} ORDER BY x.name",
    "slip": _of_person("observations_slip"),
    "letter:draft": _of_person("observations_referenceletter", "AND state = 'draft'"),
    "letter:approved": _of_person("observations_referenceletter", "AND state = 'approved'"),
    "issuer": f"SELECT x.id AS key FROM observations_letterissuer x {_OF_NORTH}",
    "import:uploaded": f"SELECT x.id AS key FROM imports_import x {_OF_NORTH} AND state = 'uploaded'",
    "import:done": f"SELECT x.id AS key FROM imports_import x {_OF_NORTH} AND state = 'done'",
    "import_row": "SELECT r.of_id AS key, r.id AS row FROM imports_rowresult r JOIN imports_import x ON x.id = r.of_id "
    f"{_OF_NORTH}",
}
"""What a page's `row` is; `person` is the id of whom the page is about."""

FORMS = {
    "schooling:cell": "SELECT enrolment_id AS enrolment, subject_id AS subject, version, '2' AS value FROM schooling_mark",
    "accounts:switch": "SELECT m.id AS membership FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id "
    "WHERE u.username = 'lead'",
    "observations:cell": "SELECT r.sheet_person_id AS of, r.competency_id AS competency, r.version, 3 AS level "
    "FROM observations_rating r JOIN observations_sheetperson s ON s.id = r.sheet_person_id WHERE s.state = 'draft'",
    "observations:slip": "SELECT 'self_rating' AS kind",
    "chain:do": "SELECT 1 AS version",
    "chain:undo": "SELECT 1 AS version",
    "contact_log:finish": "SELECT 1 AS version",
    "contact_log:finish-agreement": "SELECT 1 AS version",
    "placements:move": "SELECT 'offer' AS move, 1 AS version",
    "schooling:move-registration": "SELECT 'register' AS move, 1 AS version",
    "openings:move": "SELECT 'pause' AS move, 1 AS version",
    "register:move": "SELECT 'pause' AS move, 1 AS version",
    "register:verify": "SELECT 'new' AS organisation, 1 AS version",
    "feedback_by_link": "SELECT 'unsure' AS there, 'no' AS calls",
    "joining_by_link": "SELECT 'refresh' AS answer",
    "introductions:page": "SELECT 'offer' AS move, 1 AS version",
    "introduction_by_link": "SELECT 'read' AS move",
    "imports:move": "SELECT 'undo' AS do, 1 AS version",
    **dict.fromkeys(("oversight:export-looks", "oversight:export-changes"), "SELECT 'Why so many' AS reason"),
}
"""What a form must say, beyond nothing, so that the right alone decides about its answer."""

OF_OTHERS = {"stay:ended": "milan"}
"""Rows that nobody but another person of the cast has: Emre's stay goes on."""

Ask = Callable[[str, Mapping[str, Any]], Mapping[str, Any] | None]
"""Asks as the owner, and gives the first row."""


def opener(route: str) -> str | None:
    """Return the first of the cast who has the role that opens a page; None where nobody need sign in."""
    role = catalogue()[route].opened_by
    return next(name for name, (_, roles) in STAFF.items() if role in roles) if role else None


def person_of(route: str) -> str:
    """Return whom of the cast a page is asked about: Emre, unless nothing of his fits."""
    return OF_OTHERS.get(catalogue()[route].row, "emre")


def arguments(ask: Ask, route: str, person: Any, row: str = "") -> dict[str, Any]:
    """Return what the address of a page takes, with another row where one is named; raise where the cast has none."""
    row = row or catalogue()[route].row
    if not row:
        return {}
    found = ask(SAMPLES[row], {"person": person})
    if found is None:
        raise LookupError(f"{route} takes a row that nobody planted: {row}")
    return dict(found)


def form(ask: Ask, route: str) -> dict[str, Any]:
    """Return what the form of a page says; most are sent empty."""
    return dict(ask(FORMS[route], {}) or {}) if route in FORMS else {}


def address(ask: Ask, route: str, person: Any) -> str:
    """Return the address of a page."""
    return reverse(route, kwargs=arguments(ask, route, person))


def plant(run: Callable[..., object]) -> None:
    """Add what the cast has not: an open invitation, a key for renewing, consents that wait for their answer, a release."""
    from throughgate.foundation.codes.secret import hash_of, hash_of_code

    run(
        "INSERT INTO accounts_invitation (id, version, organisation_id, roles, given_names, family_name, email, "
        "token_hash, code_hash, invited_by_id, created_at, expires_at) SELECT gen_random_uuid(), 1, "
        "m.organisation_id, '{observer}', 'Invited', 'Guest', '', %s, %s, m.id, now(), now() + interval '9 days' "
        "FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id WHERE u.username = 'lead'",
        [hash_of(INVITATION), hash_of_code("ABCD-EFGH-JKMN")],
    )
    run(
        "INSERT INTO openings_renewalkey (id, organisation, hashed, made_on, ends_on) SELECT gen_random_uuid(), "
        "organisation_id, %s, current_date, current_date + 30 FROM openings_opening WHERE title ^@ 'Roofer'",
        [hash_of(RENEWAL)],
    )
    plant_register(run)
    plant_plans(run)
    plant_placements(run)
    plant_introduction_key(run)
    run(
        "INSERT INTO people_consent (id, version, person_id, purpose, recipient_text, scope, state, asked_by_id, "
        "asked_for_id, explained_in, asked_on) SELECT gen_random_uuid(), 1, person_id, 'package', '', '', 'asked', "
        "asked_by_id, asked_for_id, 'de', current_date FROM people_consent WHERE state = 'refused'"
    )
    run(
        "UPDATE people_stay SET ended_on = current_date - 1, ended_by = 'released' FROM people_person p "
        "WHERE p.id = person_id AND p.family_name = 'Markermilanfamily'"
    )
    plant_follow_ups(run)


def plant_follow_ups(run: Callable[..., object]) -> None:
    """Let Emre have begun at a place of the roofer's that is not offered any more, and be asked how it is going."""
    from throughgate.foundation.codes.secret import hash_of

    of = "organisations_organisation g, organisations_organisation c WHERE g.code = 'roofing' AND c.code = 'chamber'"
    run(
        "INSERT INTO openings_opening (id, version, organisation_id, kind, title, title_key, state, seats, taken, shifts, "
        "certificates, demands, requirements, expires_on, occupation_text, is_on_the_road, licence, german, wage_period, "
        "wage_text, description, source, external_number, created_at, changed_at) SELECT gen_random_uuid(), 1, "
        "g.id, 'job', 'Tiler', 'tiler', "
        "'closed', 1, 1, '{}', '{}', '{}', '{}', current_date, '', false, '', '', '', '', '', '', '', now(), now() FROM "
        f"{of}"
    )
    run(
        "INSERT INTO placements_introduction (id, version, organisation_id, opening_id, contact_of_id, state, profile, route, "
        "meets_by, started_on, shares_contact, persons_contact, moved_on) SELECT gen_random_uuid(), 1, g.id, o.id, c.id, "
        "'started', NULL, 'open', '', current_date, '', '', current_date FROM openings_opening o, "
        f"{of} AND o.title = 'Tiler'"
    )
    run(
        "INSERT INTO placements_placement (id, version, person_id, opening_id, organisation_id, kept_by_id, proposed_by_id, "
        "form_key, state, introduction_id, profile, route, proposed_on, asked_on, moved_on, started_on, talk_by, reason, "
        "reason_text, persons_contact) SELECT gen_random_uuid(), 1, p.id, i.opening_id, i.organisation_id, i.contact_of_id, "
        "m.id, gen_random_uuid(), 'started', i.id, '{}', 'open', current_date, current_date, current_date, current_date, '', "
        "'', '', '' FROM placements_introduction i, people_person p, accounts_membership m JOIN accounts_user u ON "
        "u.id = m.user_id WHERE i.state = 'started' AND p.family_name = 'Markeremrefamily' AND u.username = 'placement'"
    )
    run(
        "INSERT INTO followups_followup (id, version, person_id, placement_id, milestone, due_on, person_asked_on, "
        "company_asked_on, person_by_mail, company_by_mail) SELECT gen_random_uuid(), 1, person_id, id, 'start', current_date, "
        "current_date, current_date, false, false FROM placements_placement WHERE state = 'started'"
    )
    run(
        "INSERT INTO followups_feedback (id, version, person_id, follow_up_id, placement_id, whose, there, going, calls, "
        "answered_on) SELECT gen_random_uuid(), 1, person_id, id, placement_id, 'company', 'unsure', 'some', true, current_date "
        "FROM followups_followup"
    )
    run(
        "INSERT INTO followups_feedbackkey (id, follow_up, whose, hashed, made_on, ends_on) SELECT gen_random_uuid(), id, "
        "'person', %s, current_date, current_date + 30 FROM followups_followup",
        [hash_of(FEEDBACK)],
    )
    # The roofer has an account, and is asked there at the next milestone as well.
    run(
        "UPDATE placements_placement p SET consent_id = c.id FROM people_consent c WHERE p.state = 'started' "
        "AND c.person_id = p.person_id AND c.state = 'given' AND c.purpose = 'neutral_profile'"
    )
    run(
        "INSERT INTO followups_followup (id, version, person_id, placement_id, milestone, due_on, person_asked_on, "
        "company_asked_on, person_by_mail, company_by_mail) SELECT gen_random_uuid(), 1, person_id, id, '6_weeks', current_date, "
        "current_date, current_date, false, false FROM placements_placement WHERE state = 'started'"
    )


def plant_plans(run: Callable[..., object]) -> None:
    """Let Emre have agreed to a plan of the region: one of the chamber's that was made holds him, another is being made."""
    run(
        "INSERT INTO people_consent (id, version, person_id, purpose, recipient_text, scope, state, asked_by_id, "
        "asked_for_id, explained_in, asked_on, answered_on) SELECT gen_random_uuid(), 1, p.id, 'regional_plan', '', '', "
        "'given', m.id, m.organisation_id, 'de', current_date, current_date FROM people_person p, accounts_membership m "
        "JOIN accounts_user u ON u.id = m.user_id WHERE p.family_name = 'Markeremrefamily' AND u.username = 'placement'"
    )
    for state in ("done", "making"):
        run(
            "INSERT INTO planning_plan (id, version, organisation_id, made_by_id, state, started_at, moved_at, share, is_tried, seats, "
            'left_out, people, not_covered, openings, placed, reasons, "full", optimal, more_people, more_openings) '
            "SELECT gen_random_uuid(), 1, m.organisation_id, m.id, %s, now(), now(), 0, false, '{}', 0, 1, 0, 2, 1, '{}', "
            "ARRAY(SELECT id FROM openings_opening), true, false, false FROM accounts_membership m JOIN accounts_user u "
            "ON u.id = m.user_id WHERE u.username = 'placement'",
            [state],
        )
    run(
        "INSERT INTO planning_place (id, plan_id, organisation_id, person_id, opening_id, why, is_changed, name_key) "
        "SELECT gen_random_uuid(), x.id, x.organisation_id, p.id, o.id, '', true, p.name_key FROM planning_plan x, "
        "people_person p, openings_opening o WHERE x.state = 'done' AND p.family_name = 'Markeremrefamily' AND "
        "o.title ^@ 'Roofer'"
    )


def plant_register(run: Callable[..., object]) -> None:
    """Give the organisations of the cast their entries, with one registration that waits, and a key for the roofer's."""
    from throughgate.foundation.codes.secret import hash_of

    run("SELECT gate.fill_register()")
    run(
        "INSERT INTO register_registration (id, version, state, kind, name, name_key, legal_name, sector, size, region_id, "
        "street, postcode, town, given_names, family_name, function, telephone, email, preferred_channel, languages, "
        "offers, why, asks, seen_by_others, reads_in, once, confirmed_by, sent_at, confirmed_at, refusal, said) "
        "SELECT gen_random_uuid(), 1, 'registered', 'company', 'New Bakery', 'new bakery', '', 'C', 'micro', id, "
        "'Mill Lane 2', '41849', 'Wassenberg', 'Contact', 'Markercontactregistered', '', '+49 2431 556', "
        "'new@example.org', 'telephone', '{de}', '{job}', '', '', false, 'de', gen_random_uuid(), 'key', now(), now(), '', "
        "'' FROM organisations_region"
    )
    run(
        "INSERT INTO register_registerkey (id, registration, purpose, hashed, made_on, ends_on) SELECT gen_random_uuid(), "
        "id, 'refresh', %s, current_date, current_date + 30 FROM register_registration WHERE name = 'Roth Roofing'",
        [hash_of(JOINING)],
    )
    run(
        "INSERT INTO register_proposal (id, registration_id, facts, sent_at) SELECT gen_random_uuid(), id, "
        "jsonb_build_object('telephone', 'Markercontactproposed'), now() FROM register_registration "
        "WHERE name = 'Roth Roofing'"
    )
    facts = (
        "FROM organisations_organisation o, organisations_organisation k, accounts_membership m JOIN accounts_user u "
        "ON u.id = m.user_id WHERE o.code = 'roofing' AND k.id = m.organisation_id AND u.username = 'placement'"
    )
    run(
        "INSERT INTO contact_log_note (id, version, organisation_id, keeper_id, by_id, kind, happened_on, ours, theirs, "
        "followed, next_step, next_on, changed_at) SELECT gen_random_uuid(), 1, o.id, k.id, m.id, 'visit', current_date, '', "
        f"'Markercontactnote', '', 'Call again', current_date, now() {facts}"
    )
    run(
        "INSERT INTO contact_log_agreement (id, version, organisation_id, keeper_id, title, signed_on, valid_until, lies_at) SELECT "
        f"gen_random_uuid(), 1, o.id, k.id, 'Markercontactagreement', current_date, current_date, '' {facts}"
    )


def plant_placements(
    run: Callable[..., object],
    stand: Sequence[tuple[str, str]] = (("introduced", "roofing"), ("asked", "club")),
) -> None:
    """Introduce Emre to the roofer, and ask about him at the club; or as `stand` says."""
    profile = (
        '{"called": "Emre M.", "wishes": [], "strengths": ["Works carefully"], "certificates": [], '
        '"languages": [], "licences": null, "available": "now", "contact": {"organisation": "Chamber Rhine", "name": "P"}}'
    )
    for state, code in stand:
        run(
            "INSERT INTO placements_introduction (id, version, organisation_id, opening_id, contact_of_id, state, profile, "
            "route, meets_by, shares_contact, persons_contact, moved_on) SELECT gen_random_uuid(), 1, o.organisation_id, o.id, "
            "c.id, %s, CASE WHEN %s = 'introduced' THEN %s::jsonb END, '', '', '', '', current_date "
            "FROM openings_opening o JOIN organisations_organisation g ON g.id = o.organisation_id, "
            "organisations_organisation c WHERE g.code = %s AND c.code = 'chamber' LIMIT 1",
            [state, state, profile, code],
        )
        run(
            "INSERT INTO placements_placement (id, version, person_id, opening_id, organisation_id, kept_by_id, "
            "proposed_by_id, form_key, state, introduction_id, profile, route, proposed_on, asked_on, moved_on, talk_by, "
            "reason, reason_text, persons_contact) SELECT gen_random_uuid(), 1, p.id, i.opening_id, i.organisation_id, "
            "i.contact_of_id, m.id, gen_random_uuid(), i.state, i.id, %s::jsonb, "
            "CASE i.state WHEN 'introduced' THEN 'open' ELSE '' END, current_date, current_date, current_date, '', '', '', '' "
            "FROM placements_introduction i, people_person p, accounts_membership m JOIN accounts_user u ON u.id = m.user_id "
            "WHERE i.state = %s AND p.family_name = 'Markeremrefamily' AND u.username = 'placement'",
            [profile, state],
        )


def plant_introduction_key(run: Callable[..., object]) -> None:
    """Give the roofer the link of a mail about it."""
    from throughgate.foundation.codes.secret import hash_of

    run(
        "INSERT INTO placements_placementkey (id, placement, purpose, hashed, about, made_on, ends_on) SELECT gen_random_uuid(), "
        "id, 'company', %s, '', current_date, current_date + 60 FROM placements_placement WHERE state = 'introduced'",
        [hash_of(INTRODUCTION)],
    )
