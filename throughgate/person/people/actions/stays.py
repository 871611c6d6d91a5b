"""Arrivals, release dates, transfers, releases."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.rows import Stale
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.actions.cases import end_case_link, link_by_statute
from throughgate.person.people.following import stays_begin, stays_change
from throughgate.person.people.models import CaseLink, Person, Stay
from throughgate.person.people.rules import ReleaseDates
from throughgate.person.people.stay_words import check_stay

RELEASES = ("release_earliest_on", "release_expected_on", "release_latest_on")
OVERLAP = _("There is already a stay in this time.")
BUILT_ON = _(
    "Something was recorded after it: a later stay, or the other prison works with the person already. "
    "Please talk to the other prison."
)


@transaction.atomic
def admit_person(*, actor: Actor, person: Person, arrived_on: date, dates: ReleaseDates) -> Stay:
    """Begin a stay (first arrival or re-admission) in the actor's prison; one stay at a time."""
    actor.must("write", "stay")
    check_stay(person.birth_on, arrived_on, dates, timezone.localdate())
    stay = Stay(
        person=person,
        organisation=actor.organisation,
        arrived_on=arrived_on,
        release_earliest_on=dates.earliest_on,
        release_expected_on=dates.expected_on,
        release_latest_on=dates.latest_on,
    )
    stay.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            stay.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(OVERLAP, code="overlap") from error
    record("stay.admit", subject=("stay", stay.pk), person=person.pk)
    stays_begin(actor, [stay])
    return stay


@transaction.atomic
def change_release_dates(
    *, actor: Actor, stay: Stay, expected: int, dates: ReleaseDates, why: str = ""
) -> Stay:
    """Change the three release dates of a stay with version `expected`; raise Stale otherwise."""
    actor.must("write", "stay")
    check_stay(stay.person.birth_on, stay.arrived_on, dates, timezone.localdate())
    before = {
        "release_earliest_on": stay.release_earliest_on,
        "release_expected_on": stay.release_expected_on,
        "release_latest_on": stay.release_latest_on,
    }
    after = {
        "release_earliest_on": dates.earliest_on,
        "release_expected_on": dates.expected_on,
        "release_latest_on": dates.latest_on,
    }
    changed = {name for name in after if before[name] != after[name]}
    stay.save_over(expected, **after)
    record("stay.change_dates", subject=("stay", stay.pk), person=stay.person_id, fields=changed, why=why)
    stays_change(actor, [stay])
    return stay


@transaction.atomic
def correct_stay(*, actor: Actor, stay: Stay, expected: int, why: str = "", **changes: date | None) -> Stay:
    """Put the arrival or release dates of a stay right; raise Stale over another version."""
    actor.must("write", "stay")
    whole = {name: changes.get(name, getattr(stay, name)) for name in ("arrived_on", *RELEASES)}
    assert whole["arrived_on"] is not None
    dates = ReleaseDates(*(whole[name] for name in RELEASES))
    check_stay(stay.person.birth_on, whole["arrived_on"], dates, timezone.localdate())
    others = Stay.objects.filter(person=stay.person_id, ended_on__gt=whole["arrived_on"]).exclude(pk=stay.pk)
    if stay.ended_on:
        others = others.filter(arrived_on__lt=stay.ended_on)
    if others.exclude(ended_on=F("arrived_on")).exists():
        raise ValidationError(OVERLAP, code="overlap")
    try:
        with transaction.atomic():
            stay.save_over(expected, **changes)
    except IntegrityError as error:
        raise ValidationError(OVERLAP, code="overlap") from error
    record("stay.correct", subject=("stay", stay.pk), person=stay.person_id, fields=changes, why=why)
    stays_change(actor, [stay])
    return stay


@transaction.atomic
def release_person(*, actor: Actor, stay: Stay, expected: int, released_on: date) -> Stay:
    """End a stay by release."""
    actor.must("write", "stay")
    _end(stay, expected, released_on, "released")
    record("stay.release", subject=("stay", stay.pk), person=stay.person_id)
    stays_change(actor, [stay])
    return stay


@transaction.atomic
def transfer_person(
    *, actor: Actor, stay: Stay, expected: int, to: Organisation, on: date, keep_access_days: int = 14
) -> CaseLink:
    """Move a person to another prison: the stay ends, the other prison is linked, one's own link ends later.

    The new prison begins the stay itself; release dates go along with the first stay it opens from this one. One's own
    access ends so many days after the move was recorded, so that a mistake can still be put right.
    """
    actor.must("write", "stay")
    if to.kind != "prison" or to.pk == actor.organisation.pk:
        raise ValidationError(_("Choose another prison."), code="not_a_prison")
    _end(stay, expected, on, "transferred")
    link_by_statute(actor=actor, person=stay.person, organisation=to, role="custody", from_on=on)
    own = CaseLink.objects.filter(
        person=stay.person_id, organisation=actor.organisation, until_on__isnull=True
    ).first()
    record("stay.transfer", subject=("stay", stay.pk), person=stay.person_id)
    if own is not None:
        end_case_link(
            actor=actor,
            link=own,
            expected=own.version,
            last_day=timezone.localdate() + timedelta(days=keep_access_days),
        )
    return own or CaseLink()


@transaction.atomic
def take_back_end(*, actor: Actor, stay: Stay, expected: int) -> None:
    """Take back a release or a move that was recorded by mistake, while nothing was built on it."""
    actor.must("write", "stay")
    record("stay.take_back", subject=("stay", stay.pk), person=stay.person_id, fields=["ended_on"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.take_back_end(%s, %s)", [stay.pk, expected])
        reason = cursor.fetchone()[0]
    if reason == "stale":
        raise Stale(Stay.objects.get(pk=stay.pk))
    if reason:
        raise ValidationError(BUILT_ON, code=reason)
    stays_change(actor, [stay])


def _end(stay: Stay, expected: int, on: date, how: str) -> None:
    if on > timezone.localdate():
        # Until then the stay goes on: an end that lies ahead would close it at once.
        raise ValidationError(_("This day lies in the future."), code="future")
    if on < stay.arrived_on:
        raise ValidationError(_("The end is before the arrival."), code="ends_before_arrival")
    stay.save_over(expected, ended_on=on, ended_by=how)
