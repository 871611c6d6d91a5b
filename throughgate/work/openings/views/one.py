"""Pages of one opening: see, add, change, renew, move."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from throughgate.foundation.web.components import Words
from throughgate.foundation.web.form_page import FormPage
from throughgate.foundation.web.posted import version_in
from throughgate.foundation.web.pressed import answer_button
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.ground.organisations.models import Organisation
from throughgate.work.openings import actions, words
from throughgate.work.openings.addresses import page_address
from throughgate.work.openings.forms import OpeningForm
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.people import may_plan
from throughgate.work.openings.rules import OPENING
from throughgate.work.openings.views.acting import actor_of, must_read_openings
from throughgate.work.openings.views.telling import needed_facts, work_facts


@require_safe
def opening_detail(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show one opening."""
    actor = actor_of(request)
    opening = _opening(actor, key)
    today = timezone.localdate()
    may_change = actions.may_change(actor, opening.organisation)
    moves = OPENING.allowed(opening.state, actor.roles) if may_change else ()
    context = {
        "opening": opening,
        "may_change": may_change,
        "moves": [(move.name, words.TRANSITIONS[move.name]) for move in moves],
        "may_renew": may_change and opening.state == "open",
        "work": work_facts(opening, today),
        "needed": needed_facts(opening),
        "contacts": list(opening.organisation.contacts.order_by("family_name", "pk")[:3]),
        "may_suit": may_plan(actor),
        "today": today,
    }
    return render(request, "openings/page.html", context)


class OpeningFormPage(FormPage):
    """The form of an opening."""

    form_class = OpeningForm
    template_name = "openings/change.html"

    organisation: Organisation

    def allow(self) -> None:
        """Let in whoever reads openings; `open` asks whose it is."""
        must_read_openings(self.actor)

    def form_options(self) -> dict[str, Any]:
        """Offer the organisation's sites."""
        return {"organisation": self.organisation}

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the list and the opening."""
        register = (_("Openings"), reverse("openings:list"))
        return [register, (self.row.title, page_address(self.row))] if self.row else [register]

    def back(self) -> str:
        """Return the opening, or the list."""
        return page_address(self.row) if self.row else reverse("openings:list")


class AddOpening(OpeningFormPage):
    """Add an opening of one organisation."""

    title = gettext_lazy("Add an opening")
    done = gettext_lazy("Added. It stands for 90 days; then it can be renewed.")

    def open(self, **keys: Any) -> dict[str, Any]:
        """Find whose opening it is."""
        registered = Organisation.objects.visible_to(self.actor)
        self.organisation = get_object_or_404(registered, code=keys.pop("code"))
        if not actions.may_change(self.actor, self.organisation):
            raise NotAllowed("write opening")
        self.kicker = self.organisation.name
        return keys

    def save(self, form: Any, version: int) -> None:
        """Add it."""
        del version
        self.row = actions.add_opening(actor=self.actor, organisation=self.organisation, **form.cleaned_data)

    def back(self) -> str:
        """Return the opening, or before it is there the openings of the organisation."""
        if self.row is not None:
            return super().back()
        return f"{reverse('openings:list')}?organisation={self.organisation.code}"


class ChangeOpening(OpeningFormPage):
    """Change an opening."""

    title = gettext_lazy("Change the opening")

    def find(self, key: uuid.UUID) -> Opening:
        """Find one that the actor may change."""
        opening = _kept(self.actor, key)
        self.organisation = opening.organisation
        self.kicker = opening.organisation.name
        return opening

    def save(self, form: Any, version: int) -> None:
        """Change it."""
        actions.change_opening(actor=self.actor, opening=self.row, expected=version, **form.cleaned_data)


@require_POST
def renew(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Let the opening stand for another 90 days."""
    return _do(request, key, actions.renew_opening, _("Renewed. It stands for another 90 days."))


@require_POST
def move(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Pause, fill, close or open an opening again."""
    name = request.POST.get("move", "")
    if name not in words.TRANSITIONS:
        raise Http404
    return _do(request, key, actions.move_opening, _("Saved."), move=name)


def _do(request: HttpRequest, key: uuid.UUID, action: Any, done: str, **more: str) -> HttpResponse:
    actor = actor_of(request)
    opening, version = _kept(actor, key), version_in(request)
    return answer_button(
        request,
        lambda: action(actor=actor, opening=opening, expected=version, **more),
        back=lambda: page_address(opening),
        done=done,
    )


def _opening(actor: Actor, key: uuid.UUID) -> Opening:
    opening: Opening = get_object_or_404(Opening.objects.visible_to(actor).with_names(), pk=key)
    return opening


def _kept(actor: Actor, key: uuid.UUID) -> Opening:
    """Return an opening that the actor may change; what may be seen but not changed answers 403."""
    opening = _opening(actor, key)
    if not actions.may_change(actor, opening.organisation):
        raise NotAllowed("write opening")
    return opening
