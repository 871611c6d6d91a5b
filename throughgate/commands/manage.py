"""Run any command of Django's with the database at hand."""

from __future__ import annotations

import os

from throughgate.config.environment import SETTINGS


def main(arguments: list[str]) -> int:
    """Hand the arguments to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["throughgate manage", *arguments])
    return 0
