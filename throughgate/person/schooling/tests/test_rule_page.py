"""Expected: the page for who adds a rule holds a rule that works, names every word, and the schema is that of the code."""

from __future__ import annotations

import re

import msgspec
import pytest

from throughgate.ground.jurisdictions.tests.schemas import DOCS, holds
from throughgate.person.schooling.packs import Scales, find_scale
from throughgate.person.schooling.rules.certificates import grammar
from throughgate.person.schooling.rules.certificates.book import Book
from throughgate.person.schooling.rules.certificates.grammar import Certificate
from throughgate.person.schooling.tests.sheets import case

PAGE = (DOCS / "add-a-certificate-rule.md").read_text()
SCHEMAS = {"certificate": Certificate, "scales": Scales}
OWN = {
    "key",
    "paragraph",
    "says",
    "name",
    "law",
    "notes",
    "since",
    "until",
    "title",
    "checked",
    "address",
    "required",
    "scale",
}


def example() -> Book:
    """Return the rule that stands on the page."""
    text = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)[1]
    return Book({"school": msgspec.toml.decode(text, type=Certificate)}, {"de": find_scale("de")})


@pytest.mark.parametrize(
    ("sheet", "outcome", "resits"),
    [
        ("D4, M4, GL4", "eligible", ()),
        ("D5, M5, GL4", "eligible", ()),
        ("D5, M5, E5, GL4", "resit", ("german", "maths")),
        ("D4, M6, GL4", "not", ()),
        ("D4, M4, F6", "unknown", ()),
        ("D4, GL4", "unknown", ()),
    ],
)
def test_the_example_works(sheet: str, outcome: str, resits: tuple[str, ...]):
    """Each paragraph of it is used."""
    found = example().answer("school", case(sheet, school="main"))
    assert (found.outcome, found.resits) == (outcome, resits)


def test_the_page_names_every_word():
    """Whatever a rule may say stands on the page."""
    structs = [
        one for one in vars(grammar).values() if isinstance(one, type) and issubclass(one, msgspec.Struct)
    ]
    words = {name for one in structs for name in one.__struct_fields__} - OWN
    said = set(re.findall(r"\b[a-z_]+\b", PAGE))
    assert words - said == set()


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_is_that_of_the_code(name: str):
    """Editors are told what the house reads (THROUGHGATE_WRITE_DOCS=1 writes it anew)."""
    assert holds(name, SCHEMAS[name]), "Run this test once with THROUGHGATE_WRITE_DOCS=1."
