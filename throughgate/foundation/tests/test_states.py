"""State tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.foundation.states import (
    ANY,
    CLOCK,
    LINK_HOLDER,
    PERSON,
    WORKER,
    BadTable,
    StateTable,
    Transition,
    TransitionRefused,
)

OFFICER = frozenset({"officer"})
BOTH = frozenset({"officer", "person"})

CONSENT = StateTable(
    "consent",
    [
        Transition("ask", "not_asked", "asked", OFFICER),
        Transition("give", "asked", "given", BOTH, needs=("signature",)),
        Transition("refuse", "asked", "refused", BOTH),
        Transition("withdraw", "given", "withdrawn", BOTH),
        Transition("ask", "refused", "asked", OFFICER),
    ],
    start="not_asked",
)


def test_allowed_moves_follow_state_and_role() -> None:
    """Only the moves of this state and these roles are offered."""
    assert [t.name for t in CONSENT.allowed("asked", {"person"})] == ["give", "refuse"]
    assert CONSENT.allowed("not_asked", {"person"}) == ()
    assert CONSENT.allowed("withdrawn", {"officer"}) == ()


def test_a_move_gives_the_next_state() -> None:
    """An allowed move with what it needs leads to its state."""
    assert CONSENT.after("not_asked", "ask", {"officer"}) == "asked"
    assert CONSENT.after("asked", "give", {"person"}, given={"signature"}) == "given"


@pytest.mark.parametrize(
    ("state", "name", "roles", "code"),
    [
        ("asked", "forget", {"officer"}, "unknown_transition"),
        ("not_asked", "give", {"officer"}, "wrong_state"),
        ("nowhere", "give", {"officer"}, "wrong_state"),
        ("not_asked", "ask", {"person"}, "wrong_role"),
        ("not_asked", "ask", set(), "wrong_role"),
        ("asked", "give", {"person"}, "needs"),
    ],
)
def test_a_refused_move_says_why(state: str, name: str, roles: set[str], code: str) -> None:
    """Every refusal carries a reason code that the page can put into words."""
    with pytest.raises(TransitionRefused) as refused:
        CONSENT.after(state, name, roles)
    assert refused.value.code == code


def test_a_missing_document_is_named() -> None:
    """A move that needs a document says which."""
    with pytest.raises(TransitionRefused) as refused:
        CONSENT.after("asked", "give", {"officer"})
    assert refused.value.needs == ("signature",)


@given(
    st.sampled_from(CONSENT.states),
    st.sampled_from([t.name for t in CONSENT.transitions]),
    st.sets(st.sampled_from(["officer", "person", "stranger"])),
)
def test_buttons_and_checks_agree(state: str, name: str, roles: set[str]) -> None:
    """A move works exactly when its button is shown."""
    offered = name in {t.name for t in CONSENT.allowed(state, roles)}
    try:
        CONSENT.after(state, name, roles, given={"signature"})
    except TransitionRefused:
        assert not offered
    else:
        assert offered


@pytest.mark.parametrize(
    ("transitions", "fault"),
    [
        ([], "no transitions"),
        ([Transition("a", "", "x", OFFICER), Transition("a", "", "y", OFFICER)], "twice"),
        ([Transition("a", "", "x", OFFICER), Transition("b", "y", "z", OFFICER)], "reached"),
        ([Transition("a", "", "x", frozenset())], "nobody"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(transitions: list[Transition], fault: str) -> None:
    """A faulty table stops the start, not a user months later."""
    with pytest.raises(BadTable, match=fault):
        StateTable("test", transitions)


def test_final_states_and_markdown() -> None:
    """The docs show every transition in its order; final states are those that nothing leaves."""
    assert CONSENT.final == ("withdrawn",)
    lines = CONSENT.to_markdown().splitlines()
    assert lines[2] == "| not_asked | ask | asked | officer | |"
    assert lines[3] == "| asked | give | given | officer, person | signature |"
    assert len(lines) == 2 + len(CONSENT.transitions)


CASE = frozenset({"placement_officer"})
SIDES = frozenset({PERSON, LINK_HOLDER, "company_contact", "case_lead"})
REASON = ("reason",)
STAGES = ("introduced", "in_talks", "trial", "offered", "accepted", "started", "six_weeks", "six_months")
PLACEMENT = StateTable(
    "placement",
    [
        Transition("ask", "proposed", "being_asked", CASE, ("profile_seen", "legal_basis")),
        Transition("introduce", "being_asked", "introduced", frozenset({CLOCK}), ("all_agreed",)),
        Transition("not_agree", "being_asked", "not_agreed", frozenset({CLOCK})),
        Transition("talk", "introduced", "in_talks", CASE | {LINK_HOLDER}),
        Transition("try_out", "in_talks", "trial", CASE),
        Transition("offer", ("in_talks", "trial"), "offered", CASE | {LINK_HOLDER, "company_contact"}),
        Transition("accept", "offered", "accepted", frozenset({PERSON}) | CASE),
        Transition("start", "accepted", "started", CASE, ("started_on",)),
        Transition("stay_six_weeks", "started", "six_weeks", CASE | {PERSON}),
        Transition("stay_six_months", "six_weeks", "six_months", CASE | {PERSON}),
        Transition("complete", ("six_weeks", "six_months"), "completed", CASE),
        Transition("decline", STAGES[:5], "declined", SIDES | CASE, REASON),
        Transition("lapse", STAGES[:5], "lapsed", frozenset({CLOCK})),
        Transition("end_early", STAGES[5:], "ended_early", SIDES | CASE, REASON),
        Transition("withdraw", ANY, "withdrawn", frozenset({PERSON}) | CASE, REASON),
    ],
    start="proposed",
)
PACKAGE = StateTable(
    "package",
    [
        Transition(
            "seal", "draft", "sealed", frozenset({"case_lead"}), ("recipient", "purpose", "legal_basis")
        ),
        Transition("send", "sealed", "sent", frozenset({WORKER})),
        Transition("fail", "sealed", "undeliverable", frozenset({WORKER}), REASON),
        Transition("send", "undeliverable", "sent", frozenset({WORKER})),
        Transition("receive", "sent", "received", frozenset({WORKER}), ("receipt",)),
        Transition("reject", "sent", "rejected", frozenset({WORKER}), ("receipt", "reason")),
        Transition("lapse", ("sealed", "sent", "undeliverable"), "lapsed", frozenset({CLOCK})),
        Transition(
            "withdraw", ("draft", "sealed", "undeliverable"), "withdrawn", frozenset({"case_lead"}), REASON
        ),
    ],
    start="draft",
)


def test_a_placement_is_written_as_a_table() -> None:
    """Roles, the person, somebody with a link and the clock take transitions; several things may be needed at once."""
    with pytest.raises(TransitionRefused) as refused:
        PLACEMENT.after("proposed", "ask", {"placement_officer"}, given={"legal_basis"})
    assert refused.value.needs == ("profile_seen",)
    assert PLACEMENT.after("being_asked", "not_agree", {CLOCK}) == "not_agreed"
    assert {t.name for t in PLACEMENT.allowed("offered", {PERSON})} == {"accept", "decline", "withdraw"}
    assert {t.name for t in PLACEMENT.allowed("introduced", {LINK_HOLDER})} == {"talk", "decline"}
    assert set(PLACEMENT.final) == {
        *("not_agreed", "declined", "lapsed", "ended_early", "withdrawn", "completed"),
    }
    # From any state that goes on, and from none that is final.
    withdrawn_from = {t.from_ for t in PLACEMENT.transitions if t.name == "withdraw"}
    assert withdrawn_from == set(PLACEMENT.states) - set(PLACEMENT.final)


def test_a_package_is_written_as_a_table() -> None:
    """A package is sealed once, may be tried again, and ends with a receipt or a reason."""
    assert PACKAGE.after("undeliverable", "send", {WORKER}) == "sent"
    assert set(PACKAGE.final) == {"received", "rejected", "lapsed", "withdrawn"}
    with pytest.raises(TransitionRefused, match="wrong_state"):
        PACKAGE.after("sent", "withdraw", {"case_lead"}, given={"reason"})
