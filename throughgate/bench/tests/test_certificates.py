"""Expected: both ways of judging give the same answers, and the report says what was measured."""

from __future__ import annotations

from throughgate.bench.certificates import as_markdown, made_people, measure


def test_people_are_the_same_in_each_run() -> None:
    """Twelve marks each, no subject twice."""
    people = made_people(40)
    assert people == made_people(40)
    assert {len({mark.subject for mark in one.marks}) for one in people} == {12}


def test_the_report_says_what_was_measured() -> None:
    """Every rule of the pack has its line; the answers are equal."""
    said: list[str] = []
    figures = measure(60, said.append)
    report = as_markdown(figures)
    assert figures["equal answers"] is True
    assert len(said) == len(figures["rules"]) == report.count("\n| ") - 2
    assert "| msa_q | " in report
