"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django import forms
from django.apps import apps

from throughgate.foundation.database import policies

HOUSE = Path(__file__).resolve().parents[2] / "throughgate"
TEMPLATES = sorted(p for p in HOUSE.rglob("templates/**/*") if p.suffix in (".html", ".svg", ".txt"))
# "No offence, sentence length, risk, health or security field exists anywhere in the system."
FORBIDDEN = re.compile(
    r"(^|_)(offen[cs]e|offender|crime|criminal|sentence|sentenced|risk|health|illness|diagnos[ie]s|medical|"
    r"medication|addiction|disability|escape|security_level|gang|religion|ethnicity)s?(_|$)"
)


UNESCAPED = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off")


def faults_in(text: str) -> list[str]:
    """Return what a template must not hold: styles, handlers and scripts against the content policy, unescaped values."""
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", text, flags=re.DOTALL)
    tags = re.findall(r"<(?:script|style)\b[^>]*>", text)
    return [
        *re.findall(r"\sstyle\s*=", text),
        *re.findall(r"\son[a-z]+\s*=\s*[\"']", text),
        *re.findall(r"javascript:", text, re.IGNORECASE),
        *(tag for tag in tags if "nonce" not in tag and "src=" not in tag),
        *UNESCAPED.findall(text),
    ]


def test_templates_keep_to_the_content_policy_and_escape():
    """No style attribute, no handler, no script without a nonce, no `|safe`; mails in plain text escape nothing."""
    assert len(TEMPLATES) > 150
    found = [
        f"{path.as_posix().split('/templates/')[-1]}: {fault}"
        for path in TEMPLATES
        for fault in faults_in(path.read_text())
        if not (path.suffix == ".txt" and UNESCAPED.fullmatch(fault))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "<p style='color: red'>",
        '<a onclick="go()">',
        "<a href='JavaScript:go()'>",
        "<script>go()</script>",
        "<style>p {}</style>",
        "{{ name|safe }}",
        "{{ names | safeseq }}",
        "{% autoescape off %}",
    ],
)
def test_faults_of_templates_are_seen(text):
    """The rule above finds what it is made for, and passes over what is right."""
    assert faults_in(text)
    assert (
        faults_in(f"{{# {text} #}}<script nonce='x' src='y'></script><p data-style='a'>{{{{ name }}}}") == []
    )


def _modules(pattern: str) -> list[Path]:
    return sorted(p for p in HOUSE.rglob(pattern) if "tests" not in p.parts)


def imports_of(path: Path) -> list[str]:
    """Return the modules that a file imports."""
    names = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return names


FROM_THE_REQUEST = {"build_absolute_uri", "get_current_site", "get_host", "_get_raw_host", "HTTP_HOST"}


def said_in(path: Path) -> set[str]:
    """Return every name, attribute and string of a module."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        for field in ("attr", "id", "value"):
            said = getattr(node, field, None)
            if isinstance(said, str):
                found.add(said)
        if isinstance(node, ast.alias):
            found.add(node.name)
    return found


def test_no_address_comes_from_the_request():
    """The host name in a request is what whoever asks wrote there: links come from `whole_address`. Where a form leads
    back to is compared with it, and nothing else; the benchmark makes requests of its own.
    """
    found = {
        path.relative_to(HOUSE).as_posix() for path in _modules("*.py") if said_in(path) & FROM_THE_REQUEST
    }
    assert found == {"foundation/web/posted.py", "bench/import_upload.py"}


def test_rules_know_neither_django_nor_the_database():
    """Rules and the matching engine import no Django, no database driver and no models."""
    pure = [*_modules("rules.py"), *_modules("rules/*.py"), *_modules("matching/**/*.py")]
    assert len(pure) > 20
    found = [
        f"{path.relative_to(HOUSE)}: {name}"
        for path in pure
        for name in imports_of(path)
        if name.startswith(("django", "psycopg", "allauth"))
        or name.endswith((".models", ".queries", ".views"))
    ]
    assert found == []


def test_every_personal_model_is_decided():
    """A table with a column that names or dates a person is protected, or stands on the open list with a reason."""
    telling = re.compile(r"(given_names|family_name|birth_on|telephone|person|^number$|address)")
    for model in apps.get_models():
        table = model._meta.db_table
        columns = [field.column for field in model._meta.concrete_fields]
        if any(telling.search(column) for column in columns):
            decided = table in policies.protected_tables() or table in policies.open_tables()
            assert decided, f"{table}: say in its app's policies.py how it is protected"
        keys = [f for f in model._meta.concrete_fields if f.related_model is not None]
        if any(f.related_model._meta.label == "people.Person" for f in keys):
            assert table in policies.protected_tables(), (
                f"{table} holds rows about people outside row security"
            )


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
    """Each test of the policies, the matrix and the house has a docstring in plain English."""
    here = Path(__file__).resolve().parents[1]
    for path in [p for room in ("policies", "matrix", "house") for p in (here / room).glob("test_*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                assert ast.get_docstring(node), f"{path.name}: {node.name}"


def test_work_left_to_the_worker_is_registered():
    """Each name that `later` is given is that of a task; a wrong one would fail when somebody first needs it."""
    from procrastinate.contrib.django import app

    named = [
        (path, name)
        for path in sorted((Path(__file__).parents[2] / "throughgate").rglob("*.py"))
        for name in re.findall(r"\blater\(\s*\"([\w.]+)\"", path.read_text())
    ]
    assert named
    assert [(path, name) for path, name in named if name not in app.tasks] == []
