"""Print the letter with a code for a company, and the sheet on which a person is asked."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from throughgate.foundation.languages.texts import offered_language
from throughgate.foundation.printing import pdf_response
from throughgate.foundation.web.addresses import whole_address
from throughgate.foundation.web.posted import key_in
from throughgate.foundation.web.pressed import page_again
from throughgate.ground.acting.actor import actor_in
from throughgate.ground.organisations.queries import sites_of
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.rules import needs_guardian
from throughgate.work.openings.actions import must_write_to_companies
from throughgate.work.placements import papers
from throughgate.work.placements.actions import keys
from throughgate.work.placements.models import Placement
from throughgate.work.placements.views.staff import address, placement_of


def _refused(request: HttpRequest, row: Placement, why: str, status: int = 409) -> HttpResponse:
    return page_again(request, address(row), why=why, status=status)


@require_POST
@asks_purpose
def letter(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Print the letter with a code, for a company without e-mail; the code stands on it alone."""
    actor = actor_in(request)
    actor.must("write", "introduction")
    placement = placement_of(actor, open_person(request, key), row)
    try:
        must_write_to_companies(actor.organisation)
    except ValidationError as refused:
        return _refused(request, placement, " ".join(refused.messages), 422)
    made = keys.make_code(actor=actor, placement=placement, purpose="company", key=key_in(request))
    if made is None:
        return _refused(request, placement, _("There is nothing to read for the company now."))
    code, until = made
    content = papers.letter_pdf(
        placement,
        sender=actor.organisation,
        signed=str(actor.user),
        code=code,
        until=until,
        address=whole_address(reverse("introduction_code")),
    )
    return pdf_response(content, "letter")


@require_POST
@asks_purpose
def sheet(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Print the sheet on which the person is asked, in the language that they choose."""
    actor = actor_in(request)
    actor.must("write", "answer")
    placement = placement_of(actor, open_person(request, key), row)
    made = keys.make_code(actor=actor, placement=placement, purpose="person", key=key_in(request))
    if made is None:
        return _refused(
            request, placement, _("There is nothing to ask the person now, or somebody else asks them.")
        )
    code, until = made
    site = sites_of(placement.organisation).first()
    person = placement.person
    with translation.override(offered_language(request.POST.get("language", ""))):
        content = papers.sheet_pdf(
            placement,
            town=site.town if site else "",
            minor=needs_guardian(person.birth_on, person.birth_precision, timezone.localdate()),
            code=code,
            until=until,
            address=whole_address(reverse("asked_code")),
        )
    return pdf_response(content, "sheet")
