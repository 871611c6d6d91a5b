"""Seats run down and come back: how many are taken, and how many are left."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.models import F, Q

from throughgate.foundation.database.rows import DatabaseCheck


class Migration(migrations.Migration):
    """Count what is taken; the index of what is near holds what is left."""

    dependencies: ClassVar = [
        ("openings", "0005_public"),
        ("organisations", "0003_closed_lists"),
        ("vocabulary", "0002_texts"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="opening",
            name="taken",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name="opening",
            name="seats_left",
            field=models.GeneratedField(
                db_persist=True,
                expression=F("seats") - F("taken"),
                output_field=models.SmallIntegerField(null=True),
            ),
        ),
        migrations.RemoveIndex(model_name="opening", name="opening_by_cell"),
        migrations.AddIndex(
            model_name="opening",
            index=models.Index(
                fields=["cell_latitude", "cell_longitude"],
                include=(
                    *("id", "latitude", "longitude", "organisation", "kind", "occupation", "state"),
                    *("expires_on", "closing_on", "starts_on", "start_until", "site", "title"),
                    *("is_on_the_road", "seats_left", "day_release", "licence", "german"),
                    *("certificates", "demands"),
                ),
                name="opening_by_cell",
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=DatabaseCheck(
                condition=Q(seats__isnull=True) | Q(seats__gte=F("taken")), name="opening_is_not_overbooked"
            ),
        ),
    ]
