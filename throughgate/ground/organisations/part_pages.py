"""The parts of an organisation's pages that the register makes: overview, whom one calls and where it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.ground.organisations import actions
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.organisations.queries import contacts_of, sites_of

FIRST = 3
"""So many contact persons and sites stand on the overview."""


def opened(request: HttpRequest, code: str, part: str) -> tuple[Actor, Organisation, dict[str, Any]]:
    """Return who acts, an organisation that they may see, and what the head of its pages shows."""
    actor = actor_in(request)
    actor.must("read", "own_organisation")
    rows = Organisation.objects.visible_to(actor).with_members().select_related("region")
    organisation: Organisation = get_object_or_404(rows, code=code)
    shown = {
        "part": part,
        "organisation": organisation,
        "is_own": organisation.pk == actor.organisation.pk,
        "may_change": actions.may_change(actor, organisation),
    }
    return actor, organisation, shown


@require_safe
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """Show the facts, whom one calls first, and where it is."""
    _actor, organisation, shown = opened(request, code, "overview")
    contacts, sites = (list(rows(organisation)[: FIRST + 1]) for rows in (contacts_of, sites_of))
    shown |= {
        "contacts": contacts[:FIRST],
        "sites": sites[:FIRST],
        "more_contacts": len(contacts) > FIRST,
        "more_sites": len(sites) > FIRST,
        "brief": True,
    }
    return render(request, "organisations/overview.html", shown)


@require_safe
def contacts(request: HttpRequest, code: str) -> HttpResponse:
    """Show contact persons and sites, with what may be done about each."""
    _actor, organisation, shown = opened(request, code, "contacts")
    shown |= {"contacts": contacts_of(organisation), "sites": sites_of(organisation)}
    return render(request, "organisations/contacts_page.html", shown)
