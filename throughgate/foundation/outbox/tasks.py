"""What the worker does about mail."""

from __future__ import annotations

import uuid

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from throughgate.foundation.outbox.actions import TRIES, NotSentYet, deliver_mail, forget_mails


@app.task(
    name="outbox.deliver",
    retry=RetryStrategy(max_attempts=TRIES, exponential_wait=5, retry_exceptions={NotSentYet}),
)
def deliver(mail: str) -> None:
    """Send one mail, again after 5 s, 25 s, 2 min, 10 min, 1 h and so on where it does not go."""
    deliver_mail(uuid.UUID(mail))


@app.periodic(cron="29 3 * * *")
@app.task(name="outbox.forget", queueing_lock="outbox.forget")
def forget(timestamp: int) -> None:
    """Delete what was settled a month ago."""
    forget_mails()
