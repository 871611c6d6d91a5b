"""Prison or probation may read what a company says after a start, where the person agreed to that."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

from throughgate.foundation.database.rows import DatabaseCheck

PURPOSES = (
    ("take_part", "An organisation takes part in the case"),
    ("neutral_profile", "A neutral profile goes to a company"),
    ("open_introduction", "A company learns that I come through the network"),
    ("package", "Documents go to an organisation"),
    ("contact_after_release", "Contact after release"),
    ("who_works_with_me", "Others see who takes part"),
    ("feedback_shared", "Prison or probation reads what a company says after the start"),
    ("regional_plan", "A plan of the region suggests a place"),
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0005_open_introduction")]

    operations: ClassVar = [
        migrations.RemoveConstraint("consent", "consent_purpose_listed"),
        migrations.AlterField(
            "consent",
            "purpose",
            models.CharField(choices=PURPOSES, max_length=32, verbose_name="what for"),
        ),
        migrations.AddConstraint(
            "consent",
            DatabaseCheck(
                condition=models.Q(("purpose__in", [code for code, _ in PURPOSES])),
                name="consent_purpose_listed",
            ),
        ),
    ]
