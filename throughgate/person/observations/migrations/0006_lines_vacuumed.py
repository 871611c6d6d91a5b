"""An index answers alone for pages that a vacuum has seen; a table written anew has none, and nothing would ask for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False  # no vacuum in a transaction

    dependencies: ClassVar = [("observations", "0005_setting_of_lines")]

    operations: ClassVar = [
        migrations.RunSQL("VACUUM (ANALYZE) observations_sheetperson", migrations.RunSQL.noop),
    ]
