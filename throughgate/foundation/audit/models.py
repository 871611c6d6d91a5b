"""What is stored about changes and looks. Append-only: the application may insert and read, never change."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from throughgate.foundation.database.rows import ProtectedManager, Row


class Entry(Row):
    """One change that somebody made: dotted action, subject, names of changed fields, reason. No values."""

    at = models.DateTimeField(auto_now_add=True)
    user_id = models.UUIDField(null=True)
    membership_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    request = models.CharField(max_length=36, blank=True)
    action = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=48)
    subject_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    fields = ArrayField(models.CharField(max_length=48), default=list)
    why = models.CharField(max_length=300, blank=True)

    objects = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["person_id", "-at"], name="entry_by_person"),
            models.Index(fields=["organisation_id", "-at"], name="entry_by_organisation"),
            models.Index(fields=["subject_id", "-at"], name="entry_by_subject"),
            # Of what one request or one import did many times, the log shows the latest alone.
            models.Index(fields=["request", "action", "-id"], name="entry_by_request"),
        ]


class History(models.Model):
    """A row as it was before an update or a deletion, kept by a trigger at statement level."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    table_name = models.CharField(max_length=63)
    kind = models.CharField(max_length=32)
    row_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    owner_id = models.UUIDField(null=True)
    """The organisation named in the row, where it names one."""
    operation = models.CharField(max_length=6)
    membership_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    """The organisation that changed it."""
    request = models.CharField(max_length=36, blank=True)
    before = models.JSONField()

    objects = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["row_id", "-id"], name="history_by_row"),
            models.Index(fields=["person_id", "-id"], name="history_by_person"),
            # For what moved of late in a whole caseload: small beside all that is kept.
            models.Index(
                fields=["person_id", "at"],
                condition=models.Q(table_name="people_stay", operation="update"),
                name="history_of_stays",
            ),
        ]


class Access(models.Model):
    """Who looked at whom: one row per request that loaded people. Partitioned by month (see the migration)."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    user_id = models.UUIDField()
    membership_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    roles = ArrayField(models.CharField(max_length=32))
    request = models.CharField(max_length=36)
    page = models.CharField(max_length=80)
    method = models.CharField(max_length=8)
    purpose = models.CharField(max_length=24, blank=True)
    people = ArrayField(models.UUIDField())

    objects = ProtectedManager()

    class Meta:
        managed = False
        base_manager_name = "objects"
