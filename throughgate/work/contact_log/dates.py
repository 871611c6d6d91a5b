"""Dates of contacts for a calendar: of one note, or of all about an organisation."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from throughgate.foundation.audit.record import record
from throughgate.foundation.interchange.calendar import TYPE, Event, calendar
from throughgate.foundation.web.exports import MOST, handed_over
from throughgate.foundation.web.pressed import page_again
from throughgate.ground.acting.actor import actor_in
from throughgate.ground.organisations.models import Organisation
from throughgate.person.observations.rules.letters import neutral
from throughgate.work.contact_log.actions import KEPT_WITH
from throughgate.work.contact_log.models import HELD, Kind, Note
from throughgate.work.contact_log.views import address, kept

WORDS: Final[dict[str, Promise]] = {
    Kind.VISIT: gettext_lazy("Visit"),
    # Whose workshops they came to is nothing for a calendar that others may see.
    Kind.INSIDE: gettext_lazy("Visit"),
    Kind.FAIR: gettext_lazy("Job fair"),
}
"""What a calendar calls it."""
_DATED: Final = Q(kind__in=HELD) | Q(next_on__isnull=False, done_on=None)


@require_POST
def of_one(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """Hand over the dates of one note."""
    actor = actor_in(request)
    actor.must("write", "company_log")
    note = kept(Note, actor, code, key)
    return _file(request, [note], "contact_note", note.pk, back=address(note.organisation))


@require_POST
def of_all(request: HttpRequest, code: str) -> HttpResponse:
    """Hand over the dates of all notes about an organisation."""
    actor = actor_in(request)
    actor.must("read", "company_log")
    there = Organisation.objects.visible_to(actor).filter(kind__in=KEPT_WITH)
    organisation: Organisation = get_object_or_404(there, code=code)
    rows = Note.objects.visible_to(actor).filter(_DATED, organisation=organisation)
    found = list(rows.select_related("organisation").order_by("happened_on", "pk")[:MOST])
    return _file(request, found, "organisation", organisation.pk, back=address(organisation))


def _file(request: HttpRequest, notes: Iterable[Note], kind: str, key: Any, *, back: str) -> HttpResponse:
    events = [event for note in notes for event in events_of(note)]
    if not events:
        return page_again(request, back, why=_("There is no date to take over."), status=409)
    record("contact_note.dates", subject=(kind, key), fields=[f"rows: {len(events)}"])
    return handed_over(calendar(events), TYPE, "dates", "ics")


def events_of(note: Note) -> Iterator[Event]:
    """Yield the day of a visit or fair, and an open next step; no word of it tells where people come from.

    Who came and what came of it stay in the log.
    """
    with_whom = neutral(note.organisation.name)
    if note.takes_place:
        yield Event(
            key=f"{note.pk}-day",
            title=_named(str(WORDS[note.kind]), with_whom),
            begins=note.happened_on,
            changed=note.changed_at,
            version=note.version,
        )
    if note.next_on is not None and note.is_open:
        yield Event(
            key=f"{note.pk}-step",
            title=_named(neutral(note.next_step) or _("Next step"), with_whom),
            begins=note.next_on,
            changed=note.changed_at,
            version=note.version,
            reminds=True,
        )


def _named(what: str, with_whom: str) -> str:
    return f"{what}: {with_whom}" if with_whom else what
