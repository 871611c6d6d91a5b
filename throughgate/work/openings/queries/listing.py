"""One page of the list of openings, by title, start, age or distance; what has no position is told apart."""

from __future__ import annotations

import math
import uuid
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from django.db.models import Q

from throughgate.foundation.database import paging
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.vocabulary.models import Occupation
from throughgate.ground.vocabulary.rules import Position
from throughgate.work.openings.models import Opening

SIZE: Final = 25
APART: Final = 10
"""So many openings without position stand below a list by distance; a link shows all of them."""
ORDERS: Final[dict[str, tuple[str, ...]]] = {
    "new": ("-id",),
    "title": ("title_key", "id"),
    "-title": ("-title_key", "-id"),
    "start": ("start_key", "id"),
    "-start": ("-start_key", "-id"),
}


@dataclass(frozen=True)
class Wanted:
    """Which openings, in which order."""

    text: str = ""
    kind: str = ""
    occupation: Occupation | None = None
    """Its whole group is meant."""
    place: Position | None = None
    reach: float = 30
    """Kilometres around the place."""
    start_from: date | None = None
    start_until: date | None = None
    day_release: str = ""
    """"yes": known to be possible; "maybe": or not known."""
    organisation: Organisation | None = None
    show: str = ""
    """Empty: what stands. "all": what is paused, filled, closed or over, too. "no_place": what has no position."""
    sort: str = ""
    """Empty: the nearest first where a place is named, else the newest."""


@dataclass(frozen=True)
class OpeningPage:
    """Rows, keys of the neighbouring pages, and the first of those whose distance nobody knows."""

    rows: list[Opening] = field(default_factory=list)
    after: str = ""
    before: str = ""
    apart: list[Opening] = field(default_factory=list)
    more_apart: bool = False


def opening_page(
    actor: Actor, wanted: Wanted, *, after: str = "", before: str = "", size: int = 0
) -> OpeningPage:
    """Return one page, of `SIZE` unless said otherwise. One query, three where a place is named."""
    size = size or SIZE
    rows = _rows(actor, wanted)
    if wanted.show == "no_place":
        page = paging.page_of(rows.without_position(), order=("-id",), after=after, before=before, size=size)
        return OpeningPage(list(page.rows), page.after, page.before)
    if wanted.place is None:
        order = ORDERS.get(wanted.sort, ORDERS["new"])
        page = paging.page_of(rows, order=order, after=after, before=before, size=size)
        return OpeningPage(list(page.rows), page.after, page.before)
    apart = list(rows.without_position().order_by("-id")[: APART + 1])
    within = rows.within(wanted.place, wanted.reach)
    if wanted.sort in ORDERS:
        page = paging.page_of(within, order=ORDERS[wanted.sort], after=after, before=before, size=size)
    else:
        page = _by_distance(within, after=after, before=before, size=size)
    return OpeningPage(list(page.rows), page.after, page.before, apart[:APART], len(apart) > APART)


def _rows(actor: Actor, wanted: Wanted) -> Any:
    newest_first = replace(wanted, text="", reach=Wanted.reach) in (Wanted(), Wanted(sort="new"))
    rows: Any = Opening.objects.visible_to(actor).with_names().called(wanted.text, newest_first=newest_first)
    if wanted.show != "all":
        rows = rows.standing()
    if wanted.organisation is not None:
        rows = rows.filter(organisation=wanted.organisation)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.occupation is not None:
        rows = rows.in_group(wanted.occupation.code)
    if wanted.day_release == "yes":
        rows = rows.filter(day_release=True)
    elif wanted.day_release == "maybe":
        rows = rows.exclude(day_release=False)
    return rows.startable(wanted.start_from, wanted.start_until)


def _by_distance(rows: Any, *, after: str, before: str, size: int) -> paging.Page[Opening]:
    """Return one page in the order of distance, which is computed and so no column that `page_of` knows.

    Keys and distances come out of the index alone; only the rows of the page are read whole.
    """
    backwards = bool(before) and not after
    step = "lt" if backwards else "gt"
    key = read_distance(before if backwards else after)
    if key is None:
        backwards = False
    else:
        km, last = key
        rows = rows.filter(Q(**{f"km__{step}": km}) | Q(km=km, **{f"pk__{step}": last}))
    order = ("-km", "-pk") if backwards else ("km", "pk")
    found = list(rows.select_related(None).order_by(*order).values_list("pk", "km")[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return paging.Page([])
    whole = Opening.objects.with_names().in_bulk([pk for pk, _ in found])
    page = []
    for pk, km in found:
        if (row := whole.get(pk)) is not None:
            row.km = km
            page.append(row)
    if not page:
        return paging.Page([])
    return paging.Page(
        page,
        after=_key(page[-1]) if backwards or more else "",
        before=_key(page[0]) if (more if backwards else key is not None) else "",
    )


def _key(opening: Any) -> str:
    return paging.written([repr(opening.km), str(opening.pk)])


def read_distance(text: str) -> tuple[float, uuid.UUID] | None:
    """Return distance and opening of a key from an address that anybody may edit; None where it is no key."""
    try:
        km, key = paging.read(text)
        distance = float(km)
        return (distance, uuid.UUID(key)) if math.isfinite(distance) else None
    except ValueError:
        return None
