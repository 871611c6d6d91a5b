"""Saved lists of people, and the training of observers."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from throughgate.foundation.database.rows import Stale
from throughgate.foundation.web.stale import stale_response
from throughgate.ground.accounts.actor import Actor
from throughgate.ground.accounts.queries import members_of
from throughgate.person.observations import actions
from throughgate.person.observations.forms import GroupForm, TrainingForm
from throughgate.person.observations.models import ObserverTraining, PersonGroup
from throughgate.person.observations.queries import lists
from throughgate.person.observations.views.grid import number
from throughgate.person.observations.views.sheets import must_keep_observers, read_key, tabs
from throughgate.person.people.views.editing import add_errors


def group_list(request: HttpRequest) -> HttpResponse:
    """Show the lists of one's organisation, and make one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    actor.must("write", "person_group")
    form = GroupForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                group = actions.make_group(actor=actor, **form.cleaned_data)
            except ValidationError as error:
                add_errors(form, error)
            else:
                return redirect("observations:group", group.pk)
    return render(
        request,
        "observations/groups.html",
        {"groups": list(lists.groups_of(actor)), "form": form, "tabs": tabs(actor, "groups")},
        status=status,
    )


def _initial(group: PersonGroup) -> dict[str, Any]:
    return {"name": group.name, "setting": group.setting}


def group_or_404(request: HttpRequest, key: uuid.UUID) -> PersonGroup:
    """Return a list of one's organisation."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    actor.must("write", "person_group")
    group: PersonGroup | None = PersonGroup.objects.filter(
        pk=key, organisation=actor.organisation, is_closed=False
    ).first()
    if group is None:
        raise Http404
    return group


def group_page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show who is on a list; rename it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    group = group_or_404(request, key)
    finds = "find" in request.POST  # a search, by POST so that the name stands in no address
    form = GroupForm(None if finds else request.POST or None, initial=_initial(group))
    status = 200
    if request.method == "POST" and not finds:
        status = 422
        if form.is_valid():
            try:
                expected = number(request.POST.get("version"))
                actions.change_group(actor=actor, group=group, expected=expected, **form.cleaned_data)
            except Stale as stale:
                theirs: Any = stale.theirs
                return stale_response(
                    request,
                    form=form,
                    theirs=GroupForm(initial=_initial(theirs)),
                    version=theirs.version,
                    who="",
                    when=None,
                    back=reverse("observations:group", args=[key]),
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, _("Saved."))
                return redirect("observations:group", key)
    members = lists.members_of_group(actor, group)
    find = request.POST.get("find", "")[:60]
    there = {person.pk for person in members}
    return render(
        request,
        "observations/group.html",
        {
            "group": group,
            "members": members,
            "form": form,
            "find": find,
            "found": [(person, person.pk in there) for person in lists.people_named(actor, find)],
            "version": request.POST.get("version", group.version),
        },
        status=status,
    )


@require_POST
def change_members(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Put somebody on a list, take somebody off it, or close it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    group = group_or_404(request, key)
    try:
        if "add" in request.POST:
            actions.add_to_group(actor=actor, group=group, person=read_key(request.POST["add"]))
        elif "take_off" in request.POST:
            actions.take_from_group(actor=actor, group=group, person=read_key(request.POST["take_off"]))
        elif "close" in request.POST:
            actions.change_group(actor=actor, group=group, expected=group.version, is_closed=True)
            messages.success(request, _("The group is closed. Sheets of it stay."))
            return redirect("observations:groups")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("observations:group", key)


def training(request: HttpRequest) -> HttpResponse:
    """Show whose training as an observer is recorded, and record it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    must_keep_observers(actor)
    members = members_of(actor.organisation).with_role("observer")
    form = TrainingForm(request.POST or None, members=members)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.record_training(actor=actor, **form.cleaned_data)
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, _("The training is recorded."))
                return redirect("observations:training")
    trained: dict[uuid.UUID, ObserverTraining] = {}
    for row in ObserverTraining.objects.filter(organisation=actor.organisation).order_by("trained_on", "pk"):
        trained[row.membership_id] = row
    return render(
        request,
        "observations/training.html",
        {
            "observers": [(member, trained.get(member.pk)) for member in members],
            "form": form,
            "tabs": tabs(actor, "training"),
        },
        status=status,
    )
