"""Two entries of one organisation become one: everything moves, and goes on working."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from tests.fixtures import Cast
from throughgate.foundation.audit.models import Entry
from throughgate.foundation.database.rows import Stale
from throughgate.ground.accounts.models import Membership, User
from throughgate.ground.acting.actor import NotAllowed
from throughgate.ground.organisations import actions as organisations
from throughgate.ground.organisations.models import ContactPerson, Organisation, Site
from throughgate.person.people.models import Consent, Person
from throughgate.work.contact_log.models import Note
from throughgate.work.merging.actions import merge
from throughgate.work.merging.policies import LEFT, MOVED
from throughgate.work.merging.tests.making import add_twin, fill_register, fresh, merged, owner, roofing
from throughgate.work.openings import actions as openings
from throughgate.work.openings.models import Opening
from throughgate.work.placements.actions import moving, proposing
from throughgate.work.placements.models import Introduction, Placement
from throughgate.work.placements.tests.making import Story
from throughgate.work.register.models import Registration

NAMES_ONE = """
SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
WHERE c.contype = 'f' AND c.confrelid = 'organisations_organisation'::regclass
"""


def test_every_column_that_names_an_organisation_is_thought_of(db):
    """A new table that names organisations is moved by the function, or it is said why not."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES_ONE)
        columns = {f"{table}.{column}" for table, column in cursor.fetchall()}
    moved = {column for column in columns if not column.startswith(tuple(LEFT))} | (columns & MOVED)
    assert moved == MOVED


@pytest.mark.parametrize("stays", ["twin", "roofing"])
def test_everything_moves_to_the_one_that_stays(fresh_database, stays):
    """Openings, contacts, places, introductions, visits, consents and members: nothing names the one that went."""
    cast = Cast()
    with cast.acting("placement") as actor:
        twin = add_twin(actor)
        organisations.add_site(actor=actor, organisation=twin, street="Mainstreet 1", town="Wassenberg")
        organisations.add_contact(actor=actor, organisation=twin, family_name="Zeisig", email="z@example.org")
        for one in (twin, roofing()):
            Note.objects.create(
                organisation=one, keeper=actor.organisation, by=actor.membership, kind="call",
                happened_on=timezone.localdate(),
            )  # fmt: skip
    fill_register()
    Story(cast.acting, cast).introduced()
    both = {"twin": twin, "roofing": roofing()}
    kept = both.pop(stays)
    (gone,) = both.values()
    counted = "SELECT count(*) FROM {0} WHERE organisation_id IN (%s, %s)"
    tables = [
        *("openings_opening", "placements_introduction", "placements_placement", "contact_log_note"),
        *("accounts_membership", "register_registration"),
    ]
    before = {table: owner(counted.format(table), kept.pk, gone.pk) for table in tables}
    merged(cast.acting, kept, gone)
    for table, column in owner(NAMES_ONE):
        rows = owner(f"SELECT count(*) FROM {table} WHERE {column} = %s", gone.pk)
        assert rows == [(0,)] or f"{table}.{column}" not in MOVED, (table, column)
    assert {table: owner(counted.format(table), kept.pk, gone.pk) for table in tables} == before
    assert (
        owner("SELECT merged_into_id, website FROM organisations_organisation WHERE id = %s", gone.pk)[0][0]
        == kept.pk
    )
    assert fresh(kept).website == "https://roth.example"
    with cast.acting("placement"):
        assert Registration.objects.filter(organisation=kept, state="verified").count() == 1
        assert Consent.objects.filter(recipient=kept).exists()
        assert ContactPerson.objects.filter(organisation=kept, family_name="Zeisig").count() == 1
    assert fill_register() == 0, "the one that went gets no entry anew"


def test_a_company_in_talks_goes_on(story, twin, signed_in, acting):
    """Merged while it talks with somebody, the company reads, moves and writes on under the entry that stays."""
    story.introduced()
    merged(acting, twin, roofing())
    client = signed_in("company")
    with acting("company") as actor:
        assert actor.organisation.pk == twin.pk
        one = Introduction.objects.get()
        assert one.organisation_id == twin.pk
    page = reverse("introductions:page", args=[one.pk])
    assert "Roofer" in client.get(reverse("introductions:list")).content.decode()
    assert client.get(page).status_code == 200
    story.company("invite", by="at_company", at="2030-01-02T10:00:00+00:00")
    assert story.state == "in_talks"
    story.company("offer")
    assert story.move("accept").state == "accepted"
    with acting("placement"):
        row = story.row()
        assert (row.organisation_id, row.opening.organisation_id) == (twin.pk, twin.pk)
    # Taking the consent back still ends it.
    with acting("lead"):
        assert Consent.objects.get(pk=row.consent_id).recipient_id == twin.pk


def test_asked_but_not_answered_goes_on_too(story, twin, acting):
    """Whoever was asked before answers afterwards, and the last yes introduces."""
    story.ask("Works carefully").person().custody()
    merged(acting, twin, roofing())
    assert story.company().state == "introduced"


def test_nobody_is_in_the_same_talks_twice(story, twin, acting, cast):
    """Somebody who is with both is said plainly to stand against it; once one has ended, they merge."""
    with acting("placement") as actor:
        person = Person.objects.get(pk=cast.key("emre"))
        other = proposing.propose(actor=actor, person=person, opening=Opening.objects.get(organisation=twin))
    with pytest.raises(ValidationError) as refused:
        merged(acting, twin, roofing())
    assert refused.value.code == "talks"
    assert "in talks with both" in refused.value.messages[0]
    with acting("placement"):
        assert fresh(roofing()).merged_into is None
        assert Opening.objects.get(organisation=twin)
    with acting("placement") as actor:
        moving.end(
            actor=actor,
            placement=Placement.objects.get(pk=other.pk),
            name="take_back",
            expected=1,
            reason="duplicate",
        )
    merged(acting, twin, roofing())
    assert story.state == "proposed"


def test_who_accompanies_people_is_not_merged(acting, cast):
    """Members of one club would see the people of the other: such parts end first."""
    with acting("placement") as actor:
        club = Organisation.objects.get(code="club")
        twin = add_twin(actor, kind="club", name="BC Rhine e. V.")
    with pytest.raises(ValidationError) as refused:
        merged(acting, twin, club)
    assert refused.value.code == "cases"
    merged(acting, club, twin)  # nobody works for the twin, so nobody comes to see anybody


@pytest.mark.parametrize(("other", "code"), [("roofing", "same"), ("club", "kind")])
def test_only_two_of_one_kind(acting, other, code):
    """A company is not merged with a club, nor with itself."""
    with acting("placement"):
        one, two = roofing(), Organisation.objects.get(code=other)
    with pytest.raises(ValidationError) as refused:
        merged(acting, one, two)
    assert refused.value.code == code


def test_prisons_and_who_does_not_keep_the_register(acting, twin):
    """Nobody merges prisons; nobody but who keeps the register merges anything, also past the action."""
    with acting("placement") as actor:
        north, south = (Organisation.objects.get(code=code) for code in ("north", "south"))
        with pytest.raises(NotAllowed):
            merge(actor=actor, stays=north, goes=south, seen={"north": 1, "south": 1})
    for who in ("company", "lead", "chamberadmin"):
        with acting(who) as actor, pytest.raises(NotAllowed):
            merge(actor=actor, stays=twin, goes=roofing(), seen={})
    with acting("company"), pytest.raises(Error), transaction.atomic():
        Organisation.objects.filter(code="roofing").update(merged_into=twin)
    with acting("placement"), pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=twin.pk).update(merged_into=roofing())


def test_who_looked_at_an_older_version_looks_again(acting, twin):
    """Changed meanwhile, on either side: nothing is merged."""
    for changed in (0, 1):
        with acting("placement") as actor:
            a, b = fresh(twin), fresh(roofing())
            seen = {a.code: a.version - (changed == 0), b.code: b.version - (changed == 1)}
            with pytest.raises(Stale):
                merge(actor=actor, stays=a, goes=b, seen=seen)
            assert fresh(b).merged_into is None


def test_one_address_is_one_place_and_one_person_one_contact(acting, signed_in):
    """The same street and the same person stand once afterwards, with what either of them knew."""
    with acting("company") as company:
        here = organisations.add_site(
            actor=company, organisation=roofing(), street="Dachweg 3", postcode="41849", town="Wassenberg"
        )
        ContactPerson.objects.filter(organisation=roofing()).delete()
        organisations.add_contact(
            actor=company, organisation=roofing(), given_names="Ute", family_name="Roth", email="ute@roth.example",
            site=here,
        )  # fmt: skip
    with acting("placement") as actor:
        twin = add_twin(actor)
        there = organisations.add_site(
            actor=actor, organisation=twin, street="DACHWEG 3", postcode="41849", town="Wassenberg"
        )
        organisations.add_contact(
            actor=actor, organisation=twin, given_names="Ute", family_name="Roth", email="Ute@Roth.example",
            telephone="+49 2432 1", site=there,
        )  # fmt: skip
        opening = Opening.objects.get(organisation=twin)
        openings.change_opening(actor=actor, opening=opening, expected=opening.version, site=there)
    merged(acting, roofing(), twin)
    with acting("company"):
        assert Site.objects.filter(organisation=roofing(), street__iexact="Dachweg 3").count() == 1
        (one,) = ContactPerson.objects.filter(organisation=roofing())
        assert (one.telephone, one.site_id) == ("+49 2432 1", here.pk)
        assert Opening.objects.get(pk=opening.pk).site_id == here.pk


def test_whoever_works_for_both_works_there_once(fresh_database):
    """Two memberships become one with the roles of both; the last choice of where one works leads there."""
    cast = Cast()
    with cast.acting("placement") as actor:
        twin = add_twin(actor)
    user = User.objects.using("owner").get(username="company")
    there = Organisation.objects.using("owner").get(pk=twin.pk)
    Membership(user=user, organisation=there, roles=["company_contact"], starts_on=timezone.localdate()).save(
        using="owner", force_insert=True
    )
    User.objects.using("owner").filter(pk=user.pk).update(
        works_as=Membership.objects.using("owner").get(user=user, organisation__code="roofing")
    )
    merged(cast.acting, twin, roofing())
    rows = Membership.objects.using("owner").filter(user=user, ends_on=None)
    assert [(row.organisation_id, sorted(row.roles)) for row in rows] == [
        (twin.pk, ["administrator", "company_contact"])
    ]
    user = User.objects.using("owner").get(pk=user.pk)
    assert user.works_as_id == rows[0].pk
    (ended,) = Membership.objects.using("owner").filter(user=user).exclude(ends_on=None)
    assert ended.ends_on < timezone.localdate()


def test_numbers_of_a_source_stand_once(acting, twin):
    """Two openings brought in under one number stay two; only the one that was there keeps the number."""
    with acting("placement") as actor:
        for one in (twin, roofing()):
            openings.add_opening(
                actor=actor, organisation=one, kind="job", title="Helper", source="list", external_number="7"
            )
    merged(acting, roofing(), twin)
    with acting("placement"):
        rows = Opening.objects.filter(organisation=roofing(), title="Helper")
        assert sorted(rows.values_list("external_number", flat=True)) == ["", "7"]


def test_a_correction_is_answered_first(fresh_database):
    """What an organisation sent in about itself is not lost."""
    cast = Cast()
    with cast.acting("placement") as actor:
        twin = add_twin(actor)
    fill_register()
    owner(
        "INSERT INTO register_proposal (id, registration_id, facts, sent_at) "
        "SELECT gen_random_uuid(), r.id, '{}', now() FROM register_registration r WHERE r.organisation_id = %s",
        twin.pk,
    )
    with pytest.raises(ValidationError) as refused:
        merged(cast.acting, roofing(), twin)
    assert refused.value.code == "correction"
    merged(cast.acting, twin, roofing())


def test_the_audit_names_both(acting, twin):
    """That one was merged stands with it, and that it was taken in with the other."""
    gone = roofing().pk
    merged(acting, twin, roofing())
    with acting("placement"):
        found = Entry.objects.filter(action__in=["organisation.merge", "organisation.take_in"])
        assert {(row.action, row.subject_id) for row in found} == {
            ("organisation.merge", gone),
            ("organisation.take_in", twin.pk),
        }


def test_what_is_written_for_the_one_that_went_is_of_the_one_that_stays(acting, twin):
    """Somebody who had begun before writes afterwards: nothing hangs on an entry that nobody sees."""
    gone = roofing()
    merged(acting, twin, gone)
    with acting("placement") as actor:
        note = Note.objects.create(
            organisation=gone, keeper=actor.organisation, by=actor.membership, kind="call",
            happened_on=timezone.localdate(),
        )  # fmt: skip
        assert Note.objects.get(pk=note.pk).organisation_id == twin.pk


def test_merged_twice_everything_leads_to_the_last(acting, twin):
    """Three entries of one organisation: the first that went leads to the last that stays."""
    first = roofing()
    with acting("placement") as actor:
        third = add_twin(actor, name="Roth Dach")
    merged(acting, twin, first)
    merged(acting, third, twin)
    assert fresh(first).merged_into_id == fresh(twin).merged_into_id == third.pk
