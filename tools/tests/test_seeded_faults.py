"""Expected behaviour of planting faults: found whatever the shape of the code, and taken away again."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = """
def sign(
    *,
    actor,
    sheet,
):
    actor.must("write", "sheet")
    record(
        "sheet.sign",
        subject=("sheet", sheet.pk),
    )


def retract(*, actor, sheet):
    actor.must("write", "sheet")
"""


@pytest.fixture(scope="module")
def seeded() -> ModuleType:
    """The script as a module."""
    specification = importlib.util.spec_from_file_location(
        "seeded_faults", ROOT / "tools" / "seeded_faults.py"
    )
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module  # dataclasses look there
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A checkout with one file."""
    path = tmp_path / "throughgate" / "sheets" / "actions.py"
    path.parent.mkdir(parents=True)
    path.write_text(CODE)
    return tmp_path


def fault(seeded: ModuleType, find: str, after: str = "def sign(", put: str = "pass"):
    return seeded.Fault("one", "observations", "", (seeded.Place(after, find, put),), ())


def test_there_are_a_hundred(seeded):
    """A hundred faults with names of their own, in every area."""
    listed = seeded.faults()
    assert len(listed) == 100
    assert len({one.name for one in listed}) == 100
    assert {one.area for one in listed} == set(seeded.AREAS)
    assert all(one.tests for one in listed)
    assert all(place.find != place.put for one in listed for place in one.places)


def test_a_fault_is_planted_and_taken_away(seeded, tree):
    """The call after the named function goes, over several lines and with its commas; afterwards all is as before."""
    path = tree / "throughgate" / "sheets" / "actions.py"
    silent = fault(seeded, find='record("sheet.sign", subject=("sheet", sheet.pk))')
    with seeded.planted(silent, tree):
        assert "record" not in path.read_text()
        assert path.read_text().count("pass") == 1
        assert path.read_text().count("actor.must") == 2
    assert path.read_text() == CODE


def test_the_first_place_after_the_text_is_taken(seeded, tree):
    """What stands in two functions is changed in the named one."""
    with seeded.planted(fault(seeded, after="def retract(", find='actor.must("write", "sheet")'), tree):
        text = (tree / "throughgate" / "sheets" / "actions.py").read_text()
    assert text.index("actor.must") < text.index("def retract") < text.index("pass")


def test_what_is_not_there_is_lost(seeded, tree):
    """A fault without a place, or with two of them, is named instead of planted somewhere."""
    with pytest.raises(seeded.Lost):
        seeded.planted_text(fault(seeded, "actor.may("), tree)
    (tree / "throughgate" / "again.py").write_text(CODE)
    with pytest.raises(seeded.Lost):
        seeded.planted_text(fault(seeded, "record("), tree)


def test_where_it_stood_before_is_found_as_well(seeded, tree):
    """A fault knows its place in the code of today and of earlier."""
    places = (
        seeded.Place("def sign_sheet(", "record(", "pass"),
        seeded.Place("def sign(", "actor.must(", "print("),
    )
    _path, text = seeded.planted_text(seeded.Fault("one", "observations", "", places, ()), tree)
    assert text.count("print(") == 1


def test_a_reader_of_results_knows_what_failed(seeded, tmp_path):
    """Green, caught and broken are told apart by the real test runner."""
    (tmp_path / "test_green.py").write_text("def test_one():\n    pass\n")
    (tmp_path / "test_red.py").write_text("def test_one():\n    assert False\n")
    (tmp_path / "test_broken.py").write_text("import nothing_of_that_name\n")
    outcomes = {
        name: seeded.run_tests(tmp_path, [f"test_{name}.py"], 60) for name in ("green", "red", "broken")
    }
    assert outcomes["green"] == ("green", "")
    assert outcomes["red"] == ("caught", "test_red.py::test_one")
    assert outcomes["broken"][0] == "broken"
