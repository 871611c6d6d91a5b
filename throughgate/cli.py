"""The ``throughgate`` command: one table of what it can do, each loaded only when it is asked for."""

from __future__ import annotations

import importlib
import importlib.util
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """One word after ``throughgate``: where its function lives (arguments in, code out), what it does."""

    target: str
    help: str
    needs_database: bool = True


COMMANDS = {
    "demo": Command(
        "throughgate.commands.demo:main", "start everything on this machine", needs_database=False
    ),
    "serve": Command("throughgate.commands.serve:main", "answer requests"),
    "worker": Command("throughgate.commands.worker:main", "do the work that pages hand over"),
    "prepare": Command(
        "throughgate.commands.prepare:main", "make roles, tables and the wall, and bring them up to date"
    ),
    "build": Command(
        "throughgate.commands.build:main", "make fonts, messages and static files", needs_database=False
    ),
    "cards": Command("throughgate.commands.cards:main", "show the sign-in cards of the demo"),
    "check": Command("throughgate.commands.check:main", "say whether this installation is sound"),
    "invite": Command("throughgate.commands.invite:main", "invite an organisation's first administrator"),
    "second-factor": Command(
        "throughgate.commands.second_factor:main", "help somebody who lost phone and recovery codes"
    ),
    "import": Command("throughgate.commands.importing:main", "take in a file from the command line"),
    "agreement": Command(
        "throughgate.commands.agreement:main", "measure how far observers agree", needs_database=False
    ),
    "match": Command(
        "throughgate.commands.match:main", "compare people with openings from a file", needs_database=False
    ),
    "scales": Command(
        "throughgate.commands.scales:main", "convert a mark to another scale", needs_database=False
    ),
    "certificates": Command(
        "throughgate.commands.certificates:main",
        "say from a file of marks who can be registered",
        needs_database=False,
    ),
    "chain": Command(
        "throughgate.commands.chain:main",
        "lay the steps of a process chain out along dates",
        needs_database=False,
    ),
    "backup": Command("throughgate.commands.backup:backup", "write the database into one file"),
    "restore": Command("throughgate.commands.backup:restore", "bring a backup into a new database"),
    "bench": Command("throughgate.commands.bench:main", "make a large region and measure pages"),
    "screenshots": Command("throughgate.commands.screenshots:main", "take pictures of the named pages"),
    "messages": Command(
        "throughgate.commands.messages:main",
        "extract, update, compile or check translations",
        needs_database=False,
    ),
    "migrations": Command(
        "throughgate.commands.migrations:main", "say which migrations are missing", needs_database=False
    ),
    "manage": Command("throughgate.commands.manage:main", "run a command of Django's"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in {"-h", "--help", "help"}:
        print(overview())
        return 0
    name, *rest = given
    command = COMMANDS.get(name)
    if command is None:
        print(f"There is no command {name!r}.\n\n{overview()}", file=sys.stderr)
        return 2
    handle_signals()
    from throughgate.config.environment import SettingError
    from throughgate.foundation.database.launcher import LauncherError

    try:
        return _run(command, rest)
    except (SettingError, LauncherError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def overview() -> str:
    """Return the list of commands."""
    lines = [f"  {name:<12} {command.help}" for name, command in COMMANDS.items() if _is_here(command)]
    return "\n".join(
        ["usage: throughgate COMMAND [...]", "", *lines, "", "throughgate COMMAND --help says more."]
    )


def handle_signals() -> None:
    """Turn SIGINT and SIGTERM into exceptions, so that everything opened is closed again.

    Both explicitly: a shell starts background commands with SIGINT ignored, and the default for SIGTERM is
    to end without cleaning up.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _leave)


def _leave(signum: int, _frame: object) -> None:
    raise SystemExit(128 + signum)


def _is_here(command: Command) -> bool:
    return importlib.util.find_spec(command.target.partition(":")[0]) is not None


def _run(command: Command, arguments: list[str]) -> int:
    module, _, function = command.target.partition(":")
    if not _is_here(command):
        print("This command is not part of this version.", file=sys.stderr)
        return 2
    if not command.needs_database or {"-h", "--help"} & set(arguments):
        return int(getattr(importlib.import_module(module), function)(arguments) or 0)
    from throughgate.commands.environment import database_at_hand

    with database_at_hand():
        return int(getattr(importlib.import_module(module), function)(arguments) or 0)
