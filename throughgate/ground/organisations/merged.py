"""Addresses of an organisation that was merged into another one lead to the one that stays."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from throughgate.ground.acting.actor import actor_or_none
from throughgate.ground.organisations.models import Organisation


class LeadOn:
    """Where a page of an organisation is not there, ask whether the organisation was merged; nothing is asked otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as it is."""
        return self.get_response(request)

    @staticmethod
    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Lead to the same page of the one that stays; what was sent is not sent on."""
        match = request.resolver_match
        actor = actor_or_none(request)
        if not isinstance(exception, Http404) or match is None or actor is None or "code" not in match.kwargs:
            return None
        stays = stays_of(match.kwargs["code"])
        if stays is None or not Organisation.objects.visible_to(actor).filter(pk=stays.pk).exists():
            return None
        if request.method in ("GET", "HEAD"):
            return redirect(reverse(match.view_name, kwargs={**match.kwargs, "code": stays.code}))
        messages.warning(
            request,
            _(
                "This organisation was merged with %(name)s meanwhile. Nothing was changed: look at the entry that stays."
            )
            % {"name": stays.name},
        )
        return redirect("organisations:page", stays.code)


def stays_of(code: str) -> Organisation | None:
    """Return the organisation into which the one of this code was merged; None where it was not."""
    found = Organisation.objects.filter(code=code).exclude(merged_into=None).select_related("merged_into")
    gone: Organisation | None = found.first()
    return gone.merged_into if gone else None
