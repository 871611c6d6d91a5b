"""The register of bodies that sign reference letters, kept by the administrator."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from throughgate.foundation.database.rows import Stale
from throughgate.foundation.web.stale import stale_response
from throughgate.ground.accounts.actor import Actor
from throughgate.person.observations import actions
from throughgate.person.observations.models import LetterIssuer
from throughgate.person.observations.profile.forms import IssuerForm, NewIssuerForm
from throughgate.person.observations.queries.letters import bodies_to_register, issuers_of
from throughgate.person.observations.views.grid import number
from throughgate.person.observations.views.sheets import must_keep_observers, tabs
from throughgate.person.people.views.editing import add_errors

FACTS = ("agreed_on", "agreed_until", "street", "town", "domain", "contact")


def _keeper(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    actor.must("write", "letter_issuer")
    must_keep_observers(actor)
    return actor


def issuer_list(request: HttpRequest) -> HttpResponse:
    """Show who signs, and register another body."""
    actor = _keeper(request)
    form = NewIssuerForm(request.POST or None, bodies=bodies_to_register(actor))
    if request.method == "POST" and form.is_valid():
        try:
            actions.register_issuer(actor=actor, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, _("Registered. Letters can name this body while its agreement is in force.")
            )
            return redirect("observations:issuers")
    context = {"issuers": list(issuers_of(actor)), "form": form, "tabs": tabs(actor, "issuers")}
    return render(request, "observations/profile/issuers.html", context, status=422 if form.is_bound else 200)


def issuer_page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change what is known of a body: a new agreement, another address."""
    actor = _keeper(request)
    issuer: LetterIssuer | None = issuers_of(actor).filter(pk=key).first()
    if issuer is None:
        raise Http404
    form = IssuerForm(request.POST or None, initial=_initial(issuer))
    if request.method == "POST" and form.is_valid():
        try:
            expected = number(request.POST.get("version"))
            actions.change_issuer(actor=actor, issuer=issuer, expected=expected, **form.cleaned_data)
        except Stale as stale:
            theirs: Any = stale.theirs
            return stale_response(
                request,
                form=form,
                theirs=IssuerForm(initial=_initial(theirs)),
                version=theirs.version,
                who="",
                when=None,
                back=reverse("observations:issuer", args=[key]),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("observations:issuers")
    context = {"issuer": issuer, "form": form, "version": request.POST.get("version", issuer.version)}
    return render(request, "observations/profile/issuer.html", context, status=422 if form.is_bound else 200)


def _initial(issuer: LetterIssuer) -> dict[str, Any]:
    return {name: getattr(issuer, name) for name in FACTS}
