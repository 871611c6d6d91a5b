"""Find a registration or an entry by a half-remembered name."""

from __future__ import annotations

from typing import Any, Final

from throughgate.foundation.database.asking import Question
from throughgate.foundation.database.columns import Columns
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.work.register.models import IN_FORCE, WAITING, Registration

_READS: Final = ("registration", "organisation", "own_registration")
_ROW, _ORGANISATION = Columns(Registration, "r"), Columns(Organisation, "o")
# An organisation that is there may be called otherwise by now than when it registered. Which rows somebody sees at all, row
# security says.
_LIKE = f"""
SELECT coalesce(o.name, r.name), coalesce(nullif(
  (SELECT s.town FROM organisations_site s WHERE s.organisation_id = r.organisation_id ORDER BY s.id LIMIT 1), ''), r.town),
  {_ROW.sql}, {_ORGANISATION.sql}
FROM register_registration r LEFT JOIN organisations_organisation o ON o.id = r.organisation_id
WHERE r.state = ANY (%s) AND %s <%% coalesce(o.name_key, r.name_key)
ORDER BY word_similarity(%s, coalesce(o.name_key, r.name_key)) DESC, coalesce(o.name_key, r.name_key), r.id LIMIT %s
"""  # noqa: S608 - names of columns


def registrations_like(actor: Actor, key: str, most: int) -> Question[Any] | None:
    """Ask what waits or is in the register under a name like `key` (folded), closest first, at most `most`.

    Each as `called` and `place` say. None for those who read nothing of the register.
    """
    if not any(actor.may("read", kind) for kind in _READS):
        return None
    others_only = actor.may("read", "organisation") and not actor.may("read", "registration")
    states = [*IN_FORCE] if others_only else [*WAITING, *IN_FORCE]
    return Question(_LIKE, [states, key, key, most], _registration)


def _registration(called: str, place: str, *columns: Any) -> Any:
    values = iter(columns)
    row: Any = _ROW.take(values)
    row.called, row.place, row.organisation = called, place, _ORGANISATION.take(values)
    return row
