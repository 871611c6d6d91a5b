"""Codes that are stored, logged or printed: others read them long after the code that wrote them has changed."""

from __future__ import annotations

import ast
import inspect
import re

from django.apps import apps

from tests.outside import inside

STEPS = [bytes(range(start, start + 32)) for start in (0, 64, 128)]


def test_actions_in_the_audit(pinned):
    """What changes are called in the audit: those written out where they are recorded, and all that have words."""
    called = set(inside.words_of_actions())
    for path in inside.HOUSE.rglob("*.py"):
        if "tests" not in path.parts and "record(" in (text := path.read_text()):
            called |= set(recorded(ast.parse(text)))
    pinned("audit-actions", sorted(called))


def recorded(tree):
    """Yield the first argument of each call of `record` that is written out."""
    for call in calls_of_record(tree):
        yield from (one.value for one in call.args[:1] if isinstance(one, ast.Constant))


def calls_of_record(tree):
    """Yield each call of `record`."""
    for node in ast.walk(tree):
        called = getattr(node, "func", None)
        if getattr(called, "id", getattr(called, "attr", "")) == "record":
            yield node


def test_subjects_in_the_audit(pinned):
    """What changes are about, by kind, where it is written out; policies and pages ask for it."""
    kinds = set()
    for path in inside.HOUSE.rglob("*.py"):
        if "tests" not in path.parts and "record(" in (text := path.read_text()):
            kinds |= {
                one.value.elts[0].value
                for call in calls_of_record(ast.parse(text))
                for one in call.keywords
                if one.arg == "subject" and isinstance(one.value.elts[0], ast.Constant)
            }
    pinned("audit-subjects", sorted(kinds))


def test_codes_in_columns(pinned):
    """The codes that each column of ours may hold."""
    found = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            choices = getattr(field, "base_field", field).flatchoices
            if choices and model.__module__.startswith("throughgate"):
                found[f"{model._meta.db_table}.{field.column}"] = [str(code) for code, _words in choices]
    pinned("column-codes", found)


def test_rights(pinned):
    """Which roles read and write each kind of record, and which roles an organisation of each kind gives."""
    records = inside.access_table().items()
    pinned(
        "rights",
        {
            "read": {name: sorted(kind.read) for name, kind in records},
            "write": {name: sorted(kind.write) for name, kind in records},
            "given by": {kind: sorted(roles) for kind, roles in inside.roles_of_kinds().items()},
        },
    )


def test_reasons_of_imports(pinned):
    """The codes that `throughgate import` prints as why a row was asked or refused."""
    pinned("import-reasons", {name: inside.reasons_of(kind) for name, kind in inside.import_kinds().items()})


def test_jobs(pinned):
    """Names under which jobs wait in the queue, what they take, and when they come by themselves."""
    app = inside.job_queue()
    app.perform_import_paths()
    comes = {name: task.cron for (name, _), task in app.periodic_registry.periodic_tasks.items()}
    pinned(
        "jobs",
        {
            name: f"{' '.join(inspect.signature(task.func).parameters)}; {comes.get(name, 'when deferred')}"
            for name, task in sorted(app.tasks.items())
            if task.func.__module__.startswith("throughgate")
        },
    )


def test_printed_codes(pinned):
    """The same random bytes make the same code; what people type leads to it."""
    pinned(
        "printed-codes",
        {
            "invitation, password, renewal": [inside.code_for_paper(step) for step in STEPS],
            "sheet, slip": [inside.code_of_sheet(step) for step in STEPS],
            "signs": "".join(
                sorted({sign for n in range(200) for sign in inside.code_for_paper(bytes([n] * 32))})
            ),
            "typed": {
                text: inside.code_as_typed(text) for text in ("abcd-efgh-jkmn", " ab cd. 23 ", "O0 I1 L U")
            },
            "token": {
                "length": len(inside.token(None)),
                "signs": re.sub(r"[A-Za-z0-9_-]", "", inside.token(None)),
            },
        },
    )
