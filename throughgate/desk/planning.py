"""The plan of the region for one's own caseload: who could go where, and what would be if. Nobody is placed by it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from throughgate.desk.near import weights_in_words
from throughgate.foundation.database.keys import read_key
from throughgate.ground.acting.actor import actor_in
from throughgate.person.people.access import look_into_caseload
from throughgate.person.people.models import Person
from throughgate.person.people.names import formal_name
from throughgate.work.openings import words
from throughgate.work.openings.addresses import page_address
from throughgate.work.openings.models import Opening
from throughgate.work.openings.packs import weights_in
from throughgate.work.openings.queries.people import must_plan
from throughgate.work.openings.queries.planning import Changed, Pair, Seated, WhatIf, suggest

MOST_TRIED = 100
"""So many things are tried at once; what an address says beyond is not read."""
WHY = {
    "no_seat_left": gettext_lazy("something fits, but others take its seats"),
    "cannot_say": gettext_lazy("nothing fits, and of some openings it cannot be said"),
    "nothing_fits": gettext_lazy("nothing fits now"),
}


@require_safe
def planning_page(request: HttpRequest) -> HttpResponse:
    """Show the suggestion; what is tried stands in the address, by ids."""
    actor = actor_in(request)
    must_plan(actor)
    look_into_caseload(request)
    today = timezone.localdate()
    asked = WhatIf(
        list(_pairs(request.GET.getlist("keep"))),
        list(_pairs(request.GET.getlist("out"))),
        [key for text in request.GET.getlist("seat")[:MOST_TRIED] if (key := read_key(text))],
    )
    found = suggest(actor, asked, today=today)
    kept = set(asked.kept)
    context = {
        "found": found,
        "today": today,
        "seated": [_seated(one, kept, today) for one in found.seated],
        "ruled_out": [
            {
                "value": f"{person.pk}.{opening.pk}",
                "words": f"{_name(person)} · {_title(opening)}",
            }
            for person, opening in found.ruled_out
        ],
        "left": [(_address(person), _name(person), WHY[why]) for person, why in found.left],
        "not_covered": [
            (_address(person, "desk:person-sharing"), _name(person)) for person in found.not_covered
        ],
        "full": [
            {"opening": one, "has_more": one.pk in asked.seats, "title": _title(one)} for one in found.full
        ],
        "changed": [_changed(one) for one in found.changed],
        "is_tried": bool(asked.kept or asked.ruled_out or asked.seats),
        "weights": weights_in_words(weights_in(actor.organisation.region)),
    }
    return render(request, "desk/planning.html", context)


def _pairs(texts: list[str]) -> Iterable[Pair]:
    for text in dict.fromkeys(texts[:MOST_TRIED]):
        person, _dot, opening = text.partition(".")
        first, second = read_key(person), read_key(opening)
        if first and second:
            yield first, second


def _seated(one: Seated, kept: set[Pair], today: date) -> dict[str, Any]:
    return {
        "value": f"{one.person.pk}.{one.opening.pk}",
        "person": _name(one.person),
        "address": _address(one.person),
        "title": _title(one.opening),
        "opening": page_address(one.opening),
        "reasons": words.facts_of_reasons(one.answer.reasons, today),
        "is_kept": (one.person.pk, one.opening.pk) in kept,
    }


def _changed(one: Changed) -> tuple[str, str, str]:
    nothing = _("no place")
    return _name(one.person), _title(one.before) or nothing, _title(one.after) or nothing


def _title(opening: Opening | None) -> str:
    return f"{opening.title}, {opening.organisation.name}" if opening else ""


def _name(person: Person) -> str:
    return formal_name(person.given_names, person.family_name)


def _address(person: Person, page: str = "desk:near") -> str:
    return reverse(page, args=[person.pk])
