"""The visibility table: where lists, counts and searches start. Kept by triggers only."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F

from throughgate.foundation.database.rows import ProtectedManager
from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people import choices
from throughgate.person.people.models.cases import Assignment, CaseLink
from throughgate.person.people.models.querysets import VisibilityQuerySet
from throughgate.person.people.models.register import Person
from throughgate.person.people.models.shared import Protected


class Visibility(Protected):
    """One line of the visibility table: where a list, a count or a search starts. Kept by triggers only.

    One row per case link, with the person's sort keys, so that a page is one index range per organisation.
    """

    link = models.OneToOneField(CaseLink, models.CASCADE, primary_key=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    role = models.CharField(max_length=12, choices=choices.LinkRole)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    name_key = models.CharField(max_length=220, db_collation="C")
    search_key = models.CharField(max_length=600, db_collation="C")
    release_on = models.DateField()
    """Expected, else earliest, else latest release of the open stay; the year 9999 where unknown, so it sorts last."""
    led_until = models.DateField(null=True)
    """Until when somebody of the organisation has the person in the caseload; NULL: nobody ever had."""
    changed_at = models.DateTimeField()

    objects = ProtectedManager.from_queryset(VisibilityQuerySet)()  # type: ignore[misc]

    class Meta(Protected.Meta):
        indexes: ClassVar = [
            models.Index(fields=["organisation", "name_key", "person"], name="visibility_by_name"),
            # Covering, so that counts over a window of releases stay inside the index.
            models.Index(
                fields=["organisation", "release_on", "person"],
                include=["from_on", "until_on", "led_until"],
                name="visibility_by_release",
            ),
            # For names that begin so; the order is that of bytes (COLLATE "C"), or a beginning could not use it.
            models.Index(fields=["organisation", "search_key", "person"], name="visibility_by_beginning"),
            # A tenth of the blocks of a GiST index for a rare name, and a third of its size (PostgreSQL 18).
            GinIndex(
                F("organisation"),
                OpClass(F("search_key"), name="gin_trgm_ops"),
                name="visibility_by_likeness",
                fastupdate=False,
            ),
            models.Index(fields=["organisation", "-changed_at", "-person"], name="visibility_by_change"),
            # Covering, so that whom nobody leads is found among thousands without reading them.
            models.Index(
                fields=["organisation", "led_until"],
                include=["from_on", "until_on", "link"],
                name="visibility_by_lead",
            ),
            # Covering, for row policies ask it for every row.
            models.Index(
                fields=["person", "organisation"],
                include=["role", "from_on", "until_on"],
                name="visibility_by_person",
            ),
        ]


class Caseload(Protected):
    """The same for one member of staff: the people assigned to them. Kept by triggers only."""

    assignment = models.OneToOneField(Assignment, models.CASCADE, primary_key=True, related_name="+")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    name_key = models.CharField(max_length=220, db_collation="C")
    search_key = models.CharField(max_length=600, db_collation="C")
    release_on = models.DateField()
    changed_at = models.DateTimeField()

    objects = ProtectedManager.from_queryset(VisibilityQuerySet)()  # type: ignore[misc]

    class Meta(Protected.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["membership", "name_key", "person"],
                include=["from_on", "until_on"],
                name="caseload_by_name",
            ),
            models.Index(
                fields=["membership", "release_on", "person"],
                include=["from_on", "until_on"],
                name="caseload_by_release",
            ),
            models.Index(fields=["membership", "-changed_at", "-person"], name="caseload_by_change"),
            models.Index(
                fields=["person", "membership"], include=["from_on", "until_on"], name="caseload_by_person"
            ),
        ]
