"""What is stored about imports: the import, what became of each row, and how a source's columns are mapped."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from throughgate.foundation.database.rows import ProtectedManager, Row, Versioned


class State(models.TextChoices):
    """Where an import stands; the moves are in `rules.py`."""

    UPLOADED = "uploaded", _("Columns to be checked")
    MAPPED = "mapped", _("Columns checked")
    PREVIEWING = "previewing", _("Preview is being made")
    PREVIEWED = "previewed", _("Preview ready")
    RUNNING = "running", _("Rows are being imported")
    DONE = "done", pgettext_lazy("import", "Done")
    CANCELLED = "cancelled", pgettext_lazy("import", "Stopped")
    FAILED = "failed", _("Could not be read")
    UNDOING = "undoing", _("Is being undone")
    UNDONE = "undone", _("Undone")


class Outcome(models.TextChoices):
    """What became of a row."""

    CREATED = "created", pgettext_lazy("row of an import", "New")
    CHANGED = "changed", pgettext_lazy("row of an import", "Changed")
    UNCHANGED = "unchanged", pgettext_lazy("row of an import", "Unchanged")
    ASKED = "asked", pgettext_lazy("row of an import", "To be answered")
    REFUSED = "refused", pgettext_lazy("row of an import", "Refused")


class Import(Versioned):
    """One file of one source on its way in. The file itself is deleted when the import is finished."""

    organisation_id = models.UUIDField()
    membership_id = models.UUIDField()
    """Who imports; the worker acts as this membership and checks its rights again."""
    only_for = models.UUIDField(null=True, blank=True)
    """The one membership that sees it, where the kind is private; else everybody here who may import the kind."""
    kind = models.CharField(max_length=24)
    state = models.CharField(max_length=12, choices=State, default=State.UPLOADED)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    file_key = models.CharField(max_length=64, blank=True)
    """The random name under which the file lies; empty once it is deleted."""
    file_name = models.CharField(max_length=200)
    """As it was called where it came from: shown as text, never used as a name."""
    file_size = models.BigIntegerField()
    file_hash = models.CharField(max_length=64)
    reading = models.JSONField(default=dict, blank=True)
    """What a person corrected about how the file is read: encoding, separator, sheet, header_row."""
    mapping = models.JSONField(default=dict, blank=True)
    """Column key → field, None: left out."""
    source_key = models.CharField(max_length=64, blank=True)
    """What the headings are known by, so that the next list of this source is mapped alike."""
    options = models.JSONField(default=dict, blank=True)
    total = models.IntegerField(null=True, blank=True)
    """Data rows, once somebody counted them."""
    last_index = models.IntegerField(default=0)
    """The last row whose result is stored: where a run goes on after a power cut."""
    share = models.FloatField(default=0)
    counts = models.JSONField(default=dict, blank=True)
    """Outcome → rows."""
    reasons = models.JSONField(default=dict, blank=True)
    """Weight:code:field → [rows, first row numbers]."""
    skipped = models.JSONField(default=list, blank=True)
    """Rows of the source that are no data: [first, last, reason]."""
    failure = models.JSONField(default=dict, blank=True)
    """Why the file could not be read: code and values."""
    undone = models.IntegerField(default=0)
    kept = models.IntegerField(default=0)
    """How many rows an undo took back, and how many it left because others changed them since."""

    objects = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        indexes: ClassVar = [
            models.Index(fields=["organisation_id", "-id"], name="import_by_organisation"),
            models.Index(fields=["created_at"], name="import_by_age"),
        ]


class RowResult(Row):
    """What became of one row. `values` hold what is needed to correct it, and only while it waits for that."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    organisation_id = models.UUIDField()
    only_for = models.UUIDField(null=True, blank=True)
    """As with the import."""
    kind = models.CharField(max_length=24)
    number = models.IntegerField()
    """The row as counted in the source, 1-based."""
    index = models.IntegerField()
    """The data row, 1-based."""
    outcome = models.CharField(max_length=10, choices=Outcome)
    reasons = models.JSONField(default=list, blank=True)
    """[code, field, values] each; words are made when they are shown."""
    values = models.JSONField(default=dict, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    target = models.UUIDField(null=True)
    """What the row became: a person, an organisation."""
    key = models.UUIDField(null=True)
    """A keyed hash of the number by which the source knows it."""
    fingerprint = models.UUIDField()
    """A keyed hash of everything that the row said."""
    undo = models.JSONField(default=list, blank=True)
    """What must be set back, kind by kind (see the kinds)."""
    is_preview = models.BooleanField(default=False)
    """Only looked at: nothing was written, and the run replaces it."""
    settled = models.CharField(max_length=12, blank=True)
    """`answered` on the page, `undone`, or `kept` by an undo because somebody changed it since."""

    objects = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "index"], name="row_result_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["of", "outcome", "index"], name="row_result_by_outcome"),
            models.Index(fields=["organisation_id", "kind", "key"], name="row_result_by_key"),
            models.Index(fields=["organisation_id", "kind", "fingerprint"], name="row_result_by_print"),
            models.Index(fields=["target"], name="row_result_by_target"),
        ]


class Remembered(Row):
    """How somebody mapped a column with this heading before: per organisation, kind and source."""

    organisation_id = models.UUIDField()
    kind = models.CharField(max_length=24)
    source_key = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation_id", "kind", "source_key"], name="remembered_once"),
        ]
