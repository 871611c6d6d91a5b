"""What is near is compared with what it asks for without leaving the index."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Let the index of what is near hold the competencies asked for."""

    dependencies: ClassVar = [("openings", "0008_words")]

    operations: ClassVar = [
        migrations.RemoveIndex(model_name="opening", name="opening_by_cell"),
        migrations.AddIndex(
            model_name="opening",
            index=models.Index(
                fields=["cell_latitude", "cell_longitude"],
                include=(
                    *("id", "latitude", "longitude", "organisation", "kind", "occupation", "state"),
                    *("expires_on", "closing_on", "starts_on", "start_until", "site", "title"),
                    *("is_on_the_road", "seats_left", "day_release", "licence", "german"),
                    *("certificates", "demands", "requirements"),
                ),
                name="opening_by_cell",
            ),
        ),
    ]
