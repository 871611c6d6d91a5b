"""A person's plan: begin it, take its steps, leave one out."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from throughgate.foundation.web.posted import version_in
from throughgate.foundation.web.pressed import answer_button
from throughgate.ground.acting.actor import Actor, NotAllowed, actor_in
from throughgate.person.chain import actions
from throughgate.person.chain.choices import Template
from throughgate.person.chain.editions import of_region
from throughgate.person.chain.models import Step
from throughgate.person.chain.queries.plan import lines, plan_of
from throughgate.person.chain.rules.stepping import template_for
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.models import Person, Stay
from throughgate.person.people.views.editing import PersonFormPage


@require_safe
@asks_purpose
def plan(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show somebody's plan."""
    actor = actor_in(request)
    if not actor.may("read", "chain"):
        raise NotAllowed("read chain")
    person = open_person(request, key, with_stays=True)
    today = timezone.localdate()
    found = plan_of(actor, key, today)
    context = {"person": person, "part": "plan", "plan": found, "today": today}
    if found is None and actor.may("write", "chain"):
        context |= _to_begin(actor, person)
    return render(request, "chain/plan.html", context)


def _to_begin(actor: Actor, person: Person) -> dict[str, Any]:
    """Return what the page offers where there is no plan yet: the stay that goes on, and what is proposed for it."""
    stay = _stay_here(actor, person)
    if stay is None:
        return {}
    proposed = template_for(actions.dates_of(stay.arrived_on, stay), timezone.localdate())
    return {
        "stay": stay,
        "proposed": proposed,
        "templates": sorted(Template.choices, key=lambda choice: choice[0] != proposed),
        "no_rules": of_region(actor.organisation.region) is None,
    }


def _stay_here(actor: Actor, person: Person) -> Stay | None:
    stay: Stay | None = Stay.objects.filter(
        person=person, organisation=actor.organisation, ended_on__isnull=True
    ).first()
    return stay


@require_POST
@asks_purpose
def begin(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Begin the plan of a stay that exists."""
    actor = actor_in(request)
    actor.must("write", "chain")
    person = open_person(request, key)
    stay = _stay_here(actor, person)
    if stay is None:
        raise Http404
    template = request.POST.get("template")
    change = partial(
        actions.begin_chain,
        actor=actor,
        stay=stay,
        template=template if template in Template.values else None,  # type: ignore[arg-type]
    )
    return answer_button(request, change, back=partial(_address, key), done=_("The plan begins."))


def _address(key: uuid.UUID, step: uuid.UUID | None = None) -> str:
    return reverse("chain:plan", args=[key]) + (f"#step-{step}" if step else "")


def _step_or_404(actor: Actor, person: uuid.UUID, row: uuid.UUID | None) -> Step:
    """Return a step that is the actor's to take; raise Http404."""
    found: Step | None = (
        Step.objects.visible_to(actor)
        .filter(pk=row, person=person)
        .select_related("chain__stay", "chain__began")
        .first()
    )
    if found is None or not actions.may_take(actor, found):
        raise Http404
    return found


def _button(
    request: HttpRequest, key: uuid.UUID, row: uuid.UUID, action: Callable[..., None], done: str
) -> HttpResponse:
    actor = actor_in(request)
    actor.must("write", "chain_step")
    open_person(request, key)
    step = _step_or_404(actor, key, row)
    change = partial(action, actor=actor, step=step, expected=version_in(request))
    return answer_button(request, change, back=partial(_address, key, row), done=done)


@require_POST
@asks_purpose
def do(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Say that a step is done."""
    return _button(request, key, row, actions.do_step, _("Done. It can be opened again."))


@require_POST
@asks_purpose
def undo(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Open a step again."""
    return _button(request, key, row, actions.undo_step, _("The step is open again."))


class SkipForm(forms.Form):
    """Why a step is left out."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it left out?"),
        max_length=300,
        help_text=gettext_lazy("Colleagues and the person read it."),
    )


class Skip(PersonFormPage):
    """A step that is left out, with a reason."""

    kind = "chain_step"
    form_class = SkipForm
    title = gettext_lazy("Leave a step out")
    button = gettext_lazy("Leave it out")
    done = gettext_lazy("The step is left out. It can be opened again.")
    free_text = ("reason",)
    shows_row = False

    def find(self, row: uuid.UUID | None) -> Step:
        """Find a step that is the actor's to take."""
        return _step_or_404(self.actor, self.person.pk, row)

    def extra(self) -> dict[str, Any]:
        """Name the step."""
        (line,) = lines(self.actor, [self.row], timezone.localdate())
        return {"what": line.title, "more": line.why}

    def save(self, form: SkipForm, version: int) -> None:
        """Skip it."""
        actions.skip_step(
            actor=self.actor, step=self.row, expected=version, reason=form.cleaned_data["reason"]
        )

    def back(self) -> str:
        """Return the plan."""
        return _address(self.person.pk)
