"""The reference letter: suggested from the profile, edited by staff, approved by the person, then printed."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughgate.foundation.database.rows import Stale
from throughgate.ground.accounts.actor import Actor
from throughgate.ground.accounts.rules import read_code
from throughgate.person.observations import actions
from throughgate.person.observations.models import LetterState, ReferenceLetter, Slip, SlipKind
from throughgate.person.observations.paper.printing import letter_pdf
from throughgate.person.observations.paper.views import pdf
from throughgate.person.observations.profile.forms import ApprovalForm, LetterForm, letter_language
from throughgate.person.observations.profile.letter_text import suggested_text
from throughgate.person.observations.profile.queries import rated_competencies
from throughgate.person.observations.queries.letters import issuers_in_force, stands_for
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.models import Person
from throughgate.person.people.names import full_name
from throughgate.person.people.views.editing import add_errors


def _open(request: HttpRequest, key: uuid.UUID) -> tuple[Actor, Person]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    actor.must("write", "reference_letter")
    return actor, open_person(request, key)


@require_safe
@asks_purpose
def letter_list(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a person's letters."""
    _actor, person = _open(request, key)
    letters = list(ReferenceLetter.objects.filter(person=person).order_by("-written_at", "-pk"))
    context = {"person": person, "letters": letters, "languages": settings.LANGUAGES}
    return render(request, "observations/profile/letters.html", context)


@asks_purpose
def write_letter(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Write one, beginning with what the profile suggests."""
    actor, person = _open(request, key)
    language = letter_language(request.GET.get("language", ""), get_language() or "en")
    issuers = issuers_in_force(actor)
    form = LetterForm(request.POST or None, issuers=issuers)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                letter = actions.write_letter(actor=actor, person=person, language=language, **data)
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, _("Kept. Now the person reads it and says yes or no."))
                return redirect("observations:letter", key, letter.pk)
    else:
        with translation.override(language):
            name = full_name(person.given_names, person.family_name)
            text = suggested_text(rated_competencies(actor, person), name)
        form = LetterForm(initial={"text": text}, issuers=issuers)
    context = {
        "person": person,
        "form": form,
        "written_in": dict(settings.LANGUAGES)[language],
        "no_issuer": not issuers.exists(),
        "nothing_seen": request.method == "GET" and not form.initial.get("text"),
    }
    return render(request, "observations/profile/letter_form.html", context, status=status)


def _letter(person: Person, row: uuid.UUID) -> ReferenceLetter:
    letter: ReferenceLetter | None = ReferenceLetter.objects.filter(pk=row, person=person).first()
    if letter is None:
        raise Http404
    return letter


@asks_purpose
def letter_page(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Show a letter; note the person's approval by the code of the slip, or withdraw the letter."""
    actor, person = _open(request, key)
    letter = _letter(person, row)
    is_ours = letter.organisation_id == actor.organisation.pk
    form = ApprovalForm(request.POST if request.POST.get("do") == "approve" else None)
    status = 200
    if request.method == "POST":
        if not is_ours:
            raise Http404
        try:
            if _act(request, actor, letter, form):
                return redirect("observations:letter", key, row)
            status = 422
        except Stale:
            status, letter = 409, _letter(person, row)
            messages.error(request, _("Somebody changed this letter meanwhile. This is how it stands now."))
        except ValidationError as error:
            status = 422
            _show(request, form, error)
    context = {
        "person": person,
        "letter": letter,
        "form": form,
        "is_ours": is_ours,
        "is_in_force": stands_for(letter),
        "is_draft": letter.state == LetterState.DRAFT,
        "written_in": dict(settings.LANGUAGES).get(letter.language, letter.language),
    }
    return render(request, "observations/profile/letter.html", context, status=status)


def _show(request: HttpRequest, form: ApprovalForm, error: ValidationError) -> None:
    if form.is_bound:
        add_errors(form, error)
    else:
        messages.error(request, " ".join(error.messages))


def _act(request: HttpRequest, actor: Actor, letter: ReferenceLetter, form: ApprovalForm) -> bool:
    text = request.POST.get("version", "")
    expected = int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
    if request.POST.get("do") == "withdraw":
        actions.withdraw_letter(actor=actor, letter=letter, expected=expected)
        messages.success(request, _("The letter is withdrawn. It can no longer be printed."))
        return True
    if not form.is_valid():
        return False
    code = read_code(form.cleaned_data["code"])
    if not Slip.objects.filter(code=code, kind=SlipKind.LETTER, letter=letter).exists():
        form.add_error("code", _("This is not the code of the slip for this letter. Check each sign."))
        return False
    actions.approve_letter(
        actor=actor, letter=letter, expected=expected, approved_on=form.cleaned_data["approved_on"]
    )
    messages.success(request, _("The letter is approved and can be printed."))
    return True


@require_safe
@asks_purpose
def letter_paper(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Print a letter that the person approved and whose body still stands for it; any other does not exist."""
    _actor, person = _open(request, key)
    letter = _letter(person, row)
    is_approved = letter.state == LetterState.APPROVED and stands_for(letter)
    if not is_approved or letter.approved_on is None:
        raise Http404
    return pdf(letter_pdf(letter, approved_on=letter.approved_on), "reference")
