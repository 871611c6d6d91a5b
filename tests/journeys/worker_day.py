"""Let the worker do what a day brings, and write down the mails that go out. Run as a program: it needs a thread of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import django

from tests.database import REPOSITORY
from tests.journeys.server import Server


def main() -> None:
    """Do what the jobs of a night and of five minutes do, with a mail server that keeps everything."""
    from django.conf import settings
    from django.core import mail

    from throughgate.foundation.outbox.actions import deliver_mail
    from throughgate.foundation.outbox.models import Mail
    from throughgate.work.followups.actions import clock as after_starts
    from throughgate.work.placements.actions import clock
    from throughgate.work.placements.actions.mailing import write_to_companies

    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    clock.pass_a_day()
    after_starts.pass_a_day()
    write_to_companies()
    for key in Mail.objects.filter(state="waiting").order_by("made_at").values_list("pk", flat=True):
        deliver_mail(key)
    sent = [{"to": one.to[0], "text": f"{one.subject}\n{one.body}"} for one in mail.outbox]
    sys.stdout.write(json.dumps(sent))


def pass_a_day(server: Server) -> list[dict[str, str]]:
    """Run it beside a server; return the mails, each `to` whom with its `text`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.worker_day"],
        cwd=REPOSITORY,
        env=server.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    mails: list[dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
    return mails


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughgate.config.settings")
    django.setup()
    main()
