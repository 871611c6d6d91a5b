import django.db.models.deletion
from django.db import migrations, models

import throughgate.foundation.database.keys


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_closed_lists"),
        ("people", "0006_feedback_shared"),
        ("placements", "0005_in_hand"),
    ]

    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=throughgate.foundation.database.keys.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("looked_on", models.DateField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)ss",
                        to="people.person",
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="placements.placement",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["person", "-looked_on"], name="look_by_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("looked_on__isnull", True),
                            ("looked_on__range", ("1900-01-01", "2100-12-31")),
                            _connector="OR",
                        ),
                        name="look_looked_on_plausible",
                    ),
                    models.UniqueConstraint(fields=("placement", "looked_on"), name="look_once_a_day"),
                ],
            },
        ),
    ]
