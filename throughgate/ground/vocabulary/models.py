"""Store what things are called: places, postcodes, occupations and skills. Public data, no person in it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from throughgate.foundation.database.keys import uuid7
from throughgate.foundation.languages.texts import text_in, worded


class Place(models.Model):
    """A town or village, from GeoNames; ``id`` is the GeoNames id and is never used again for another."""

    id = models.IntegerField(primary_key=True)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)
    other_names = ArrayField(models.CharField(max_length=120), default=list)
    keys = ArrayField(models.CharField(max_length=120), default=list)  # every wide key, of all its names
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=8, blank=True)  # GeoNames admin1
    region_name = models.CharField(max_length=80, blank=True)
    near = models.CharField(max_length=120, blank=True)  # the nearest place of more than 20,000
    latitude = models.FloatField()
    longitude = models.FloatField()
    population = models.IntegerField(default=0)
    is_retired = models.BooleanField(default=False)  # no longer in GeoNames; kept for what points here

    class Meta:
        ordering = ("name_key", "id")
        indexes = (
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="place_name_trgm"),
            GinIndex(fields=["keys"], name="place_keys"),
            models.Index(fields=["name_key"], opclasses=["text_pattern_ops"], name="place_name_start"),
            models.Index(fields=["latitude", "longitude"], name="place_position"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_on_earth",
            ),
        )

    def __str__(self) -> str:
        """Give the label that tells this place apart and finds it again when typed."""
        return ", ".join(part for part in (self.name, self.region_name, self.country) if part)


class Postcode(models.Model):
    """A postcode of one country, with its position; optional, loaded from a file by the operator."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    country = models.CharField(max_length=2)
    code = models.CharField(max_length=12)  # letters and digits only
    place_name = models.CharField(max_length=180, blank=True)
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["country", "code", "place_name"], name="postcode_once"),
            models.CheckConstraint(
                condition=models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="postcode_on_earth",
            ),
        )

    def __str__(self) -> str:
        return f"{self.country} {self.code}"


class Occupation(models.Model):
    """A group of ISCO-08 ("7112") or an occupation of ESCO ("7112.1"); ``code`` is the key."""

    code = models.CharField(primary_key=True, max_length=20)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    # 1 major, 2 sub-major, 3 minor, 4 unit group of ISCO-08; 5 and deeper: occupations of ESCO.
    level = models.PositiveSmallIntegerField()
    titles = models.JSONField()
    esco_uri = models.CharField(max_length=200, null=True, unique=True)

    class Meta:
        ordering = ("code",)
        constraints = (worded("titles"),)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Give the title in the reader's language."""
        return text_in(self.titles)


class OccupationWord(models.Model):
    """A word by which an occupation is found. Words of our own outlive every import."""

    class Source(models.TextChoices):
        """Where a word comes from."""

        OWN = "own"  # everyday words of the trades
        TITLE = "title"  # titles of ISCO-08
        ESCO = "esco"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=250)
    key = models.CharField(max_length=250)
    language = models.CharField(max_length=3)
    source = models.CharField(max_length=5, choices=Source.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["occupation", "key", "source"], name="occupation_word_once"),
        )
        indexes = (
            models.Index(fields=["key"], opclasses=["text_pattern_ops"], name="occupation_word_start"),
            GinIndex(fields=["key"], opclasses=["gin_trgm_ops"], name="occupation_word_trgm"),
        )

    def __str__(self) -> str:
        return self.word


class Skill(models.Model):
    """A transversal skill of ESCO ("show initiative"); ``id`` is made from its address, so it stays."""

    id = models.UUIDField(primary_key=True, editable=False)
    uri = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    group_name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True, max_length=4000)

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Loaded(models.Model):
    """What was loaded last, so that loading the same again takes no time."""

    name = models.CharField(primary_key=True, max_length=40)
    digest = models.CharField(max_length=64)
    rows = models.IntegerField()
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "loaded"

    def __str__(self) -> str:
        return self.name
