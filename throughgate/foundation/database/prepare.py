"""Bring a database up to date: roles, migrations as the owner, the policies."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command

from throughgate.foundation.database import policies
from throughgate.foundation.database.migrating import models_kept


def prepare() -> None:
    """Migrate as the owner and apply the policies. Safe to run again."""
    if "owner" not in settings.DATABASES:
        raise RuntimeError("THROUGHGATE_ADMIN_URL is needed to prepare the database.")
    with models_kept():
        call_command("migrate", database="owner", interactive=False, verbosity=0)
    policies.apply("owner")
