"""Load the sample region: organisations and staff as the owner, people by the actions of staff, behind row security."""

from __future__ import annotations

import hashlib
import random
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from throughgate.desk.sample.clock import clock_at, moment
from throughgate.desk.sample.organisations import ALL, REGION
from throughgate.desk.sample.organisations import Place as House
from throughgate.desk.sample.people import SEED, stories
from throughgate.desk.sample.scenario import REQUEST, Scenario, World
from throughgate.desk.sample.staff import ASSIGNED, STAFF, USERNAMES
from throughgate.desk.sample.towns import COUNTRY, STATE, TOWNS
from throughgate.foundation.database.context import acting, as_owner
from throughgate.ground.accounts.models import Invitation, Membership, User
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import (
    ContactPerson,
    LegalRegime,
    Organisation,
    Region,
    Site,
    keys_of,
)
from throughgate.ground.vocabulary.models import Loaded, Occupation, Place
from throughgate.person.chain.models import Step
from throughgate.person.chain.sample import load_chains
from throughgate.person.observations.models import Sheet
from throughgate.person.observations.sample import load_sheets
from throughgate.person.people.models import Assignment, CaseLink, Caseload, Person, Stay
from throughgate.person.people.rules import needs_guardian
from throughgate.person.schooling.models import Course
from throughgate.person.schooling.sample import load_courses
from throughgate.person.schooling.sample_certificates import load_registrations
from throughgate.work.contact_log.sample import load_contacts
from throughgate.work.followups.sample import load_follow_ups
from throughgate.work.openings.models import Opening
from throughgate.work.openings.sample import load_openings
from throughgate.work.placements.models import Placement
from throughgate.work.placements.sample import Candidate, load_placements
from throughgate.work.planning.actions import start_plan
from throughgate.work.planning.models import Place as Suggested
from throughgate.work.planning.models import Plan
from throughgate.work.planning.planner import WhatIf
from throughgate.work.planning.queries import newest
from throughgate.work.planning.work import work
from throughgate.work.register.actions.keys import tidy
from throughgate.work.register.sample import load_register

OWNER = "owner"
PLANS = "chamber-of-crafts"
"""Who plans for the region and introduces people."""
MARK = "sample region"


def load_sample() -> bool:
    """Load the region unless it is there; say whether anything was done. Safe to run again after a failure."""
    if OWNER not in settings.DATABASES:
        raise RuntimeError("THROUGHGATE_ADMIN_URL is needed to load the sample region.")
    if Loaded.objects.using(OWNER).filter(name=MARK).exists():
        return False
    with as_owner():
        with transaction.atomic(using=OWNER):
            load_ground()
        there = Person.objects.using(OWNER).filter(registered_by__code="musterstadt").exists()
    if not there:
        load_people()
    load_offers()
    load_entries()
    load_observations()
    load_schooling()
    load_steps()
    load_plan(1, days_ago=9)
    load_introductions()
    load_plan(2)
    load_plan(3, ruled_out=3)
    with as_owner(), transaction.atomic(using=OWNER):
        finish()
    return True


def load_ground() -> None:
    """Make organisations with sites and contacts, and staff; what is there already stays."""
    code, name, country = REGION
    region, _ = Region.objects.using(OWNER).get_or_create(
        code=code, defaults={"name": name, "country": country}
    )
    places = _places()
    random_ = random.Random(SEED)  # noqa: S311 - positions within a town, no secret
    for house in ALL:
        _house(house, region, places, random_)
    organisations = {o.code: o for o in Organisation.objects.using(OWNER).filter(region=region)}
    since = timezone.localdate() - timedelta(days=900)
    for worker in STAFF:
        if User.objects.using(OWNER).filter(username=worker.username).exists():
            continue
        user = User(
            username=worker.username,
            given_names=worker.given,
            family_name=worker.family,
            language=worker.language,
        )
        user.set_unusable_password()
        user.save(using=OWNER, force_insert=True)
        for code, roles in worker.memberships:
            Membership(user=user, organisation=organisations[code], roles=list(roles), starts_on=since).save(
                using=OWNER, force_insert=True
            )


def _house(house: House, region: Region, places: dict[str, Place], random_: random.Random) -> None:
    offsets = [(random_.uniform(-0.012, 0.012), random_.uniform(-0.018, 0.018)) for _ in range(2)]
    if Organisation.objects.using(OWNER).filter(code=house.code).exists():
        return
    organisation = Organisation(
        code=house.code,
        kind=house.kind,
        name=house.name,
        legal_name=house.legal_name,
        **keys_of(house.name),
        region=region,
        legal_regime=LegalRegime.LED if house.kind in ("prison", "probation") else LegalRegime.GDPR,
        controller=house.legal_name or house.name,
    )
    organisation.save(using=OWNER, force_insert=True)
    sites = []
    for town, street, (north, east) in (
        (house.town, house.street, offsets[0]),
        (house.second_town, "Außenstelle, Bahnhofstraße 4", offsets[1]),
    ):
        if not town:
            continue
        place = places[town]
        site = Site(
            organisation=organisation, street=street, postcode=TOWNS[town], town=town, place=place,
            latitude=round(place.latitude + north, 5), longitude=round(place.longitude + east, 5),
        )  # fmt: skip
        site.save(using=OWNER, force_insert=True)
        sites.append(site)
    contact = house.contact
    ContactPerson(
        organisation=organisation, site=sites[0], given_names=contact.given, family_name=contact.family,
        function=contact.function, preferred_channel=contact.channel, languages=list(contact.languages),
        telephone=f"02431 555 {len(house.name):02d}{len(house.street):02d}", email=f"info@{house.code}.example",
    ).save(using=OWNER, force_insert=True)  # fmt: skip


def _places() -> dict[str, Place]:
    found = Place.objects.using(OWNER).filter(country=COUNTRY, region=STATE, name__in=TOWNS)
    return {place.name: place for place in found.order_by("population")}


def world() -> World:
    """Return what the actions need at hand, read as the application."""
    by_user = {
        (row.user.username, row.organisation.code): row
        for row in Membership.objects.filter(user__username__in=USERNAMES.values()).select_related(
            "user", "organisation"
        )
    }
    memberships = {worker.name: by_user[worker.username, worker.memberships[0][0]] for worker in STAFF}
    return World(
        memberships=memberships,
        placed={
            (name, code): by_user[USERNAMES[name], code] for code, pair in ASSIGNED.items() for name in pair
        },
        organisations={o.code: o for o in Organisation.objects.filter(region__code=REGION[0])},
        places={
            p.name: p
            for p in Place.objects.filter(country=COUNTRY, region=STATE, name__in=TOWNS).order_by(
                "population"
            )
        },
        occupations=Occupation.objects.in_bulk(),
        postcodes=TOWNS,
    )


def load_people() -> None:
    """Tell every story as the staff would have lived it: all of them or none."""
    with transaction.atomic():
        here = world()
        for number, story in enumerate(stories()):
            Scenario(story, here, minute=(number * 37) % 480).tell()


def load_offers() -> None:
    """Let the chamber's placement officer enter what companies and clubs offer."""
    with transaction.atomic():
        here = world()
        actor = here.actor("krueger")
        with acting(actor.context):
            load_openings(actor, here.organisations, today=here.today)


def load_entries() -> None:
    """Give every company its entry in the register, let some register anew, and write down contacts with some."""
    tidy()
    with transaction.atomic():
        here = world()
        actor = here.actor("krueger")
        with acting(actor.context):
            load_register(actor, here.organisations, actor.organisation.region)
            load_contacts(actor, here.organisations)


def load_observations() -> None:
    """Let observers sign sheets of the last months and the people on them answer: all of it or nothing."""
    with as_owner():
        if Sheet.objects.using(OWNER).exists():
            return
    with transaction.atomic():
        here = world()
        load_sheets(here.actor, lambda days_ago: clock_at(moment(days_ago, 200)))


def load_plan(number: int, *, days_ago: int = 0, ruled_out: int = 0) -> None:
    """Let the chamber make its plan of this number as the worker does; without so many pairs of the one before, as a try."""
    with as_owner():
        if Plan.objects.using(OWNER).filter(organisation__code=PLANS).count() >= number:
            return
    with transaction.atomic():
        actor = world().actor(f"krueger@{PLANS}")
        with clock_at(moment(days_ago, 10 * number)):
            with acting(actor.context):
                rows = Suggested.objects.filter(plan=newest(actor), opening__isnull=False).order_by(
                    "name_key", "person"
                )
                pairs = list(rows.values_list("person_id", "opening_id")[:ruled_out])
                plan = start_plan(actor=actor, what_if=WhatIf(ruled_out=pairs))
            work(plan.pk)


def load_schooling() -> None:
    """Let a teacher hold courses and enter the marks of the last half-years: all of it or nothing."""
    with as_owner():
        if Course.objects.using(OWNER).exists():
            return
    with transaction.atomic():
        load_courses(world().actor)
        load_registrations(world().actor)


def load_steps() -> None:
    """Let case leads take the steps of their people's chains: all of it or nothing."""
    with as_owner():
        if Step.objects.using(OWNER).filter(state="done").exists():
            return
    with transaction.atomic():
        here = world()
        leads = [partial(here.actor, one.name) for one in STAFF if "case_lead" in one.memberships[0][1]]
        load_chains(leads, lambda days_ago: clock_at(moment(days_ago, 300)))


def load_introductions() -> None:
    """Let the chamber introduce people of its caseload to companies, in every state: all of it or nothing."""
    with as_owner():
        if Placement.objects.using(OWNER).exists():
            return
        custody = {
            row.person_id: row.membership_id
            for row in Assignment.objects.using(OWNER)
            .filter(link__role="custody", link__until_on=None, until_on=None, link__shared_from=None)
            .order_by("-from_on", "-id")
        }
    with transaction.atomic():
        here = world()
        names = {membership.pk: name for name, membership in here.memberships.items()}
        actor = here.actor(f"krueger@{PLANS}")
        with acting(actor.context):
            people = Person.objects.filter(pk__in=Caseload.objects.in_force().values("person"))
            adults = [
                one
                for one in people.order_by("name_key", "pk")
                if not needs_guardian(one.birth_on, one.birth_precision, here.today)
            ]
            openings = list(
                Opening.objects.filter(state="open", seats_left__gt=0)
                .select_related("organisation")
                .order_by("organisation__sort_key", "title_key", "pk")
            )

        def lead_of(person: Person) -> Callable[[], Actor] | None:
            name = names.get(custody[person.pk]) if person.pk in custody else None
            return (lambda: here.actor(name)) if name else None

        def officer() -> Actor:
            return here.actor(f"krueger@{PLANS}")

        def at(days_ago: int) -> AbstractContextManager[None]:
            return clock_at(moment(days_ago, 100)) if days_ago else nullcontext()

        begun = load_placements(
            officer,
            [
                Candidate(one, lead_of(one), *_since(one, here.today))
                for one in adults
                if one.pk not in custody or lead_of(one)
            ],
            openings,
            at,
        )
        load_follow_ups(officer, begun, at)


def _since(person: Person, today: date) -> tuple[int, int | None]:
    """Return for how many days the chamber sees somebody, and for how many they are free; None of somebody inside."""
    with as_owner():
        links = CaseLink.objects.using(OWNER).filter(person=person, organisation__code=PLANS)
        link = links.latest("from_on", "id")
        stay = Stay.objects.using(OWNER).filter(person=person).latest("arrived_on", "id")
    return (today - link.from_on).days, (today - stay.ended_on).days if stay.ended_on else None


def finish() -> None:
    """Date the history back to its entries, and remember that all is loaded."""
    with connections[OWNER].cursor() as cursor:
        # The trigger that keeps history takes the database's clock, which nobody can turn back.
        cursor.execute(
            "UPDATE audit_history h SET at = e.at FROM (SELECT request, min(at) AS at FROM audit_entry "
            "WHERE request ^@ %s GROUP BY request) e WHERE h.request = e.request",
            [REQUEST],
        )
    _invite()
    _look()
    people = Person.objects.using(OWNER).filter(registered_by__region__code=REGION[0]).count()
    Loaded(name=MARK, digest=str(SEED), rows=people).save(using=OWNER)


def _invite() -> None:
    """Leave two invitations open; their links were "sent", so nobody can take them up."""
    now = timezone.now()
    inviter = Membership.objects.using(OWNER).get(user__username=USERNAMES["wilms"])
    if Invitation.objects.using(OWNER).filter(organisation_id=inviter.organisation_id).exists():
        return
    for given, family, role, age in (("Nora", "Ritter", "case_lead", 2), ("Yusuf", "Acar", "observer", 6)):
        Invitation(
            organisation_id=inviter.organisation_id, roles=[role], given_names=given, family_name=family,
            token_hash=_hash(), code_hash=_hash(), invited_by=inviter, expires_at=now + timedelta(days=14 - age),
        ).save(using=OWNER, force_insert=True)  # fmt: skip


def _hash() -> str:
    return hashlib.sha256(secrets.token_bytes(32)).hexdigest()


def _look() -> None:
    """Write who looked at whom in the last three weeks, so that oversight has something to see."""
    random_ = random.Random(SEED)  # noqa: S311 - invented looks, no secret
    lines = Caseload.objects.using(OWNER).filter(until_on__isnull=True).order_by("name_key", "pk")
    looks: list[tuple[Any, ...]] = []
    for line in lines.select_related("membership__user"):
        member = line.membership
        for days_ago in random_.sample(range(21), random_.choice((0, 0, 1, 2))):
            at = moment(days_ago, random_.randint(0, 540))
            looks.append(
                (
                    at,
                    member.user_id,
                    member.pk,
                    member.organisation_id,
                    member.roles,
                    f"{REQUEST}look",
                    line.person_id,
                )
            )
    with connections[OWNER].cursor() as cursor:
        cursor.execute("DELETE FROM audit_access WHERE request = %s", [f"{REQUEST}look"])
        cursor.executemany(
            "INSERT INTO audit_access (at, user_id, membership_id, organisation_id, roles, request, page, method, "
            "purpose, people) VALUES (%s, %s, %s, %s, %s, %s, 'desk:person', 'GET', 'caseload', ARRAY[%s]::uuid[])",
            looks,
        )
