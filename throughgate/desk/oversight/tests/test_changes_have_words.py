"""The audit speaks in words: every code that is recorded has some, and no words are left over."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import translation

from throughgate.desk.oversight.words import change_in_words, changes
from throughgate.foundation.declared import declared, modules
from throughgate.foundation.imports.rules import IMPORT
from throughgate.foundation.states.guard import GUARDED
from throughgate.person.observations.models.voice import RemarkKind, SlipKind
from throughgate.person.people.models import OfPerson
from throughgate.person.people.rules import CONSENT
from throughgate.work.followups.rules import RETAINS
from throughgate.work.placements.actions.company import MOVES as COMPANYS_MOVES
from throughgate.work.placements.choices import KeyPurpose

WANTED = re.compile(r"\brecord\(|\bexported\b")
HOUSE = Path(__file__).resolve().parents[3]


@functools.cache
def code_of_the_house() -> tuple[list[ast.Call], list[ast.Assign]]:
    """Return the calls of functions by their names, and the assignments, in the code of the house."""
    called: list[ast.Call] = []
    assigned: list[ast.Assign] = []
    for path in HOUSE.rglob("*.py"):
        if "tests" in path.parts or not WANTED.search(text := path.read_text()):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                called.append(node)
            elif isinstance(node, ast.Assign):
                assigned.append(node)
    return called, assigned


def calls(function: str) -> list[ast.Call]:
    """Return every call of a function in the code of the house."""
    return [
        node
        for node in code_of_the_house()[0]
        if isinstance(node.func, ast.Name) and node.func.id == function
    ]


LISTS = {
    ast.literal_eval(node.value)
    for node in code_of_the_house()[1]
    if isinstance(node.targets[0], ast.Name) and node.targets[0].id == "exported"
}
ROWS = {model.audit_name for model in apps.get_models() if issubclass(model, OfPerson) and model.audit_name}
FOLLOW_UPS = {"ask_person", "ask_company", "remind_person", "remind_company", "close", "pass_over"}
MADE = {
    "{kind}.change": {"after_release", "guardian"},
    "{row.audit_name}.add": ROWS,
    "{row.audit_name}.change": ROWS,
    "{row.audit_name}.remove": ROWS,
    "follow_up.{move}": FOLLOW_UPS,
    "introduction.{move}": set(COMPANYS_MOVES),
    "placement.{move}": {"introduce", "lapse", "not_agree", "remind"},
    "placement.{MOVES[moved]}": {f"retain_{milestone}" for milestone in RETAINS},
    "placement.{purpose}_code": set(KeyPurpose.values),
    "remark.{kind}": set(RemarkKind.values),
    "registration.{answer}": {"confirm", "refresh", "say_changed", "leave"},
    "slip.{SlipKind(kind)}": set(SlipKind.values),
    "{what.name}.export": LISTS,
    "import.{move}": {"preview", "run", "undo"},
    "import.{state}": {move.to for move in IMPORT.transitions if move.name == "finish"},
}
"""What stands in the gap of a code that is put together where it is recorded."""
TAKEN = "action or f'{table.subject}.{name}"
QUIET = {"consent.answer", "consent.withdraw"}
"""What the audit says where it must not tell which transition it was."""
list(modules("policies"))  # read, so that each has named its table of states
TABLES = [table for table in GUARDED.values() if table not in (CONSENT, IMPORT)]
"""Tables whose transitions are recorded under their own names (see `foundation/states/changing.py`)."""


def codes_of(call: ast.Call) -> set[str]:
    """Return the codes that one call may record."""
    written = ast.unparse(call.args[0]).removeprefix("f").strip("'\"")
    if "{" not in written:
        return {written}
    if written == TAKEN:
        return QUIET | {f"{table.subject}.{one.name}" for table in TABLES for one in table.transitions}
    assert written in MADE, f"Say above what may stand in {written}"
    gap = written[written.index("{") : written.index("}") + 1]
    return {written.replace(gap, value) for value in MADE[written]}


def recorded() -> set[str]:
    """Return every code that the house records."""
    return {code for call in calls("record") for code in codes_of(call)}


def test_every_change_has_words():
    """A code without words would be read as it is written; name it in the `audit_words.py` of its app."""
    assert recorded() - changes().keys() == set()


def test_no_words_are_left_over():
    """Nothing is named that nobody records, and nothing twice."""
    assert changes().keys() - recorded() == set()
    assert len(list(declared("audit_words", "AUDIT"))) == len(changes())


@pytest.mark.parametrize(("code", "english", "german"), [
    ("sheet.sign", "Sheet signed", "Bogen unterschrieben"),
    ("import.undone", "Import undone", "Import rückgängig gemacht"),
    ("opening.reopen", "Opening opened again", "Angebot wieder geöffnet"),
    ("second_factor.reset", "Second factor taken away by the operator", "Zweiter Faktor durch den Betrieb entfernt"),
])  # fmt: skip
def test_in_words(code, english, german):
    """The words are those of the app that makes the change, in the reader's language."""
    assert change_in_words(code) == english
    with translation.override("de"):
        assert change_in_words(code) == german


def test_a_code_that_is_gone_is_shown_as_written():
    """Old entries stay readable."""
    assert change_in_words("sheet.fold") == "sheet.fold"
