"""The `throughgate` command: its words, their options, exit codes and sentences for good and bad input."""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from conftest import CLUSTER
from tests.database import CLONE
from tests.outside import inside
from tests.outside.pinning import shape

LIST = "Buchnr.;Name;Vorname;Geb.-Dat.\r\n1;Berg;Jan;05.03.1990\r\n"
ASKED = "2;Berg;;31.02.1990\r\n"
RATINGS = "unit,rater,value\nu1,A,4\nu1,B,5\nu2,A,3\nu2,B,3\nu3,A,1\nu3,B,\n"
CASE = (
    '{"id": 1, "school_year": 2020, "school_type": "main", "marks": [{"subject": "german", "mark": "4"},'
    ' {"subject": "maths", "mark": "5"}, {"subject": "sport", "level": "none", "mark": "2"}]}\n'
)
FILES = {
    "people.csv": LIST,
    "people-asked.csv": LIST + ASKED,
    "companies.csv": "Firma;Ort\r\nBerg Dach GmbH;Wassenberg\r\n",
    "own-openings.csv": "Firma;Titel;Plätze\r\nBerg Dach GmbH;Dachdecker;2\r\n;Helfer;1\r\n",
    "empty.csv": "",
    "ratings.csv": RATINGS,
    "outside-scale.csv": RATINGS.replace(",5", ",9"),
    "twice.csv": RATINGS + "u1,A,4\n",
    "words.csv": RATINGS.replace(",5", ",good"),
    "postcodes.csv": "country,code,place,latitude,longitude\nDE,41849,Wassenberg,51.1,6.15\n",
    "postcodes-bad.csv": "country,code,place,latitude,longitude\nDE,41849,Wassenberg,high,6.15\n",
    "cases.jsonl": CASE,
    "cases-bad.jsonl": CASE + CASE.replace('"4"', '"7"'),
    "kept.dump": "mine",
}
# One after another in a folder with these files, on one database.
CASES = """
--help
serv
demo --port eighty
serve --port eighty
worker --nothing
build --nothing
cards
check
check --nothing
prepare --sql
invite --organisation north
invite --organisation north --given-names Eva --family-name Ost
invite --organisation east --given-names Eva --family-name Ost
invite --organisation east --given-names Eva --family-name Ost --name East --kind castle --region elbe
invite --organisation east --given-names Eva --family-name Ost --name East --kind prison --region elbe
second-factor lead
second-factor nobody-here --why seen
second-factor lead --why seen
import nothing people.csv --organisation north
import people people.csv
import people people.csv --organisation north
import people people.csv --organisation north --json
import people people.csv --organisation north --as lead --dry-run
import people people-asked.csv --organisation north
import people empty.csv --organisation north
import people nothing.csv --organisation north
import people ratings.csv --organisation north
import people people.csv --organisation nowhere
import people people.csv --organisation roofing
import people people.csv --organisation north --as officer
import people people.csv --organisation north --as stranger
import companies companies.csv --organisation chamber
import companies companies.csv --organisation school
import own_openings own-openings.csv --organisation roofing
import own_openings own-openings.csv --organisation chamber
import esco nothing
import postcodes postcodes.csv
import postcodes postcodes-bad.csv
import postcodes nothing.csv
agreement ratings.csv
agreement ratings.csv --json
agreement ratings.csv --scale high
agreement outside-scale.csv --scale 1-5
agreement twice.csv
agreement words.csv
agreement people.csv
agreement nothing.csv
scales convert pt de 14
scales convert de pt 5
scales convert xx de 1
scales convert de pt 7
scales convert de
certificates evaluate de-nw esa cases.jsonl
certificates evaluate de-nw esa cases.jsonl --on 2021-02-02
certificates evaluate de-nw esa cases.jsonl --on soon
certificates evaluate de-nw esa cases-bad.jsonl
certificates evaluate de-nw esa nothing.jsonl
certificates evaluate de-nw nothing cases.jsonl
certificates evaluate nowhere esa cases.jsonl
chain unroll de-nw --arrival 2026-12-01 --expected 2028-03-14
chain unroll at --arrival 2026-12-01 --on 2026-12-01 --template short --json
chain unroll nowhere --arrival 2026-12-01
chain unroll de-nw --arrival 2026-12-01 --expected 2026-02-30
chain unroll de-nw --arrival 2026-12-01 --expected 2026-11-30
backup kept.dump
restore kept.dump
restore kept.dump --database postgres
bench cook
bench pages --people 3
screenshots --list
screenshots --only nothing
messages cook
migrations
manage nothing
""".strip().splitlines()
UNNAMED = {
    r"\b[0-9A-Z]{12}\b|\b[0-9A-Z]{4}(-[0-9A-Z]{4}){2}\b": "CODE",
    r"\b\d{4}-\d\d-\d\d\b": "DAY",
    r"[+-]\d+\.\d+": "FIGURE",
    r"(?<=owns )\d+": "MANY",
}


@pytest.fixture
def surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in a folder with the files; afterwards signals and variables are as they were."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "environ", os.environ.copy())
    for name in ("PORT", "COLUMNS"):
        monkeypatch.delitem(os.environ, name, raising=False)
    translation.deactivate()  # a command begins without the language of whoever was on a page before
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


def run(capsys: Any, line: str) -> tuple[int, list[str], list[str]]:
    """Run a command in this process; return its code and what it printed, line by line."""
    capsys.readouterr()
    try:
        code = inside.command_line().main(line.split())
    except SystemExit as left:
        code = left.code
    printed = capsys.readouterr()
    if isinstance(code, str):
        return 1, printed.out.splitlines(), [*printed.err.splitlines(), *code.splitlines()]
    return int(code or 0), printed.out.splitlines(), printed.err.splitlines()


def test_words_and_options(pinned, monkeypatch, capsys, surroundings):
    """Every command with its options: what each takes, what holds where it is left out."""
    found = {name: options(name, monkeypatch, capsys) for name in inside.command_line().COMMANDS}
    found |= {
        f"import {kind}": options(f"import {kind}", monkeypatch, capsys) for kind in ("esco", "postcodes")
    }
    pinned("commands", found)


class _Parsed(BaseException):
    """What a command would read its arguments with."""


def options(line: str, monkeypatch: Any, capsys: Any) -> dict[str, str]:
    """Return the options of a command, none where it reads none."""

    def caught(parser: argparse.ArgumentParser, *_args: object, **_named: object) -> None:
        raise _Parsed(parser)

    if line == "manage":
        return {"...": "a command of Django's"}
    with monkeypatch.context() as patched:
        patched.setattr(argparse.ArgumentParser, "parse_args", caught)
        try:
            inside.command_line().main([*line.split(), "--help"])
        except _Parsed as parsed:
            parser: argparse.ArgumentParser = parsed.args[0]
        else:
            return {}
    assert parser.prog == f"throughgate {line}"
    return {
        " ".join(action.option_strings) or action.dest: said_of(action)
        for action in parser._actions
        if not isinstance(action, argparse._HelpAction)
    }


def said_of(action: argparse.Action) -> str:
    """Return what an option takes, in words."""
    takes = (
        "nothing"
        if action.nargs == 0
        else f"one of {', '.join(action.choices)}"
        if action.choices
        else "a value"
    )
    again = ", may be repeated" if isinstance(action, argparse._AppendAction) else ""
    need = "required" if action.required else f"else {action.default!r}"
    return f"takes {takes}{again}; {need}"


def test_codes_and_sentences(pinned, monkeypatch, capsys, surroundings, fresh_database, tmp_path, settings):
    """For good and bad input: the exit code, and what is said. Texts of Python's own argument reader are left out."""
    settings.VAR = tmp_path / "var"
    found = {}
    for line in CASES:
        code, out, err = run(capsys, line)
        found[line] = {"code": code, "out": in_short(out), "err": in_short(err)}
    pinned("exit-codes", found)


def in_short(printed: list[str]) -> Any:
    """Return what was printed, without what is different each day: JSON by its shape, codes, days and figures unnamed."""
    text = "\n".join(printed)
    if printed and "error: " in printed[-1] and printed[0].startswith("usage: "):
        return "usage"
    for pieces in (printed, [text]):
        with suppress(ValueError):
            return shape([json.loads(piece) for piece in pieces])
    text = re.sub(r"usage: throughgate COMMAND.*says more.", "usage", text, flags=re.DOTALL)
    for pattern, word in UNNAMED.items():
        text = re.sub(pattern, word, text)
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_refuses_to_start(pinned, monkeypatch, capsys, surroundings):
    """Server and worker refuse a role that passes row security and a database that is not there, with a sentence."""
    found = {}
    for why, url in (
        ("unsafe", CLUSTER.url("throughgate_admin", CLONE)),
        ("absent", CLUSTER.url("throughgate_app", "nothing")),
    ):
        monkeypatch.setitem(os.environ, "THROUGHGATE_DATABASE_URL", url)
        for line in ("serve", "worker"):
            code, out, err = run(capsys, line)
            found[f"{line}, {why} database"] = {"code": code, "out": in_short(out), "err": in_short(err)}
    pinned("refusals-to-start", found)


def test_what_stands_in_the_way(pinned, monkeypatch, capsys, surroundings, tmp_path):
    """A port in use and a setting that cannot be read are told in a sentence."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, out, err = run(capsys, f"demo --port {taken.getsockname()[1]}")
    found = {
        "demo, port in use": {
            "code": code,
            "out": in_short(out),
            "err": re.sub(r"\d+", "PORT", " ".join(err)),
        }
    }
    monkeypatch.delitem(os.environ, "THROUGHGATE_DATABASE_URL")
    monkeypatch.setitem(os.environ, "THROUGHGATE_VAR", str(tmp_path))
    monkeypatch.setitem(os.environ, "THROUGHGATE_LOG_JSON", "perhaps")
    code, out, err = run(capsys, "check")
    found["check, unreadable setting"] = {"code": code, "out": in_short(out), "err": in_short(err)}
    pinned("in-the-way", found)
