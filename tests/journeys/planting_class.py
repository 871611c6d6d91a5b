"""Give the cast's teacher a class of the last school year. Run as a program: it needs a thread of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django


def main() -> None:
    """Do it by the actions of the house."""
    from throughgate.foundation.database.context import acting
    from throughgate.ground.accounts.models import Membership
    from throughgate.ground.acting.actor import Actor
    from throughgate.person.schooling.importing.tests.made import school

    @contextmanager
    def as_member(username: str) -> Iterator[Any]:
        member = Membership.objects.select_related("user", "organisation").get(user__username=username)
        actor = Actor(user=member.user, membership=member, request="planted")
        with acting(actor.context):
            yield actor

    school(as_member)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughgate.config.settings")
    django.setup()
    main()
