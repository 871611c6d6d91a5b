"""What the worker does by itself."""

from __future__ import annotations

import uuid
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from throughgate.foundation.database.lines import hang_up
from throughgate.foundation.jobs.tasks import FORM_KEYS_KEPT, keep_house
from throughgate.foundation.jobs.worker import Again, with_a_connection_that_works
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


@pytest.mark.parametrize(
    ("error", "attempts", "seconds"),
    [
        (psycopg.OperationalError("server closed the connection unexpectedly"), 0, 1),
        (psycopg.OperationalError("server closed the connection unexpectedly"), 3, 8),
        (psycopg.OperationalError("server closed the connection unexpectedly"), 99, 600),
        (psycopg.errors.UniqueViolation(), 0, None),
        (ValueError(), 0, None),
    ],
)
def test_a_job_that_lost_its_database_runs_again(error, attempts, seconds):
    """After growing pauses, and for as long as it takes; any other fault ends the job, as before."""
    job = Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="any", attempts=attempts)
    before = timezone.now()
    decision = Again(None).get_retry_decision(exception=error, job=job)
    assert (decision is None) is (seconds is None)
    if decision is not None:
        assert decision.retry_at is not None
        pause = timedelta(seconds=seconds)
        assert before + pause <= decision.retry_at <= timezone.now() + pause


def test_what_a_job_says_of_its_faults_still_counts():
    """A job that is tried again for its own reasons still is."""
    job = Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="any")
    own = Again(RetryStrategy(max_attempts=3, wait=7, retry_exceptions={KeyError}))
    assert own.get_retry_decision(exception=KeyError(), job=job) is not None
    assert own.get_retry_decision(exception=ValueError(), job=job) is None


@pytest.mark.usefixtures("cuts_lines")
def test_a_dead_connection_does_not_stay_with_its_thread(django_db_blocker):
    """The next job of a thread gets a connection that works, although the last one's was cut."""
    with django_db_blocker.unblock():
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        hang_up()
        assert with_a_connection_that_works(_ask) == (1,)
        assert connection.connection is None


def test_no_job_holds_up_others():
    """A job that waits for its day, or for its next try, keeps everything else with its lock waiting: no task has one."""
    assert app.tasks
    assert {name: task.lock for name, task in app.tasks.items() if task.lock} == {}


def _ask() -> tuple[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone()


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
