"""Find people by the beginning of their name, to put them on a list of something."""

from __future__ import annotations

from throughgate.foundation.languages.folding import search_key
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.person.people.queries.lines import lines_for

FOUND = 20


def people_named(actor: Actor, beginning: str) -> list[Person]:
    """Return people of the organisation whose name begins so; nobody without a beginning."""
    key = search_key(beginning)
    if not key:
        return []
    lines = (
        lines_for(actor, caseload_only=False).filter(search_key__begins=key).order_by("name_key", "person")
    )
    keys = list(lines.values_list("person", flat=True)[:FOUND])
    people = Person.objects.visible_to(actor).filter(pk__in=keys).in_bulk()
    return [people[key] for key in dict.fromkeys(keys) if key in people]
