"""The worked examples of the developers' pages are built as they stand, and work; each page says what it costs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

HOUSE = Path(__file__).parents[2]
PAGES = HOUSE / "docs" / "developers"
BLOCK = re.compile(
    r"`(?P<path>[\w/.]+)`(?:, after\s+`(?P<after>[^`\n]+)`)?:\n\n```\w+\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
MOST = {"add-an-app.md": (190, 15), "add-a-register.md": (1_100, 20)}
"""So many lines and files of code at most: a table about a person with its pages; a list, a page, a form and states."""
APART = re.compile(r"(^|/)tests/")

ASKED = (
    *(
        "throughgate/person/loans",
        "throughgate/work/services",
        "throughgate/desk/oversight",
        "tests/matrix",
    ),
    *(
        "tests/policies",
        "tests/house/test_access.py",
        "tests/house/test_rules.py",
        "tests/house/test_states.py",
    ),
)
WHICH = "loans or services or have_words or test_access or test_rules or test_states or is_listed or has_an_oracle or catalogue"
"""What is asked of the examples: everything that goes by an address or a table, and the rules of the house."""


class Block(NamedTuple):
    """A whole file, or what goes after a line of one that is there."""

    path: str
    after: str
    text: str


def blocks(page: str) -> list[Block]:
    """Return every block of a page that says where it goes."""
    text = (PAGES / page).read_text()
    return [Block(found["path"], found["after"] or "", found["text"]) for found in BLOCK.finditer(text)]


def cost(page: str, *, apart: bool) -> str:
    """Return how many lines and files an example has; tests are counted apart, migrations and `__init__` not at all."""
    counted = [block for block in blocks(page) if bool(APART.search(block.path)) == apart]
    return f"{sum(len(block.text.splitlines()) for block in counted)} lines in {len({b.path for b in counted})} files"


@pytest.mark.parametrize("page", MOST)
def test_the_page_says_what_it_costs(page: str) -> None:
    """What is added stays small, and the page tells the figures as they are."""
    lines, files = (int(number) for number in re.findall(r"\d+", cost(page, apart=False)))
    most_lines, most_files = MOST[page]
    assert lines <= most_lines
    assert files <= most_files
    text = (PAGES / page).read_text()
    assert all(cost(page, apart=apart) in text for apart in (False, True))


def build(house: Path) -> None:
    """Copy the house, and write the examples into it."""
    for name in ("throughgate", "tests", "docs"):
        shutil.copytree(HOUSE / name, house / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(HOUSE / name, house / name)
    for block in (block for page in MOST for block in blocks(page)):
        path = house / block.path
        if block.after:
            lines = path.read_text().splitlines()
            place = lines.index(block.after) + 1
            path.write_text("\n".join([*lines[:place], block.text.rstrip("\n"), *lines[place:], ""]))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text)
    for name in ("person/loans", "work/services"):
        app = house / "throughgate" / name
        for package in (app, app / "tests"):
            (package / "__init__.py").write_text('"""An example."""\n')


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


@pytest.mark.long
def test_the_examples_work(tmp_path: Path) -> None:
    """Written into a copy of the house and migrated, they pass their own tests, the matrix, the oracle and the house's rules."""
    house = tmp_path / "house"
    build(house)
    run(house, "-m", "throughgate", "manage", "makemigrations", "loans", "services")
    assert run(house, "-m", "throughgate", "migrations") == ""
    said = run(house, "-m", "pytest", "-n", "0", "-q", *ASKED, "-k", WHICH, THROUGHGATE_WRITE_DOCS="1")
    assert re.search(r"^\d\d+ passed", said, re.MULTILINE)
