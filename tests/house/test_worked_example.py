"""The worked example of docs/developers/add-an-app.md is built as it stands, and works; the page says what it costs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

HOUSE = Path(__file__).parents[2]
PAGE = HOUSE / "docs" / "developers" / "add-an-app.md"
BLOCK = re.compile(
    r"`(?P<path>[\w/.]+)`(?:, after\s+`(?P<after>[^`\n]+)`)?:\n\n```\w+\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
MOST_LINES, MOST_FILES = 190, 15
APART = re.compile(r"(^|/)tests/")

ASKED = (
    *("throughgate/person/schooling", "throughgate/desk/oversight", "tests/matrix", "tests/policies"),
    *("tests/house/test_access.py", "tests/house/test_rules.py"),
)
WHICH = "schooling or have_words or test_access or test_rules or is_listed or has_an_oracle or catalogue"
"""What is asked of the example: everything that goes by an address or a table, and the rules of the house."""


class Block(NamedTuple):
    """A whole file, or what goes after a line of one that is there."""

    path: str
    after: str
    text: str


def blocks() -> list[Block]:
    """Return every block of the page that says where it goes."""
    return [
        Block(found["path"], found["after"] or "", found["text"])
        for found in BLOCK.finditer(PAGE.read_text())
    ]


def cost(*, apart: bool) -> str:
    """Return how many lines and files the example has; tests are counted apart, migrations and `__init__` not at all."""
    counted = [block for block in blocks() if bool(APART.search(block.path)) == apart]
    return f"{sum(len(block.text.splitlines()) for block in counted)} lines in {len({b.path for b in counted})} files"


def test_the_page_says_what_it_costs() -> None:
    """A table about a person with its pages stays small, and the page tells the figures as they are."""
    lines, files = (int(number) for number in re.findall(r"\d+", cost(apart=False)))
    assert lines <= MOST_LINES
    assert files <= MOST_FILES
    assert all(cost(apart=apart) in PAGE.read_text() for apart in (False, True))


def build(house: Path) -> None:
    """Copy the house, and write the example into it."""
    for name in ("throughgate", "tests", "docs"):
        shutil.copytree(HOUSE / name, house / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(HOUSE / name, house / name)
    for block in blocks():
        path = house / block.path
        if block.after:
            lines = path.read_text().splitlines()
            place = lines.index(block.after) + 1
            path.write_text("\n".join([*lines[:place], block.text.rstrip("\n"), *lines[place:], ""]))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text)
    app = house / "throughgate" / "person" / "schooling"
    for package in (app, app / "tests"):
        (package / "__init__.py").write_text('"""Marks."""\n')


def run(house: Path, *command: str, **more: str) -> str:
    """Run Python in the copy, with nothing of this process's own settings; return what it says, and fail as it does."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("THROUGHGATE_", "PYTEST_"))
    }
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, *command],
        cwd=house,
        env={**kept, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_the_example_works(tmp_path: Path) -> None:
    """Written into a copy of the house and migrated, it passes its own tests, the matrix, the oracle and the house's rules."""
    house = tmp_path / "house"
    build(house)
    run(house, "-m", "throughgate", "manage", "makemigrations", "schooling")
    assert run(house, "-m", "throughgate", "migrations") == ""
    said = run(house, "-m", "pytest", "-n", "0", "-q", *ASKED, "-k", WHICH, THROUGHGATE_WRITE_DOCS="1")
    assert re.search(r"^\d\d+ passed", said, re.MULTILINE)
