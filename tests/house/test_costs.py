"""What a list asks the database does not grow with its rows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

MOST_QUERIES = 8
ON_TODAY = 10
"""Today asks each app once in which something may wait: what was introduced and what follows a start, too."""


def queries_of(client, address, typed):
    """Return the queries of a page, without the test's own savepoints and its way back."""
    with CaptureQueriesContext(connection) as seen:
        answer = client.post(address, typed) if typed else client.get(address)
    assert answer.status_code == 200
    asked = [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]
    # Inside a test's transaction the context is taken back after the page; a real one ends with it.
    told = [query for query in asked if query.startswith("SELECT set_config")]
    return [query for query in asked if query not in told[1:]]


def many_people(acting):
    """Register thirty people, some of whom leave soon."""
    from throughgate.person.people import actions
    from throughgate.person.people.rules import ReleaseDates

    today = timezone.localdate()
    with acting("lead") as actor:
        for number in range(30):
            person = actions.register_person(
                actor=actor, family_name=f"Added{number:02d}", given_names="Some"
            )
            dates = ReleaseDates(None, today + timedelta(days=2 + number), None)
            actions.admit_person(
                actor=actor, person=person, arrived_on=today - timedelta(days=90), dates=dates
            )


def many_organisations(acting):
    """Add sixty companies: more than a page."""
    from throughgate.ground.organisations import actions

    with acting("placement") as actor:
        region = actor.organisation.region
        for number in range(60):
            actions.add_organisation(
                actor=actor, kind="company", name=f"Added {number:02d} Ltd", region=region
            )


def many_openings(acting):
    """Add forty openings of one company: more than a page."""
    from throughgate.ground.organisations.models import Organisation
    from throughgate.work.openings import actions

    with acting("placement") as actor:
        company = Organisation.objects.get(code="roofing")
        for number in range(40):
            actions.add_opening(actor=actor, organisation=company, kind="job", title=f"Job {number:02}")


def many_imports(acting):
    """Begin forty imports."""
    from throughgate.foundation.imports.models import Import

    with acting("lead") as actor:
        facts = {"organisation_id": actor.organisation.pk, "membership_id": actor.membership.pk}
        for number in range(40):
            Import.objects.create(
                **facts, kind="people", file_name=f"list{number}.csv", file_size=1, file_hash="h"
            )


def many_sheets(acting):
    """Sign a few sheets, and begin as many."""
    from throughgate.person.observations.tests.making import signed, start, train
    from throughgate.person.people.models import Person

    train(acting)
    with acting("officer") as actor:
        people = [Person.objects.get(family_name="Markeremrefamily").pk]
        for _number in range(6):
            signed(actor, people)
            start(actor, people)


def many_introductions(acting):
    """Ask a company about somebody for each of twenty places."""
    from throughgate.ground.organisations.models import Organisation
    from throughgate.person.people.models import Person
    from throughgate.work.openings.actions import add_opening
    from throughgate.work.placements.actions import proposing

    with acting("placement") as actor:
        company = Organisation.objects.get(code="roofing")
        emre = Person.objects.get(family_name="Markeremrefamily")
        for number in range(20):
            opening = add_opening(actor=actor, organisation=company, kind="job", title=f"Job {number:02}")
            one = proposing.propose(actor=actor, person=emre, opening=opening)
            proposing.ask(actor=actor, placement=one, expected=one.version)


def many_pupils(acting):
    """Put thirty people into a class of somebody, and register each for an exam."""
    from throughgate.person.people.models import Person
    from throughgate.person.schooling import actions
    from throughgate.person.schooling.tests.making import course, this_half

    many_people(acting)
    with acting("lead"):
        people = list(Person.objects.filter(family_name__startswith="Added"))
    made = course(acting, people=[person.pk for person in people], grade=9)
    judged = {"certificate": "esa", "school_year": this_half().year, "jurisdiction": "de-nw"}
    judged |= {"pack_version": timezone.localdate(), "outcome": "eligible", "marks": "0" * 64}
    with acting("teacher") as actor:
        for person in people:
            decision = actions.sign(
                actor=actor, course=made, person=person, judged=judged, seen="0" * 64, agrees=True
            )
            actions.make_registration(actor=actor, decision=decision)


@pytest.mark.parametrize(
    ("grow", "who", "address", "typed"),
    [
        (many_people, "lead", "/", {}),
        (many_people, "lead", "/people/?show=mine&sort=name", {}),
        (many_people, "lead", "/people/?show=all&sort=release", {}),
        (many_people, "lead", "/people/?show=all&sort=-change", {}),
        (many_people, "lead", "/sheets/unseen/", {}),
        (many_people, "lead", "/search/", {"q": "added"}),
        (many_organisations, "placement", "/organisations/?sort=name", {}),
        (many_organisations, "placement", "/search/", {"q": "added"}),
        (many_organisations, "placement", "/openings/add/", {}),
        (many_openings, "placement", "/openings/?sort=title", {}),
        (many_openings, "placement", "/openings/?place=Wassenberg&show=all", {}),
        (many_imports, "lead", "/imports/", {}),
        (many_sheets, "officer", "/sheets/", {}),
        (many_people, "dpo", "/oversight/changes/", {}),
        (many_introductions, "company", "/own-introductions/", {}),
        (many_introductions, "company", "/", {}),
        (many_pupils, "lead", "/courses/", {}),
        (many_pupils, "lead", "/certificates/?outcome=all", {}),
        (many_pupils, "lead", "/certificates/registrations/?state=all", {}),
    ],
)
def test_a_list_asks_the_same_however_long(signed_in, acting, grow, who, address, typed):
    """As many queries for a full page as for a short one, and eight at most, the frame included; Today has two more."""
    client = signed_in(who)
    few = queries_of(client, address, typed)
    grow(acting)
    many = queries_of(client, address, typed)
    # Where nobody was found, nobody was read and no look was noted.
    assert len(many) - len(few) <= 2, "\n".join(query[:150] for query in many)
    most = ON_TODAY if address == "/" else MOST_QUERIES
    assert len(many) <= most, "\n".join(query[:150] for query in many)
