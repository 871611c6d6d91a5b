"""Names that mean the same organisation, and who keeps it."""

from __future__ import annotations

import pytest

from throughgate.foundation.languages.folding import search_key
from throughgate.ground.organisations.rules import (
    channel_lacks,
    comparing_key,
    kinds_added_by,
    may_keep,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Roth Dächer GmbH & Co. KG", "Roth Daecher"),
        ("BC Wassenberg e.V.", "bc wassenberg"),
        ("Müller AG", "Mueller"),
        ("Stavby Novák s.r.o.", "Stavby Novak"),
        ("Kessel Haustechnik e.K.", "Kessel Haustechnik"),
        ("Kessel Haustechnik e. K.", "Kessel Haustechnik GmbH"),
        ("Kessel Haustechnik G.m.b.H.", "Fa. Kessel Haustechnik"),
        ("Kessel Haustechnik Inh. Jan Kessel", "Firma Kessel Haustechnik"),
        ("Kessel Haustechnik, Inhaberin: Eva Kessel", "Kessel Haustechnik"),
        ("Kessel Gesellschaft mit beschränkter Haftung", "Kessel mbH"),
        ("Kessel Ges.m.b.H.", "Kessel"),
        ("Sprung Turnverein e.V.", "Sprung Turnverein eingetragener Verein"),
        ("Alpe S. r. l.", "Alpe Srl"),
        ("Alpe S.p.A.", "Alpe SpA"),
        ("Gradnje Novak d.o.o.", "Gradnje Novak"),
        ("Holz e.U.", "Holz"),
        ("K & S e.K.", "K + S"),
        ("Wohnbau e.G.", "Wohnbau eG"),
        ("Budowa Sp. z o.o.", "Budowa"),
    ],
)
def test_legal_form_and_spelling_make_no_other_name(one, other):
    """The same firm is found however it was typed."""
    assert comparing_key(one) == comparing_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Roth Dächer", "Roth Metall"), ("K + R Bau", "Bau"), ("AG", "KG"), ("Firma", "Fa."), ("e.V.", "e.K.")],
)
def test_other_names_stay_other_names(one, other):
    """What differs in more than the legal form is another one."""
    assert comparing_key(one) != comparing_key(other)


def test_only_placement_officers_add_and_only_who_gives_work_or_company():
    """No other role adds to the register."""
    added = set(kinds_added_by(["placement_officer", "observer"]))
    assert added == {"company", "club", "third_sector", "volunteer"}
    assert kinds_added_by(["administrator", "case_lead", "manager"]) == ()


def test_a_company_with_members_is_kept_by_itself():
    """As soon as somebody of the company takes part, nobody else changes its record."""
    register = {"own": False, "writes_own": False, "writes_register": True}
    assert may_keep(kind="company", has_members=False, **register)
    assert not may_keep(kind="company", has_members=True, **register)
    assert not may_keep(kind="prison", has_members=False, **register)
    assert may_keep(kind="prison", own=True, writes_own=True, writes_register=False, has_members=True)


def test_preferred_channel_needs_its_number_or_address():
    """Nobody prefers a telephone without a number."""
    assert channel_lacks("telephone", telephone="", email="x") == "telephone"
    assert channel_lacks("email", telephone="1", email="") == "email"
    assert channel_lacks("letter", telephone="", email="") == ""


@pytest.mark.parametrize(
    "name", ["K + R Bau e.K.", "K & S e.K.", "A. B. Roth G.m.b.H.", "Roth & Söhne GmbH & Co. KG"]
)
def test_a_name_is_looked_for_as_it_begins(name):
    """The key begins as the folded name does, by which organisations are found."""
    assert search_key(name).startswith(comparing_key(name))
