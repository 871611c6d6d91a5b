"""The list of openings: on the page, on the map beside it, and as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.forms import Form
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.database.paging import Page
from throughgate.foundation.web.components import ActiveFilter, Empty, Item, LinkButton, address_with, tag
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.tables import Column, shown
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.work.openings import actions, words
from throughgate.work.openings.addresses import page_address
from throughgate.work.openings.columns import FILE_COLUMNS
from throughgate.work.openings.forms import FilterForm, OwnFilterForm
from throughgate.work.openings.map import Map, Spot, draw
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.listing import ORDERS, OpeningPage, Wanted, opening_page
from throughgate.work.openings.queries.people import may_plan
from throughgate.work.openings.views.acting import actor_of


class OpeningList(ListPage):
    """Openings as far as the actor may see them, with a map of those that a page lists."""

    route, export_route = "openings:list", "openings:export"
    title = gettext_lazy("Openings")
    columns = (
        Column(
            gettext_lazy("Opening"),
            value=lambda line: line.title,
            cell=lambda line: line.opening.title,
            link=lambda line: page_address(line.opening),
            below=lambda line: line.opening.organisation.name,
            sort="title",
        ),
        Column(gettext_lazy("Kind"), value=lambda line: line.opening.get_kind_display()),
        Column(gettext_lazy("Place"), value=lambda line: line.place, asked=True),
        Column(gettext_lazy("Start"), value=lambda line: line.start, sort="start", one_line=True, asked=True),
        Column(
            gettext_lazy("Seats left"), value=lambda line: line.opening.seats_left, number=True, asked=True
        ),
        Column(
            gettext_lazy("Open until"),
            value=lambda line: line.stands,
            cell=lambda line: line.mark,
            one_line=True,
        ),
    )
    file_columns = FILE_COLUMNS
    orders: ClassVar = {"": ORDERS["new"], **ORDERS}
    along: ClassVar = {
        "place": ("place_choice", "place_for", "reach"),
        "occupation": ("occupation_choice", "occupation_for"),
    }
    cookie = "openings_list"
    remembered = ("kind", "show")
    exported = "openings"
    none_fit = Empty(
        gettext_lazy("No opening found"),
        gettext_lazy("Take a filter away, or look farther around."),
        label=gettext_lazy("Show all"),
    )
    template_name = "openings/list.html"

    organisation: Organisation | None
    wanted: Wanted
    found: OpeningPage

    def allow(self) -> None:
        """Let in those who see openings, of others or their own."""
        actor_of(self.request)

    def make_form(self, params: QueryDict) -> Form:
        """Offer more to those who see openings of others."""
        return (FilterForm if self.actor.may("read", "opening") else OwnFilterForm)(params or None)

    def read(self, params: QueryDict) -> None:
        """Read also whose openings are asked for."""
        super().read(params)
        self.organisation = _organisation_asked(params, self.actor)
        known = {"reach": settings.DEFAULT_REACH_KM, **self.chosen}
        self.wanted = Wanted(organisation=self.organisation, sort=self.sort, **known)

    def page(self, *, after: str = "", before: str = "", size: int = 0) -> Page[Opening]:
        """Return one page, by distance where a place was asked for."""
        self.found = opening_page(self.actor, self.wanted, after=after, before=before, size=size)
        return Page(self.found.rows, self.found.after, self.found.before)

    def line(self, row: Opening) -> Line:
        """Return an opening in words."""
        return Line(row)

    def words(self, name: str, value: Any) -> str:
        """Say of a bare day or yes what it is about; the distance goes with the place."""
        match name:
            case "reach":
                return ""
            case "start_from":
                return _("start from %(day)s") % {"day": words.day(value)}
            case "start_until":
                return _("start until %(day)s") % {"day": words.day(value)}
            case "day_release":
                return _("day release: %(said)s") % {"said": super().words(name, value)}
        return super().words(name, value)

    def in_force(self) -> list[ActiveFilter]:
        """Return also whose openings are shown."""
        found = super().in_force()
        if self.organisation is not None:
            found.insert(0, ActiveFilter(self.organisation.name, address_with(self.request, organisation="")))
        return found

    def kept(self) -> Mapping[str, str] | None:
        """Remember nothing of a visit to one organisation's openings, nor that places were unknown."""
        if self.organisation is not None:
            return None
        return {**(super().kept() or {}), "show": "all" if self.wanted.show == "all" else ""}

    def buttons(self) -> list[LinkButton]:
        """Let those add openings who may, and those plan who keep them."""
        found = [LinkButton(reverse("openings:good-to-know"), _("Good to know"), "quiet")]
        if self.organisation is None and may_plan(self.actor):
            found.append(LinkButton(reverse("desk:planning"), _("Plan of the region")))
        if self.actor.may("write", "import_own_openings"):
            found.append(LinkButton(f"{reverse('imports:add')}?kind=own_openings", _("Bring in a list")))
        if address := _add_address(self.actor, self.organisation):
            found.append(LinkButton(address, _("Add an opening"), "main"))
        return found

    def nothing(self) -> Empty | None:
        """Say what an opening is to those who can add one."""
        if self.active:
            return super().nothing()
        if address := _add_address(self.actor, self.organisation):
            hint = _("An opening is an internship, a training place, a job or voluntary support.")
            return Empty(_("No opening found"), hint, address, _("Add an opening"))
        return Empty(_("No opening found"), _("Nobody has entered one yet."))

    def extra(self) -> dict[str, Any]:
        """Show the map, and what has no position apart."""
        found, place, reach = self.found, self.wanted.place, self.wanted.reach
        drawn = picture(found.rows, place, reach)
        return {
            "kicker": self.organisation.name if self.organisation else self._whose(),
            "map": drawn,
            "map_title": title_of(drawn),
            "place": place,
            "reach": reach,
            "apart": [_apart(row) for row in found.apart],
            "more_apart": found.more_apart,
            "apart_address": address_with(self.request, show="no_place", place=None, reach=None),
        }

    def _whose(self) -> str:
        whole = self.actor.may("read", "opening")
        return _("What companies and others offer") if whole else _("What your organisation offers")


def _apart(opening: Opening) -> Item:
    below = f"{opening.get_kind_display()} · {opening.organisation.name}"
    return Item(opening.title, page_address(opening), [below])


def picture(rows: Sequence[Opening], place: Any, reach_km: float) -> Map | None:
    """Return the map of what a page lists; none where nothing of it has a position."""
    spots = [
        Spot(row.latitude, row.longitude, row.title, page_address(row), words.where(row))
        for row in rows
        if row.latitude is not None and row.longitude is not None
    ]
    return draw(spots, place, reach_km)


def title_of(drawn: Map | None) -> str:
    """Return what the map shows, in words."""
    number = drawn.number if drawn else 0
    return ngettext(
        "Map with %(number)s opening of this page", "Map with %(number)s openings of this page", number
    ) % {"number": number}


def _organisation_asked(said: QueryDict, actor: Actor) -> Organisation | None:
    code = said.get("organisation", "")
    if not code or "\0" in code:
        return None
    found: Organisation = get_object_or_404(Organisation.objects.visible_to(actor), code=code)
    return found


@dataclass(frozen=True)
class Line:
    """An opening as a list shows it, on the page and in a file."""

    opening: Any

    @property
    def title(self) -> str:
        """Return the opening and who offers it."""
        return f"{self.opening.title}, {self.opening.organisation.name}"

    @property
    def place(self) -> str:
        """Return where it is, and how far away where a place was asked for."""
        km = getattr(self.opening, "km", None)
        far = "" if km is None else words.kilometres(km)
        return ", ".join(part for part in (words.where(self.opening), far) if part)

    @property
    def start(self) -> str:
        """Return when one can start."""
        return words.start(self.opening, timezone.localdate())

    @property
    def stands(self) -> Any:
        """Return the day until which it stands, or in a word that it does not."""
        if self.opening.state != "open":
            return self.opening.get_state_display()
        return _("run out") if self.opening.is_over else self.opening.expires_on

    @property
    def mark(self) -> str:
        """Return the same with a mark where it does not stand."""
        if self.opening.state == "open" and not self.opening.is_over:
            return shown(self.opening.expires_on)
        return tag(self.stands, "late" if self.opening.state == "open" else "")


def _add_address(actor: Actor, organisation: Organisation | None) -> str:
    """Return where one adds an opening: of the organisation shown, of one's own, or of one to be chosen."""
    if organisation is not None:
        may = actions.may_change(actor, organisation)
        return reverse("openings:add-for", args=[organisation.code]) if may else ""
    if actor.may("write", "opening"):
        return reverse("openings:add")
    own = actor.organisation
    return reverse("openings:add-for", args=[own.code]) if actions.may_change(actor, own) else ""
