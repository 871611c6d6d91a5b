"""An organisation may say that an opening of its may be shown publicly."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the mark."""

    dependencies: ClassVar = [("openings", "0004_begins_anywhere")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="opening",
            name="is_public",
            field=models.BooleanField(db_default=False, default=False, verbose_name="may be shown publicly"),
        ),
    ]
