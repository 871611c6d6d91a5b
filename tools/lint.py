"""Run every check that needs no test, all of them even when one fails, and say at the end which did."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
CHECKS = {
    "style": ["ruff", "check", "throughgate", "tests", "tools", "--output-format=concise"],
    "format": ["ruff", "format", "--check", "throughgate", "tests", "tools"],
    "types": ["mypy", "--no-error-summary"],
    "templates": ["djlint", "--lint", "--quiet", "throughgate"],
    "floors": ["lint-imports", "--no-logo"],
    "migrations": ["throughgate", "migrations"],
    "messages": ["throughgate", "messages", "check"],
}


def main() -> int:
    """Run the checks named on the command line, or all."""
    failed = []
    for name in sys.argv[1:] or CHECKS:
        program, *arguments = CHECKS[name]
        began = time.monotonic()
        result = subprocess.run(
            [BIN / program, *arguments],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "throughgate.config.settings"},
            capture_output=True,
            text=True,
            check=False,
        )
        verdict = "ok" if result.returncode == 0 else "FAILED"
        print(f"{name:<11} {verdict}  {time.monotonic() - began:5.1f} s", flush=True)
        if result.returncode != 0:
            failed.append(name)
            print(result.stdout + result.stderr, flush=True)
    if failed:
        print(
            f"Not in order: {', '.join(failed)}. To look at one: .venv/bin/python tools/lint.py {failed[0]}"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
