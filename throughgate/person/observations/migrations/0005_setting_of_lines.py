"""The setting stands beside each person on a sheet, and indexes hold all that a profile asks."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

# Written anew rather than updated: no row of history for what nobody changed.
FILL = """
ALTER TABLE observations_sheetperson ADD COLUMN setting varchar(12);
CREATE FUNCTION pg_temp.setting_of(one uuid) RETURNS varchar LANGUAGE sql STABLE AS
$$ SELECT setting FROM public.observations_sheet WHERE id = one $$;
ALTER TABLE observations_sheetperson ALTER COLUMN setting TYPE varchar(12) USING pg_temp.setting_of(sheet_id),
  ALTER COLUMN setting SET NOT NULL;
DROP FUNCTION pg_temp.setting_of(uuid);
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("observations", "0004_covering_indexes")]

    operations: ClassVar = [
        migrations.RemoveIndex(model_name="sheetperson", name="sheet_person_latest"),
        migrations.RemoveIndex(model_name="rating", name="rating_of_person"),
        migrations.RunSQL(
            FILL,
            "ALTER TABLE observations_sheetperson DROP COLUMN setting",
            state_operations=[
                migrations.AddField(
                    "sheetperson",
                    "setting",
                    models.CharField(
                        choices=[
                            ("sport", "Sport"),
                            ("workshop", "Workshop"),
                            ("class", "Class"),
                            ("ward", "Ward"),
                            ("group", "Group"),
                        ],
                        default="",
                        editable=False,
                        max_length=12,
                    ),
                    preserve_default=False,
                )
            ],
        ),
        migrations.AddIndex(
            model_name="sheetperson",
            index=models.Index(
                fields=["person", "-observed_on", "-id"],
                include=("state", "observer", "setting", "sheet"),
                name="sheet_person_latest",
            ),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(
                fields=["person", "competency"], include=("sheet_person", "level"), name="rating_of_person"
            ),
        ),
    ]
