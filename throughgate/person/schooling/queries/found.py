"""Find a course by a half-remembered name."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F

from throughgate.foundation.database.asking import Question
from throughgate.ground.acting.actor import Actor
from throughgate.person.schooling.models import Course


def courses_like(actor: Actor, key: str, most: int) -> Question[Any] | None:
    """Ask for courses of one's organisation under a name like `key` (folded): the closest and latest first, at most `most`."""
    rows = (
        Course.objects.visible_to(actor)
        .filter(name_key__trigram_word_similar=key)
        .annotate(likeness=TrigramWordSimilarity(key, F("name_key")))
        .order_by("-likeness", "-starts_on", "pk")[:most]
    )
    fields = ("pk", "name", "school_type", "grade", "starts_on", "ends_on")
    return Question.of(rows.values_list(*fields), lambda *row: Course(**dict(zip(fields, row, strict=True))))
