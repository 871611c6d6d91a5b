"""Expected behaviour of `throughgate chain`."""

from __future__ import annotations

import json

import pytest

from throughgate.commands import chain

DATES = ("--arrival", "2026-12-01", "--expected", "2028-03-14", "--on", "2026-12-01")


@pytest.fixture
def run(capsys):
    """Run the command, and return its code, what it printed and its error."""

    def main(*arguments: str):
        code = chain.main(["unroll", *arguments])
        return code, *capsys.readouterr()

    return main


def steps(run, *arguments):
    code, printed, error = run(*arguments, "--json")
    assert (code, error) == (0, "")
    found = json.loads(printed)["steps"]
    for one in found:
        assert list(one) == ["id", "stage", "title", "role", "due_on", "why", "state"]
    return {one["id"]: one for one in found}


def test_the_chain_is_printed(run):
    """Every step with stage, role, day, reason and state."""
    found = steps(run, "de-nw", *DATES)
    assert len(found) >= 20
    assert found["final_report"] | {"why": ""} == {
        "id": "final_report",
        "stage": "gate",
        "title": "Write the final report",
        "role": "case_lead",
        "due_on": "2028-02-29",
        "why": "",
        "state": "open",
    }
    assert found["bank_account"]["why"].startswith("Proposal, no source: ")
    assert not found["final_report"]["why"].startswith("Proposal")


def test_moves_and_what_is_done(run):
    """Moved equals laid out anew; a done step keeps the day before any move, wherever it is named."""
    anew = steps(run, "de-nw", *DATES[:3], "2028-06-01", *DATES[4:])
    moves = ("--move-to", "2027-09-01", "--move-to", "2028-06-01")
    assert steps(run, "de-nw", *DATES, *moves) == anew
    kept = steps(run, "de-nw", *DATES)["housing"] | {"state": "done"}
    for order in ((*moves, "--done", "housing"), ("--done", "housing", "--done", "housing", *moves)):
        assert steps(run, "de-nw", *DATES, *order) == anew | {"housing": kept}


def test_nothing_known_of_the_release(run):
    """Steps that go by it have no day, and a review stands there; once it is known, every step has one."""
    found = steps(run, "at", "--arrival", "2026-12-01", "--on", "2026-12-01")
    assert found["review"]["due_on"] == "2027-06-01"
    assert found["housing"]["due_on"] is None
    known = steps(run, "at", "--arrival", "2026-12-01", "--move-to", "2028-03-14", "--on", "2026-12-01")
    assert "review" not in known
    assert None not in {one["due_on"] for one in known.values()}
    done = steps(
        run,
        "at",
        "--arrival",
        "2026-12-01",
        "--move-to",
        "2028-03-14",
        "--on",
        "2026-12-01",
        "--done",
        "review",
    )
    assert done["review"] | {"why": "", "title": ""} == {
        "id": "review",
        "stage": "preparation",
        "title": "",
        "role": "case_lead",
        "due_on": "2027-06-01",
        "why": "",
        "state": "done",
    }


def test_lines_in_german(run):
    """Without JSON a line for each step; what is now or never says so."""
    code, printed, _ = run(
        "de-nw",
        "--arrival",
        "2026-12-01",
        "--expected",
        "2026-12-20",
        "--language",
        "de",
        "--template",
        "short",
    )
    assert code == 0
    assert len(printed.splitlines()) == 5
    assert "Klären, wo die Person wohnen wird (now_or_skip)" in printed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("xx", *DATES), "There is no chain for 'xx'; there are at, cz, de-nw, it, pt, si."),
        (("de-nw", "--arrival", "2027-02-30"), "--arrival: '2027-02-30' is no day such as 2027-01-15."),
        (("de-nw", *DATES, "--move-to", "soon"), "--move-to: 'soon' is no day such as 2027-01-15."),
        (
            ("de-nw", *DATES, "--move-to", "2026-11-30"),
            "The expected release, 2026-11-30, lies before the arrival, 2026-12-01.",
        ),
        (
            ("de-nw", *DATES, "--latest", "2028-03-13"),
            "The latest release, 2028-03-13, lies before the expected one, 2028-03-14.",
        ),
    ],
)
def test_what_cannot_be(run, arguments, said):
    """One sentence, nothing printed, exit code 2."""
    assert run(*arguments, "--json") == (2, "", f"{said}\n")


def test_a_step_that_is_not_there(run):
    """The steps that are there are named."""
    code, printed, error = run("cz", *DATES, "--done", "tea")
    assert (code, printed) == (2, "")
    assert error.startswith("There is no step 'tea' in this chain; there are ")
    assert error.count("\n") == 1
