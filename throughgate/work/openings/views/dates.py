"""Until when one can apply, for a calendar: of one opening, or of all that a list shows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from throughgate.foundation.audit.record import record
from throughgate.foundation.interchange.calendar import TYPE, Event, calendar
from throughgate.foundation.web.exports import MOST, handed_over, hidden_fields, pages
from throughgate.foundation.web.pressed import page_again
from throughgate.work.openings import words
from throughgate.work.openings.addresses import page_address
from throughgate.work.openings.models import Opening
from throughgate.work.openings.views.acting import actor_of
from throughgate.work.openings.views.listing import OpeningList


@require_POST
def one_date(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Hand over the last day to apply of one opening."""
    actor = actor_of(request)
    opening: Opening = get_object_or_404(Opening.objects.visible_to(actor).with_names(), pk=key)
    if opening.closing_on is None:
        why = _("There is no last day to apply.")
        return page_again(request, page_address(opening), why=why, status=409)
    record("opening.date", subject=("opening", opening.pk))
    return _file([opening])


class DateList(OpeningList):
    """The last days to apply of the openings in a list, all pages of it."""

    def post(self, request: HttpRequest, **_keys: Any) -> HttpResponse:
        """Hand them over."""
        self.read(request.POST)
        found = pages(lambda after: self.page(after=after, size=self.piece))
        openings = [one for one in islice(found, MOST) if one.closing_on is not None]
        if not openings:
            why = _("No opening in this list has a last day to apply.")
            fields = dict(hidden_fields(request.POST)) or {self.remembered[0]: ""}
            back = f"{reverse('openings:list')}?{urlencode(fields)}"
            return page_again(request, back, why=why, status=409)
        record("openings.dates", subject=("list", None), fields=[f"rows: {len(openings)}"])
        return _file(openings)


def _file(openings: Iterable[Opening]) -> HttpResponse:
    return handed_over(calendar(map(_event, openings)), TYPE, "apply-until", "ics")


def _event(opening: Any) -> Event:
    """Return the day; nobody else's text goes into a calendar but the title and who offers it."""
    return Event(
        key=f"{opening.pk}-closing",
        title=_("Apply until today: %(title)s, %(company)s")
        % {"title": opening.title, "company": opening.organisation.name},
        begins=opening.closing_on,
        changed=opening.changed_at,
        place=words.where(opening),
        version=opening.version,
        reminds=True,
    )
