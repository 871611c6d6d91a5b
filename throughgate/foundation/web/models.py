"""What is stored for the web itself: keys of changes, and the cache that rate limits use."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Once(models.Model):
    """The key of a form that made a change, and where its answer pointed."""

    key = models.UUIDField(primary_key=True)
    user_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    location = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="once_by_age")]


class CacheEntry(models.Model):
    """The table of Django's database cache, which holds rate limits."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "web_cache"
