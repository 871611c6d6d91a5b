"""The closed list of what rules may ask beside marks: nothing else is a fact, and no answer of the wrong kind is one."""

from __future__ import annotations

from datetime import date

import pytest

from throughgate.ground.jurisdictions.packs import BadPack
from throughgate.person.people.rules import age_of
from throughgate.person.people.sensitive_words import sensitive_words
from throughgate.person.schooling import packs
from throughgate.person.schooling.queries.certificates import asked_in
from throughgate.person.schooling.rules.certificates.questions import (
    asked_for,
    known_for,
    known_on,
    question_of,
    questions,
    wrong,
)
from throughgate.person.schooling.tests.test_grammar import TRADE, _read

DAY = date(2027, 1, 31)


def test_every_question_can_be_put():
    """In English and German, with who can tell; a number says of what."""
    for key, one in questions().items():
        said = (one.who, *((one.asks,) if one.asks else ()), *((one.unit,) if one.unit else ()))
        assert all({"en", "de"} <= set(texts) for texts in said), key
        assert one.kind != "number" or one.unit or one.house, key


def test_nothing_sensitive_is_asked():
    """Neither a key nor a question speaks of health, offence, sentence or risk."""
    for key, one in questions().items():
        for text in (key.replace("_", " "), *one.asks.values(), *one.who.values()):
            assert not sensitive_words(text), text
            bad = (
                "sentence",
                "offence",
                "risk",
                "health",
                "crime",
                "strafe",
                "delikt",
                "risiko",
                "gesund",
                "krank",
            )
            assert not [word for word in bad if word in text.lower()], text


def test_rules_ask_what_is_on_the_list():
    """Every rule of every pack; what the house knows is never asked of anybody."""
    for code in ("de-nw", "at", "cz", "pt"):
        for key, certificate in packs.read_book(code).certificates.items():
            for version in certificate.versions:
                for name in asked_in(key, version):
                    assert question_of(name).asks
                    assert not question_of(name).house


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "contract_registered"', 'key = "healthy"', "There is no fact healthy that is true or false"),
        ('key = "contract_registered"', 'key = "age"', "There is no fact age that is true or false"),
        ('key = "contract_registered"', 'key = "training_ends_on"', "no fact training_ends_on"),
        (
            "at_most = 2",
            'at_most = 2\ntimes = "sentence_months"',
            "There is no fact sentence_months that is a number",
        ),
    ],
)
def test_another_fact_is_refused(tmp_path, old: str, new: str, said: str):
    """The check of packs names file and place."""
    with pytest.raises(BadPack, match=said):
        _read(tmp_path, TRADE.replace(old, new, 1))


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        *(("lives_in_district", True, ""), ("lives_in_district", None, ""), ("unheard_of", "yes", "")),
        *(("lives_in_district", "yes", "true or false"), ("lives_in_district", 1, "true or false")),
        *(("age", 16, ""), ("age", "16", "no number"), ("age", True, "no number"), ("age", -1, "no number")),
        *(
            ("months_in_trade", 53.5, ""),
            ("months_in_trade", 1201, "no number"),
            ("age", float("nan"), "no number"),
        ),
        *(("training_ends_on", "2027-01-31", ""), ("training_ends_on", "31.1.2027", "no day")),
        *(("training_ends_on", "2027-02-30", "no day"), ("training_ends_on", "20270131", "no day")),
    ],
)
def test_an_answer_is_of_its_kind(key: str, value: object, said: str):
    """True or false, a number in reach, a day; what is on no list is looked at by no rule."""
    found = wrong(key, value)
    assert said in found
    assert bool(found) == bool(said)


@pytest.mark.parametrize(
    ("given", "done"),
    [
        ({"training_ends_on": "2027-01-31"}, True),
        ({"training_ends_on": "2027-02-01"}, False),
        ({"training_ends_on": "2027-02-01", "training_done": True}, True),
        ({}, None),
    ],
)
def test_done_once_the_day_has_come(given: dict[str, object], done: bool | None):
    """Unless somebody said so already."""
    assert known_on(given, DAY).get("training_done") is done


def test_each_certificate_has_its_own_answer():
    """That one is held says nothing about another."""
    given = {"certificate_held.esa": True, "lives_in_district": False}
    assert asked_for("certificate_held", "esa") == "certificate_held.esa"
    assert known_for(given, "esa", DAY) == {"lives_in_district": False, "certificate_held": True}
    assert known_for(given, "msa", DAY) == {"lives_in_district": False}


@pytest.mark.parametrize(
    ("born", "precision", "age"),
    [
        (date(2010, 12, 1), "day", 16),
        (date(2010, 12, 2), "day", 15),
        (date(2010, 1, 1), "year", None),
        (date(2009, 1, 1), "year", None),
        (date(2010, 11, 1), "month", 16),
        (date(2010, 12, 1), "month", None),
    ],
)
def test_an_age_is_told_where_it_is_sure(born: date, precision: str, age: int | None):
    """Where the month or the year alone is known, both ends must agree."""
    assert age_of(born, precision, date(2026, 12, 1)) == age
