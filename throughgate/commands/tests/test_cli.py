"""Expected behaviour of the throughgate command itself."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from throughgate import cli

NO_ARGUMENTS = {"manage", "migrations"}


def test_help_is_instant_and_loads_nothing_heavy() -> None:
    """The overview appears within half a second and without Django."""
    script = "import sys; from throughgate.cli import main; main([]); sys.exit('django' in sys.modules)"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # Of a processor's time, which other programs do not take: on an idle machine the overview takes no longer.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.5
    assert "serve" in result.stdout


def test_an_unknown_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong word gets the list of right ones and exit code 2."""
    assert cli.main(["serv"]) == 2
    assert "There is no command 'serv'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", [name for name in cli.COMMANDS if cli._is_here(cli.COMMANDS[name]) and name not in NO_ARGUMENTS]
)
def test_every_command_of_this_version_explains_itself(name: str) -> None:
    """``--help`` works without a database and without starting one."""
    result = subprocess.run(
        [sys.executable, "-m", "throughgate", name, "--help"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert f"usage: throughgate {name}" in result.stdout
