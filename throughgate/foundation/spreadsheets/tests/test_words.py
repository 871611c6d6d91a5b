"""Tests that every code has its words."""

from __future__ import annotations

import inspect
import re

import pytest

from throughgate.foundation.spreadsheets import contacts, headings, limits, matching, values
from throughgate.foundation.spreadsheets.model import Mark, Skip

words = pytest.importorskip("throughgate.foundation.spreadsheets.words")


def test_every_refusal_has_words():
    """Each code listed for an unreadable file has a sentence, and no other."""
    listed = re.findall(
        r"^    ([a-z_]+) {2,}\S", inspect.getdoc(limits.Unreadable).replace("\n", "\n    "), re.MULTILINE
    )
    assert set(listed) == set(words.UNREADABLE)


def test_every_mark_and_skip_has_words():
    """Marks and reasons to leave rows out are all told."""
    assert set(words.MARKS) == set(Mark)
    assert set(words.SKIPPED) == set(Skip)


def test_every_value_code_has_words():
    """Codes of readings are all told."""
    source = inspect.getsource(values) + inspect.getsource(contacts)
    used = set(re.findall(r'Reading\([^()]*(?:\([^()]*\)[^()]*)*, "([a-z_]+)"\)', source))
    assert used <= set(words.VALUES)
    assert len(used) > 10


def test_every_mapping_reason_has_words():
    """Reasons of a guess are all told."""
    source = inspect.getsource(headings)
    used = set(re.findall(r'Reason\("([a-z_]+)"', source)) | set(
        re.findall(r', "([a-z_]+)"\n', inspect.getsource(matching))
    )
    assert used == set(words.MAPPING) - {"no_match"} | ({"no_match"} & used)
