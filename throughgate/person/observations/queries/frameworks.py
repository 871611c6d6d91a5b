"""Frameworks as pages show them: read as JSON beside the sheet, in the reader's language."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from throughgate.foundation.database.keys import read_key
from throughgate.foundation.languages.texts import text_in
from throughgate.person.observations.models import Competency, FrameworkVersion, Level
from throughgate.person.observations.rules.scales import Scale


@dataclass(frozen=True)
class Column:
    """A competency with its anchors: (level, words), the lowest number first."""

    id: uuid.UUID
    key: str
    name: str
    definition: str
    situation: str
    anchors: tuple[tuple[int, str], ...]
    other_names: tuple[str, ...] = ()
    """The name in each language, for files that come back in another one."""


def leveled(column: Column, scale: Scale) -> list[tuple[int, str]]:
    """Return what there is to choose from: every level with its words, where it has any; on a wide scale those alone."""
    words = dict(column.anchors)
    return [(level, words.get(level, "")) for level in (sorted(words) if scale.is_typed else scale.levels)]


def competencies_beside(version: str) -> ArraySubquery:
    """Return every competency of the framework version that `version` refers to, as JSON."""
    anchors = (
        Level.objects.filter(competency=OuterRef("pk"))
        .order_by("level")
        .values(row=JSONObject(level="level", words="anchors"))
    )
    names = ("id", "key", "names", "definitions", "situations")
    return ArraySubquery(
        Competency.objects.filter(framework_version=OuterRef(version))
        .order_by("position")
        .annotate(all_anchors=ArraySubquery(anchors))
        .values(row=JSONObject(**{name: F(name) for name in names}, anchors=F("all_anchors")))
    )


def columns(
    rows: Iterable[Mapping[str, Any]], chosen: Iterable[uuid.UUID] | None = None, *, setting: str = ""
) -> list[Column]:
    """Return the chosen competencies in their order (all of them without a choice)."""
    found = {}
    for row in rows:
        column = Column(
            id=uuid.UUID(row["id"]),
            key=row["key"],
            name=text_in(row["names"]),
            definition=text_in(row["definitions"]),
            situation=text_in(
                {language: texts.get(setting, "") for language, texts in row["situations"].items()}
            ),
            anchors=tuple((anchor["level"], text_in(anchor["words"])) for anchor in row["anchors"]),
            other_names=tuple(row["names"].values()),
        )
        found[column.id] = column
    return [found[key] for key in chosen if key in found] if chosen is not None else list(found.values())


def columns_of(version: FrameworkVersion) -> list[Column]:
    """Return the competencies of a version that a query brought along as `rows`."""
    return columns(version.rows)  # type: ignore[attr-defined]


def newest_versions() -> list[FrameworkVersion]:
    """Return the newest published version of every framework, with its competencies as `rows`; one query."""
    versions = (
        FrameworkVersion.objects.filter(published_on__isnull=False)
        .annotate(rows=competencies_beside("pk"))
        .order_by("framework", "-number")
        .distinct("framework")
    )
    # The one that the product ships comes first.
    return sorted(
        versions.select_related("framework"), key=lambda v: (v.framework.key != "standard", v.title)
    )


def version_asked(text: str) -> FrameworkVersion | None:
    """Return the published version with this key, with its competencies as `rows`; the newest standard for none."""
    if not text:
        return newest_versions()[0]
    key = read_key(text)
    if key is None:
        return None
    found: FrameworkVersion | None = (
        FrameworkVersion.objects.filter(pk=key, published_on__isnull=False)
        .select_related("framework")
        .annotate(rows=competencies_beside("pk"))
        .first()
    )
    return found


def scale_of(version: FrameworkVersion) -> Scale:
    """Return the scale of a version."""
    return version.scale
