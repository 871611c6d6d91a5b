"""Register a person: first a look whether they are here already, then the person with the first link and stay."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from throughgate.foundation.web.posted import add_errors
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.person.people import actions
from throughgate.person.people.actions.register import facts_of
from throughgate.person.people.duplicate_words import STRENGTHS, reasons_of
from throughgate.person.people.duplicates import PersonFacts, blocking_keys, possible_duplicates
from throughgate.person.people.forms.identity import AddInmateForm, AddPersonForm
from throughgate.person.people.models import Person
from throughgate.person.people.views.editing import person_address

MOST_ALIKE, MOST_COMPARED = 8, 200


@dataclass(frozen=True)
class Alike:
    """Somebody who may be the same person, with the reasons in words."""

    person: Person
    strength: Promise
    reasons: list[Promise]


def add_person(request: HttpRequest) -> HttpResponse:
    """Register somebody."""
    actor = actor_in(request)
    actor.must("write", "person")
    inside = actor.organisation.kind == "prison" and actor.may("write", "stay")
    form_class = AddInmateForm if inside else AddPersonForm
    form = form_class(request.POST or None)
    alike: list[Alike] = []
    if request.method == "POST" and form.is_valid():
        alike = alike_people(actor, form.facts())
        decided = {str(other.person.pk) for other in alike} <= set(request.POST.getlist("another"))
        if decided:
            try:
                person = _register(actor, form, inside=inside)
            except ValidationError as error:
                add_errors(form, error)
            else:
                for other in alike:
                    actions.decide_not_duplicate(actor=actor, person=person, other=other.person)
                messages.success(request, _("The person is registered and stands in your list."))
                return redirect(person_address(person.pk))
    return render(
        request,
        "people/add.html",
        {"form": form, "alike": alike if not form.errors else [], "inside": inside},
        status=422 if form.is_bound else 200,
    )


def _register(actor: Actor, form: Any, *, inside: bool) -> Person:
    person = actions.register_person(actor=actor, number=form.cleaned_data["number"], **form.facts())
    if inside:
        actions.admit_person(
            actor=actor, person=person, arrived_on=form.cleaned_data["arrived_on"], dates=form.dates()
        )
    return person


def alike_people(actor: Actor, facts: dict[str, Any]) -> list[Alike]:
    """Return people whom the actor may see and who may be the same as the one typed, strongest first."""
    typed = PersonFacts(
        given=facts["given_names"],
        family=facts["family_name"],
        called=facts["called_name"],
        birth_on=facts["birth_on"] if isinstance(facts["birth_on"], date) else None,
        birth_precision=facts["birth_precision"],
    )
    keys = sorted(blocking_keys(typed).asked)
    people: Any = Person.objects.visible_to(actor).filter(alike_keys__overlap=keys)
    found: dict[uuid.UUID, Person] = {person.pk: person for person in people[:MOST_COMPARED]}
    matches = possible_duplicates(typed, [facts_of(person) for person in found.values()])
    return [
        Alike(found[match.other.key], STRENGTHS[match.strength], reasons_of(match))  # type: ignore[index]
        for match in matches[:MOST_ALIKE]
    ]
