"""A plan of the region: started, followed, stopped, started anew, read, and tried."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import MANNERS, Hand, Manner, Visitors, looked_at, settled
from tests.journeys.server import Server

NAME = "Markeremrefamily"
CONSENT = (
    "INSERT INTO people_consent (id, version, person_id, purpose, recipient_text, scope, state, asked_by_id, asked_for_id, "
    "explained_in, asked_on, answered_on) SELECT gen_random_uuid(), 1, p.id, 'regional_plan', '', '', 'given', m.id, "
    "m.organisation_id, 'de', current_date, current_date FROM people_person p, accounts_membership m JOIN accounts_user u "
    "ON u.id = m.user_id WHERE p.family_name = 'Markeremrefamily' AND u.username = 'placement'"
)
OPENINGS = (
    "INSERT INTO openings_opening (id, version, organisation_id, kind, title, title_key, occupation_text, is_on_the_road, "
    "seats, starts_on, expires_on, licence, german, certificates, demands, shifts, wage_period, wage_text, description, "
    "state, source, external_number, created_at, changed_at) SELECT gen_random_uuid(), 1, o.id, 'job', t, lower(t), '', true, 1, "
    "current_date, current_date + 60, 'none', 'none', '{}', '{}', '{}', '', '', '', 'open', '', '', now(), now() "
    "FROM organisations_organisation o, unnest(ARRAY['Helper one', 'Helper two']) t WHERE o.code = 'roofing'"
)


@pytest.mark.usefixtures("renewed")
@pytest.mark.parametrize("manner", MANNERS)
def test_a_plan_and_what_would_be_if(
    visitors: Visitors, server: Server, request: pytest.FixtureRequest, manner: Manner
) -> None:
    """Until a worker comes the plan waits and can be stopped; anew, it is made, and what is tried from it says what changes."""
    server.change(CONSENT)
    server.change(OPENINGS)
    page = visitors.page("placement", script=manner != "no-script")
    hand, main = Hand(page, manner), page.locator("main")
    page.goto("/openings/")
    hand.follow("Plan of the region", within="main")
    hand.press("Start a plan")
    expect(main).to_contain_text("Waits for its turn")
    hand.press("Stop")
    expect(main).to_contain_text("This plan was stopped")
    hand.press("Start it anew")
    expect(main).to_contain_text("Waits for its turn")
    request.getfixturevalue("worker")
    settled(page)
    expect(main).to_contain_text(NAME)
    expect(main).to_contain_text("nobody is placed by it")
    first = main.get_by_role("link", name="Helper").inner_text()
    hand.tick("Not this")
    hand.press("Try this")
    settled(page)
    expect(main.get_by_role("link", name="Helper")).not_to_have_text(first)
    hand.follow("What changed", within="main")
    expect(main).to_contain_text(f"before: {first}")
    if manner == "mouse":
        faults = looked_at(page)
        assert not faults, "\n".join(faults)
    hand.follow("Plans of the region", within="main")
    expect(main).to_contain_text("tries what would be if")
