"""Expected behaviour of making the environment: every way is tried in order, and the locks name no place."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bootstrap(tmp_path: Path) -> ModuleType:
    """The script as a module that works on a folder of its own."""
    specification = importlib.util.spec_from_file_location("bootstrap", ROOT / "tools" / "bootstrap.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    module.ENVIRONMENT = tmp_path / ".venv"
    module.PYTHON = tmp_path / ".venv" / "bin" / "python"
    return module


class Machine:
    """A machine on which only commands that contain one of the given words succeed."""

    def __init__(self, *succeeding: str) -> None:
        self.succeeding = succeeding
        self.tried: list[str] = []
        self.whole = False

    def run(self, command: list[str], **_: Any) -> bool:
        """Note the command, and say how it went."""
        line = " ".join(str(part) for part in command)
        self.tried.append(line)
        went_well = any(word in line for word in self.succeeding)
        self.whole = self.whole or (went_well and "--without-pip" not in line)
        return went_well


@pytest.mark.parametrize(
    ("succeeding", "programs", "is_root", "last"),
    [
        (["uv venv"], {"uv": "/bin/uv"}, False, "uv venv"),
        (["-m venv --clear"], {"uv": "/bin/uv"}, False, "-m venv --clear"),
        (["-m venv --clear"], {}, False, "-m venv --clear"),
        (["--without-pip", "-m pip --python"], {}, False, "-m pip --python"),
        (["--without-pip", "/bin/pip3 --python"], {"pip3": "/bin/pip3"}, False, "/bin/pip3 --python"),
    ],
)
def test_ways_are_tried_in_order(
    bootstrap: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    succeeding: list[str],
    programs: dict[str, str],
    is_root: bool,
    last: str,
) -> None:
    """The first way that works is the last one tried."""
    machine = Machine(*succeeding)
    monkeypatch.setattr(bootstrap, "run", machine.run)
    monkeypatch.setattr(bootstrap, "works", lambda: machine.whole)
    monkeypatch.setattr(bootstrap.shutil, "which", programs.get)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 0 if is_root else 1000)
    bootstrap.create()
    assert last in machine.tried[-1]


def test_debians_package_is_installed_as_root_only(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing works, root gets python3-venv from Debian; everybody else gets a sentence."""
    for user, expected in ((0, True), (1000, False)):
        machine = Machine("apt-get")
        machine.whole = False
        monkeypatch.setattr(bootstrap, "run", machine.run)
        monkeypatch.setattr(bootstrap, "works", lambda: False)
        monkeypatch.setattr(bootstrap.shutil, "which", {"apt-get": "/bin/apt-get"}.get)
        monkeypatch.setattr(bootstrap.os, "geteuid", lambda user=user: user)
        with pytest.raises(bootstrap.Failed, match="Install uv, or the package python3-venv"):
            bootstrap.create()
        assert any("python3-venv" in line for line in machine.tried) is expected


def test_pip_takes_over_where_uv_cannot_reach_the_packages(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A uv that fails (it does not read pip's configuration) is followed by pip, with the same hashes."""
    machine = Machine("-m pip install")
    monkeypatch.setattr(bootstrap, "run", machine.run)
    monkeypatch.setattr(bootstrap.shutil, "which", {"uv": "/bin/uv"}.get)
    bootstrap.install(Path("some.lock"))
    assert ["uv" in machine.tried[0], "-m pip install" in machine.tried[1]] == [True, True]
    assert all("--require-hashes" in line for line in machine.tried)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_hold_versions_and_hashes_and_no_address(name: str) -> None:
    """Every line is a package with a version or a hash; none says where packages come from."""
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash=)", text, re.MULTILINE)
    packages = re.split(r"\n(?=\S)", text.strip())
    assert all(re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+", package) for package in packages)
    assert all("--hash=sha256:" in package for package in packages)


def test_both_locks_name_the_same_versions() -> None:
    """What is tested is what runs."""
    runs, checks = (
        set(re.findall(r"^(\S+==[^\\\n]+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert runs <= checks
