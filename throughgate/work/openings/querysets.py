"""Openings as sentences."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import F, FloatField, Func, Q, Value
from django.utils import timezone

from throughgate.foundation.database import lookups  # noqa: F401 - registers `begins`
from throughgate.foundation.languages.folding import search_key
from throughgate.ground.vocabulary.rules import Position
from throughgate.work.matching import cells_within

if TYPE_CHECKING:
    from throughgate.ground.acting.actor import Actor

MOST_WORDS = 6
MOST_CALLED = 1000
"""So many openings are found by words alone."""
SLACK_KM = 1e-6
"""PostgreSQL and Python may differ in the last digit; the comparison itself decides."""


class OpeningQuerySet(models.QuerySet[Any]):
    """Openings as sentences."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: all openings, or those of the own organisation."""
        if actor.membership is None:
            return self.none()
        if actor.may("read", "opening"):
            return self
        if actor.may("read", "own_opening"):
            return self.filter(organisation=actor.organisation)
        return self.none()

    def standing(self, day: date | None = None) -> Self:
        """Keep openings that stand on a day: open, not run out, not closed to new people."""
        day = day or timezone.localdate()
        return self.filter(
            Q(closing_on__isnull=True) | Q(closing_on__gte=day), state="open", expires_on__gte=day
        )

    def called(self, text: str, *, newest_first: bool = False) -> Self:
        """Keep openings in whose title, description or organisation's name words begin like these. One query.

        Umlauts, accents and capitals may be written in any way. Few are found by the trigrams of their words; of many,
        whoever asks reads the first ones in order and leaves out the others. `newest_first`: nothing else narrows, and the
        newest of them are asked for.
        """
        words = sorted(search_key(text).split(), key=len, reverse=True)[:MOST_WORDS]
        if not words:
            return self
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM gate.openings_called(%s, %s, %s)", [words, MOST_CALLED, newest_first]
            )
            found, named = cursor.fetchone() or ([], [])
        if found is not None:
            return self.filter(pk__in=found)
        said = (F("title_key"), F("words_key"), F("organisation"), Value(words), _uuids(named))
        return self.filter(Func(*said, function="gate.has_words", output_field=models.BooleanField()))

    def in_group(self, code: str) -> Self:
        """Keep openings for an occupation or a group of occupations."""
        return self.filter(occupation__code__begins=code)

    def startable(self, first: date | None = None, last: date | None = None) -> Self:
        """Keep openings that one can start between two days; an unknown start stays in, it is told apart."""
        rows = self
        if first is not None:
            is_open_ended = Q(start_until__isnull=True) & (~Q(kind="training") | Q(starts_on__isnull=True))
            ends_later = Q(start_until__gte=first) | Q(
                start_until__isnull=True, kind="training", starts_on__gte=first
            )
            rows = rows.filter(is_open_ended | ends_later)
        if last is not None:
            rows = rows.filter(Q(starts_on__isnull=True) | Q(starts_on__lte=last))
        return rows

    def within(self, centre: Position, km: float) -> Self:
        """Keep openings within a circle, each with its unrounded distance as `km`; those without position fall out."""
        cells = cells_within(centre, km)
        return (
            self.filter(
                cell_latitude__in=range(cells.latitude_from, cells.latitude_to + 1),
                cell_longitude__range=(cells.longitude_from, cells.longitude_to),
            )
            .annotate(km=_distance(centre))
            .filter(km__lte=km + SLACK_KM)
        )

    def without_position(self) -> Self:
        """Keep openings whose place nobody knows."""
        return self.filter(cell_latitude__isnull=True)

    def with_names(self) -> Self:
        """Add what a line of a list shows."""
        return self.select_related("organisation", "site", "occupation")

    def with_posting(self) -> Self:
        """Add what a job posting says."""
        return self.select_related("organisation", "site__place", "occupation")


def _uuids(keys: list[uuid.UUID] | None) -> Any:
    return Value(keys, output_field=ArrayField(models.UUIDField()))


def _distance(centre: Position) -> Any:
    """Return the great-circle distance in km, as `rules.distance_km` computes it."""
    here = (Value(centre.latitude), Value(centre.longitude))
    return Func(*here, F("latitude"), F("longitude"), function="gate.distance_km", output_field=FloatField())
