"""What a translation must keep of its original."""

from __future__ import annotations

import pytest

from throughgate.foundation.languages.fidelity import faults


@pytest.mark.parametrize(
    ("originals", "translations"),
    [
        (["Today"], ["Heute"]),
        (["%(name)s leaves on %(day)s"], ["Am %(day)s geht %(name)s"]),
        (["%s of %s"], ["%s von %s"]),
        (["{name} and {other}"], ["{other} und {name}"]),
        (["Hello {{ name }}"], ["Hallo {{ name }}"]),
        (["<strong>%(n)s</strong> left"], ["noch <strong>%(n)s</strong>"]),
        (["%(n)s person", "%(n)s persons"], ["Eine Person", "%(n)s Personen"]),
        (["One person", "%(n)s persons"], ["%(n)s Person", "%(n)s Personen"]),
        (["100% sure"], ["100 % der Fälle"]),
        (["100%% sure"], ["100 %% sicher"]),
        (["\nText\n"], ["\nWorte\n"]),
    ],
)
def test_a_faithful_translation_has_no_fault(originals: list[str], translations: list[str]) -> None:
    """Order may change, and a form for one may leave out its number."""
    assert faults(originals, translations) == []


@pytest.mark.parametrize(
    ("originals", "translations", "fault"),
    [
        (["Hello %(name)s"], ["Hallo"], "placeholder %(name)s is missing"),
        (["Hello %(name)s"], ["Hallo %(nam)s"], "placeholder %(nam)s is not in the original"),
        (["Hello %(name)s"], ["Hallo %(name)d"], "placeholder %(name)s is missing"),
        (["%s of %s"], ["von %s"], "placeholder %s is missing"),
        (["Hello {name}"], ["Hallo {Name}"], "placeholder {name} is missing"),
        (["%(n)s person", "%(n)s persons"], ["Eine Person", "Personen"], "placeholder %(n)s is missing"),
        (["%(n)s step", "%(n)s steps"], ["%(m)s Tag", "%(n)s Tage"], "placeholder %(m)s is not"),
        (["<b>Now</b>"], ["<b>Jetzt<b>"], "other HTML tags than the original"),
        (["Now"], ["<script>Jetzt"], "other HTML tags than the original"),
        (["\nText"], ["Worte"], "starts with another line than the original"),
        (["Text"], ["Worte\n"], "ends with another line than the original"),
    ],
)  # fmt: skip
def test_what_was_lost_or_added_is_named(originals: list[str], translations: list[str], fault: str) -> None:
    """A translation that would break a page says what is wrong with it."""
    assert any(found.startswith(fault) for found in faults(originals, translations))
