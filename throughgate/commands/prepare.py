"""Make the roles and the database, migrate as the owner, apply the policies, load the vocabulary."""

from __future__ import annotations

import argparse
import os
from urllib.parse import unquote, urlsplit

from throughgate.commands.environment import set_up_django
from throughgate.foundation.database import roles


def main(arguments: list[str]) -> int:
    """Prepare the database; safe to run again."""
    parser = argparse.ArgumentParser(prog="throughgate prepare", description=__doc__)
    parser.add_argument("--sample", action="store_true", help="load the invented sample region as well")
    parser.add_argument(
        "--sql", action="store_true", help="print what a database administrator runs instead, and stop"
    )
    options = parser.parse_args(arguments)
    if options.sql:
        print(roles.ROLES)
        print(roles.DATABASE)
        return 0
    make_database()
    set_up_django()
    from throughgate.foundation.database.prepare import prepare
    from throughgate.ground.vocabulary.loading import load_vocabulary
    from throughgate.person.observations.loading import load_frameworks

    prepare()
    load_vocabulary(using="owner")
    load_frameworks(using="owner")
    if options.sample:
        from throughgate.desk.sample import load_sample

        load_sample()
    return 0


def make_database() -> None:
    """Make the database named in the application's address, and the roles with their addresses' passwords."""
    name = unquote(urlsplit(os.environ["THROUGHGATE_DATABASE_URL"]).path.lstrip("/"))
    postgres = urlsplit(os.environ["THROUGHGATE_ADMIN_URL"])._replace(path="/postgres").geturl()
    roles.make_database(postgres, name=name, passwords=passwords_given())


def passwords_given() -> dict[str, str]:
    """Return the passwords of our roles as the addresses in the environment name them."""
    passwords = {}
    for variable in ("THROUGHGATE_DATABASE_URL", "THROUGHGATE_SITE_URL", "THROUGHGATE_REPORTS_URL"):
        url = urlsplit(os.environ.get(variable, ""))
        if url.username and url.password:
            passwords[unquote(url.username)] = unquote(url.password)
    return passwords
