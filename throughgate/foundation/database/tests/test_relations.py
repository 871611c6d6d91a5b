"""Pieces of SQL are said once, and policies by relation grant what they say and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from throughgate.foundation.database.pieces import PIECES, piece, with_pieces
from throughgate.foundation.database.relations import of_member, of_organisation, of_parent, register

HOUSE = Path(__file__).parents[3]
WRITTEN = sorted([*HOUSE.rglob("*.sql"), *HOUSE.rglob("policies.py"), *HOUSE.rglob("guard.py")])


def by_hand(name: str) -> re.Pattern[str]:
    """Return what a piece looks like where somebody writes it out, with any alias and however it is broken into lines."""
    words = [r"\s+".join(re.escape(word) for word in part.split()) for part in PIECES[name].split("@")]
    return re.compile(r"\s*(?:\w+\.)?".join(word.strip() for word in words))


@pytest.mark.parametrize("name", PIECES)
def test_no_piece_is_written_out(name: str) -> None:
    """SQL names the piece, so that what it says is changed in one place."""
    assert len(WRITTEN) > 20
    assert by_hand(name).search(piece(name, "v").replace(" ", "\n  "))
    assert [path.name for path in WRITTEN if by_hand(name).search(path.read_text())] == []


def test_every_name_in_braces_is_known() -> None:
    """A misspelt piece would reach the database as it stands; other parts are put in by the app itself."""
    with_alias = re.compile(r"(?<!')\{+([a-z_]+) [a-z]+\}")
    used = {name for path in WRITTEN for name in with_alias.findall(path.read_text())}
    assert used <= PIECES.keys()
    assert {"in_force", "not_over", "employed", "latest_stay"} <= used


def test_a_piece_stands_in_the_place_of_its_name() -> None:
    """With the alias of its table, or without; other braces stay as they are."""
    assert with_pieces("WHERE {not_over v} AND a = '{}'") == (
        "WHERE (v.until_on IS NULL OR v.until_on >= gate.today()) AND a = '{}'"
    )
    assert with_pieces("{not_over}") == "(until_on IS NULL OR until_on >= gate.today())"
    assert with_pieces("'{driving}' {unknown x}") == "'{driving}' {unknown x}"


def test_what_is_none_is_not_granted() -> None:
    """A command whose condition is None is not granted at all; one more condition is asked together with the relation."""
    table = of_organisation("t", "opening", insert="a = 1", update=None)
    assert list(table.granted()) == ["select", "insert"]
    ours = "((SELECT gate.writes('opening'))) AND (organisation_id = gate.organisation())"
    assert table.insert == f"({ours}) AND (a = 1)"
    assert of_organisation("t", "opening").insert == ours
    assert list(of_organisation("t", "opening", delete="true").granted()) == [
        "select",
        "insert",
        "update",
        "delete",
    ]
    assert list(of_member("t").granted()) == ["select"]
    assert list(of_member("t", insert="true").granted()) == ["select", "insert"]


def test_relations_say_whose_a_row_is() -> None:
    """A list that staff keep shows an organisation its own part; a member's rows and those of a row above name them."""
    assert (
        "gate.reads('own')) AND organisation_id = gate.organisation()" in register("t", "all", "own").select
    )
    assert of_member("t", seen_by="access_log").select == (
        "(membership_id = gate.membership()) OR "
        "(((SELECT gate.reads('access_log'))) AND (organisation_id = gate.organisation()))"
    )
    part = of_parent("t", "sheet", parent="s", key="s_id", while_="p.state = 'draft'")
    assert 'EXISTS (SELECT FROM s p WHERE p.id = "t".s_id)' in part.select
    assert "p.state = 'draft'" not in part.select
    assert part.insert == part.update == part.delete
    assert "AND p.state = 'draft')" in part.delete
