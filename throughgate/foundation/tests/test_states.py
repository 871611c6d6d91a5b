"""State tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.foundation.states import BadTable, NotAllowed, StateTable, Transition

OFFICER = frozenset({"officer"})
BOTH = frozenset({"officer", "person"})

CONSENT = StateTable(
    "consent",
    [
        Transition("ask", "not_asked", "asked", OFFICER),
        Transition("give", "asked", "given", BOTH, needs="signature"),
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
    assert CONSENT.move("not_asked", "ask", {"officer"}) == "asked"
    assert CONSENT.move("asked", "give", {"person"}, given={"signature"}) == "given"


@pytest.mark.parametrize(
    ("state", "name", "roles", "code"),
    [
        ("asked", "forget", {"officer"}, "unknown_move"),
        ("not_asked", "give", {"officer"}, "wrong_state"),
        ("nowhere", "give", {"officer"}, "wrong_state"),
        ("not_asked", "ask", {"person"}, "wrong_role"),
        ("not_asked", "ask", set(), "wrong_role"),
        ("asked", "give", {"person"}, "needs"),
    ],
)
def test_a_refused_move_says_why(state: str, name: str, roles: set[str], code: str) -> None:
    """Every refusal carries a reason code that the page can put into words."""
    with pytest.raises(NotAllowed) as refused:
        CONSENT.move(state, name, roles)
    assert refused.value.code == code


def test_a_missing_document_is_named() -> None:
    """A move that needs a document says which."""
    with pytest.raises(NotAllowed) as refused:
        CONSENT.move("asked", "give", {"officer"})
    assert refused.value.needs == "signature"


@given(
    st.sampled_from(CONSENT.states),
    st.sampled_from([t.name for t in CONSENT.transitions]),
    st.sets(st.sampled_from(["officer", "person", "stranger"])),
)
def test_buttons_and_checks_agree(state: str, name: str, roles: set[str]) -> None:
    """A move works exactly when its button is shown."""
    offered = name in {t.name for t in CONSENT.allowed(state, roles)}
    try:
        CONSENT.move(state, name, roles, given={"signature"})
    except NotAllowed:
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
