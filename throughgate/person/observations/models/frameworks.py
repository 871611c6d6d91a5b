"""Frameworks as versioned data. A published version never changes: a trigger refuses it (see `policies.sql`)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from throughgate.foundation.database.rows import Row
from throughgate.foundation.languages.texts import text_in, worded
from throughgate.person.observations.rules.scales import Scale


class Framework(Row):
    """A set of competencies that belong together, through all its versions."""

    key = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.key


class FrameworkVersion(Row):
    """One version with its scale. Sheets keep the version they were made with."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    titles = models.JSONField()
    scale_key = models.CharField(max_length=40)
    scale_names = models.JSONField()
    lowest = models.PositiveSmallIntegerField()
    highest = models.PositiveSmallIntegerField()
    best = models.CharField(max_length=8)
    digest = models.CharField(max_length=64)
    """A hash of all words, so that loading notices a changed file under an old number."""
    published_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "number"], name="framework_version_once"),
            models.CheckConstraint(condition=Q(lowest__lt=F("highest")), name="framework_scale_has_levels"),
            models.CheckConstraint(condition=Q(best__in=("lowest", "highest")), name="framework_scale_best"),
            worded("titles"),
            worded("scale_names"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Return the title in the reader's language."""
        return text_in(self.titles)

    @property
    def scale(self) -> Scale:
        """Return the scale as it was when this version was published."""
        return Scale(self.lowest, self.highest, self.best, self.scale_key, self.scale_names)

    @property
    def scale_name(self) -> str:
        """Return the scale in words: a level never stands without it."""
        return text_in(self.scale_names)


class Competency(Row):
    """One competency of one version."""

    framework_version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="competencies")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    names = models.JSONField()
    definitions = models.JSONField()
    situations = models.JSONField()
    """By language, and there by setting."""
    esco = ArrayField(models.CharField(max_length=80), default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework_version", "key"], name="competency_once"),
            models.UniqueConstraint(
                fields=["framework_version", "position"], name="competency_position_once"
            ),
            worded("names"),
            worded("definitions"),
            worded("situations"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the reader's language."""
        return text_in(self.names)

    @property
    def definition(self) -> str:
        """Return the one-line definition in the reader's language."""
        return text_in(self.definitions)


class Level(Row):
    """One level with its anchor: what one can see."""

    competency = models.ForeignKey(Competency, models.PROTECT, related_name="levels")
    level = models.PositiveSmallIntegerField()
    anchors = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["competency", "level"], name="level_once"),
            worded("anchors"),
        ]

    @property
    def anchor(self) -> str:
        """Return the anchor in the reader's language."""
        return text_in(self.anchors)
