"""What the person says about a sheet, and the answer; how the person rates themselves."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughgate.foundation.languages.fields import DateField, DateInput
from throughgate.foundation.web.components import Tab
from throughgate.ground.accounts.actor import Actor
from throughgate.person.observations import actions
from throughgate.person.observations.forms import AnswerForm, RemarkForm
from throughgate.person.observations.models import Answer, FrameworkVersion, Remark, RemarkKind, SheetPerson
from throughgate.person.observations.queries.frameworks import (
    columns,
    leveled,
    newest_versions,
    version_asked,
)
from throughgate.person.observations.queries.objections import address_outside, objections_for
from throughgate.person.observations.queries.sheets_of import line_on_sheet
from throughgate.person.observations.rules.sheets import same_unit
from throughgate.person.observations.views.grid import read_level
from throughgate.person.observations.views.sheets import tabs
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.views.editing import add_errors


def profile_address(person: uuid.UUID, anchor: str = "") -> str:
    """Return the address of somebody's profile."""
    address = reverse("observations:profile", args=[person])
    return f"{address}#{anchor}" if anchor else address


@require_safe
def objections(request: HttpRequest) -> HttpResponse:
    """Show objections that wait for an answer."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    actor.must("write", "own_voice")
    found = objections_for(actor).select_related("person", "sheet_person__sheet")
    rows = list(found[:100])
    context = {"rows": rows, "tabs": tabs(actor, "objections")}
    return render(request, "observations/objections.html", context)


@asks_purpose
def remark(request: HttpRequest, key: uuid.UUID, line: uuid.UUID) -> HttpResponse:
    """Type in a comment or an objection from a slip of paper."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    actor.must("write", "own_voice")
    person = open_person(request, key)
    shown = line_on_sheet(actor, person, line)
    if shown is None:
        raise Http404
    form = RemarkForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.add_remark(
                    actor=actor, sheet_person=SheetPerson.objects.get(pk=line), **form.cleaned_data
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, _("It is kept with the sheet. An objection gets an answer."))
                return redirect("observations:line", key, line)
    context = {"person": person, "line": shown, "form": form, "outside": address_outside(actor)}
    return render(request, "observations/remark.html", context, status=status)


@asks_purpose
def answer(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Answer an objection."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    actor.must("write", "own_voice")
    person = open_person(request, key)
    found: Remark | None = (
        Remark.objects.filter(
            pk=row, person=person, kind=RemarkKind.OBJECTION, organisation=actor.organisation
        )
        .select_related("sheet_person__observer")
        .first()
    )
    if found is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.answer_objection(actor=actor, remark=found, text=form.cleaned_data["text"])
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, _("The answer is kept with the objection."))
                return redirect("observations:line", key, found.sheet_person_id)
    context = {
        "person": person,
        "line": line_on_sheet(actor, person, found.sheet_person_id),
        "remark": found,
        "is_answered": Answer.objects.filter(remark=found).exists(),
        "same_unit": actor.membership is not None
        and same_unit(actor.membership.unit, found.sheet_person.observer.unit),
        "observer_unit": found.sheet_person.observer.unit,
        "own_unit": actor.membership.unit if actor.membership else "",
        "form": form,
    }
    return render(request, "observations/answer.html", context, status=status)


@asks_purpose
def self_rating(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Type in how the person rates themselves, from a slip of paper or together."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    actor.must("write", "own_voice")
    person = open_person(request, key)
    version = version_asked(request.GET.get("framework", ""))
    if version is None:
        raise Http404
    offered = columns(version.rows)  # type: ignore[attr-defined]  # annotated
    typed: dict[str, str] = {}
    problems: list[str] = []
    rated_on: Any = timezone.localdate()
    if request.method == "POST":
        typed = {column.key: request.POST.get(column.key, "") for column in offered}
        rated_on = request.POST.get("rated_on", "")
        try:
            levels = {column.id: read_level(typed[column.key], version.scale) for column in offered}
            actions.record_self_ratings(
                actor=actor,
                person=person,
                framework_version=version,
                levels={competency: level for competency, level in levels.items() if level is not None},
                rated_on=DateField().clean(rated_on),
            )
        except ValidationError as error:
            problems = error.messages
        else:
            messages.success(request, _("Saved."))
            return redirect(profile_address(key))
    rows = [(column, typed.get(column.key, ""), leveled(column, version.scale)) for column in offered]
    context = {
        "person": person,
        "version": version,
        "rows": rows,
        "frameworks": _frameworks(request, version),
        "problems": problems,
        "rated_on": DateInput().format_value(rated_on),
    }
    return render(request, "observations/self.html", context, status=422 if problems else 200)


def _frameworks(request: HttpRequest, chosen: FrameworkVersion) -> list[Tab]:
    """Return the newest version of each framework to choose from; nothing where there is one."""
    tabs = [
        Tab(
            version.title,
            f"{request.path}?{urlencode({'framework': str(version.pk)})}",
            current=version.pk == chosen.pk,
        )
        for version in newest_versions()
    ]
    return tabs if len(tabs) > 1 else []
