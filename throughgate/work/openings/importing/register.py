"""Find in the register which companies rows may mean."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q

from throughgate.foundation.languages.folding import search_key
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import ContactPerson, Organisation, Site
from throughgate.work.openings.importing.draft import Draft
from throughgate.work.openings.importing.likeness import Entry, firm_key, may_be_one
from throughgate.work.openings.models import Opening

SOURCE = "import"
"""What openings that came in with a register have as their source."""
IN_REGISTER = ("company", "club", "third_sector")


class Register:
    """Companies of the region that rows may mean."""

    def __init__(self, actor: Actor, region: Any, ids: set[Any], words: set[str]) -> None:
        named = Q()
        for word in sorted(words):
            named |= Q(name_key__contains=word) if len(word) > 2 else Q(name_key=word)
        rows = Organisation.objects.visible_to(actor).filter(
            Q(pk__in=ids) | (Q(region=region, kind__in=IN_REGISTER) & named if named else Q(pk__in=ids))
        )
        found: Any = (
            rows.with_members()
            .select_related("region")
            .prefetch_related(
                Prefetch("sites", Site.objects.select_related("place").order_by("pk"), to_attr="its_sites"),
                Prefetch("contacts", ContactPerson.objects.order_by("pk"), to_attr="its_contacts"),
                Prefetch("openings", Opening.objects.filter(source=SOURCE), to_attr="its_openings"),
            )
        )
        self.by_id: dict[str, Any] = {str(row.pk): row for row in found}
        self._by_firm: dict[str, list[Any]] = {}
        self._by_key: dict[str, list[Any]] = {}
        for row in self.by_id.values():
            self._by_firm.setdefault(firm_key(row.name), []).append(row)
            for key in _entry_of(row).keys:
                self._by_key.setdefault(key, []).append(row)

    def alike(self, entry: Entry) -> list[Any]:
        """Return companies that may be this one, by whatever they have in common."""
        found = {row.pk: row for key in entry.keys for row in self._by_key.get(key, ())}
        return [row for row in found.values() if may_be_one(entry, _entry_of(row))]

    def named(self, draft: Draft) -> tuple[list[Any], list[Any]]:
        """Return companies of the row's name in its place, and elsewhere."""
        same: list[Any] = []
        elsewhere: list[Any] = []
        for row in self._by_firm.get(firm_key(draft.name), []):
            places = {search_key(site.town) for site in row.its_sites} - {""}
            codes = {site.postcode for site in row.its_sites} - {""}
            is_here = (
                not (places or codes)
                or not (draft.town or draft.postcode)
                or search_key(draft.town) in places
                or (draft.postcode in codes)
            )
            (same if is_here else elsewhere).append(row)
        return same[:5], elsewhere


def _entry_of(row: Any) -> Entry:
    return Entry.of(
        row.name,
        [(site.street, site.postcode, site.town) for site in row.its_sites],
        [(contact.telephone, contact.email) for contact in row.its_contacts],
    )
