"""Help somebody who lost both phone and recovery codes; for the operator, after checking in person who asks.

An administrator cannot do this: with a password code and this together they could act as somebody who sees people.
"""

from __future__ import annotations

import argparse
import sys

from throughgate.commands.environment import set_up_django


def main(arguments: list[str]) -> int:
    """Take the second factor away and end every session; the next sign-in sets up a new one."""
    parser = argparse.ArgumentParser(prog="throughgate second-factor", description=__doc__)
    parser.add_argument("username", help="the sign-in name")
    parser.add_argument("--why", required=True, help="who checked the person's identity, and how")
    options = parser.parse_args(arguments)
    set_up_django()
    from throughgate.foundation.database.context import NOBODY, acting
    from throughgate.ground.accounts.actions.passwords import reset_second_factor
    from throughgate.ground.accounts.models import User

    user = User.objects.filter(username=options.username, is_active=True).first()
    if user is None:
        print("Nobody has this sign-in name.", file=sys.stderr)
        return 1
    with acting(NOBODY):
        reset_second_factor(user=user, why=options.why)
    print("The second factor is gone and every session has ended. The next sign-in sets up a new one.")
    return 0
