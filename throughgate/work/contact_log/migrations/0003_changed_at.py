import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contact_log", "0002_seen_to")]

    operations = [
        migrations.AddField(
            model_name="note",
            name="changed_at",
            field=models.DateTimeField(auto_now=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
    ]
