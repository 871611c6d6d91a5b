"""Write to the company from the placement officer's page."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.database.asking import rows_of
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.work.placements.actions.moving import keeps
from throughgate.work.placements.models import Message, Placement
from throughgate.work.placements.profiles import must_tell_nothing
from throughgate.work.placements.rules import RUNNING, TALKING


@transaction.atomic
def write_message(*, actor: Actor, placement: Placement, text: str, once: uuid.UUID | None = None) -> None:
    """Write to the company. Sent twice it is one message; what would tell where somebody comes from is refused."""
    if not keeps(actor, placement):
        raise NotAllowed("write message")
    introduction = placement.introduction_id
    if introduction is None or placement.state not in (*TALKING, *RUNNING):
        raise ValidationError(_("There is nobody to write to here any more."), code="not_now")
    must_tell_nothing(actor, placement.person, text=text)
    message = Message(
        introduction_id=introduction,
        side="officer",
        text=text.strip(),
        once=once or uuid.uuid4(),
    )
    message.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError as error:
        if "once" not in str(error):
            raise
        return
    note_messages(placement)
    record("introduction.write", subject=("introduction", introduction))


def note_messages(placement: Placement) -> None:
    """Note that what the company wrote has been seen: by whoever moves the placement on, nothing else happens."""
    rows_of("SELECT gate.read_messages(%s, NULL)", placement.introduction_id)
