"""Build what is made and not kept in the repository: web fonts, compiled messages and code, collected static files."""

from __future__ import annotations

import argparse
import compileall
import re

from throughgate.commands.environment import set_up_django
from throughgate.config.environment import REPOSITORY, Environment


def main(arguments: list[str]) -> int:
    """Build everything; safe to run again."""
    argparse.ArgumentParser(prog="throughgate build", description=__doc__).parse_args(arguments)
    from throughgate.foundation.languages import catalogues
    from throughgate.foundation.web import fonts

    # Both before the settings are read: they name the folder with the fonts only where it exists.
    fonts.make(Environment.read().var / "static-build")
    catalogues.compile_all()
    # Python does this, too, unless it is told not to, as in many containers: then each process would do it anew.
    compileall.compile_dir(REPOSITORY / "throughgate", quiet=2, rx=re.compile("/tests/"))
    set_up_django()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    return 0
