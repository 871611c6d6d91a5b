"""Find a registration or an entry by a half-remembered name."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F
from django.db.models.functions import Coalesce

from throughgate.ground.acting.actor import Actor
from throughgate.work.register.models import IN_FORCE, WAITING, Registration

_READS: Final = ("registration", "organisation", "own_registration")


def find_registrations(actor: Actor, key: str, most: int) -> list[Any]:
    """Return what waits or is in the register under a name like `key` (folded), closest first, at most `most`.

    Each as `called` and `place` say. One query, none for those who read nothing of the register.
    """
    if not any(actor.may("read", kind) for kind in _READS):
        return []
    rows = Registration.objects.visible_to(actor).filter(state__in=(*WAITING, *IN_FORCE)).with_place()
    # An organisation that is there may be called otherwise by now than when it registered.
    named = rows.annotate(called_key=Coalesce("organisation__name_key", "name_key"))
    return list(
        named.filter(called_key__trigram_word_similar=key)
        .annotate(likeness=TrigramWordSimilarity(key, F("called_key")))
        .select_related("organisation")
        .order_by("-likeness", "called_key", "pk")[:most]
    )
