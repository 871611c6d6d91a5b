from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("schooling", "0004_leads_to")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="examregistration",
            name="paper",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
    ]
