"""The one way into a person's page: visible, and either in the own caseload or opened for a named purpose."""

from __future__ import annotations

import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from throughgate.person.people.models import Caseload, NamedPurpose, Person


class PurposeNeeded(Exception):
    """The person is linked to the organisation but not in the caseload: a purpose must be named first."""

    def __init__(self, person: uuid.UUID) -> None:
        super().__init__("purpose needed")
        self.person = person


def open_person(request: HttpRequest, key: uuid.UUID) -> Person:
    """Return a person whom the actor may open now; raise Http404 or PurposeNeeded.

    One query. `request.purpose` becomes `caseload` or the purpose named, for the access log; `person.opened_until`
    is set where a purpose holds.
    """
    actor = request.actor  # type: ignore[attr-defined]
    person: Person | None = (
        Person.objects.visible_to(actor)
        .filter(pk=key)
        .select_related("home")
        .annotate(
            is_mine=Exists(
                Caseload.objects.in_force().filter(membership=actor.membership, person=OuterRef("pk"))
            ),
            named=Subquery(_named(actor, "purpose")),
            opened_until=Subquery(_named(actor, "ends_at")),
        )
        .first()
    )
    if person is None:
        raise Http404
    if person.is_mine:
        request.purpose = "caseload"  # type: ignore[attr-defined]
    elif person.named:
        request.purpose = person.named  # type: ignore[attr-defined]
    else:
        raise PurposeNeeded(person.pk)
    return person


def _named(actor: Any, field: str) -> Any:
    return (
        NamedPurpose.objects.filter(
            membership=actor.membership, person=OuterRef("pk"), ends_at__gt=timezone.now()
        )
        .order_by("-ends_at")
        .values(field)[:1]
    )


def asks_purpose(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead to the form for a purpose where one is needed, and back afterwards."""

    @functools.wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PurposeNeeded as needed:
            back = request.get_full_path() if request.method == "GET" else ""
            address = reverse("people:purpose", args=[needed.person])
            return redirect(f"{address}?{urlencode({'next': back})}" if back else address)

    return asking
