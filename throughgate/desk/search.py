"""Find a person, an organisation or what stands in the register by a half-remembered name, within what one may see.

The name comes by POST and is never in an address.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from throughgate.foundation.languages.folding import UnusableText, clean_text, search_key
from throughgate.foundation.web.components import Item
from throughgate.foundation.web.post_search import asked_by_form
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.models import Person
from throughgate.person.people.queries.listed import people_listed
from throughgate.person.people.searching import sounds_of
from throughgate.work.register.addresses import address
from throughgate.work.register.parts import sees_entry
from throughgate.work.register.queries.found import find_registrations
from throughgate.work.register.words import KINDS as MARKS

MOST = 20
LONGEST = 80


@asked_by_form
def search_page(request: HttpRequest) -> HttpResponse:
    """Show who and what is meant, closest first."""
    if "q" in request.GET:
        return redirect("desk:search")  # an old bookmark: out of the address with it
    actor = actor_in(request)
    try:
        asked = clean_text(request.POST.get("q", ""))[:LONGEST]
    except UnusableText:
        asked = ""
    key = search_key(asked)
    people = find_people(actor, asked) if key else []
    organisations = find_organisations(actor, key) if key else []
    registrations = find_registrations(actor, key, MOST) if key else []
    found = [
        (_("People"), [_person(one) for one in people]),
        (_("Organisations"), [_organisation(one) for one in organisations]),
        (pgettext("register of offers", "Register"), [_registration(actor, one) for one in registrations]),
    ]
    context = {"asked": asked, "found": [(title, items) for title, items in found if items]}
    return render(request, "desk/search.html", context)


def _person(person: Person) -> Item:
    called = _("called %(name)s") % {"name": person.called_name} if person.called_name else ""
    return Item(
        person.formal_name,
        reverse("desk:person", args=[person.pk]),
        below=[called] if called else (),
        mark=str(person.birth_on.year) if person.birth_on else "",
    )


def _organisation(one: Organisation) -> Item:
    address = reverse("organisations:page", args=[one.code])
    return Item(one.name, address, below=[f"{one.get_kind_display()}, {one.region}"])


def _registration(actor: Actor, row: Any) -> Item:
    """Return what stands in the register, with how it stands; of the others an organisation knows a line, and no page."""
    opens = row.organisation is None or sees_entry(actor, row.organisation)
    facts = (row.get_kind_display(), row.place, ", ".join(row.offer_names))
    return Item(
        row.called,
        address(row) if opens else "",
        below=[" · ".join(str(fact) for fact in facts if fact)],
        mark=str(row.get_state_display()),
        mark_kind=MARKS.get(row.state, ""),
    )


def find_people(actor: Actor, asked: str) -> list[Person]:
    """Return visible people whose names are written or sound like what is asked: who begins so first, then the closest."""
    if not actor.may("read", "person") or actor.membership is None:
        return []
    heard, otherwise, *_more = [*sounds_of(asked), None, None]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT one FROM gate.people_like(%s, %s, %s, %s) WITH ORDINALITY l (one, rank) ORDER BY l.rank",
            [search_key(asked), heard, otherwise, MOST],
        )
        found = [row[0] for row in cursor.fetchall()]
    people = people_listed(found)
    return [people[pk].person for pk in found if pk in people]


def find_organisations(actor: Actor, key: str) -> list[Any]:
    """Return organisations of the register whose names are like `key` (folded), closest first."""
    return list(
        Organisation.objects.visible_to(actor)
        .filter(name_key__trigram_word_similar=key)
        .annotate(likeness=TrigramWordSimilarity(key, F("name_key")))
        .select_related("region")
        .order_by("-likeness", "sort_key", "pk")[:MOST]
    )
