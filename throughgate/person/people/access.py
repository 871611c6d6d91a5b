"""The one way into a person's page: visible, and either in the own caseload or opened for a named purpose."""

from __future__ import annotations

import functools
import json
import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from throughgate.foundation.database.context import current
from throughgate.ground.acting.actor import actor_in
from throughgate.person.people.actions import name_purpose
from throughgate.person.people.forms.case import PurposeForm
from throughgate.person.people.models import Person
from throughgate.person.people.queries.listed import with_home
from throughgate.person.people.queries.rows import StayLine, read


class PurposeNeeded(Exception):
    """The person is linked to the organisation but not in the caseload: a purpose must be named first."""

    def __init__(self, person: uuid.UUID) -> None:
        super().__init__("purpose needed")
        self.person = person


def open_person(request: HttpRequest, key: uuid.UUID, *, with_stays: bool = False) -> Person:
    """Return a person whom the actor may open now; raise Http404 or PurposeNeeded.

    One query, also `with_stays` for a page whose head needs them and nothing else reads them. `request.purpose` becomes
    `caseload` or the purpose named, for the access log; `person.opened_until` is set where a purpose holds.
    """
    actor = actor_in(request)
    with_stays &= actor.may("read", "stay")
    person = _opened(key, with_stays=with_stays)
    if person is None:
        raise Http404
    if person.is_mine:
        look_into_caseload(request)
    elif person.named:
        look_for(request, person.named)
    else:
        raise PurposeNeeded(person.pk)
    return person


def look_into_caseload(request: HttpRequest) -> None:
    """Say to the access log that this page shows the own caseload."""
    look_for(request, "caseload")


def look_for(request: HttpRequest, purpose: str) -> None:
    """Say to the access log what people on this page are looked at for."""
    request.purpose = purpose  # type: ignore[attr-defined]


def _opened(key: uuid.UUID, *, with_stays: bool) -> Person | None:
    """Return a person whom the policies show to the acting member; one query."""
    current()
    found = Person.objects.raw(
        "SELECT (o.person).*, o.its_home, o.is_mine, o.named, o.opened_until, o.its_stays "
        "FROM gate.person_opened(%s, %s, %s) o",
        [key, timezone.now(), with_stays],
    )
    person: Person | None = next(iter(found), None)
    if person is not None:
        with_home(person)
        if with_stays:
            person.stays_read = read(StayLine, json.loads(person.its_stays or "[]"))
    return person


def asks_purpose(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead to the form for a purpose where one is needed, and back afterwards; what was typed is kept."""

    @functools.wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            try:
                return view(request, *args, **kwargs)
            except PurposeNeeded as needed:
                if f"{LOOK}-purpose" not in request.POST:
                    raise
                _name_purpose(request, needed.person)
                return view(request, *args, **kwargs)
        except PurposeNeeded as needed:
            if request.method == "POST":
                return _ask_and_keep(request, needed.person)
            address = reverse("people:purpose", args=[needed.person])
            return redirect(f"{address}?{urlencode({'next': request.get_full_path()})}")

    return asking


LOOK = "look"
"""Prefix of the purpose's fields where they stand among the fields of another form."""


def _name_purpose(request: HttpRequest, key: uuid.UUID) -> None:
    actor = actor_in(request)
    form = PurposeForm(request.POST, prefix=LOOK)
    person = Person.objects.visible_to(actor).filter(pk=key).first()
    if person is not None and form.is_valid():
        name_purpose(actor=actor, person=person, **form.cleaned_data)


def _ask_and_keep(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask for the purpose on the way of a change: half an hour was over while somebody typed."""
    person = Person.objects.visible_to(actor_in(request)).filter(pk=key).first()
    form = PurposeForm(request.POST if f"{LOOK}-purpose" in request.POST else None, prefix=LOOK)
    own = {form.add_prefix(name) for name in form.fields} | {"csrfmiddlewaretoken", "once"}
    typed = [(name, value) for name, values in request.POST.lists() if name not in own for value in values]
    return render(
        request, "people/purpose.html", {"person": person, "form": form, "typed": typed}, status=422
    )
