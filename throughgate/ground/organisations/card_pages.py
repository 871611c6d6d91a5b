"""Contact persons for an address book: one, all of an organisation, all of a list."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from throughgate.foundation.audit.record import record
from throughgate.foundation.interchange.cards import TYPE, Address, Card, cards
from throughgate.foundation.web.exports import MOST, handed_over, pages
from throughgate.ground.organisations.models import ContactPerson
from throughgate.ground.organisations.part_pages import opened
from throughgate.ground.organisations.queries import contacts_of
from throughgate.ground.organisations.views import OrganisationList


@require_POST
def all_cards(request: HttpRequest, code: str) -> HttpResponse:
    """Hand over all contact persons of an organisation."""
    _actor, organisation, _shown = opened(request, code, "contacts")
    return _file(contacts_of(organisation), "organisation", organisation.pk)


@require_POST
def one_card(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """Hand over one contact person."""
    _actor, organisation, _shown = opened(request, code, "contacts")
    contact = get_object_or_404(contacts_of(organisation), pk=key)
    return _file(ContactPerson.objects.filter(pk=contact.pk), "contact", contact.pk)


class CardList(OrganisationList):
    """The contact persons of the organisations in a list, all pages of it."""

    def post(self, request: HttpRequest, **_keys: Any) -> HttpResponse:
        """Hand them over."""
        self.read(request.POST)
        listed = pages(lambda after: self.page(after=after, size=self.piece))
        keys = [row.pk for row in islice(listed, MOST)]
        people = ContactPerson.objects.filter(organisation__in=keys)
        return _file(people.order_by("organisation__sort_key", "family_name", "pk"), "list", None)


def _file(people: Any, kind: str, key: uuid.UUID | None) -> HttpResponse:
    found = list(people.select_related("organisation", "site__place")[:MOST])
    record("contacts.cards", subject=(kind, key), fields=[f"rows: {len(found)}"])
    return handed_over(cards(_cards(found)), TYPE, "contacts", "vcf")


def _cards(people: Iterable[ContactPerson]) -> Iterable[Card]:
    for one in people:
        site = one.site
        address = None
        if site is not None and (site.street or site.postcode or site.town):
            country = site.place.country if site.place else ""
            address = Address(site.street, site.postcode, site.town, country)
        yield Card(
            str(one.pk),
            one.family_name,
            one.given_names,
            one.organisation.name,
            one.function,
            one.telephone,
            one.email,
            address,
            one.organisation.website,
            one.languages,
        )
