"""What the worker does by itself."""

from __future__ import annotations

import uuid
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from throughgate.foundation.jobs.tasks import FORM_KEYS_KEPT, keep_house
from throughgate.foundation.web.models import Once


@pytest.mark.django_db
def test_old_form_keys_are_forgotten():
    """Keys of forms older than three days go; younger ones stay, so that a resend is still known."""
    now = timezone.now()
    for age in (timedelta(hours=1), FORM_KEYS_KEPT + timedelta(hours=1)):
        Once.objects.create(key=uuid.uuid4(), user_id=uuid.uuid4(), digest="", at=now - age)
    keep_house(0)
    assert Once.objects.count() == 1


def test_a_worker_runs_what_was_deferred(fresh_database):
    """A job put into the queue by the application's role is done by a worker that connects as the same role."""
    keep_house.defer(timestamp=0)
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    with psycopg.connect(settings.ENVIRONMENT.database_url) as connection:
        states = connection.execute(
            "SELECT status::text FROM procrastinate_jobs WHERE task_name = 'jobs.keep_house'"
        )
        assert {state for (state,) in states} == {"succeeded"}


def test_consent_expires_with_its_last_day(acting, cast):
    """The day after its last day a consent is expired and the organisation that took part by it sees nobody."""
    from throughgate.person.people.models import Consent, Person
    from throughgate.person.people.tasks import expire_consents

    with acting("lead") as actor:
        consent = Consent.objects.get(person=cast.key("emre"), recipient=cast.organisation("chamber"))
        consent.save_over(consent.version, expires_on=timezone.localdate() - timedelta(days=1))
    with acting("placement"):
        assert not Person.objects.filter(pk=cast.key("emre")).exists()
    expire_consents(0)
    with acting("lead") as actor:
        assert actor
        assert Consent.objects.get(pk=consent.pk).state == "expired"
