"""An opening says which competencies it asks for."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("openings", "0006_seats_left")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="opening",
            name="requirements",
            field=models.JSONField(
                blank=True, db_default={}, default=dict, verbose_name="competencies asked for"
            ),
        ),
    ]
