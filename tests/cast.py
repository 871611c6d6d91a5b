"""The fixed cast: who plays in every test, loaded into the template by the owner.

Two prisons that must not see each other's people, a probation service, a school, a company, a club; in each the
people who work there; and persons whose every field carries a marker, so that a leak is found by its text.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

PASSWORD = "correct-horse-battery"

ORGANISATIONS = {
    # code: (kind, name)
    "north": ("prison", "Prison North"),
    "south": ("prison", "Prison South"),
    "probation": ("probation", "Probation Rhine"),
    "school": ("school", "School Rhine"),
    "chamber": ("chamber", "Chamber Rhine"),
    "roofing": ("company", "Roth Roofing"),
    "club": ("club", "BC Rhine"),
    "debt-advice": ("third_sector", "Debt Advice Rhine"),
}

STAFF = {
    # sign-in name: (organisation, roles)
    "lead": ("north", ["case_lead"]),
    "colleague": ("north", ["case_lead"]),
    "officer": ("north", ["observer"]),
    "teacher": ("north", ["teacher"]),
    "admin": ("north", ["administrator"]),
    "dpo": ("north", ["data_protection_officer"]),
    "stranger": ("south", ["case_lead"]),
    "southadmin": ("south", ["administrator"]),
    "aftercare": ("probation", ["probation_officer"]),
    "probadmin": ("probation", ["administrator"]),
    "placement": ("chamber", ["placement_officer"]),
    "chamberadmin": ("chamber", ["administrator"]),
    "company": ("roofing", ["company_contact", "administrator"]),
    "trainer": ("club", ["volunteer"]),
    "clubadmin": ("club", ["administrator"]),
    "tso": ("debt-advice", ["tso_worker"]),
    "tsoadmin": ("debt-advice", ["administrator"]),
    "schoolteacher": ("school", ["teacher"]),
    "schooladmin": ("school", ["administrator"]),
}

PEOPLE = {
    # key: (registered by, assigned to, marker)
    "emre": ("north", "lead", "Markeremre"),
    "milan": ("north", "colleague", "Markermilan"),
    "ana": ("south", "stranger", "Markerana"),
}


def load_cast() -> None:
    """Load everybody; the database is the template's."""
    from throughgate.foundation.database.context import as_owner

    with as_owner():
        _load()


def _load() -> None:
    from throughgate.ground.accounts.models import Membership, User
    from throughgate.ground.organisations.models import ContactPerson, Organisation, Region, Site, keys_of

    region = Region(code="rhine", name="Rhine", country="DE")
    region.save(using="owner", force_insert=True)
    organisations = {}
    for code, (kind, name) in ORGANISATIONS.items():
        organisations[code] = Organisation(code=code, kind=kind, name=name, region=region, **keys_of(name))
        organisations[code].save(using="owner", force_insert=True)
        Site(
            organisation=organisations[code], street="Gate Street 1", postcode="41849", town="Wassenberg"
        ).save(using="owner", force_insert=True)
        ContactPerson(
            organisation=organisations[code],
            given_names="Contact",
            family_name=f"Markercontact{code.replace('-', '')}",
            email=f"{code}@example.org",
            telephone="+49 2431 555",
        ).save(using="owner", force_insert=True)
    memberships = {}
    today = timezone.localdate()
    for username, (code, roles) in STAFF.items():
        user = User(username=username, given_names=username.title(), family_name="Cast")
        user.set_password(PASSWORD) if username == "lead" else user.set_unusable_password()
        user.save(using="owner", force_insert=True)
        memberships[username] = Membership(
            user=user, organisation=organisations[code], roles=roles, starts_on=today - timedelta(days=400)
        )
        memberships[username].save(using="owner", force_insert=True)
        _sign_in(username, user)
    for key, (code, lead, marker) in PEOPLE.items():
        _person(key, organisations[code], memberships[lead], marker)
    _shares(organisations, memberships)
    _openings(organisations)


def session_of(username: str) -> str:
    """Return the key of the session in which a member of staff is signed in, with the second factor done."""
    return f"session-of-{username}"


def _sign_in(username: str, user: Any) -> None:
    """Leave what signing in leaves, but for the list of open sessions: most tests begin with it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.models import Session

    held = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: "throughgate.ground.accounts.backend.Backend",
        HASH_SESSION_KEY: user.get_session_auth_hash(),
        "second_factor": True,
    }
    Session(
        session_key=session_of(username),
        session_data=Session.get_session_store_class()().encode(held),
        expire_date=timezone.now() + timedelta(days=400),
    ).save(using="owner", force_insert=True)


def _openings(organisations: dict) -> None:
    """The roofer and the club each offer something."""
    from throughgate.foundation.languages.folding import search_key
    from throughgate.work.openings.models import Opening

    for code, kind, title in (
        ("roofing", "training", "Roofer Markeropeningroofing"),
        ("club", "support", "Training partner Markeropeningclub"),
    ):
        Opening(
            organisation=organisations[code],
            kind=kind,
            title=title,
            title_key=search_key(title),
            seats=1,
            description=f"Marker{code}description",
            expires_on=timezone.localdate() + timedelta(days=60),
        ).save(using="owner", force_insert=True)


def _person(key: str, organisation: object, lead: object, marker: str) -> None:
    from throughgate.ground.vocabulary.models import Occupation, Place
    from throughgate.person.people import models
    from throughgate.person.people.actions.register import refresh_keys

    today = timezone.localdate()
    person = models.Person(
        registered_by=organisation,
        given_names=f"{key.title()} {marker}given",
        family_name=f"{marker}family",
        called_name=f"{marker}called",
        birth_on=date(1998, 5, 22),
        home=Place.objects.using("owner").filter(name="Wassenberg", country="DE").first(),
        home_postcode="41849",
        travel_reach_km=25,
        licences=["B"],
        right_to_work="yes",
        wish_kinds=["training", "job"],
    )
    refresh_keys(person)
    rows = [
        person,
        link := models.CaseLink(
            person=person,
            organisation=organisation,
            role="custody",
            basis="statute",
            from_on=today - timedelta(days=300),
        ),
        models.Assignment(person=person, link=link, membership=lead, from_on=today - timedelta(days=300)),
        models.Stay(
            person=person,
            organisation=organisation,
            arrived_on=today - timedelta(days=300),
            release_earliest_on=today + timedelta(days=60),
            release_expected_on=today + timedelta(days=80),
            release_latest_on=today + timedelta(days=120),
        ),
        models.PersonNumber(person=person, organisation=organisation, number=f"{marker}number"),
        models.SpokenLanguage(person=person, language="de", level="A2"),
        models.SpokenLanguage(person=person, language="tr", level="native"),
        models.Qualification(person=person, what=f"{marker}qualification", seen_on=today, seen_by=lead),
        models.WorkCondition(person=person, kind="no_driving"),
        models.AfterRelease(
            person=person,
            telephone=f"{marker}phone",
            email=f"{marker.lower()}@example.org",
            address=f"{marker}address",
        ),
        models.Guardian(person=person, family_name=f"{marker}guardian", given_names="Gerda"),
        models.Consent(
            person=person,
            purpose="neutral_profile",
            scope=f"{marker}scope",
            state="given",
            asked_by=lead,
            asked_for=organisation,
            asked_on=today,
            answered_on=today,
            explained_in="tr",
            recipient_text=f"{marker}recipient",
        ),
        models.Consent(
            person=person,
            purpose="package",
            scope=f"{marker}refused",
            state="refused",
            asked_by=lead,
            asked_for=organisation,
            asked_on=today,
            answered_on=today,
            explained_in="tr",
        ),
    ]
    for row in rows:
        row.save(using="owner", force_insert=True)
    occupation = Occupation.objects.using("owner").filter(level=3).order_by("code").first()
    if occupation is not None:
        models.Wish(person=person, occupation=occupation).save(using="owner", force_insert=True)


def _shares(organisations: dict, memberships: dict) -> None:
    """Emre is shared with probation and, by consent, the chamber; with the club the share has run out."""
    from throughgate.person.people import models

    today = timezone.localdate()
    emre = models.Person.objects.using("owner").get(family_name="Markeremrefamily")
    own = models.CaseLink.objects.using("owner").get(person=emre, organisation=organisations["north"])
    lead = memberships["lead"]

    def consent(code: str) -> models.Consent:
        row = models.Consent(
            person=emre,
            purpose="take_part",
            recipient=organisations[code],
            state="given",
            asked_by=lead,
            asked_for=organisations["north"],
            asked_on=today,
            answered_on=today,
            explained_in="tr",
        )
        row.save(using="owner", force_insert=True)
        return row

    for code, role, basis, until, worker in (
        ("probation", "aftercare", "statute", None, "aftercare"),
        ("chamber", "placement", "consent", None, "placement"),
        ("club", "companion", "consent", None, "trainer"),
        ("debt-advice", "companion", "consent", today - timedelta(days=5), "tso"),
    ):
        link = models.CaseLink(
            person=emre,
            organisation=organisations[code],
            role=role,
            basis=basis,
            consent=consent(code) if basis == "consent" else None,
            shared_from=own,
            from_on=today - timedelta(days=30),
            until_on=until,
        )
        link.save(using="owner", force_insert=True)
        models.Assignment(
            person=emre,
            link=link,
            membership=memberships[worker],
            from_on=today - timedelta(days=30),
            until_on=until,
        ).save(using="owner", force_insert=True)
