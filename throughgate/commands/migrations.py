"""Say which models have changed without a migration; needs no database."""

from __future__ import annotations

from throughgate.commands.environment import set_up_django


def main(_arguments: list[str]) -> int:
    """Compare models with migrations; 1 when something is missing."""
    set_up_django()
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.state import ProjectState

    loader = MigrationLoader(None, ignore_no_migrations=True)
    conflicts = loader.detect_conflicts()
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(
        graph=loader.graph
    )
    for label, names in conflicts.items():
        print(f"{label}: two last migrations, {' and '.join(sorted(names))}")
    for label, migrations in changes.items():
        for operation in (operation for migration in migrations for operation in migration.operations):
            print(f"{label}: {operation.describe()}")
    return 1 if changes or conflicts else 0
