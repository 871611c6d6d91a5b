"""Another revision of this house: its code from git in a folder of its own, its data in a database of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from throughgate.bench.data import ADDRESSES, SUFFIX
from throughgate.config.environment import REPOSITORY, SETTINGS

PAGES = """
import json, sys, django
django.setup()
from throughgate.bench.pages import FLOOR, PAGES
from throughgate.bench.statements import examine
from throughgate.bench.users import visitors
for visitor in visitors():
    for name, address in [("Floor", FLOOR), *((p.name, p.address(visitor)) for p in PAGES if p.concerns(visitor))]:
        if sys.argv[1].lower() in name.lower():
            buffers = sum(statement.buffers for statement in examine(address, visitor.cookie))
            print(json.dumps([name, visitor.name, visitor.cookie, address, buffers]))
"""
"""Asked of the other build in its own words: it knows its addresses and sessions, and may lack what came later."""
PRISON = "import django; django.setup(); from throughgate.bench.imports import prison; prison()"
IMPORT = """
import json, pathlib, sys, django
django.setup()
from throughgate.bench.imports import run_import
print(json.dumps(run_import(pathlib.Path(sys.argv[1]), *sys.argv[2:])))
"""


@dataclass(frozen=True)
class TheirPage:
    """One page as the other build has it, and the buffers of its statements."""

    name: str
    visitor: str
    cookie: str
    address: str
    buffers: int


@dataclass(frozen=True)
class Revision:
    """A checked-out revision, and the environment in which its commands run."""

    name: str
    folder: Path
    environment: dict[str, str]

    def throughgate(self, *arguments: str) -> None:
        """Run one of its commands; raise CalledProcessError where it fails."""
        self._python("-m", "throughgate", *arguments)

    def pages(self, only: str) -> dict[tuple[str, str], TheirPage]:
        """Return its pages whose name contains `only`, by name of page and visitor; the floor is one of them."""
        said = self._python("-c", PAGES, only, settings="throughgate.bench.settings", read=True)
        # Its log may speak on the same lines.
        found = [TheirPage(*json.loads(line)) for line in said.splitlines() if line.startswith("[")]
        return {(page.name, page.visitor): page for page in found}

    def prepare_import(self) -> None:
        """Make its database anew, with a prison that has nobody."""
        drop_database(self.environment["THROUGHGATE_ADMIN_URL"])
        self.throughgate("prepare")
        self._python("-c", PRISON, settings=SETTINGS)

    def run_import(self, path: Path, *more: str) -> tuple[dict[str, Any], dict[str, int]]:
        """Import a list by its command; return time, memory and processor time, and what became of the rows."""
        said = self._python("-c", IMPORT, str(path), *more, settings=SETTINGS, read=True)
        figures, outcomes = json.loads(said.splitlines()[-1])
        return figures, outcomes

    def _python(self, *arguments: str, settings: str = "", read: bool = False) -> str:
        environment = self.environment | ({"DJANGO_SETTINGS_MODULE": settings} if settings else {})
        return (
            subprocess.run(
                [sys.executable, *arguments],
                cwd=self.folder,
                env=environment,
                check=True,
                text=True,
                stdout=subprocess.PIPE if read else None,
            ).stdout
            or ""
        )


@contextmanager
def checked_out(revision: str, repository: Path = REPOSITORY) -> Iterator[Revision]:
    """Take a revision from git into a folder that is removed afterwards; raise LookupError where git has none."""
    try:
        git = ["git", "-C", str(repository)]
        name = subprocess.run(
            [*git, "rev-parse", "--verify", "--quiet", "--short", f"{revision}^{{commit}}"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError) as error:
        raise LookupError(f"git knows no revision {revision!r}.") from error
    with TemporaryDirectory(prefix="throughgate-") as temporary:
        folder = Path(temporary) / "code"
        folder.mkdir()
        archive = subprocess.run([*git, "archive", name], check=True, capture_output=True).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
        yield Revision(
            name,
            folder,
            {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
            | {"PYTHONPATH": str(folder), "THROUGHGATE_VAR": str(Path(temporary) / "var")}
            | databases(f"_{name}{SUFFIX}"),
        )


def databases(ending: str) -> dict[str, str]:
    """Return the addresses of a database beside the one of the environment, its name ending so."""
    found = {}
    for variable in ADDRESSES:
        if address := os.environ.get(variable):
            url = urlsplit(address)
            found[variable] = url._replace(path=url.path + ending).geturl()
    return found


def drop_database(address: str) -> None:
    """Take away the database behind an administrator's address, if there is one."""
    name = urlsplit(address).path.lstrip("/")
    with psycopg.connect(
        urlsplit(address)._replace(path="/postgres").geturl(), autocommit=True
    ) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def copy_database(source: str, target: str) -> None:
    """Make the database behind an administrator's address anew from another one, row for row."""
    from_, to = (urlsplit(url).path.lstrip("/") for url in (source, target))
    drop_database(target)
    with psycopg.connect(urlsplit(source)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(to), sql.Identifier(from_))
        )


def tidy(address: str) -> None:
    """Sweep a database behind an administrator's address, as the server does by itself some minutes after migrations."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
