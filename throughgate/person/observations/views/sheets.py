"""Sheets to finish and those signed; starting one; what it is about and who is on it."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from throughgate.foundation.database.rows import Stale
from throughgate.foundation.web.components import Column as TableColumn
from throughgate.foundation.web.components import Tab, Table
from throughgate.foundation.web.stale import stale_response
from throughgate.ground.accounts.actor import Actor, NotAllowed
from throughgate.ground.accounts.rules import ROLES_OF_KIND
from throughgate.person.observations import actions
from throughgate.person.observations.forms import DetailsForm, StartForm
from throughgate.person.observations.models import PersonGroup, Sheet
from throughgate.person.observations.queries import lists
from throughgate.person.observations.queries.frameworks import columns, newest_versions
from throughgate.person.observations.queries.grid import Grid, sheet_grid
from throughgate.person.observations.queries.today import people_without_sheet, stale_before
from throughgate.person.observations.views.grid import number
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.views.editing import add_errors

CASELOAD, NOBODY = "caseload", "nobody"


@require_safe
def sheet_list(request: HttpRequest) -> HttpResponse:
    """Show one's own sheets; who answers objections begins there, who records training there."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.may("write", "sheet"):
        if actor.may("write", "own_voice"):
            return redirect("observations:objections")
        if actor.may("read", "agreement"):
            return redirect("observations:agreement")
        must_keep_observers(actor)
        return redirect("observations:training")
    page = lists.sheets_page(actor, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    table = Table.of(
        request,
        caption=_("Sheets you signed"),
        columns=[
            TableColumn(_("Occasion")),
            TableColumn(_("Observed on")),
            TableColumn(_("Setting")),
            TableColumn(_("People"), number=True),
            TableColumn(_("State")),
        ],
        rows=page.rows,
        after=page.after,
        before=page.before,
    )
    return render(
        request,
        "observations/list.html",
        {
            "table": table,
            "drafts": list(lists.drafts_of(actor)[:50]),
            "tabs": tabs(actor, "sheets"),
        },
    )


@require_safe
def unseen(request: HttpRequest) -> HttpResponse:
    """Show people of one's caseload without a recent sheet."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.may("write", "sheet"):
        actor.must("write", "own_voice")
    lines = people_without_sheet(actor).select_related("person")[:100]
    return render(
        request,
        "observations/unseen.html",
        {
            "people": [line.person for line in lines],
            "before": stale_before(),
            "may_start": actor.may("write", "sheet"),
            "reads_profile": actor.may("read", "competencies"),
        },
    )


def keeps_observers(actor: Actor) -> bool:
    """Say whether the actor records the training of observers: not where nobody observes, as in a company."""
    return (
        actor.membership is not None
        and actor.may("write", "observer_training")
        and "observer" in ROLES_OF_KIND[actor.organisation.kind]
    )


def must_keep_observers(actor: Actor) -> None:
    """Raise NotAllowed unless the actor records the training of observers."""
    if not keeps_observers(actor):
        raise NotAllowed("write observer_training")


def tabs(actor: Actor, current: str) -> list[Tab]:
    """Return where one goes from here; nothing where there is one place only."""
    places = [
        ("sheets", _("Sheets"), reverse("observations:list"), actor.may("write", "sheet")),
        ("groups", _("Groups"), reverse("observations:groups"), actor.may("write", "person_group")),
        ("objections", _("Objections"), reverse("observations:objections"), actor.may("write", "own_voice")),
        (
            "training",
            _("Training of observers"),
            reverse("observations:training"),
            keeps_observers(actor),
        ),
        (
            "issuers",
            _("Bodies that sign"),
            reverse("observations:issuers"),
            keeps_observers(actor) and actor.may("write", "letter_issuer"),
        ),
    ]
    places += [
        ("feedback", _("How I rate"), reverse("observations:feedback"), actor.may("write", "sheet")),
        (
            "agreement",
            _("How far we agree"),
            reverse("observations:agreement"),
            actor.may("read", "agreement"),
        ),
    ]
    found = [Tab(label, address, current=name == current) for name, label, address, may in places if may]
    return found if len(found) > 1 else []


@asks_purpose
def start(request: HttpRequest) -> HttpResponse:
    """Begin a sheet for a group, for one's caseload or for one person."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    actor.must("write", "sheet")
    versions = newest_versions()
    version = next((v for v in versions if str(v.pk) == request.GET.get("framework")), versions[0])
    offered = columns(version.rows)  # type: ignore[attr-defined]  # annotated
    person = open_person(request, read_key(request.GET["person"])) if request.GET.get("person") else None
    groups = [] if person else list(lists.groups_of(actor))
    sources = [(str(person.pk), str(person))] if person else _sources(groups)
    initial: dict[str, Any] = {}
    if group := _likely(actor, groups, request.GET.get("group", "")):
        initial = {"people": str(group.pk), "occasion": group.name}
        if group.setting:
            initial["setting"] = group.setting
    form = StartForm(request.POST or None, sources=sources, offered=offered, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                sheet = actions.start_sheet(
                    actor=actor,
                    framework_version=version,
                    competencies=data["competencies"],
                    people=[person.pk] if person else _people(actor, groups, data["people"]),
                    setting=data["setting"],
                    occasion=data["occasion"],
                    observed_on=data["observed_on"],
                    observed_until_on=data["observed_until_on"],
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                empty = not person and data["people"] == NOBODY
                return redirect("observations:details" if empty else "observations:sheet", sheet.pk)
    return render(
        request,
        "observations/start.html",
        {
            "form": form,
            "versions": versions,
            "version": version,
            "person": person,
            "groups": groups,
            "known": json.dumps({str(g.pk): [g.name, g.setting] for g in groups}),
        },
        status=status,
    )


def _likely(actor: Actor, groups: list[PersonGroup], asked: str) -> PersonGroup | None:
    """Return the group asked for, else one of the setting in which the actor observed last, else the first."""
    if chosen := next((group for group in groups if str(group.pk) == asked), None):
        return chosen
    mine = Sheet.objects.filter(observer=actor.membership).order_by("-observed_on", "-pk")
    setting = mine.values_list("setting", flat=True).first() if len(groups) > 1 else ""
    return next((group for group in groups if group.setting == setting), next(iter(groups), None))


def _sources(groups: list[PersonGroup]) -> list[tuple[str, Any]]:
    named = [(str(group.pk), f"{group.name} ({group.size})") for group in groups]  # type: ignore[attr-defined]
    return [*named, (CASELOAD, _("The people assigned to me")), (NOBODY, _("Choose people one by one"))]


def _people(actor: Actor, groups: list[PersonGroup], source: str) -> list[uuid.UUID]:
    if source == NOBODY:
        return []
    if source == CASELOAD:
        return lists.keys_of_caseload(actor)
    # Who left the organisation is still on the list, but not on a new sheet.
    group = next(group for group in groups if str(group.pk) == source)
    return [person.pk for person in lists.members_of_group(actor, group)]


def read_key(text: str) -> uuid.UUID:
    """Return a key from an address; raise Http404 where it is none."""
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error


def own_draft_or_404(request: HttpRequest, key: uuid.UUID) -> Grid:
    """Return one's own draft with everything on it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    actor.must("write", "sheet")
    grid = sheet_grid(actor, key)
    if grid is None or not grid.is_own or grid.sheet.state != "draft":
        raise Http404
    return grid


def details(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change what a draft is about, and who is on it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    grid = own_draft_or_404(request, key)
    sheet, offered = grid.sheet, columns(grid.sheet.all_competencies)  # type: ignore[attr-defined]  # annotated
    finds = "find" in request.POST  # a search, by POST so that the name stands in no address
    form = DetailsForm(None if finds else request.POST or None, offered=offered, initial=_initial(sheet))
    status = 200
    if request.method == "POST" and not finds:
        status = 422
        if form.is_valid():
            try:
                actions.change_sheet(
                    actor=actor,
                    sheet=sheet,
                    expected=number(request.POST.get("version")),
                    **form.cleaned_data,
                )
            except Stale as stale:
                theirs: Any = stale.theirs
                return stale_response(
                    request,
                    form=form,
                    theirs=DetailsForm(offered=offered, initial=_initial(theirs)),
                    version=theirs.version,
                    who="",
                    when=theirs.changed_at,
                    back=reverse("observations:details", args=[key]),
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, _("Saved."))
                return redirect("observations:sheet", key)
    find = request.POST.get("find", "")[:60]
    there = {row.person_id for row in grid.rows}
    return render(
        request,
        "observations/details.html",
        {
            "form": form,
            "grid": grid,
            "sheet": sheet,
            "find": find,
            "found": [(p, p.pk in there) for p in lists.people_named(actor, find)],
            "version": request.POST.get("version", sheet.version),
        },
        status=status,
    )


def _initial(sheet: Sheet) -> dict[str, Any]:
    names = ("occasion", "setting", "observed_on", "observed_until_on")
    chosen = [str(competency) for competency in sheet.competencies]
    return {**{name: getattr(sheet, name) for name in names}, "competencies": chosen}


@require_POST
def change_people(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Put somebody on a draft, or take somebody off it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    actor.must("write", "sheet")
    sheet = Sheet.objects.filter(pk=key, observer=actor.membership).first()
    if sheet is None:
        raise Http404
    try:
        if "add" in request.POST:
            actions.add_to_sheet(actor=actor, sheet=sheet, people=[read_key(request.POST["add"])])
        elif "take_off" in request.POST:
            actions.take_off_sheet(actor=actor, sheet=sheet, person=read_key(request.POST["take_off"]))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(reverse("observations:details", args=[key]) + "#people")
