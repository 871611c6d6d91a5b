"""Openings handed over as job postings of the web: one, or all that a list shows and that may be shown publicly."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from throughgate.foundation.audit.record import record
from throughgate.foundation.web.exports import MOST, handed_over, pages
from throughgate.foundation.web.pressed import page_again
from throughgate.work.openings.addresses import page_address
from throughgate.work.openings.models import Opening
from throughgate.work.openings.postings import document
from throughgate.work.openings.views.acting import actor_of
from throughgate.work.openings.views.listing import OpeningList


@require_POST
def posting(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Hand one opening over, where its organisation said that it may be shown."""
    actor = actor_of(request)
    opening: Opening = get_object_or_404(Opening.objects.visible_to(actor).with_posting(), pk=key)
    if not opening.is_public or opening.state != "open" or opening.is_over:
        why = _(
            "This opening is handed over as a job posting only while it stands and may be shown publicly."
        )
        return page_again(request, page_address(opening), why=why, status=409)
    record("opening.posting", subject=("opening", opening.pk))
    return _file([opening], "opening")


class PostingList(OpeningList):
    """The openings of a list that may be shown publicly, all pages of it."""

    def post(self, request: HttpRequest, **_keys: Any) -> HttpResponse:
        """Hand them over."""
        self.read(request.POST)
        found = pages(lambda after: self.page(after=after, size=self.piece))
        keys = [one.pk for one in islice(found, MOST) if one.is_public]
        rows = Opening.objects.visible_to(self.actor).standing().filter(pk__in=keys, is_public=True)
        openings = list(rows.with_posting().order_by("-pk"))
        record("openings.postings", subject=("list", None), fields=[f"rows: {len(openings)}"])
        return _file(openings, "openings")


def _file(openings: Iterable[Opening], name: str) -> HttpResponse:
    # In a page, too, nothing of it ends the block that it stands in.
    text = json.dumps(document(openings), ensure_ascii=False, indent=2).replace("</", "<\\/")
    return handed_over(text, "application/ld+json; charset=utf-8", name, "jsonld")
