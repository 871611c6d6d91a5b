"""The list of people as a file: what the page shows, for those who may see it, with everybody in it written down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from throughgate.foundation.web.exports import Export, export, pages
from throughgate.ground.accounts.actor import actor_in
from throughgate.person.people.queries.lists import ORDERS, PIECE, Wanted, count_people, people_page
from throughgate.person.people.queries.querysets import reaches_organisation
from throughgate.person.people.views.columns import columns, lines
from throughgate.person.people.views.listing import FilterForm


@require_POST
def export_people(request: HttpRequest) -> HttpResponse:
    """Hand over what the list shows, as a file."""
    actor = actor_in(request)
    actor.must("read", "person")
    wanted = wanted_in(request.POST, wide=reaches_organisation(actor))
    return export(
        request,
        Export(
            name="people",
            title=_("People"),
            columns=columns(),
            rows=lambda: pages(lambda after: lines(people_page(actor, wanted, after=after, size=PIECE))),
            count=lambda most: count_people(actor, wanted, most),
            back=reverse("people:list"),
            of_people=True,
        ),
    )


def wanted_in(said: QueryDict, *, wide: bool) -> Wanted:
    """Read the filter of the page from the form; what is not on the list of allowed values counts as not said."""
    form = FilterForm(said)
    form.is_valid()
    known = {name: value for name, value in form.cleaned_data.items() if value}
    asked = known.pop("show", "mine")
    show = asked if wide else "mine"
    if show != "all":
        known.pop("lead", None)
    sort = said.get("sort", "")
    return Wanted(show=show, sort=sort if sort in ORDERS else "name", **known)
