"""The list of openings: on the page, on the map beside it, and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from throughgate.foundation.database.paging import Page
from throughgate.foundation.web.components import ActiveFilter, Column, Table, address_with
from throughgate.foundation.web.exports import PIECE, Export, export, hidden_fields, pages
from throughgate.foundation.web.saved_filters import lead_back, remember
from throughgate.ground.accounts.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.work.openings import actions, words
from throughgate.work.openings.choices import Kind
from throughgate.work.openings.forms import FilterForm, OwnFilterForm
from throughgate.work.openings.map import Map, Spot, draw
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.listing import ORDERS, OpeningPage, Wanted, opening_page
from throughgate.work.openings.views.acting import actor_of

COOKIE = "openings_list"


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Show openings as far as the actor may see them."""
    actor = actor_of(request)
    if back := lead_back(request, COOKIE, ("kind", "show", "sort")):
        return back
    whole = actor.may("read", "opening")
    form, chosen, wanted = _wanted(actor, request.GET)
    organisation, place = wanted.organisation, chosen.get("place")
    page = opening_page(
        actor, wanted, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    context = {
        "form": form,
        "active": _active(request, chosen, organisation),
        "table": _table(request, page, wanted),
        "map": picture(page.rows, place, wanted.reach_km),
        "page": page,
        "place": place,
        "reach": wanted.reach_km,
        "organisation": organisation,
        "apart_address": address_with(request, show="no_place", place=None, reach=None),
        "whole_register": whole,
        "add_address": _add_address(actor, organisation),
        "today": timezone.localdate(),
        "fields": hidden_fields(request.GET),
    }
    response = render(request, "openings/list.html", context)
    if organisation is None:
        kept = {"kind": wanted.kind, "show": wanted.show if wanted.show == "all" else "", "sort": wanted.sort}
        remember(request, response, COOKIE, kept)
    return response


@require_POST
def export_list(request: HttpRequest) -> HttpResponse:
    """Hand over what the list shows, as a file."""
    actor = actor_of(request)
    _form, _chosen, wanted = _wanted(actor, request.POST)
    return export(
        request,
        Export(
            name="openings",
            title=_("Openings"),
            columns=columns(),
            rows=lambda: pages(lambda after: _lines(opening_page(actor, wanted, after=after, size=PIECE))),
            back=reverse("openings:list"),
        ),
    )


def picture(rows: Sequence[Opening], place: Any, reach_km: float) -> Map | None:
    """Return the map of what a page lists; none where nothing of it has a position."""
    spots = [
        Spot(
            row.latitude, row.longitude, row.title, reverse("openings:page", args=[row.pk]), words.where(row)
        )
        for row in rows
        if row.latitude is not None and row.longitude is not None
    ]
    return draw(spots, place, reach_km)


def _lines(page: OpeningPage) -> Page[Line]:
    return Page([Line.of(row) for row in page.rows], after=page.after)


def _wanted(actor: Actor, said: QueryDict) -> tuple[FilterForm, dict[str, Any], Wanted]:
    """Return the filter, what of it can be read, and which openings it asks for."""
    form = (FilterForm if actor.may("read", "opening") else OwnFilterForm)(said or None)
    # What cannot be read is shown with its error; the rest still narrows the list.
    chosen = {name: value for name, value in _cleaned(form).items() if value not in (None, "")}
    wanted = Wanted(
        text=chosen.get("text", ""),
        kind=chosen.get("kind", ""),
        occupation=chosen["occupation"].code if "occupation" in chosen else "",
        centre=chosen.get("place"),
        reach_km=chosen.get("reach", settings.DEFAULT_REACH_KM),
        start_from=chosen.get("start_from"),
        start_until=chosen.get("start_until"),
        day_release=chosen.get("day_release", ""),
        organisation=_organisation_asked(said, actor),
        show=chosen.get("show", ""),
        sort=said.get("sort", "") if said.get("sort") in ORDERS else "",
    )
    return form, chosen, wanted


def _cleaned(form: FilterForm) -> dict[str, Any]:
    form.is_valid()
    return getattr(form, "cleaned_data", {})


def _organisation_asked(said: QueryDict, actor: Actor) -> Organisation | None:
    code = said.get("organisation", "")
    if not code or "\0" in code:
        return None
    found: Organisation = get_object_or_404(Organisation.objects.visible_to(actor), code=code)
    return found


def columns() -> list[Column]:
    """Return what the list shows of each opening, on the page and in a file."""
    return [
        Column(_("Opening"), sort="title", value=lambda line: line.title),
        Column(_("Kind"), value=lambda line: line.opening.get_kind_display()),
        Column(_("Place"), value=lambda line: line.place),
        Column(_("Start"), sort="start", value=lambda line: line.said["start"]),
        Column(_("Seats"), number=True, value=lambda line: line.opening.seats),
        Column(_("Stands until"), value=lambda line: line.stands),
    ]


def _table(request: HttpRequest, page: OpeningPage, wanted: Wanted) -> Table:
    return Table.of(
        request,
        caption=_("Openings"),
        columns=columns(),
        rows=[Line.of(row) for row in page.rows],
        sort=wanted.sort,
        after=page.after,
        before=page.before,
    )


class Line:
    """An opening as a list shows it."""

    def __init__(self, opening: Opening, **said: str) -> None:
        self.opening = opening
        self.said = said

    @classmethod
    def of(cls, opening: Any) -> Line:
        """Put the facts of one opening into words."""
        today = timezone.localdate()
        km = getattr(opening, "km", None)
        return cls(
            opening,
            where=words.where(opening),
            start=words.start(opening, today),
            km="" if km is None else words.kilometres(km),
        )

    @property
    def title(self) -> str:
        """Return the opening and who offers it, as the first cell shows them."""
        return f"{self.opening.title}, {self.opening.organisation.name}"

    @property
    def place(self) -> str:
        """Return where it is, and how far away where a place was asked for."""
        return ", ".join(part for part in (self.said["where"], self.said["km"]) if part)

    @property
    def stands(self) -> Any:
        """Return the day until which it stands, or in a word that it does not."""
        if self.opening.state != "open":
            return self.opening.get_state_display()
        return _("run out") if self.opening.is_over else self.opening.expires_on


def _active(
    request: HttpRequest, chosen: dict[str, Any], organisation: Organisation | None
) -> list[ActiveFilter]:
    labels: list[tuple[str, str, dict[str, None]]] = []
    if organisation is not None:
        labels.append(("organisation", organisation.name, {}))
    for name, value in chosen.items():
        match name:
            case "kind":
                labels.append((name, str(Kind(value).label), {}))
            case "place":
                labels.append((name, str(value), {"place_choice": None, "place_for": None, "reach": None}))
            case "occupation":
                labels.append((name, str(value), {"occupation_choice": None, "occupation_for": None}))
            case "start_from":
                labels.append((name, _("start from %(day)s") % {"day": words.day(value)}, {}))
            case "start_until":
                labels.append((name, _("start until %(day)s") % {"day": words.day(value)}, {}))
            case "text":
                labels.append((name, value, {}))
            case "day_release":
                said = dict(FilterForm.base_fields["day_release"].choices)[value]  # type: ignore[attr-defined]
                labels.append((name, _("day release: %(said)s") % {"said": said}, {}))
            case "show":
                labels.append((name, str(dict(FilterForm.base_fields["show"].choices)[value]), {}))  # type: ignore[attr-defined]
    return [
        # An empty filter stays in the address: the bare one leads back to what was chosen last.
        ActiveFilter(label, address_with(request, **{**beside, name: ""}))
        for name, label, beside in labels
    ]


def _add_address(actor: Actor, organisation: Organisation | None) -> str:
    """Return where one adds an opening: of the organisation shown, of one's own, or of one to be chosen."""
    if organisation is not None:
        may = actions.may_change(actor, organisation)
        return reverse("openings:add-for", args=[organisation.code]) if may else ""
    if actor.may("write", "opening"):
        return reverse("openings:add")
    own = actor.organisation
    return reverse("openings:add-for", args=[own.code]) if actions.may_change(actor, own) else ""
