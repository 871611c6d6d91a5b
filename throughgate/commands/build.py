"""Build what is made and not kept in the repository: web fonts, compiled messages, collected static files."""

from __future__ import annotations

import argparse

from throughgate.commands.environment import set_up_django
from throughgate.config.environment import Environment


def main(arguments: list[str]) -> int:
    """Build everything; safe to run again."""
    argparse.ArgumentParser(prog="throughgate build", description=__doc__).parse_args(arguments)
    from throughgate.foundation.languages import catalogues
    from throughgate.foundation.web import fonts

    # Both before the settings are read: they name the folder with the fonts only where it exists.
    fonts.make(Environment.read().var / "static-build")
    catalogues.compile_all()
    set_up_django()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    return 0
