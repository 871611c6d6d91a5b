"""One opening beside one person: what fits, what is missing, and the next step."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughgate.desk.near import PROPOSED, proposing
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.choices import ConsentPurpose
from throughgate.person.people.models import Person
from throughgate.person.people.names import full_name
from throughgate.work.matching import Answer, Verdict
from throughgate.work.openings import words
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.beside import beside
from throughgate.work.openings.views.telling import needed_facts, work_facts


@require_safe
@asks_purpose
def beside_page(request: HttpRequest, key: uuid.UUID, opening: uuid.UUID) -> HttpResponse:
    """Show an opening beside a person, with the way on and the way back."""
    actor = actor_in(request)
    for kind in ("person", "opening", "profile", "stay"):
        actor.must("read", kind)
    person = open_person(request, key)
    row = get_object_or_404(Opening.objects.visible_to(actor).with_names(), pk=opening)
    today = timezone.localdate()
    answer = beside(actor, person, row, today=today)
    if answer is None:
        raise Http404
    said = {reason.code: reason.values for reason in answer.reasons}
    on_release = "start" in said and bool(said["start"]["now"] and said["start"]["inside"])
    context = {
        "person": person,
        "name": full_name(person.given_names, person.family_name, person.called_name),
        "opening": row,
        "verdict": words.VERDICTS[answer.verdict],
        "mark": words.TAGS[answer.verdict],
        "reasons": words.facts_of_reasons(answer.reasons, today),
        "told": words.told(answer.reasons, today),
        "renew": answer.verdict is not Verdict.BLOCKED and "offer_ends" in said,
        "is_offered": row.state == "open" and not row.is_over,
        "next": _next_step(actor, person, row, answer),
        "contacts": list(row.organisation.contacts.order_by("family_name", "pk")[:3]),
        "work": work_facts(row, today, on_release=on_release),
        "needed": needed_facts(row),
    }
    return render(request, "desk/beside.html", context)


def _next_step(actor: Actor, person: Person, opening: Opening, answer: Answer) -> tuple[str, str] | None:
    """Return (address, words) of what the actor can do now; None where nothing or where something stands in the way."""
    propose = proposing(actor, person)
    if answer.verdict is Verdict.BLOCKED:
        return None
    if propose is not None and answer.verdict in PROPOSED:
        return propose(opening.pk), _("Propose an introduction")
    if propose is None and actor.may("write", "consent"):
        asked = {"purpose": ConsentPurpose.NEUTRAL_PROFILE.value, "recipient": str(opening.organisation_id)}
        return f"{reverse('people:ask-consent', args=[person.pk])}?{urlencode(asked)}", _("Ask for consent")
    return None
