"""Sheets to finish and those signed; starting one; what it is about and who is on it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST

from throughgate.foundation.web.components import Words
from throughgate.foundation.web.form_page import FormPage
from throughgate.foundation.web.posted import must_read_key
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.person.observations import actions
from throughgate.person.observations.forms import DetailsForm, StartForm
from throughgate.person.observations.models import PersonGroup, Sheet
from throughgate.person.observations.queries import lists
from throughgate.person.observations.queries.frameworks import columns, columns_of, newest_versions
from throughgate.person.observations.queries.grid import Grid, sheet_grid
from throughgate.person.observations.views.closing import OfSheet
from throughgate.person.observations.views.grid import closed
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.models import Person
from throughgate.person.people.views.finding import FindsPeople

CASELOAD, NOBODY = "caseload", "nobody"


@method_decorator(asks_purpose, name="dispatch")
class Start(FormPage):
    """Begin a sheet for a group, for one's caseload or for one person."""

    kind = "sheet"
    form_class = StartForm
    title = gettext_lazy("Start a sheet")
    button = pgettext_lazy("verb", "Start")
    template_name = "observations/start.html"

    person: Person | None = None

    def open(self, **keys: Any) -> dict[str, Any]:
        """Find by which framework is rated, and whom the sheet may be about."""
        asked = self.request.GET
        self.versions = newest_versions()
        chosen = (v for v in self.versions if str(v.pk) == asked.get("framework"))
        self.framework = next(chosen, self.versions[0])
        self.offered = columns_of(self.framework)
        if asked.get("person"):
            self.person = open_person(self.request, must_read_key(asked["person"]))
        self.groups = [] if self.person else list(lists.groups_of(self.actor))
        return keys

    def form_options(self) -> dict[str, Any]:
        """Offer whom it may be about, and the competencies."""
        alone = self.person
        sources = [(str(alone.pk), str(alone))] if alone else _sources(self.groups)
        return {"sources": sources, "offered": self.offered}

    def initial(self, row: None) -> dict[str, Any]:
        """Propose the likeliest group."""
        del row
        group = _likely(self.actor, self.groups, self.request.GET.get("group", ""))
        if group is None:
            return {}
        setting = {"setting": group.setting} if group.setting else {}
        return {"people": str(group.pk), "occasion": group.name, **setting}

    def save(self, form: Any, version: int) -> HttpResponse:
        """Begin it, and open the grid; where nobody was chosen yet, go on to choosing."""
        del version
        data = form.cleaned_data
        source = data.pop("people")
        people = [self.person.pk] if self.person else _people(self.actor, self.groups, source)
        sheet = actions.start_sheet(actor=self.actor, framework_version=self.framework, people=people, **data)
        empty = not self.person and source == NOBODY
        return redirect("observations:details" if empty else "observations:sheet", sheet.pk)

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the list of sheets."""
        return [(_("Sheets"), self.back())]

    def back(self) -> str:
        """Return the list."""
        return reverse("observations:list")

    def extra(self) -> dict[str, Any]:
        """Show the frameworks to choose from, and what the script fills in for a group."""
        return {
            "versions": self.versions,
            "framework": self.framework,
            "person": self.person,
            "groups": self.groups,
            "known": json.dumps({str(g.pk): [g.name, g.setting] for g in self.groups}),
        }


def _likely(actor: Actor, groups: list[PersonGroup], asked: str) -> PersonGroup | None:
    """Return the group asked for, else one of the setting in which the actor observed last, else the first."""
    if chosen := next((group for group in groups if str(group.pk) == asked), None):
        return chosen
    mine = Sheet.objects.filter(observer=actor.membership).order_by("-observed_on", "-pk")
    setting = mine.values_list("setting", flat=True).first() if len(groups) > 1 else ""
    return next((group for group in groups if group.setting == setting), next(iter(groups), None))


def _sources(groups: list[PersonGroup]) -> list[tuple[str, Any]]:
    named = [(str(group.pk), f"{group.name} ({group.size})") for group in groups]
    return [*named, (CASELOAD, _("The people assigned to me")), (NOBODY, _("Choose people one by one"))]


def _people(actor: Actor, groups: list[PersonGroup], source: str) -> list[uuid.UUID]:
    if source == NOBODY:
        return []
    if source == CASELOAD:
        return lists.keys_of_caseload(actor)
    # Who left the organisation is still on the list, but not on a new sheet.
    group = next(group for group in groups if str(group.pk) == source)
    return [person.pk for person in lists.members_of_group(actor, group)]


def own_sheet_or_404(request: HttpRequest, key: uuid.UUID) -> Grid:
    """Return one's own draft with everything on it; for a form also one that is a draft no more."""
    actor = actor_in(request)
    actor.must("write", "sheet")
    grid = sheet_grid(actor, key)
    if grid is None or not grid.is_own or (grid.sheet.state != "draft" and request.method != "POST"):
        raise Http404
    return grid


class Details(OfSheet, FindsPeople):
    """What a draft is about, and who is on it."""

    kind = "sheet"
    form_class = DetailsForm
    title = gettext_lazy("People and details")
    template_name = "observations/details.html"

    def open(self, **keys: Any) -> dict[str, Any]:
        """Open one's own draft with everything on it."""
        self.grid = own_sheet_or_404(self.request, keys["key"])
        return keys

    def find(self, key: uuid.UUID) -> Sheet:
        """Return the draft."""
        del key
        return self.grid.sheet

    def form_options(self) -> dict[str, Any]:
        """Offer the competencies of its framework."""
        return {"offered": columns(self.grid.sheet.all_competencies)}

    def initial(self, row: Sheet) -> dict[str, Any]:
        """Show what it is about."""
        names = ("occasion", "setting", "observed_on", "observed_until_on")
        chosen = [str(competency) for competency in row.competencies]
        return {**{name: getattr(row, name) for name in names}, "competencies": chosen}

    def post(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        """Take the form, unless somebody signed meanwhile."""
        return super().post(request, **keys) if self.row.state == "draft" else self.closed()

    def save(self, form: Any, version: int) -> None:
        """Change it."""
        actions.change_sheet(actor=self.actor, sheet=self.row, expected=version, **form.cleaned_data)

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the list and the sheet."""
        return [(_("Sheets"), reverse("observations:list")), (self.row.occasion, self.target())]

    def back(self) -> str:
        """Return this page."""
        return reverse("observations:details", args=[self.row.pk])

    def target(self) -> str:
        """Go on to the grid."""
        return reverse("observations:sheet", args=[self.row.pk])

    def extra(self) -> dict[str, Any]:
        """Show who is on it."""
        there = {row.person_id for row in self.grid.rows}
        return {"grid": self.grid, "sheet": self.row, **self.found(there)}


@require_POST
def change_people(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Put somebody on a draft, or take somebody off it."""
    actor = actor_in(request)
    grid = own_sheet_or_404(request, key)
    try:
        if "add" in request.POST:
            actions.add_to_sheet(actor=actor, sheet=grid.sheet, people=[must_read_key(request.POST["add"])])
        elif "take_off" in request.POST:
            actions.take_off_sheet(
                actor=actor, sheet=grid.sheet, person=must_read_key(request.POST["take_off"])
            )
    except actions.SheetClosed:
        return closed(request, grid, {})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(reverse("observations:details", args=[key]) + "#people")
