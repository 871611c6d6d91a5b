"""Pages of one registration: look at it, verify or refuse it, keep it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from throughgate.foundation.printing import pdf_response
from throughgate.foundation.web.addresses import whole_address
from throughgate.foundation.web.components import Words
from throughgate.foundation.web.form_page import Confirm, FormPage
from throughgate.foundation.web.posted import key_in, version_in
from throughgate.foundation.web.pressed import answer_button, page_again
from throughgate.ground.acting.actor import Actor, NotAllowed, actor_in
from throughgate.ground.organisations.models import Organisation
from throughgate.work.register import words
from throughgate.work.register.actions import answering, keys, registering
from throughgate.work.register.addresses import address
from throughgate.work.register.forms import OfferForm, PaperForm, RefuseForm, VerifyForm, offer_initial
from throughgate.work.register.models import WAITING, Registration
from throughgate.work.register.printing import letter_pdf
from throughgate.work.register.queries.alike import alike_organisations, alike_registrations
from throughgate.work.register.rules import REGISTRATION


def must_keep(actor: Actor) -> None:
    """Raise NotAllowed for those who keep nothing in the register."""
    if not (actor.may("write", "registration") or actor.may("write", "own_registration")):
        raise NotAllowed("write registration")


def kept(actor: Actor, key: uuid.UUID) -> Registration:
    """Return a registration that the actor keeps."""
    rows = Registration.objects.kept_by(actor).select_related("organisation", "region")
    row: Registration = get_object_or_404(rows, pk=key)
    return row


@require_safe
def page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a registration with what may be done; an entry stands among its organisation's pages."""
    actor = actor_in(request)
    must_keep(actor)
    row = kept(actor, key)
    if row.organisation:
        return redirect(address(row))
    offered = REGISTRATION.allowed(row.state, actor.roles)
    context = {
        "row": row,
        "mark": words.KINDS.get(row.state, ""),
        "contact": words.contact_facts(row),
        "offer": words.offer_facts(row),
        "offered": offered_moves(actor, row),
        "may_verify": any(one.name == "verify" for one in offered),
        "may_refuse": any(one.name == "refuse" for one in offered),
        "may_write": row.state == "sent",
        "alike": alike_organisations(actor, row) if row.state in WAITING else [],
        "twice": alike_registrations(actor, row) if row.state in WAITING else [],
    }
    return render(request, "register/registration.html", context)


def offered_moves(actor: Actor, row: Registration) -> list[tuple[str, Words]]:
    """Return the transitions that have a button for the actor."""
    return [
        (one.name, words.TRANSITIONS[one.name])
        for one in REGISTRATION.allowed(row.state, actor.roles)
        if one.name in words.TRANSITIONS
    ]


class _OfOne(FormPage):
    """A form about one registration."""

    def allow(self) -> None:
        """Let in those who keep registrations."""
        must_keep(self.actor)

    def find(self, key: uuid.UUID) -> Any:
        """Find one that the actor keeps."""
        row = kept(self.actor, key)
        self.kicker = row.name
        return row

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the list, for those who have one, and the registration."""
        listed = (
            [(_("Registrations"), reverse("register:list"))] if self.actor.may("read", "registration") else []
        )
        return [*listed, (self.row.name, address(self.row))] if self.row else listed

    def back(self) -> str:
        """Return to it."""
        return address(self.row) if self.row else reverse("register:list")


class TypeIn(_OfOne):
    """Type in a form on paper."""

    kind = "registration"
    form_class = PaperForm
    template_name = "register/type_in.html"
    title = gettext_lazy("Type in a form")
    hint = gettext_lazy("As it stands on the sheet, with its signature. The code is at the top of it.")
    done = gettext_lazy("It waits among the registrations now.")

    def allow(self) -> None:
        """Let in officers."""
        self.actor.must("write", "registration")

    def find(self, key: uuid.UUID | None = None) -> Any:
        """Begin a new one."""
        del key

    def save(self, form: Any, version: int) -> None:
        """Take it in, or lead to what was typed in from this sheet."""
        del version
        self.row = registering.type_in(actor=self.actor, **form.cleaned_data)


class Verify(_OfOne):
    """Take a registration into the register, as a new organisation or as one that is there."""

    form_class = VerifyForm
    shows_row = False
    title = gettext_lazy("Verify the registration")
    button = gettext_lazy("Take into the register")
    done = gettext_lazy("In the register.")

    def allow(self) -> None:
        """Let in officers."""
        self.actor.must("write", "registration")

    def find(self, key: uuid.UUID) -> Any:
        """Find one that was not answered yet."""
        row = super().find(key)
        if row.organisation is not None:
            raise Http404
        self.hint = _(
            "Have you spoken with %(name)s? Then the organisation is made, with its address and contact person."
        ) % {"name": row.contact or row.name}
        self.alike = alike_organisations(self.actor, row)
        return row

    def form_options(self) -> dict[str, Any]:
        """Offer those that it may be."""
        return {"alike": self.alike}

    def save(self, form: Any, version: int) -> None:
        """Verify it."""
        found: Organisation | None = form.cleaned_data["organisation"]
        answering.verify(actor=self.actor, registration=self.row, expected=version, organisation=found)


class Refuse(_OfOne, Confirm):
    """Do not take a registration up."""

    form_class = RefuseForm
    title = gettext_lazy("Refuse the registration")
    button = gettext_lazy("Refuse")
    done = gettext_lazy("Refused. It is deleted after 90 days.")

    def allow(self) -> None:
        """Let in officers."""
        self.actor.must("write", "registration")

    def find(self, key: uuid.UUID) -> Any:
        """Find one that was not answered yet."""
        row = super().find(key)
        if row.organisation is not None:
            raise Http404
        return row

    def save(self, form: Any, version: int) -> None:
        """Refuse it."""
        reason = form.cleaned_data["reason"]
        answering.refuse(actor=self.actor, registration=self.row, expected=version, reason=reason)


class Change(_OfOne):
    """Change what an entry says; by this it is looked at."""

    form_class = OfferForm
    title = gettext_lazy("Change the entry")

    def initial(self, row: Registration) -> dict[str, Any]:
        """Show it."""
        return offer_initial(row)

    def save(self, form: Any, version: int) -> None:
        """Change it."""
        answering.refresh(actor=self.actor, registration=self.row, expected=version, **form.cleaned_data)


@require_POST
def refresh(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say that an entry is still right."""
    return _do(request, key, answering.refresh, _("Thank you. All stays as it is."))


@require_POST
def move(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Confirm a registration, or pause an entry, take it up again, let it leave or return."""
    name = request.POST.get("move", "")
    if name not in words.TRANSITIONS:
        raise Http404
    if name == "confirm":
        return _do(request, key, answering.confirm, _("Saved."))
    return _do(request, key, answering.move, _("Saved."), move=name)


def _do(request: HttpRequest, key: uuid.UUID, action: Any, done: str, **more: str) -> HttpResponse:
    actor = actor_in(request)
    must_keep(actor)
    row, version = kept(actor, key), version_in(request)
    return answer_button(
        request,
        lambda: action(actor=actor, registration=row, expected=version, **more),
        back=lambda: address(row),
        done=done,
    )


@require_POST
def letter(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Print the letter with a code, to confirm a registration or to say that an entry is still right."""
    actor = actor_in(request)
    actor.must("write", "registration")
    row = kept(actor, key)
    try:
        made = keys.make_letter_code(actor=actor, registration=row, key=key_in(request))
    except ValidationError as refused:
        return page_again(request, address(row), why=" ".join(refused.messages), status=422)
    if made is None:
        return page_again(request, address(row), why=_("There is nothing to answer here now."), status=409)
    code, until = made
    content = letter_pdf(
        row,
        sender=actor.organisation,
        signed=str(actor.user),
        code=code,
        until=until,
        address=whole_address(reverse("joining_code")),
    )
    return pdf_response(content, "letter")
