"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django import forms
from django.apps import apps

from throughgate.foundation.database import wall

HOUSE = Path(__file__).resolve().parents[2] / "throughgate"
TEMPLATES = sorted(p for p in HOUSE.rglob("templates/**/*") if p.suffix in (".html", ".svg", ".txt"))
# "No offence, sentence length, risk, health or security field exists anywhere in the system."
FORBIDDEN = re.compile(
    r"(^|_)(offen[cs]e|offender|crime|criminal|sentence|sentenced|risk|health|illness|diagnos[ie]s|medical|"
    r"medication|addiction|disability|escape|security_level|gang|religion|ethnicity)s?(_|$)"
)


def _name(path: Path) -> str:
    return path.as_posix().split("/templates/")[-1]


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_templates_hold_no_inline_style_or_script(path):
    """The content policy forbids style attributes, handlers and scripts without a nonce; so do we."""
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert "javascript:" not in text.lower()
    for tag in re.findall(r"<(?:script|style)\b[^>]*>", text):
        assert "nonce" in tag or "src=" in tag, tag


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_templates_escape(path):
    """No `|safe` and no `autoescape off`; mails in plain text have nothing to escape."""
    if path.suffix != ".txt":
        assert not re.search(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off", path.read_text())


def _modules(pattern: str) -> list[Path]:
    return sorted(p for p in HOUSE.rglob(pattern) if "tests" not in p.parts)


@pytest.mark.parametrize(
    "path",
    [*_modules("rules.py"), *_modules("rules/*.py"), *_modules("matching/**/*.py")],
    ids=lambda p: p.relative_to(HOUSE).as_posix(),
)
def test_rules_know_neither_django_nor_the_database(path):
    """Rules and the matching engine import no Django, no database driver and no models."""
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            assert not name.startswith(("django", "psycopg", "allauth")), name
            assert not name.endswith((".models", ".queries", ".views")), name


def test_every_personal_model_is_decided():
    """A table with a column that names or dates a person is protected, or stands on the open list with a reason."""
    telling = re.compile(r"(given_names|family_name|birth_on|telephone|person|^number$|address)")
    for model in apps.get_models():
        table = model._meta.db_table
        columns = [field.column for field in model._meta.concrete_fields]
        if any(telling.search(column) for column in columns):
            decided = table in wall.protected_tables() or table in wall.open_tables()
            assert decided, f"{table}: say in its app's wall.py how it is protected"
        keys = [f for f in model._meta.concrete_fields if f.related_model is not None]
        if any(f.related_model._meta.label == "people.Person" for f in keys):
            assert table in wall.protected_tables(), f"{table} holds rows about people outside the wall"


def test_no_field_about_offences_or_illness():
    """No model and no form has a field about an offence, a sentence, risk, health or the like."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            assert not FORBIDDEN.search(field.name), f"{model._meta.label}.{field.name}"


def test_no_form_field_about_offences_or_illness():
    """The same for every form class of ours."""
    import importlib

    for path in [*_modules("forms.py"), *_modules("forms/*.py")]:
        module = importlib.import_module(
            "throughgate." + ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")
        )
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, forms.BaseForm):
                for name in getattr(value, "base_fields", {}):
                    assert not FORBIDDEN.search(name), f"{module.__name__}.{value.__name__}.{name}"


@pytest.mark.parametrize("name", ["offence", "length_of_sentence", "health_notes", "risk_level", "diagnoses"])
def test_forbidden_names_are_seen(name):
    """The rule above finds what it is made for."""
    assert FORBIDDEN.search(name)


@pytest.mark.parametrize("name", ["family_name", "starts_on", "asterisk", "healthy"])
def test_harmless_names_pass(name):
    """It does not stumble over words that merely look alike."""
    assert FORBIDDEN.search(name) is None


def test_every_test_says_what_it_expects():
    """Each test of the wall, the matrix and the house has a docstring in plain English."""
    here = Path(__file__).resolve().parents[1]
    for path in [p for room in ("wall", "matrix", "house") for p in (here / room).glob("test_*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                assert ast.get_docstring(node), f"{path.name}: {node.name}"
