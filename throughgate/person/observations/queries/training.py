"""Whether a member was trained to observe, as the database answers it to its own trigger."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import BooleanField, Func

from throughgate.ground.acting.actor import Actor


class IsTrained(Func):
    """`IsTrained(membership)` beside the rows of a query."""

    function = "gate.is_trained"
    output_field: Any = BooleanField()


def is_trained(actor: Actor) -> bool:
    """Say whether the actor may sign: a training was recorded, of today or earlier."""
    if actor.membership is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.is_trained(%s)", [actor.membership.pk])
        return bool(cursor.fetchone()[0])
