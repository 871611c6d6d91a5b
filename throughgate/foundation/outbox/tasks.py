"""What the worker does about mail."""

from __future__ import annotations

import uuid

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from throughgate.foundation.outbox.actions import PAUSES, NotSentYet, deliver_mail, forget_mails


class ForADay(BaseRetryStrategy):
    """Try a mail again after each of the pauses; the mail itself says when it was tried often enough."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return the pause; a job that was also run again for its database has used some up."""
        if not isinstance(exception, NotSentYet):
            return None
        return RetryDecision(retry_in={"seconds": PAUSES[min(job.attempts, len(PAUSES) - 1)]})


@app.task(name="outbox.deliver", retry=ForADay())
def deliver(mail: str) -> None:
    """Send one mail, again for a day where it does not go."""
    deliver_mail(uuid.UUID(mail))


@app.periodic(cron="29 3 * * *")
@app.task(name="outbox.forget", queueing_lock="outbox.forget")
def forget(timestamp: int) -> None:
    """Delete what was settled a month ago."""
    forget_mails()
