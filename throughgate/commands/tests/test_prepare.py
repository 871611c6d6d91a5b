"""Expected behaviour of preparing a database: safe to repeat, and sound afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.long
def test_preparing_twice_is_the_same_as_once(tmp_path: Path) -> None:
    """A second run changes nothing and fails at nothing; the check finds the database sound."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("THROUGHGATE_")}
    for command in ("prepare", "prepare", "check"):
        result = subprocess.run(
            [sys.executable, "-m", "throughgate", command],
            cwd=ROOT,
            env={**environment, "THROUGHGATE_VAR": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert result.returncode == 0, f"{command}: {result.stdout}{result.stderr}"
