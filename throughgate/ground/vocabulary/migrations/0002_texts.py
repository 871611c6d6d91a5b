"""Titles of occupations stand in one column, in every language there is."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

from throughgate.foundation.database.gathering import gather_texts
from throughgate.foundation.database.rows import DatabaseCheck


class Migration(migrations.Migration):
    dependencies: ClassVar = [("vocabulary", "0001_initial")]

    operations: ClassVar = [
        gather_texts("vocabulary", "occupation", "title", "titles", languages=("en", "de"), length=200),
        migrations.AddConstraint(
            model_name="occupation",
            constraint=DatabaseCheck(
                condition=models.Q(("titles__has_key", "en")), name="vocabulary_occupation_titles_worded"
            ),
        ),
    ]
