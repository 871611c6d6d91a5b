"""Count what the tests ask: cells of the access matrix, policies, looks at pages, rules for templates, tests.

    .venv/bin/python tools/coverage_counts.py                                  # the table, as Markdown
    .venv/bin/python tools/coverage_counts.py --against docs/developers/tested.md   # beside it; 1 where less is tested

Nothing is run: tests are collected, and what they go through is counted.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections import Counter
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
REFUSALS = {403, 404, 405, "in"}
ROW = re.compile(r"^\| ([^|]+?) \| ([\d,]+) \|", re.MULTILINE)


class Counting:
    """Count once everything is collected, in the process that knows the settings."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Fill the table."""
        self.counts = {**_matrix(), **_wall(), **_looks(), **_tests(session)}


def _matrix() -> dict[str, int]:
    from tests.matrix import expectations
    from tests.matrix.house import EVERYBODY
    from throughgate.foundation.web.routes import routes

    cells = [cell for rows in expectations.EXPECTED.values() for row in rows for cell in row.values()]
    of_person = sum(route.of_person for route in routes())
    return {
        "addresses": len(routes()),
        "kinds of visitor": len(EVERYBODY),
        "address × visitor × method asked": len(routes()) * len(EVERYBODY) * 2,
        "- of these with a decided status": len(cells),
        "- of these with an answer that is no refusal": sum(cell not in REFUSALS for cell in cells),
        "lists and searches asked with questions × visitor": len(EVERYBODY)
        * sum(map(len, [*expectations.QUERIES.values(), *expectations.TYPED.values()])),
        "addresses about a person, asked about absent and foreign people": of_person,
    }


def _wall() -> dict[str, int]:
    from throughgate.foundation.database import policies

    return {
        "protected tables": len(policies.protected_tables()),
        "policies (table × command)": sum(
            1 for table in policies.protected() for _command in table.granted()
        ),
        "tables outside row security, each with its reason": len(policies.open_tables()),
        "functions with the owner's rights": sum(
            len(getattr(module, "DEFINERS", ())) for module in policies.declarations()
        ),
    }


class _Page:
    """A page that only notes how it is looked at."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def set_viewport_size(self, _size: object) -> None:
        self.seen["widths"] += 1

    def emulate_media(self, **_media: str) -> None:
        pass

    def evaluate(self, script: str, *_values: object) -> Any:
        if "axe.run" in script:
            self.seen["axe"] += 1
            return {"violations": [], "passes": [], "incomplete": [], "inapplicable": []}
        return [] if "=>" in script else True


def _looks() -> dict[str, int]:
    from tests.journeys.browsing import looked_at
    from tests.journeys.pages import SIGHTS

    page: Any = _Page()
    looked_at(page)
    walks = (path.read_text().count("looked_at(") for path in (ROOT / "tests" / "journeys").glob("test_*.py"))
    return {
        "pages looked at": len(SIGHTS),
        "page × width": len(SIGHTS) * page.seen["widths"],
        "page × width × theme looked at by axe": len(SIGHTS) * page.seen["axe"],
        "places in journeys looked at in this way": sum(walks) - 1,
    }


def _tests(session: pytest.Session) -> dict[str, int]:
    from tests.house.test_rules import TEMPLATES

    places = Counter(_place(item.path.relative_to(ROOT).parts) for item in session.items)
    return {
        "template × rule": 2 * len(TEMPLATES),  # the content policy, escaping
        "policy opened or dropped, and missed": sum("::test_with" in item.nodeid for item in session.items
                                                    if "test_policies" in item.nodeid),
        "tests": len(session.items),
        **{f"tests in {place}": number for place, number in sorted(places.items())},
    }  # fmt: skip


def _place(parts: tuple[str, ...]) -> str:
    return "/".join(parts[: 3 if parts[1] in ("person", "ground", "foundation", "work") else 2])


def table(counts: dict[str, int], before: dict[str, int]) -> str:
    """Return the counts as Markdown, beside those of before where there are any."""
    lines = ["| what | before | now |", "|---|---:|---:|"] if before else ["| what | number |", "|---|---:|"]
    for name in dict.fromkeys([*before, *counts]):
        was = f" {before[name]:,} |" if name in before else " |" if before else ""
        lines.append(f"| {name} |{was} {counts.get(name, 0):,} |")
    return "\n".join(lines)


def main() -> int:
    """Print the table; 1 where something is counted less often than before (tests may move to another folder)."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--against", type=Path, metavar="FILE", help="a Markdown file with the counts of before"
    )
    options = parser.parse_args()
    said = options.against.read_text() if options.against else ""
    before = {name: int(number.replace(",", "")) for name, number in ROW.findall(said)}
    counting = Counting()
    with redirect_stdout(io.StringIO()) as printed:
        pytest.main(["--collect-only", "-qq", "--rootdir", str(ROOT)], plugins=[counting])
    if not counting.counts:
        print(printed.getvalue(), file=sys.stderr)
        return 2
    print(table(counting.counts, before))
    less = [
        name
        for name, was in before.items()
        if counting.counts.get(name, 0) < was and not name.startswith("tests in ")
    ]
    print("".join(f"\nLess than before: {name}" for name in less), end="")
    return 1 if less else 0


if __name__ == "__main__":
    sys.exit(main())
