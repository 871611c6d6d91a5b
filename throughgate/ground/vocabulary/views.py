"""Suggest words while someone types, and show a search page that needs no script."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughgate.foundation.languages.texts import reader_language
from throughgate.foundation.web.components import Item

from .models import Place
from .queries import SUGGESTIONS, suggest_occupations, suggest_places
from .rules import COUNTRIES, suggest_languages

_LONGEST = 80


@dataclass(frozen=True)
class Suggestion:
    """One line of suggestions: what is put in, and what explains it."""

    value: str
    hint: str = ""
    key: str = ""


def typed(request: HttpRequest) -> str:
    """Return the beginning of a word for which suggestions are wanted."""
    # A field of a form sends its own name; it says which in ``field``.
    text = request.GET.get("q") or request.GET.get(request.GET.get("field", ""), "")
    return text.replace("\x00", "").strip()[:_LONGEST]


def _country(request: HttpRequest) -> str | None:
    country = request.GET.get("country", "")
    return country if country in COUNTRIES else None


def _places(text: str, country: str | None) -> list[Suggestion]:
    return [
        Suggestion(str(place), place.near, str(place.pk)) for place in suggest_places(text, country=country)
    ]


def _occupations(text: str) -> list[Suggestion]:
    return [
        Suggestion(word.word, word.occupation.title, word.occupation_id) for word in suggest_occupations(text)
    ]


def _languages(text: str) -> list[Suggestion]:
    found = suggest_languages(text, reader_language(), SUGGESTIONS)
    return [Suggestion(language.name, name or language.code, language.code) for language, name in found]


def suggested(request: HttpRequest, suggestions: list[Suggestion]) -> HttpResponse:
    """Return suggestions as the field shows them, or as JSON where that is asked for."""
    if "application/json" in request.headers.get("Accept", ""):
        response: HttpResponse = JsonResponse(
            {"suggestions": [{"key": s.key, "value": s.value, "hint": s.hint} for s in suggestions]}
        )
    else:
        response = render(request, "vocabulary/suggestions.html", {"suggestions": suggestions})
    response["Vary"] = "Accept, Accept-Language, Cookie"
    response["Cache-Control"] = "private, max-age=300"
    return response


@require_safe
@login_required
def suggest_place_names(request: HttpRequest) -> HttpResponse:
    """Suggest places."""
    return suggested(request, _places(typed(request), _country(request)))


@require_safe
@login_required
def suggest_occupation_words(request: HttpRequest) -> HttpResponse:
    """Suggest occupations."""
    return suggested(request, _occupations(typed(request)))


@require_safe
@login_required
def suggest_language_names(request: HttpRequest) -> HttpResponse:
    """Suggest languages."""
    return suggested(request, _languages(typed(request)))


@require_safe
@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Show what the vocabulary holds for a word: places, occupations, languages."""
    text = typed(request)
    near = _("near %(place)s")
    places = [
        Item(s.value, below=[near % {"place": s.hint}] if s.hint else ())
        for s in _places(text, _country(request))
    ]
    occupations = [Item(s.value, below=[f"{s.key} {s.hint}"]) for s in _occupations(text)]
    tongues = [Item(s.value, below=[s.hint]) for s in _languages(text)]
    found = [(_("Places"), places), (_("Occupations"), occupations), (_("Languages"), tongues)]
    context = {
        "text": text,
        "found": [(title, items) for title, items in found if items],
        "is_empty": bool(text) and not any(items for _title, items in found),
        "has_places": Place.objects.exists(),
    }
    return render(request, "vocabulary/search.html", context)
