"""Words of frameworks stand in one column each, in every language there is."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

from throughgate.foundation.database.gathering import gather_texts
from throughgate.foundation.database.rows import DatabaseCheck

TEXTS = (
    ("frameworkversion", "title", "titles", 120),
    ("frameworkversion", "scale", "scale_names", 80),
    ("competency", "name", "names", 60),
    ("competency", "definition", "definitions", 120),
    ("competency", "situations", "situations", 0),
    ("level", "anchor", "anchors", 120),
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("observations", "0002_closed_lists")]

    operations: ClassVar = [
        *(
            gather_texts("observations", model, old, new, languages=("en", "de"), length=length)
            for model, old, new, length in TEXTS
        ),
        *(
            migrations.AddConstraint(
                model_name=model,
                constraint=DatabaseCheck(
                    condition=models.Q((f"{new}__has_key", "en")), name=f"observations_{model}_{new}_worded"
                ),
            )
            for model, _old, new, _length in TEXTS
        ),
    ]
