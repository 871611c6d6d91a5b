"""Papers to print: the sheet for a group, and slips with a code for the person."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from throughgate.foundation.database.keys import read_key
from throughgate.foundation.languages.texts import offered_language
from throughgate.foundation.printing import pdf_response
from throughgate.foundation.web.addresses import whole_address
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.person.observations import actions
from throughgate.person.observations.models import (
    FrameworkVersion,
    ReferenceLetter,
    SheetPerson,
    Slip,
    SlipKind,
)
from throughgate.person.observations.paper import printing
from throughgate.person.observations.queries.frameworks import columns_of, version_asked
from throughgate.person.observations.queries.grid import sheet_grid
from throughgate.person.observations.queries.objections import address_outside
from throughgate.person.observations.queries.sheets_of import line_on_sheet
from throughgate.person.observations.rules.sheets import SHOWN
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.models import Person


def code_address(code: str) -> str:
    """Return the address in the square beside a code."""
    return whole_address(f"{reverse('observations:code')}?{urlencode({'code': code})}")


@require_safe
def sheet_paper(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Print a sheet for a group; what is set already is crossed."""
    actor = actor_in(request)
    actor.must("write", "sheet")
    grid = sheet_grid(actor, key)
    if grid is None:
        raise Http404
    return pdf_response(printing.sheet_pdf(grid, address=code_address(grid.sheet.code)), "sheet")


@require_POST
@asks_purpose
def make_slip(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give a slip its code, then show it as PDF; the same slip keeps its code."""
    actor = actor_in(request)
    actor.must("write", "own_voice")
    person = open_person(request, key)
    kind = request.POST.get("kind", "")
    on_sheet: SheetPerson | None = None
    letter: ReferenceLetter | None = None
    framework: FrameworkVersion | None = None
    if kind == SlipKind.SELF_RATING:
        framework = version_asked(request.POST.get("framework", ""))
    elif kind == SlipKind.REMARK:
        on_sheet = SheetPerson.objects.filter(
            pk=read_key(request.POST.get("line")), person=person, state__in=SHOWN
        ).first()
    elif kind == SlipKind.LETTER:
        letter = ReferenceLetter.objects.filter(
            pk=read_key(request.POST.get("letter")),
            person=person,
            organisation=actor.organisation,
            state="draft",
        ).first()
    if kind not in SlipKind.values or not (on_sheet or letter or framework):
        raise Http404
    slip = actions.print_slip(
        actor=actor,
        person=person.pk,
        kind=kind,
        sheet_person=on_sheet,
        letter=letter,
        framework_version=framework,
    )
    address = reverse("observations:slip_pdf", args=[key, slip.pk])
    language = request.POST.get("language", "")
    return redirect(f"{address}?{urlencode({'language': language})}" if language else address)


@require_safe
@asks_purpose
def slip_paper(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Show a slip as PDF, in the language that was chosen for the person."""
    actor = actor_in(request)
    actor.must("write", "own_voice")
    person = open_person(request, key)
    slip = (
        Slip.objects.filter(pk=row, person=person, organisation=actor.organisation)
        .select_related("letter")
        .first()
    )
    with translation.override(offered_language(request.GET.get("language", ""))):
        content = _content(actor, person, slip) if slip else None
    if content is None:
        raise Http404
    return pdf_response(content, "slip")


def _content(actor: Actor, person: Person, slip: Slip) -> bytes | None:
    name, address = str(person), code_address(slip.code)
    if slip.kind == SlipKind.SELF_RATING:
        version = version_asked(str(slip.framework_version_id))
        if version is None:
            return None
        offered = columns_of(version)
        return printing.self_slip_pdf(offered, version.scale, name=name, code=slip.code, address=address)
    if slip.kind == SlipKind.REMARK and slip.sheet_person_id is not None:
        line = line_on_sheet(actor, person, slip.sheet_person_id)
        if line is None:
            return None
        return printing.remark_slip_pdf(
            line, name=name, code=slip.code, address=address, outside=address_outside(actor)
        )
    if slip.letter is None:
        return None
    return printing.approval_slip_pdf(slip.letter, name=name, code=slip.code, address=address)
