"""Expected: the page for who adds a step holds a chain that works, names every word, and the schema is that of the code."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from throughgate.ground.jurisdictions.tests.schemas import DOCS, holds
from throughgate.person.chain.rules import grammar
from throughgate.person.chain.rules.grammar import Chain, common_steps
from throughgate.person.chain.rules.unrolling import Dates, unroll

PAGE = (DOCS / "add-a-step.md").read_text()


def test_the_chain_on_the_page():
    """It can be read, and its steps lie where the page says."""
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    chain = msgspec.toml.decode(text, type=Chain)
    laid = unroll(
        chain,
        Dates(date(2026, 12, 1), expected=date(2028, 3, 14)),
        on=date(2026, 12, 1),
        works_on=lambda _: True,
    )
    said = dict(re.findall(r"\| `(\w+)` \| (\d{4}-\d\d-\d\d) \|", PAGE))
    assert said == {one.id: str(one.due_on) for one in laid if one.id in said}
    assert len(said) == 3


def test_the_page_names_every_word():
    """Whatever a chain may say stands on the page, and every common step."""
    structs = [
        one for one in vars(grammar).values() if isinstance(one, type) and issubclass(one, msgspec.Struct)
    ]
    words = {name for one in structs for name in one.__struct_fields__}
    said = set(re.findall(r"\b[a-z_]+\b", PAGE))
    assert words - said == set()
    assert common_steps().keys() - said == set()
    assert {*grammar.STAGES, *grammar.TEMPLATES} - said == set()


def test_the_schema_is_that_of_the_code():
    """Editors are told what the house reads (THROUGHGATE_WRITE_DOCS=1 writes it anew)."""
    assert holds("chain", Chain), "Run this test once with THROUGHGATE_WRITE_DOCS=1."
