"""What began today and ends today ends at once: assignments, and parts that rested on a consent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.audit.models import History
from throughgate.ground.accounts.models import Membership
from throughgate.person.people import actions
from throughgate.person.people.models import Assignment, CaseLink, Caseload, Consent, Person, Visibility
from throughgate.person.people.tests.test_sharing import agree


def names_offered(client, *keys):
    form = client.get(reverse("people:assign", args=keys)).context["form"]
    return [str(label) for _, label in form.fields["membership"].choices]


def test_an_assignment_of_today_ends_today(signed_in, acting, cast):
    """Whoever was assigned by mistake is gone at once from page, list and caseload, and the history keeps it."""
    key, today = cast.key("emre"), timezone.localdate()
    client = signed_in("lead")
    colleague = Membership.objects.get(user__username="colleague")
    with acting("lead") as actor:
        link = CaseLink.objects.get(person=key, organisation=actor.organisation)
    typed = {"membership": colleague.pk, "version": link.version}
    assert client.post(reverse("people:assign", args=[key, link.pk]), typed).status_code == 302
    with acting("lead"):
        row = Assignment.objects.get(person=key, membership=colleague)
    assert not any("Colleague" in name for name in names_offered(client, key, link.pk))
    answer = client.post(reverse("people:unassign", args=[key, row.pk]), {"version": row.version})
    assert answer.status_code == 302
    page = client.get(reverse("desk:person", args=[key]))
    assert "Colleague Cast" not in [worker.name for worker in page.context["card"].workers]
    assert any("Colleague" in name for name in names_offered(client, key, link.pk))
    with acting("colleague"):
        assert not Caseload.objects.filter(person=key).exists()
    with acting("lead") as actor:
        row.refresh_from_db()
        assert row.until_on == today - timedelta(days=1)
        assert History.objects.filter(row_id=row.pk).exists()
        again = actions.assign_member(actor=actor, link=link, membership=colleague)
    assert again.pk != row.pk
    with acting("colleague"):
        assert Caseload.objects.filter(person=key).count() == 1


def test_nobody_leads_by_an_assignment_without_a_day(acting, cast):
    """The line says that nobody looks after the person."""
    key = cast.key("emre")
    with acting("lead") as actor:
        before = Assignment.objects.select_related("link").get(person=key, membership=actor.membership)
        actions.end_assignment(actor=actor, assignment=before, expected=before.version)
        today = actions.assign_member(actor=actor, link=before.link, membership=actor.membership)
        actions.end_assignment(actor=actor, assignment=today, expected=today.version)
        line = Visibility.objects.get(person=key, organisation=actor.organisation)
        assert line.led_until == timezone.localdate() - timedelta(days=1)
        assert not Caseload.objects.filter(person=key).exists()


@pytest.mark.parametrize("days", [-2, -30])
def test_no_period_ends_earlier_than_that(acting, cast, days):
    """The database refuses an end further back than the day before the beginning."""
    with acting("lead"), pytest.raises(DatabaseError), transaction.atomic():
        Assignment.objects.filter(person=cast.key("emre")).update(
            from_on=timezone.localdate(), until_on=timezone.localdate() + timedelta(days=days)
        )


def test_a_consent_of_today_that_is_taken_back_today(signed_in, acting, cast):
    """The organisation no longer stands there as taking part, and can be added again on the same day."""
    key, school = cast.key("emre"), cast.organisation("school")
    client = signed_in("lead")

    def add(consent):
        answer = client.post(reverse("people:add-link", args=[key]), {"organisation": str(school.pk)})
        assert answer.status_code == 302, answer.context["form"].errors
        with acting("lead"):
            return CaseLink.objects.get(person=key, consent=consent)

    with acting("lead") as actor:
        consent = agree(actor, Person.objects.get(pk=key), school)
    link = add(consent)
    with acting("lead") as actor:
        consent = Consent.objects.get(pk=consent.pk)
        actions.withdraw_consent(actor=actor, consent=consent, expected=consent.version)
    page = client.get(reverse("desk:person", args=[key]))
    assert link.pk not in [part["line"].id for part in page.context["taking_part"]]
    assert link.pk in [line.id for line in page.context["earlier"]]
    with acting("lead") as actor:
        again = agree(actor, Person.objects.get(pk=key), school)
    assert add(again).pk != link.pk
    with acting("schoolteacher"):
        assert Person.objects.filter(pk=key).exists()


def test_a_colleague_takes_the_withdrawal(acting, cast):
    """Whoever is there notes it: the person need not wait for the one who asked."""
    key = cast.key("emre")
    with acting("colleague") as actor:
        consent = Consent.objects.get(person=key, recipient__code="chamber")
        actions.withdraw_consent(actor=actor, consent=consent, expected=consent.version)
    with acting("placement"):
        assert not Person.objects.filter(pk=key).exists()
