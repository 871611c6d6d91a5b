"""Who may open pages of openings."""

from __future__ import annotations

from django.http import HttpRequest

from throughgate.ground.acting.actor import Actor, NotAllowed, actor_in


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts: somebody who reads all openings, or those of the own organisation."""
    actor = actor_in(request)
    must_read_openings(actor)
    return actor


def must_read_openings(actor: Actor) -> None:
    """Raise NotAllowed unless the actor reads all openings, or those of the own organisation."""
    if not (actor.may("read", "opening") or actor.may("read", "own_opening")):
        raise NotAllowed("read opening")
