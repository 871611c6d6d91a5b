"""Plant the hundred faults of `seeded_faults.toml`, one at a time, and say which of them the tests catch.

    .venv/bin/python tools/seeded_faults.py check             # does each still find its place in the code?
    nice .venv/bin/python tools/seeded_faults.py run          # on the last commit; goes on where it was stopped
    .venv/bin/python tools/seeded_faults.py run --at REVISION --only people
    .venv/bin/python tools/seeded_faults.py report            # the table, as Markdown

Each fault is planted in a checkout of its own under `var/seeded-faults/`, where the results are kept as well. The tests
that the fault names are run first; where they stay green, all tests of the area are. Tests in a browser are left out.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "var" / "seeded-faults"
AREAS = {
    # The folders with the tests of an area; those of the policies and of every address are run for all.
    "people": ("throughgate/person/people", "throughgate/desk"),
    "accounts": ("throughgate/ground/accounts", "throughgate/person/people/leaving", "throughgate/commands"),
    "organisations": ("throughgate/ground/organisations",),
    "openings": ("throughgate/work",),
    "observations": ("throughgate/person/observations",),
    "imports": (
        "throughgate/person/people/importing",
        "throughgate/work/openings/importing",
        "throughgate/person/observations/importing",
        "throughgate/foundation/imports",
        "throughgate/person/people/tests",
    ),
    "policies": ("tests/policies", "throughgate/person", "throughgate/ground"),
}
FOR_ALL = ("tests/policies", "tests/matrix", "tests/house")
SLOW = (
    "test_demo.py",
    "test_backup.py",
    "test_prepare.py",
    "test_launcher.py",
    "test_cli.py",
    "test_check.py",
)
"""They start servers of their own and ask for none of this."""
NEAR = 3000
"""Letters after the text `after` in which the fault stands: one function, or one declaration."""
LIMITS = (1800, 5400, 7200)
"""Seconds after which the tests of a stage count as hanging: an endless loop is caught, too."""


@dataclass(frozen=True)
class Place:
    """In the first place after the text `after`, `find` becomes `put`."""

    after: str
    find: str
    put: str


@dataclass(frozen=True)
class Fault:
    """One fault: what goes wrong, the text that becomes another one, and the tests that should see it."""

    name: str
    area: str
    what: str
    places: tuple[Place, ...]
    """Where it stands, in the code of today and of earlier."""
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """What became of a fault: `caught`, `hung`, `missed`, `broken` (nothing ran) or `lost` (no such place).

    `open` where all tests run so far stayed green and those of a later stage are still to come.
    """

    name: str
    area: str
    what: str
    outcome: str
    by: str = ""
    """The first test that failed."""
    stage: int = 0
    """Which tests were run last: those it names, all of its area, those for everything."""
    seconds: int = 0


class Lost(Exception):
    """The text of a fault is not there, or stands more than once."""


def faults() -> list[Fault]:
    """Return the list."""
    listed = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())["fault"]
    return [
        Fault(
            name=row["name"],
            area=row["area"],
            what=row["what"],
            places=tuple(Place(one["after"], one["find"], one["put"]) for one in (row, *row.get("or", ()))),
            tests=tuple(row["tests"]),
        )
        for row in listed
    ]


def pattern(text: str) -> re.Pattern[str]:
    """Return what finds a text whatever its spaces and line breaks, and the comma before a bracket."""
    pieces = re.findall(r"\w+|[^\w\s]", text)
    return re.compile(r"\s*".join((r",?\s*" if one in ")]}" else "") + re.escape(one) for one in pieces))


def sources(tree: Path) -> dict[Path, str]:
    """Return the text of every file that a fault may stand in."""
    return {
        path: path.read_text()
        for path in sorted((tree / "throughgate").rglob("*"))
        if path.suffix in (".py", ".sql") and not {"tests", "migrations"} & set(path.parts)
    }


def planted_text(fault: Fault, tree: Path) -> tuple[Path, str]:
    """Return the file and what stands in it with the fault; raise Lost."""
    texts = sources(tree)
    for place in fault.places:
        after, find = pattern(place.after), pattern(place.find)
        found = {
            (path, match.start(), match.end())
            for path, text in texts.items()
            for start in after.finditer(text)
            if (match := find.search(text, start.end(), start.end() + NEAR))
        }
        if len(found) == 1:
            path, begin, end = found.pop()
            return path, texts[path][:begin] + place.put + texts[path][end:]
    raise Lost(f"{fault.name}: no place, or several: {place.find!r} after {place.after!r}")


@contextmanager
def planted(fault: Fault, tree: Path) -> Iterator[None]:
    """Plant a fault for as long as the block lasts."""
    path, text = planted_text(fault, tree)
    before = path.read_bytes()
    path.write_text(text)
    try:
        yield
    finally:
        path.write_bytes(before)


def named_tests(fault: Fault, tree: Path) -> list[str]:
    """Return the test files that a fault names, of its area where they are there."""
    found: list[Path] = []
    for name in fault.tests:
        near = [path for folder in AREAS[fault.area] for path in (tree / folder).rglob(f"{name}.py")]
        anywhere = [
            path for folder in ("tests", "throughgate") for path in (tree / folder).rglob(f"{name}.py")
        ]
        found += [path for path in sorted(near or anywhere) if "journeys" not in path.parts]
    return [path.relative_to(tree).as_posix() for path in dict.fromkeys(found)]


def area_tests(fault: Fault, tree: Path) -> list[str]:
    """Return the folders with all tests of the area."""
    return [folder for folder in AREAS[fault.area] if (tree / folder).is_dir()]


def shared_tests(fault: Fault, tree: Path) -> list[str]:
    """Return the folders with tests of everything."""
    return [folder for folder in FOR_ALL if (tree / folder).is_dir() and folder not in AREAS[fault.area]]


STAGES = (named_tests, area_tests, shared_tests)


def run_tests(tree: Path, tests: list[str], limit: float) -> tuple[str, str]:
    """Run tests until one fails; return `green`, `caught`, `hung` or `broken`, and the test or the last line."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"]
    command += [f"--ignore-glob=*/{name}" for name in SLOW]
    environment = {name: text for name, text in os.environ.items() if not name.startswith("THROUGHGATE_")}
    with subprocess.Popen(
        [*command, *tests], cwd=tree, env={**environment, "CI": "yes"}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    ) as running:  # fmt: skip
        try:
            said, _ = running.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGTERM)
            running.communicate()
            return "hung", ""
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", said, re.MULTILINE)
    if running.returncode == 0:
        return "green", ""
    if running.returncode == 1 and failed:
        return "caught", failed[1]
    return "broken", failed[1] if failed else (said.strip().splitlines() or [""])[-1][:200]


def try_fault(fault: Fault, tree: Path, stage: int) -> Result:
    """Plant one fault, run the tests of a stage, and take it away again."""
    began = time.monotonic()
    try:
        with planted(fault, tree):
            outcome, by = run_tests(tree, STAGES[stage](fault, tree), LIMITS[stage])
    except Lost as lost:
        outcome, by = "lost", str(lost)
    if outcome == "green":
        outcome = "missed" if stage + 1 == len(STAGES) else "open"
    return Result(fault.name, fault.area, fault.what, outcome, by, stage, round(time.monotonic() - began))


@contextmanager
def checkout(revision: str) -> Iterator[Path]:
    """Give a checkout of a revision, built as far as tests need it, with its database running."""
    tree = PLACE / "tree"
    git = ["git", "-C", str(ROOT), "worktree"]
    shutil.rmtree(tree, ignore_errors=True)  # what a killed run has left
    subprocess.run([*git, "prune"], check=True)
    subprocess.run([*git, "add", "--quiet", "--detach", str(tree), revision], check=True)
    try:
        subprocess.run(
            [sys.executable, "-m", "throughgate", "build"], cwd=tree, check=True, stdout=subprocess.DEVNULL
        )
        from throughgate.foundation.database.launcher import ensure_cluster

        with ensure_cluster(tree / "var" / "test", fsync=False):
            yield tree
    finally:
        subprocess.run([*git, "remove", "--force", str(tree)], check=False, capture_output=True)


def results(revision: str) -> dict[str, Result]:
    """Return what is known of a revision by the name of the fault."""
    path = PLACE / f"{revision}.jsonl"
    lines = path.read_text().splitlines() if path.exists() else []
    return {row["name"]: Result(**row) for row in map(json.loads, lines)}


def run(options: argparse.Namespace) -> int:
    """Try every fault that was not tried on this revision; 1 where one was missed."""
    revision = short(options.at)
    PLACE.mkdir(parents=True, exist_ok=True)
    chosen = [fault for fault in faults() if not options.only or options.only in (fault.name, fault.area)]
    with checkout(revision) as tree:
        for stage in range(min(options.stages, len(STAGES))):
            for fault in chosen:
                known = results(revision).get(fault.name)
                if known is not None and (known.outcome != "open" or known.stage >= stage):
                    continue
                result = try_fault(fault, tree, stage)
                with (PLACE / f"{revision}.jsonl").open("a") as file:
                    file.write(json.dumps(asdict(result)) + "\n")
                print(f"{result.outcome:<7} {result.seconds:>5} s  {fault.name}  {result.by}", flush=True)
        tried = results(revision)
        found = [tried[fault.name] for fault in chosen]
        red = control(tree, sorted({result.by for result in found if result.outcome == "caught"}))
    if red:
        print(f"This is red without any fault, so that it has caught nothing: {red}", file=sys.stderr)
        return 2
    outcomes = Counter(result.outcome for result in found)
    print(", ".join(f"{number} {outcome}" for outcome, number in outcomes.items()))
    return 1 if outcomes.keys() - {"caught", "hung"} else 0


def control(tree: Path, tests: list[str]) -> str:
    """Run the tests that caught something on the code without a fault; return what is red, or nothing."""
    outcome, by = run_tests(tree, tests, LIMITS[-1]) if tests else ("green", "")
    return "" if outcome == "green" else by or outcome


def check(_options: argparse.Namespace) -> int:
    """Say which faults do not find their place in the code as it is; 1 where there is one."""
    lost = []
    for fault in faults():
        try:
            path, text = planted_text(fault, ROOT)
            if path.suffix == ".py":
                compile(text, path.name, "exec")
            if not named_tests(fault, ROOT):
                lost.append(f"{fault.name}: names no test file that is there")
        except (Lost, SyntaxError) as error:
            lost.append(f"{fault.name}: {error}" if isinstance(error, SyntaxError) else str(error))
    print("\n".join(lost) or f"All {len(faults())} find their place.")
    return 1 if lost else 0


def report(options: argparse.Namespace) -> int:
    """Print what is known of a revision as a table."""
    revision = short(options.at)
    found = results(revision)
    rows = [found[fault.name] for fault in faults() if fault.name in found]
    print(f"At `{revision}`, {len(rows)} of {len(faults())} tried.\n")
    print(
        "| area | faults | caught by the tests named | by others of the area | by those for all | not caught |"
    )
    print("|---|---:|---:|---:|---:|---:|")
    for area in (*AREAS, "all"):
        of = [row for row in rows if area in ("all", row.area)]
        caught = Counter(row.stage for row in of if row.outcome in ("caught", "hung"))
        cells = [len(of), *(caught[stage] for stage in range(len(STAGES))), len(of) - caught.total()]
        print(f"| {area} | {' | '.join(map(str, cells))} |")
    print("\n| area | fault | outcome | first test that failed |")
    print("|---|---|---|---|")
    for row in rows:
        by = f"`{row.by.rpartition('/')[2]}`".replace("|", "\\|") if row.by else ""
        print(f"| {row.area} | {row.what} | {row.outcome} | {by} |")
    return 0


def short(revision: str) -> str:
    """Return the short name of a revision."""
    named = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--short=9", revision],
        capture_output=True,
        text=True,
        check=True,
    )
    return named.stdout.strip()


def main() -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("do", choices=["check", "run", "report"])
    parser.add_argument(
        "--at", default="HEAD", metavar="REVISION", help="the code to look at (default: %(default)s)"
    )
    parser.add_argument("--only", default="", metavar="NAME", help="run: one area or one fault")
    parser.add_argument(
        "--stages",
        type=int,
        default=3,
        help="run: 1 for the tests named alone, 2 for the area, 3 for all of it",
    )
    options = parser.parse_args()
    return {"check": check, "run": run, "report": report}[options.do](options)


if __name__ == "__main__":
    sys.exit(main())
