"""What somebody must, may and need not say when they apply: on a page and on paper.

Nothing is asked and nothing is kept: the page is the same for everybody in a region.
"""

from __future__ import annotations

import uuid
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughgate.foundation.languages.texts import reader_language
from throughgate.foundation.printing import pdf_response, render_pdf
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.names import full_name
from throughgate.work.openings.employer import for_people

TEMPLATE = "desk/disclosure.typ"


@require_safe
@asks_purpose
def disclosure_page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show it beside a person, with whom one looks at it."""
    actor = actor_in(request)
    actor.must("read", "profile")
    person = open_person(request, key)
    context = {
        "person": person,
        "name": full_name(person.given_names, person.family_name, person.called_name),
        "region": actor.organisation.region,
        "parts": for_people(actor.organisation.region),
    }
    return render(request, "desk/disclosure.html", context)


@require_safe
def disclosure_print(request: HttpRequest) -> HttpResponse:
    """Print it, for somebody to keep. It is about nobody, and so is what is written down of it."""
    actor = actor_in(request)
    actor.must("read", "profile")
    return pdf_response(render_pdf(TEMPLATE, paper(actor), language=reader_language()), "what-to-say")


def paper(actor: Actor) -> dict[str, Any]:
    """Return what the print shows."""
    region = actor.organisation.region
    return {
        "title": _("When you apply for work"),
        "region": str(region),
        "lead": _(
            "What you must say, what you may do, and what you need not say. Talk it over with somebody whom you trust."
        ),
        "parts": [asdict(part) for part in for_people(region)],
        "nothing": _("For this region nobody has written down rules with their sources."),
        "checked": _("looked at on"),
        "foot": _("Rules change. Nobody has written down what you were told or said."),
    }
