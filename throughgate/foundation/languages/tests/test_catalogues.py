"""Expected behaviour of collecting, updating, checking and compiling messages."""

from __future__ import annotations

import ast
import gettext
from collections.abc import Iterator
from pathlib import Path

import pytest

from throughgate.foundation.languages import catalogues

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext
def page(n):
    # Translators: the door, not the logic
    return _("Gate"), ngettext("%(n)s person", "%(n)s persons", n), pgettext("month", "May")
"""
TEMPLATE = """{% load i18n %}
  <p>{% translate "Today" %}</p>
<div>
      {% blocktranslate count n=n %}one step{% plural %}{{ n }} steps{% endblocktranslate %}
</div>
 <b title="{{ _('Close') }}">it's</b>
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with one module, one template, and tests that do not count."""
    package = tmp_path / "house"
    (package / "templates").mkdir(parents=True)
    (package / "tests").mkdir()
    (package / "page.py").write_text(CODE)
    (package / "tests" / "test_page.py").write_text("_('Never')")
    (package / "templates" / "page.html").write_text(TEMPLATE)
    return package


def test_collects_from_code_and_templates(package: Path) -> None:
    """Messages, plurals, contexts and comments are found; those in tests are not."""
    found = {(message.context, message.id) for message in catalogues.collect(package) if message.id}
    assert found == {
        (None, "Gate"),
        (None, ("%(n)s person", "%(n)s persons")),
        ("month", "May"),
        (None, "Today"),
        (None, ("one step", "%(n)s steps")),
        (None, "Close"),
    }


def test_keeps_translations_and_names_what_is_to_do(package: Path, tmp_path: Path) -> None:
    """An update keeps what is translated; the check names what is missing, left over or broken."""
    path = tmp_path / "locale" / "de" / "LC_MESSAGES" / "django.po"
    catalogues.update(path, catalogues.collect(package))
    assert len(catalogues.problems(path, catalogues.collect(package))) == 6
    path.write_text(path.read_text().replace('msgid "Gate"\nmsgstr ""', 'msgid "Gate"\nmsgstr "Tor"'))
    (package / "page.py").write_text(CODE.replace('"May"', '"June"') + '_("New")')
    collected = catalogues.collect(package)
    found = catalogues.problems(path, collected)
    assert "not in the file: 'New' (house/page.py)" in found
    assert any(line.startswith("no longer used: 'May'") for line in found)
    catalogues.update(path, collected)
    text = path.read_text()
    assert 'msgstr "Tor"' in text
    assert "May" not in text
    catalogues.update(path, collected)
    assert path.read_text() == text


def test_a_lost_placeholder_is_found(package: Path, tmp_path: Path) -> None:
    """A translation without a placeholder of the original would fail on the page."""
    path = tmp_path / "locale" / "de" / "LC_MESSAGES" / "django.po"
    catalogues.update(path, catalogues.collect(package))
    plural = 'msgid_plural "%(n)s persons"\nmsgstr[0] ""\nmsgstr[1] ""'
    assert plural in path.read_text()
    broken = plural.replace('[0] ""', '[0] "%(n)s Person"').replace('[1] ""', '[1] "%(m)s Personen"')
    path.write_text(path.read_text().replace(plural, broken))
    found = catalogues.problems(path, catalogues.collect(package))
    assert any("placeholder" in line and "%(n)s person" in line for line in found)


def test_compiles_what_is_translated(package: Path, tmp_path: Path) -> None:
    """The compiled file answers with the translation."""
    path = tmp_path / "locale" / "de" / "LC_MESSAGES" / "django.po"
    catalogues.update(path, catalogues.collect(package))
    path.write_text(path.read_text().replace('msgid "Gate"\nmsgstr ""', 'msgid "Gate"\nmsgstr "Tor"'))
    [compiled] = catalogues.compile_all(tmp_path / "locale")
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Gate") == "Tor"


def test_files_hold_nothing_that_changes_by_itself(package: Path, tmp_path: Path) -> None:
    """Two people who update on different days get the same file: no dates, no line numbers."""
    path = tmp_path / "locale" / "de" / "LC_MESSAGES" / "django.po"
    catalogues.update(path, catalogues.collect(package))
    text = path.read_text()
    assert "Date" not in text
    assert "Generated-By" not in text
    assert "#: house/page.py\n" in text
    assert '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in text
    (package / "page.py").write_text("\n\n\n" + CODE)
    catalogues.update(path, catalogues.collect(package))
    assert path.read_text() == text


def test_languages_under_way_may_be_incomplete(package: Path, tmp_path: Path) -> None:
    """German must be whole; a language that is being translated may lack words, but not break them."""
    path = tmp_path / "locale" / "it" / "LC_MESSAGES" / "django.po"
    catalogues.update(path, catalogues.collect(package))
    assert catalogues.problems(path, catalogues.collect(package)) == []


def test_templates_with_every_construct(tmp_path: Path) -> None:
    """Trimmed blocks, plural with context, contexts, comments, quotes and odd blanks are all read."""
    package = tmp_path / "house"
    (package / "templates").mkdir(parents=True)
    (package / "templates" / "page.html").write_text(
        """{% load i18n %}
            {# Translators: of the list #}
        {% blocktranslate count n=people|length with name=p.name trimmed context "list" %}
            One person, {{ name }}
        {% plural %}
            {{ n }} persons with "quotes", {{ name }}
        {% endblocktranslate %}
    it’s (an) 'apostrophe' and [brackets {% translate "May" context "month" as may %}
{% include "x.html" with title=_("It's here") %}{% blocktranslate asvar x %}Half: 50%{% endblocktranslate %}
"""
    )
    found = {(message.context, message.id): message for message in catalogues.collect(package) if message.id}
    assert set(found) == {
        ("list", ("One person, %(name)s", '%(n)s persons with "quotes", %(name)s')),
        ("month", "May"),
        (None, "It's here"),
        (None, "Half: 50%%"),
    }
    [(_, comments)] = [(key, m.auto_comments) for key, m in found.items() if key[0] == "list"]
    assert comments == ["Translators: of the list"]


def test_every_message_of_the_house_is_collected() -> None:
    """No message hides from the collection: under a name of its own, or within the braces of an f-string."""
    collected: set[str] = set()
    for message in catalogues.collect():
        collected.update([message.id] if isinstance(message.id, str) else message.id)
    hidden = [
        f"{path.name}:{call.lineno}: {words}"
        for path in sorted(catalogues.PACKAGE.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.relative_to(catalogues.PACKAGE).parts)
        for call, words in _messages(ast.parse(path.read_text()))
        if words not in collected
    ]
    assert not hidden, "\n".join(hidden)


def _messages(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Give each call of a function of Django's translations, with its first words that are no context."""
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            place = 1 if names[node.func.id].startswith(("p", "np")) else 0
            words = node.args[place] if len(node.args) > place else None
            if isinstance(words, ast.Constant) and isinstance(words.value, str) and words.value:
                yield node, words.value
