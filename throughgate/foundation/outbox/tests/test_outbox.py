"""Tests of the outbox: after the commit, tried again, told to the sender, and nothing left lying about."""

from __future__ import annotations

import io
import smtplib
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from throughgate.foundation.outbox import actions
from throughgate.foundation.outbox.actions import (
    KEPT,
    TRIES,
    NotSentYet,
    deliver_mail,
    forget_mails,
    post_mail,
)
from throughgate.foundation.outbox.models import Mail

pytestmark = pytest.mark.django_db
LOCAL = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def _sends_here(settings):
    settings.MAIL_BACKEND = LOCAL


def post(**more):
    return post_mail(to="nora@example.org", subject="An invitation", text="https://here/secret", **more)


def test_mail_waits_for_the_commit_with_its_change():
    """Mail and job exist exactly when the change does; the job's argument is an id, the stored text is sealed."""
    with transaction.atomic():
        post()
        transaction.set_rollback(True)
    assert not Mail.objects.exists()
    stored = post()
    job = ProcrastinateJob.objects.get(task_name="outbox.deliver")
    assert job.args == {"mail": str(stored.pk)}
    assert b"secret" not in bytes(Mail.objects.get().sealed)
    assert mail.outbox == []


def test_mail_is_sent_once_and_forgotten():
    """The worker sends it; run twice it is one mail; address and text go, the state stays."""
    stored = post()
    deliver_mail(stored.pk)
    deliver_mail(stored.pk)
    (message,) = mail.outbox
    assert (message.to, message.body) == (["nora@example.org"], "https://here/secret")
    stored.refresh_from_db()
    assert (stored.state, stored.to, bytes(stored.sealed)) == ("sent", "", b"")


def test_mail_that_does_not_go_is_tried_again_and_then_fails(monkeypatch, capsys):
    """Each try counts; the error names neither address nor text; after the last one the sender learns it."""

    def refuse(message, **options):
        raise smtplib.SMTPRecipientsRefused({"nora@example.org": (550, b"no nora@example.org here")})

    logged = io.StringIO()
    monkeypatch.setattr(
        actions.log, "warning", lambda *said, **values: logged.write(f"{said} {values}"), raising=False
    )
    monkeypatch.setattr(EmailMessage, "send", refuse)
    stored = post()
    for _ in range(TRIES - 1):
        with pytest.raises(NotSentYet) as raised:
            deliver_mail(stored.pk)
        assert raised.value.__cause__ is None
        assert raised.value.__context__ is None
    stored.refresh_from_db()
    assert (stored.state, stored.attempts) == ("waiting", TRIES - 1)
    deliver_mail(stored.pk)
    stored.refresh_from_db()
    assert (stored.state, stored.to) == ("failed", "")
    assert "SMTPRecipientsRefused" in logged.getvalue()
    assert "nora" not in logged.getvalue()


def test_mail_is_tried_for_a_day():
    """The first pauses are for a hiccup; none is longer than four hours; the last try comes when the day is over."""
    strategy = app.tasks["outbox.deliver"].retry_strategy
    job = Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="outbox.deliver")
    pauses = []
    for attempts in range(TRIES - 1):
        now = timezone.now()
        decision = strategy.get_retry_decision(exception=NotSentYet(), job=job.evolve(attempts=attempts))
        pauses.append(round((decision.retry_at - now).total_seconds() / 60))
    assert pauses[0] == 0
    assert pauses == sorted(pauses)
    assert max(pauses) == 4 * 60
    assert 23 * 60 < sum(pauses) < 25 * 60
    assert strategy.get_retry_decision(exception=ValueError(), job=job) is None
    # A job that was also run again because its database was away has more attempts than its mail.
    assert strategy.get_retry_decision(exception=NotSentYet(), job=job.evolve(attempts=99)) is not None


def test_without_a_mail_server_it_fails_at_once(settings):
    """An installation without mail does not try for a day."""
    settings.MAIL_BACKEND = ""
    stored = post()
    deliver_mail(stored.pk)
    stored.refresh_from_db()
    assert stored.state == "failed"


def test_everything_sent_takes_this_way(settings):
    """What allauth sends is stored, too."""
    settings.EMAIL_BACKEND = "throughgate.foundation.outbox.backend.Outbox"
    EmailMessage("Subject", "Text", to=["a@example.org", "b@example.org"]).send()
    assert sorted(Mail.objects.values_list("to", flat=True)) == ["a@example.org", "b@example.org"]
    assert mail.outbox == []


def test_old_mails_are_forgotten():
    """A month after it was settled nothing of a mail is left; one that waits stays."""
    old, waiting = post(about=uuid.uuid4()), post()
    deliver_mail(old.pk)
    Mail.objects.filter(pk=old.pk).update(settled_at=timezone.now() - KEPT - timedelta(hours=1))
    assert forget_mails() == 1
    assert list(Mail.objects.values_list("pk", flat=True)) == [waiting.pk]
