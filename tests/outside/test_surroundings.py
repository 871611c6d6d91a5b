"""What an installation consists of: variables, the folder `var/`, languages, the sample region."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.cast import ORGANISATIONS, STAFF
from tests.database import VAR
from tests.outside import inside
from tests.outside.pinning import SEEN

VARIABLE = re.compile(r"\bTHROUGHGATE_[A-Z_]+\b")
ELSEWHERE = "read elsewhere"
UNREADABLE = (
    {"THROUGHGATE_DEBUG": "maybe"},
    {"THROUGHGATE_DATABASE_POOL": "many"},
    {"THROUGHGATE_FONTS": "/no/such/folder"},
    {"THROUGHGATE_MAIL_URL": "http://mail.example"},
    {"THROUGHGATE_DEMO": "yes", "THROUGHGATE_HOSTS": "throughgate.example"},
)


def test_variables(pinned, tmp_path):
    """Every variable that is read, what holds where it is not set, and the sentence for what cannot be read."""
    named = {
        name
        for path in inside.HOUSE.rglob("*.py")
        if "tests" not in path.parts
        for name in VARIABLE.findall(path.read_text())
    }
    usual = inside.settings_from({"THROUGHGATE_VAR": str(tmp_path)})
    usual |= {"secret_key": "made once", "var": "var beside the code"}
    names = {name: usual.get(name.removeprefix("THROUGHGATE_").lower(), ELSEWHERE) for name in sorted(named)}
    refused = {}
    for environment in UNREADABLE:
        with pytest.raises(ValueError) as error:
            inside.settings_from({"THROUGHGATE_VAR": str(tmp_path), **environment})
        refused[" ".join(f"{name}={value}" for name, value in environment.items())] = str(error.value)
    pinned("variables", {"where not set": names, "refused": refused})


def test_documented_variables():
    """The operators' page on settings names exactly the variables that are settings."""
    page = (inside.HOUSE.parent / "docs" / "operators" / "settings.md").read_text()
    read = json.loads((SEEN / "variables.json").read_text())["where not set"]
    assert set(VARIABLE.findall(page)) == {name for name, usual in read.items() if usual != ELSEWHERE}


def test_folder(pinned, tmp_path, monkeypatch, settings):
    """What lies in `var/`, and who may read it. `prepared` says that this code has prepared this database."""
    usual = os.umask(0o022)
    try:
        settings.VAR = tmp_path
        monkeypatch.setattr(
            subprocess, "run", lambda command, **_more: subprocess.CompletedProcess(command, 0)
        )
        inside.settings_from({"THROUGHGATE_VAR": str(tmp_path)})
        inside.prepare_demo(tmp_path)
        inside.keep_upload([b"a list"])
    finally:
        os.umask(usual)
    found = {
        re.sub(r"\b[0-9a-f]{48}\b", "KEY", path.relative_to(tmp_path).as_posix()): kind_of(path)
        for path in sorted(tmp_path.rglob("*"))
    }
    for path in (Path(settings.STATIC_ROOT), Path(settings.BUILD)):
        found[path.relative_to(VAR).as_posix()] = "made by build"
    for name in ("cluster.json", "data", "keeper.lock", "start.lock", "users.lock"):
        found[f"postgres/{name}"] = kind_of(VAR / "postgres" / name)
    described = json.loads((VAR / "postgres" / "cluster.json").read_text())
    found["postgres/cluster.json says"] = [
        *described,
        *(f"password of {role}" for role in described["passwords"]),
    ]
    pinned("var", found)


def kind_of(path):
    """Return what lies there and whether others may look at it."""
    return f"{'folder' if path.is_dir() else 'file'}{'' if path.stat().st_mode & 0o044 else ', for its owner alone'}"


def test_languages(pinned, settings):
    """Languages one can choose."""
    pinned("languages", dict(settings.LANGUAGES))


def test_sample_region(pinned):
    """Codes of its organisations, and the sign-in names of who works there with what they do where."""
    pinned("sample", {"organisations": inside.sample_organisations(), "staff": inside.sample_staff()})


def test_cast(pinned):
    """The cast of the tests: organisations with their kinds, and who works there as what."""
    staff = {name: [f"{code} {role}" for role in roles] for name, (code, roles) in STAFF.items()}
    pinned(
        "cast",
        {"organisations": {code: kind for code, (kind, _name) in ORGANISATIONS.items()}, "staff": staff},
    )
