"""Count what a capability costs to write: lines of each app at a revision and now, and for each of its addresses.

Lines are counted as `wc -l` does, of code, templates, styles, scripts and SQL; tests, migrations, messages and `__init__` are
left out, in all of them alike.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEFORE = "b988c3a"
APPS = {
    "organisations": "ground/organisations",
    "accounts": "ground/accounts",
    "vocabulary": "ground/vocabulary",
    "people": "person/people",
    "observations": "person/observations",
    "openings": "work/openings",
    "matching": "work/matching",
    "imports": "foundation/imports",
    "desk": "desk",
    "foundation, without imports": "foundation",
}
CODE = re.compile(r"\.(py|html|txt|sql|css|js|typ|svg)$")
APART = re.compile(r"/(tests|migrations|locale|data)/|/__init__\.py$")
PAGES = re.compile(r"(/views/|/views\.py$|/forms/|/forms\.py$|/templates/|/editing\.py$|/part_pages\.py$)")
BESIDE = re.compile(
    r"/openings/(importing|renewal)/|/(map|near|sample|tasks)\.\w+$|/static/|/templates/openings/renewal/"
)
"""What openings have beyond a list, a page, a form and their states: imports, renewal by letter, a map, what is near."""


def files_at(revision: str) -> dict[str, str]:
    """Return every counted file with its text; of the working tree where no revision is named."""
    if not revision:
        found = subprocess.run(
            ["git", "ls-files", "throughgate"], cwd=ROOT, check=True, capture_output=True, text=True
        )
        names = [name for name in found.stdout.split() if (ROOT / name).exists()]
        return {name: (ROOT / name).read_text() for name in _counted(names)}
    found = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", revision, "throughgate"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    names = list(_counted(found.stdout.split()))
    asked = "\n".join(f"{revision}:{name}" for name in names)
    batch = subprocess.run(
        ["git", "cat-file", "--batch"], cwd=ROOT, check=True, capture_output=True, input=asked.encode()
    ).stdout
    texts, place = {}, 0
    for name in names:
        end = batch.index(b"\n", place)
        size = int(batch[place:end].split()[-1])
        texts[name] = batch[end + 1 : end + 1 + size].decode()
        place = end + 2 + size
    return texts


def _counted(names: list[str]) -> Iterator[str]:
    return (name for name in names if CODE.search(name) and not APART.search(name))


def of_app(files: Mapping[str, str], folder: str) -> dict[str, str]:
    """Return the files of an app; of the foundation without the imports, which are an app of their own."""
    inside = {name: text for name, text in files.items() if name.startswith(f"throughgate/{folder}/")}
    if folder == "foundation":
        return {name: text for name, text in inside.items() if "/foundation/imports/" not in name}
    return inside


def lines(files: Mapping[str, str]) -> int:
    """Return how many lines these files have."""
    return sum(text.count("\n") for text in files.values())


def addresses(files: Mapping[str, str]) -> int:
    """Return how many addresses an app has."""
    return sum(
        len(re.findall(r"^\s+path\(", text, re.MULTILINE)) - text.count("include(")
        for name, text in files.items()
        if re.search(r"urls\.py$", name)
    )


def per_address(files: Mapping[str, str]) -> str:
    """Return how many lines of views, forms and templates stand behind an address."""
    count = addresses(files)
    pages = {name: text for name, text in files.items() if PAGES.search(name)}
    return f"{lines(pages) / count:.0f}" if count else ""


def table(before: Mapping[str, str], now: Mapping[str, str], revision: str) -> str:
    """Return the figures as a table for the docs."""
    pages = "views, forms, templates per address"
    rows = [
        f"| app | lines at {revision} | now | addresses at {revision} | now | {pages} at {revision} | now |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, folder in APPS.items():
        was, is_ = of_app(before, folder), of_app(now, folder)
        rows.append(
            f"| {name} | {lines(was):,} | {lines(is_):,} | {addresses(was)} | {addresses(is_)} "
            f"| {per_address(was)} | {per_address(is_)} |"
        )
    rows.append(f"| all | {lines(before):,} | {lines(now):,} | | | | |")
    list_page_form = [
        lines(
            {name: text for name, text in of_app(files, "work/openings").items() if not BESIDE.search(name)}
        )
        for files in (before, now)
    ]
    rows.append("")
    rows.append(
        f"List, page, form and states of openings: {list_page_form[0]:,} lines at {revision}, {list_page_form[1]:,} now."
    )
    return "\n".join(rows)


if __name__ == "__main__":
    revision = sys.argv[1] if len(sys.argv) > 1 else BEFORE
    print(table(files_at(revision), files_at(""), revision))
