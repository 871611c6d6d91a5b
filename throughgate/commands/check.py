"""Say whether this installation is sound: settings, migrations, roles, the policies. With --attack: whether its demo holds."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Iterator

from throughgate.commands.environment import set_up_django
from throughgate.config.environment import LOCAL, NO_ADDRESS


def main(arguments: list[str]) -> int:
    """Print everything that is wrong; 1 if there was anything."""
    parser = argparse.ArgumentParser(prog="throughgate check", description=__doc__)
    parser.add_argument(
        "--attack",
        action="store_true",
        help="attack a demo that runs on this machine; it changes its database",
    )
    attack = parser.add_argument_group("with --attack")
    attack.add_argument(
        "--url", default="http://localhost:8000", help="where the demo runs (default: %(default)s)"
    )
    attack.add_argument("--requests", type=int, default=20_000, help="how many (default: %(default)s)")
    attack.add_argument("--seed", type=int, help="repeat an attack by the number that it printed")
    attack.add_argument(
        "--only", default="", metavar="KINDS", help="some of access,forms,keys,headers,races,kills"
    )
    options = parser.parse_args(arguments)
    set_up_django()
    if options.attack:
        return _attack(parser, options)
    found = list(problems())
    print("\n".join(found) or "Everything is in order.")
    return 1 if found else 0


def _attack(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    from django.conf import settings

    from throughgate.bench.attack import run

    kinds = [kind for kind in options.only.split(",") if kind] or list(run.SHARES)
    if unknown := set(kinds) - run.SHARES.keys():
        parser.error(f"there is no {', '.join(sorted(unknown))} in {','.join(run.SHARES)}")
    if not settings.ENVIRONMENT.admin_url:
        parser.error(
            "THROUGHGATE_ADMIN_URL is needed: what people see is compared with what stands in the database"
        )
    seed = secrets.randbelow(1_000_000) if options.seed is None else options.seed
    return run.check(
        options.url,
        settings.ENVIRONMENT.admin_url,
        settings.VAR,
        requests=options.requests,
        seed=seed,
        kinds=kinds,
    )


def problems() -> Iterator[str]:
    """Yield one sentence for each problem; settings and the database first, as the rest needs them."""
    import psycopg
    from django.conf import settings
    from django.db import connection

    from throughgate.foundation.database import policies, roles

    if not settings.ADDRESS:
        yield NO_ADDRESS
    try:
        yield from roles.problems(settings.ENVIRONMENT.database_url)
    except psycopg.Error as error:
        yield f"The database cannot be used ({type(error).__name__}). To make it: throughgate prepare"
        return
    if _is_behind():
        yield "The database is behind the code. To bring it up to date: throughgate prepare"
        return
    with connection.cursor() as cursor:
        yield from policies.problems(cursor)
    yield from _of_django()


def _is_behind() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _of_django() -> Iterator[str]:
    """Yield what the checks say that Django and the apps have registered, from a warning up."""
    from django.conf import settings
    from django.core import checks
    from django.db import DEFAULT_DB_ALIAS

    public = not LOCAL.issuperset(settings.ALLOWED_HOSTS)
    for message in checks.run_checks(databases=[DEFAULT_DB_ALIAS], include_deployment_checks=public):
        if message.level >= checks.WARNING and not message.is_silenced():
            yield str(message)
