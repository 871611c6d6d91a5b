"""Limits that keep the house easy to read; who meets one splits a module or uses the house's mechanism."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = 400
"""Lines of a module, its comments among them; migrations are made by a program."""
IGNORES = 30
"""Attributes that the type checker has to take on trust."""


def modules(*folders: str) -> Iterator[Path]:
    """Yield the modules of these folders, migrations left out."""
    for folder in folders:
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts)


def test_no_module_is_too_long():
    """A module fits on a few screens."""
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines())
        for path in modules("throughgate", "tests", "tools")
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_few_attributes_are_taken_on_trust():
    """What hangs on a request, a row or a form is declared, so that the type checker knows it."""
    found = sum(
        path.read_text().count("ignore[attr-" + "defined]") for path in modules("throughgate", "tests")
    )
    assert found <= IGNORES


def test_the_posted_version_is_read_in_one_place():
    """Two modules at most read a version from what was sent: `posted.py`, and what takes a whole grid."""
    reads = re.compile(r"""POST(\.get\(|\[)\s*["']version|\bname=["']version""")
    found = [
        path.relative_to(ROOT).as_posix() for path in modules("throughgate") if reads.search(path.read_text())
    ]
    assert len([name for name in found if "/tests/" not in name]) <= 2, found


SPOKEN = {
    "throughgate/bench": "rows of chance, and addresses that attack",
    "throughgate/commands/screenshots.py": "pictures for the handbook",
    "throughgate/desk/sample": "what the people of the demo speak",
    "throughgate/desk/today_house.py": "of whom it is known how well they speak German",
    "throughgate/foundation/spreadsheets": "letters and endings by which a file's language is told",
    "throughgate/foundation/web/styleguide.py": "an example of a choice",
    "throughgate/ground/vocabulary/rules/languages.py": "languages that people speak",
    "throughgate/person/people/importing/rows.py": "a column of lists: how well somebody speaks German",
    "throughgate/person/schooling/choices.py": "what courses lead to: a level of German",
    "throughgate/person/schooling/importing/points.py": "two scales of marks",
    "throughgate/work/openings/queries/facts.py": "what openings ask for: a level of German",
}
"""Where a language is named that people speak or files come in, not one in which the product speaks."""


def test_two_files_know_a_language_by_name():
    """The settings offer languages, and `known.py` says which is the source: for all others one is like any other."""
    named = re.compile(r"""["'](?:de|en)(?:[-_]\w\w)?["']|\w_(?:de|en)\b""")
    files = [
        *modules("throughgate"),
        *(ROOT / "throughgate").rglob("*.html"),
        *(ROOT / "throughgate").rglob("*.sql"),
    ]
    found = [
        path.relative_to(ROOT).as_posix()
        for path in [*files, *(ROOT / "throughgate").rglob("*.typ")]
        if "tests" not in path.parts and named.search(path.read_text())
    ]
    found = [name for name in found if not name.startswith(tuple(SPOKEN))]
    assert found == ["throughgate/config/settings.py", "throughgate/foundation/languages/known.py"]
    assert all((ROOT / name).exists() for name in SPOKEN)


TABLES = {
    "throughgate/foundation/imports/templates/imports/columns.html": "a form: what each column is",
    "throughgate/foundation/web/templates/web/components/table.html": "the one that all others are made with",
    "throughgate/person/observations/templates/observations/grid.html": "a form: a level in each cell",
    "throughgate/person/observations/templates/observations/levels.html": "as many columns as a sheet has competencies",
    "throughgate/person/schooling/templates/schooling/grid.html": "a form: a mark in each cell",
}


def test_tables_are_made_of_columns():
    """A table says its columns once (`web/tables.py`); by hand stand forms in cells, and a grid of the data's own width."""
    pages = sorted((ROOT / "throughgate").rglob("*.html"))
    found = [path.relative_to(ROOT).as_posix() for path in pages if "<table" in path.read_text()]
    assert found == sorted(TABLES)


def test_policies_have_one_name():
    """What stands before a table is called policies."""
    assert [path.name for path in modules("throughgate", "tests") if path.stem == "wall"] == []
