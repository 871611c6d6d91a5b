"""What the list of people shows of each, on the page and in a file: declared once."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from throughgate.foundation.database.paging import Page
from throughgate.foundation.web.components import Column
from throughgate.person.people.queries.lists import PeoplePage, Wanted
from throughgate.person.people.queries.path import path_dates


def columns() -> list[Column]:
    """Return what the list shows of each person, on the page and in a file. The path is drawn, not written."""
    return [
        Column(_("Name"), sort="name", value=_name),
        Column(_("Path")),
        Column(_("Release"), sort="release", value=_release),
        Column(_("Looked after by"), value=lambda line: ", ".join(line["row"].leads)),
    ]


def lines(page: PeoplePage) -> Page[dict[str, Any]]:
    """Return the rows of a page as its table shows them."""
    rows = [{"person": r.person, "dates": path_dates(r.stays), "row": r} for r in page.rows]
    return Page(rows, after=page.after, before=page.before)


def fields(wanted: Wanted) -> list[tuple[str, str]]:
    """Return the filter as it goes into the form that asks for a file."""
    said = {name: getattr(wanted, name) for name in ("show", "release", "lead", "name", "sort")}
    return [(name, value) for name, value in said.items() if value]


def _name(line: dict[str, Any]) -> str:
    person = line["person"]
    name = ", ".join(part for part in (person.family_name, person.given_names) if part)
    if person.called_name and person.called_name != person.given_names:
        return f"{name} ({_('called %(name)s') % {'name': person.called_name}})"
    return name


def _release(line: dict[str, Any]) -> Any:
    dates = line["dates"]
    return dates.released_on if dates and dates.released_on else line["row"].release_on
