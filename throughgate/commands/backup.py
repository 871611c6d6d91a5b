"""Keep a copy of the database, and bring one back into a new database: `throughgate backup`, `throughgate restore`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from throughgate.commands.prepare import passwords_given
from throughgate.foundation.database import roles
from throughgate.foundation.database.cluster_daemon import bin_folders


def backup(arguments: list[str]) -> int:
    """Write the whole database into one file, readable by its owner alone; needs THROUGHGATE_ADMIN_URL."""
    parser = argparse.ArgumentParser(prog="throughgate backup", description=backup.__doc__)
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    admin_url = os.environ["THROUGHGATE_ADMIN_URL"]
    if options.file.exists():
        print(f"{options.file} exists; a backup never writes over another one.", file=sys.stderr)
        return 2
    part = options.file.with_suffix(f"{options.file.suffix}.part")
    part.touch(mode=0o600)
    # As the owner, who passes row security: the application's role would write a file without people.
    done = run_program("pg_dump", admin_url, "--format=custom", "--role=throughgate_owner", f"--file={part}")
    if done == 0:
        part.rename(options.file)
    else:
        part.unlink(missing_ok=True)
    return done


def restore(arguments: list[str]) -> int:
    """Bring a backup into a new database on the same server and prove that its policies stand."""
    parser = argparse.ArgumentParser(prog="throughgate restore", description=restore.__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--database", required=True, help="the name of the new database; it must not exist")
    options = parser.parse_args(arguments)
    admin_url = os.environ["THROUGHGATE_ADMIN_URL"]
    target = urlsplit(admin_url)._replace(path=f"/{options.database}").geturl()
    with psycopg.connect(admin_url, dbname="postgres", autocommit=True) as admin:
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [options.database]).fetchone():
            print(f"The database {options.database} exists; restore into a new one.", file=sys.stderr)
            return 2
        roles.make_roles(admin, passwords_given())
        admin.execute(
            sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(
                sql.Identifier(options.database)
            )
        )
    failed = run_program("pg_restore", target, "--exit-on-error", "--single-transaction", str(options.file))
    if failed:
        return failed
    roles.make_database(admin_url, name=options.database)
    return _prove(options.database)


def _prove(database: str) -> int:
    """Run `throughgate check` on the restored database."""
    url = urlsplit(os.environ["THROUGHGATE_DATABASE_URL"])._replace(path=f"/{database}").geturl()
    admin = urlsplit(os.environ["THROUGHGATE_ADMIN_URL"])._replace(path=f"/{database}").geturl()
    environment = {**os.environ, "THROUGHGATE_DATABASE_URL": url, "THROUGHGATE_ADMIN_URL": admin}
    checked = subprocess.run([sys.executable, "-m", "throughgate", "check"], env=environment, check=False)
    if checked.returncode == 0:
        print(f"Restored into {unquote(database)}. Point THROUGHGATE_DATABASE_URL at it and start again.")
    return checked.returncode


def run_program(program: str, url: str, *arguments: str) -> int:
    """Run one of PostgreSQL's programs on `url`; the password goes by the environment, not by the process list."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    bare = parts._replace(netloc=f"{parts.username}@{host}" if parts.username else host).geturl()
    environment = {**os.environ, "PGPASSWORD": unquote(parts.password or "")}
    for folder in bin_folders():
        if (folder / program).is_file():
            command = [str(folder / program), f"--dbname={bare}", *arguments]
            return subprocess.run(command, env=environment, check=False).returncode
    print(f"{program} was not found; install PostgreSQL's client programs.", file=sys.stderr)
    return 2
