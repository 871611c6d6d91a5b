"""Who takes part in a case: links, shares, the caseload, and the purpose somebody names for a look."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.keys import uuid7
from throughgate.foundation.database.rows import Stale
from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.assigning import can_be_given, looks_after
from throughgate.person.people.models import Assignment, CaseLink, Consent, NamedPurpose, Person
from throughgate.person.people.rules import BY_STATUTE, LOOK_LASTS, PART_OF_KIND


@transaction.atomic
def link_by_statute(
    *, actor: Actor, person: Person, organisation: Organisation, role: str, from_on: date
) -> None:
    """Let a prison or probation service take part by law, independently of one's own link."""
    actor.must("write", "case_link")
    if role not in BY_STATUTE or PART_OF_KIND[organisation.kind] != role:
        raise ValidationError(
            _("Only a prison or a probation service takes part by law."), code="not_by_statute"
        )
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT gate.link_by_statute(%s, %s, %s, %s, %s)",
                [uuid7(), person.pk, organisation.pk, role, from_on],
            )
            link = cursor.fetchone()[0]
    except IntegrityError as error:
        raise ValidationError(_("This organisation takes part already."), code="already") from error
    record("case_link.add", subject=("case_link", link), person=person.pk)


@transaction.atomic
def share_case(
    *,
    actor: Actor,
    person: Person,
    organisation: Organisation,
    consent: Consent | None = None,
    until_on: date | None = None,
) -> CaseLink:
    """Let an organisation take part on the ground of one's own link; the share ends with it at the latest.

    Without a consent that the person gave for this organisation, only a part by law is shared, with those who take part
    by law. What was shared by consent ends with it.
    """
    actor.must("write", "case_link")
    role = PART_OF_KIND[organisation.kind]
    own = CaseLink.objects.filter(person=person, organisation=actor.organisation).order_by("-from_on").first()
    if own is None:
        raise ValidationError(_("Your organisation does not take part in this case."), code="no_own_link")
    if role == "custody" and own.role != "custody":
        raise ValidationError(_("Only a prison lets another prison take part."), code="not_custody")
    by_law = role in BY_STATUTE and own.role in BY_STATUTE and own.basis == "statute"
    if by_law:
        consent = None
    elif not _covers(consent, person, organisation):
        raise ValidationError(_("The person has not agreed to this organisation yet."), code="no_consent")
    _check_end(until_on, consent)
    link = CaseLink(
        person=person,
        organisation=organisation,
        role=role,
        basis="statute" if by_law else "consent",
        consent=consent,
        shared_from=own,
        from_on=timezone.localdate(),
        until_on=until_on,
    )
    link.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            link.save(force_insert=True)
    except IntegrityError as error:
        if "case_link_once_at_a_time" not in str(error):
            raise
        raise ValidationError(_("This organisation takes part already."), code="already") from error
    record("case_link.share", subject=("case_link", link.pk), person=person.pk)
    return link


def _check_end(until_on: date | None, consent: Consent | None) -> None:
    if until_on is None:
        return
    if until_on < timezone.localdate():
        raise ValidationError({"until_on": _("This day is over.")}, code="past")
    if consent is not None and consent.expires_on and consent.expires_on < until_on:
        raise ValidationError({"until_on": _("The consent ends before this day.")}, code="after_consent")


def _covers(consent: Consent | None, person: Person, organisation: Organisation) -> bool:
    return (
        consent is not None
        and consent.person_id == person.pk
        and consent.purpose == "take_part"
        and consent.recipient_id == organisation.pk
        and consent.state == "given"
    )


@transaction.atomic
def end_case_link(*, actor: Actor, link: CaseLink, expected: int, last_day: date | None = None) -> None:
    """End a link of one's own organisation or a share of it, with the given last day (default: yesterday)."""
    actor.must("write", "case_link")
    day = last_day or timezone.localdate() - timedelta(days=1)
    # Written first: after the end the person may be out of sight.
    record("case_link.end", subject=("case_link", link.pk), person=link.person_id, fields=["until_on"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.end_link(%s, %s, %s)", [link.pk, day, expected])
        if not cursor.fetchone()[0]:
            raise Stale(CaseLink.objects.get(pk=link.pk))


@transaction.atomic
def assign_member(*, actor: Actor, link: CaseLink, membership: Membership) -> Assignment:
    """Put a person into the caseload of a member of one's own organisation; doing it twice is once."""
    actor.must("write", "case_link")
    own = actor.organisation.pk
    if membership.organisation_id != own or link.organisation_id != own or not looks_after(membership):
        raise ValidationError(_("Choose a member of your organisation."), code="not_a_member")
    there: Assignment | None = Assignment.objects.filter(
        link=link, membership=membership, until_on__isnull=True
    ).first()
    if there is not None:
        return there
    assignment = Assignment(
        person_id=link.person_id, link=link, membership=membership, from_on=timezone.localdate()
    )
    assignment.save(force_insert=True)
    record("case_link.assign", subject=("assignment", assignment.pk), person=link.person_id)
    return assignment


@transaction.atomic
def assign_shared(*, actor: Actor, link: uuid.UUID, membership: Membership) -> Assignment:
    """Put somebody who was shared with one's organisation, and whom nobody looks after, into a member's caseload.

    For those who need not see people otherwise; nobody takes somebody whom their roles do not open anyway.
    """
    actor.must("write", "assignment")
    if not can_be_given(actor, membership):
        raise ValidationError(_("Choose a colleague from the list."), code="not_possible")
    key = uuid7()
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.assign_shared(%s, %s, %s)", [key, link, membership.pk])
        person = cursor.fetchone()[0]
    if person is None:
        raise ValidationError(
            _("Somebody looks after this person already, or the share has ended."), code="gone"
        )
    record("case_link.assign", subject=("assignment", key), person=person)
    return Assignment(
        id=key, person_id=person, link_id=link, membership=membership, from_on=timezone.localdate()
    )


@transaction.atomic
def end_assignment(*, actor: Actor, assignment: Assignment, expected: int) -> None:
    """Take a person out of a caseload from today on; what began today has no day at all."""
    actor.must("write", "case_link")
    day = max(timezone.localdate(), assignment.from_on) - timedelta(days=1)
    assignment.save_over(expected, until_on=day)
    record("case_link.unassign", subject=("assignment", assignment.pk), person=assignment.person_id)


@transaction.atomic
def end_access(*, actor: Actor, person: Person) -> bool:
    """End one's own look at a person before the half hour is over; say whether one was open."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.close_look(%s)", [person.pk])
        closed = bool(cursor.fetchone()[0])
    if closed:
        record("person.close_look", subject=("person", person.pk), person=person.pk)
    return closed


@transaction.atomic
def name_purpose(*, actor: Actor, person: Person, purpose: str, words: str = "") -> NamedPurpose:
    """Open a person outside of one's caseload for 30 minutes, for a stated purpose."""
    actor.must("read", "person")
    named = NamedPurpose(
        person=person,
        membership=actor.membership,
        organisation=actor.organisation,
        purpose=purpose,
        words=words,
        ends_at=timezone.now() + LOOK_LASTS,
    )
    named.full_clean()
    named.save(force_insert=True)
    record("person.name_purpose", subject=("person", person.pk), person=person.pk, why=purpose)
    return named
