"""Who might suit an opening: for whoever keeps openings, of the own caseload, in the order of names."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from throughgate.desk.near import Shown
from throughgate.foundation.web.components import address_with
from throughgate.ground.acting.actor import actor_in
from throughgate.person.people.access import look_into_caseload
from throughgate.person.people.names import formal_name
from throughgate.work.openings import words
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.people import Candidate, must_plan, suiting


@require_safe
def suiting_page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show who of the own caseload might suit, with the reasons of the comparison."""
    actor = actor_in(request)
    must_plan(actor)
    opening = get_object_or_404(Opening.objects.visible_to(actor).with_names(), pk=key)
    look_into_caseload(request)
    today = timezone.localdate()
    asked = request.GET
    found = suiting(actor, opening, today=today, after=asked.get("after", ""), before=asked.get("before", ""))
    context = {
        "opening": opening,
        "might": list(_lines(found.might, today, opening, proposes=actor.may("write", "introduction"))),
        "unsure": list(_lines(found.unsure, today, opening)),
        "compared": found.compared,
        "previous": address_with(request, before=found.before) if found.before else "",
        "next": address_with(request, after=found.after) if found.after else "",
    }
    return render(request, "desk/suiting.html", context)


def _lines(
    candidates: Iterable[Candidate], today: date, opening: Opening, *, proposes: bool = False
) -> Iterable[Shown]:
    for one in candidates:
        person, answer = one.person, one.answer
        yield Shown(
            reverse("desk:beside", args=[person.pk, opening.pk]),
            formal_name(person.given_names, person.family_name),
            " · ".join(words.told(answer.reasons, today)),
            words.facts_of_reasons(answer.reasons, today),
            str(words.VERDICTS[answer.verdict]),
            words.TAGS[answer.verdict],
            reverse("placements:propose", args=[person.pk, opening.pk]) if proposes else "",
        )
