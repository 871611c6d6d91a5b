"""Pages of openings: list, one opening, add, change, renew, close."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from throughgate.foundation.database.paging import Page
from throughgate.foundation.database.rows import Stale
from throughgate.foundation.web.components import ActiveFilter, Column, Table, address_with
from throughgate.foundation.web.exports import PIECE, Export, export, hidden_fields, pages
from throughgate.foundation.web.remembering import lead_back, remember
from throughgate.ground.accounts.actor import Actor, NotAllowed
from throughgate.ground.accounts.editing import edit, version_in
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.vocabulary.words import CERTIFICATES, LEVELS
from throughgate.work.openings import actions, words
from throughgate.work.openings.choices import Demand, Kind, Shift
from throughgate.work.openings.forms import CompanyFilterForm, FilterForm, OpeningForm, OwnFilterForm
from throughgate.work.openings.map import Map, Spot, draw
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.listing import ORDERS, OpeningPage, Wanted, opening_page
from throughgate.work.openings.rules import OFFERS, OPENING

COMPANIES_SHOWN = 20
COOKIE = "openings_list"


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts: somebody who reads all openings, or those of the own organisation."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not (actor.may("read", "opening") or actor.may("read", "own_opening")):
        raise NotAllowed("read opening")
    return actor


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


@require_safe
def opening_detail(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show one opening."""
    return _show(request, _opening(actor_of(request), key))


def _show(request: HttpRequest, opening: Opening, *, note: str = "", status: int = 200) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    today = timezone.localdate()
    may_change = actions.may_change(actor, opening.organisation)
    moves = OPENING.allowed(opening.state, actor.roles) if may_change else ()
    context = {
        "opening": opening,
        "may_change": may_change,
        "moves": [(move.name, words.MOVES[move.name]) for move in moves],
        "may_renew": may_change and opening.state == "open",
        "work": _work_facts(opening, today),
        "needed": _needed_facts(opening),
        "contacts": list(opening.organisation.contacts.order_by("family_name", "pk")[:3]),
        "note": note,
        "today": today,
    }
    return render(request, "openings/page.html", context, status=status)


def _work_facts(opening: Opening, today: Any) -> list[tuple[str, Any]]:
    day_release = {True: _("yes"), False: _("no"), None: ""}[opening.day_release]
    ends = words.day(opening.ends_on, today) if opening.ends_on else ""
    facts = [
        (_("Occupation"), opening.occupation or opening.occupation_text),
        (_("Where"), words.where(opening)),
        (_("Start"), words.start(opening, today)),
        (_("Seats"), "" if opening.seats is None else opening.seats),
        (_("Possible on day release"), day_release),
        (_("Working hours"), ", ".join(str(Shift(one).label) for one in opening.shifts)),
        (_("Wage"), words.wage(opening)),
    ]
    if ends:
        facts.insert(3, (_("End"), ends))
    return [(label, "0" if value == 0 else value) for label, value in facts]


def _needed_facts(opening: Opening) -> list[tuple[str, Any]]:
    facts = [
        (_("German at least"), words.needed(opening.german, LEVELS)),
        (_("Driving licence"), words.needed(opening.licence)),
    ]
    if opening.certificates:
        facts.append((_("Certificates"), ", ".join(str(CERTIFICATES[c]) for c in opening.certificates)))
    if opening.demands:
        facts.append((_("The work brings"), ", ".join(str(Demand(d).label) for d in opening.demands)))
    return facts


@require_safe
def choose_page(request: HttpRequest) -> HttpResponse:
    """Ask whose opening it is, before one is added."""
    actor = actor_of(request)
    if not actor.may("write", "opening"):
        own = actor.organisation
        if actions.may_change(actor, own):
            return redirect("openings:add-for", own.code)
        raise NotAllowed("write opening")
    form = CompanyFilterForm(request.GET or None)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    rows = Organisation.objects.visible_to(actor).of_kind(*sorted(OFFERS)).named_like(name).with_town()
    found = list(rows.order_by("name_key", "id")[: COMPANIES_SHOWN + 1])
    context = {
        "form": form,
        "found": found[:COMPANIES_SHOWN],
        "more": len(found) > COMPANIES_SHOWN,
        "name": name,
    }
    return render(request, "openings/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_page(request: HttpRequest, code: str) -> HttpResponse:
    """Add an opening of one organisation."""
    actor = actor_of(request)
    organisation: Organisation = get_object_or_404(Organisation.objects.visible_to(actor), code=code)
    if not actions.may_change(actor, organisation):
        raise NotAllowed("write opening")
    added: list[Opening] = []

    def save(form: Any, _version: int) -> None:
        added.append(actions.add_opening(actor=actor, organisation=organisation, **form.cleaned_data))

    return edit(
        request,
        make=lambda data, row: OpeningForm(data, instance=row, organisation=organisation),
        save=save,
        back=lambda: (
            _address(added[0]) if added else f"{reverse('openings:list')}?organisation={organisation.code}"
        ),
        template="openings/change.html",
        context={"heading": _("Add an opening"), "kicker": organisation.name, "organisation": organisation},
        done=_("Added. It stands for 90 days; then it can be renewed."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change_page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Change an opening."""
    actor = actor_of(request)
    opening = _kept(actor, key)

    def save(form: Any, version: int) -> None:
        actions.change_opening(actor=actor, opening=opening, expected=version, **form.cleaned_data)

    return edit(
        request,
        make=lambda data, row: OpeningForm(data, instance=row, organisation=opening.organisation),
        row=opening,
        save=save,
        back=_address(opening),
        template="openings/change.html",
        context={
            "heading": _("Change the opening"),
            "kicker": opening.organisation.name,
            "organisation": opening.organisation,
            "opening": opening,
        },
    )


@require_POST
def renew(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Let the opening stand for another 90 days."""
    return _do(request, key, actions.renew_opening, _("Renewed. It stands for another 90 days."))


@require_POST
def move(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Pause, fill, close or open an opening again."""
    name = request.POST.get("move", "")
    if name not in words.MOVES:
        raise Http404
    return _do(request, key, actions.move_opening, _("Saved."), move=name)


def _do(request: HttpRequest, key: uuid.UUID, action: Any, done: str, **more: str) -> HttpResponse:
    actor = actor_of(request)
    opening = _kept(actor, key)
    try:
        action(actor=actor, opening=opening, expected=version_in(request), **more)
    except Stale:
        note = _("Somebody changed this opening meanwhile. This is how it is now; nothing else was changed.")
        return _show(request, _opening(actor, key), note=note, status=409)
    except ValidationError as refused:
        return _show(request, _opening(actor, key), note=" ".join(refused.messages), status=422)
    messages.success(request, done)
    return redirect(_address(opening))


def _opening(actor: Actor, key: uuid.UUID) -> Opening:
    opening: Opening = get_object_or_404(Opening.objects.visible_to(actor).with_names(), pk=key)
    return opening


def _kept(actor: Actor, key: uuid.UUID) -> Opening:
    """Return an opening that the actor may change; what may be seen but not changed answers 403."""
    opening = _opening(actor, key)
    if not actions.may_change(actor, opening.organisation):
        raise NotAllowed("write opening")
    return opening


def _address(opening: Opening) -> str:
    return reverse("openings:page", args=[opening.pk])
