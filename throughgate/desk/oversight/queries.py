"""What the pages of the logs ask."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from throughgate.person.people.queries.listed import people_listed


def firsts(entries: QuerySet[Any]) -> QuerySet[Any]:
    """Keep one entry of those that one request, or one import, made of a kind: the latest of them."""
    later = entries.filter(request=OuterRef("request"), action=OuterRef("action"), id__gt=OuterRef("id"))
    return entries.filter(Q(request="") | ~Exists(later))


def how_many(entries: QuerySet[Any], rows: Iterable[Any]) -> dict[tuple[str, str], int]:
    """Return of how many entries each of `rows` is the one that stands for all, by request and action. One query."""
    wanted = {row.request for row in rows} - {""}
    counted = entries.filter(request__in=wanted).values_list("request", "action").annotate(n=Count("*"))
    return {(request, action): n for request, action, n in counted.order_by()} if wanted else {}


def names_of(people: Iterable[uuid.UUID | None]) -> Mapping[uuid.UUID, str]:
    """Return what those are called whom the actor may see, and note that they were read; one query, none for nobody."""
    wanted = {key for key in people if key is not None}
    return {key: one.person.formal_name for key, one in people_listed(wanted).items()}
