"""A letter in the name of an organisation: its address, who signs, and where it can be called."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from throughgate.foundation.printing import Letter
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.organisations.queries import address_lines, contacts_of


def letter_from(
    sender: Organisation, *, title: str, to: Sequence[str], foot: str, signed: str = ""
) -> Letter:
    """Return the frame of a letter of today; `signed` is who writes. Two queries."""
    return Letter(
        title=title,
        sender=address_lines(sender),
        to=to,
        dated=timezone.localdate(),
        foot=foot,
        signed=signed,
        telephone=_telephone(sender, signed),
    )


def _telephone(sender: Organisation, signed: str) -> str:
    """Return the number of who signs, else the first one known; nothing where none is."""
    numbers = {str(one): one.telephone for one in contacts_of(sender).exclude(telephone="")}
    return numbers.get(signed) or next(iter(numbers.values()), "")
