"""Say whether this installation is sound: settings, migrations, roles, the wall."""

from __future__ import annotations

import argparse

from throughgate.commands.surroundings import set_up_django


def main(arguments: list[str]) -> int:
    """Ask every check that the apps have registered; anything from a warning up fails.

    Apps register theirs with Django's check framework: ``@register(Tags.database)`` where a connection is
    needed.
    """
    parser = argparse.ArgumentParser(prog="throughgate check", description=__doc__)
    parser.parse_args(arguments)
    set_up_django()
    from django.conf import settings
    from django.core.management import CommandError, call_command
    from django.db import DEFAULT_DB_ALIAS

    try:
        call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        print("The database is behind the code. Run: throughgate prepare")
        return 1
    public = not (settings.DEBUG or settings.ENVIRONMENT.demo)
    try:
        call_command("check", databases=[DEFAULT_DB_ALIAS], deploy=public, fail_level="WARNING")
    except CommandError as error:
        print(error)
        return 1
    return 0
