"""Whatever stands in a list of marks, each cell is imported, refused, left out or asked about."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from throughgate.foundation.imports.kinds import Given
from throughgate.foundation.spreadsheets import Cell, Mark
from throughgate.person.schooling.importing.session import MarksSession
from throughgate.person.schooling.importing.tests.made import SUBJECTS, last_year, school

CELLS = st.one_of(
    st.sampled_from(
        [
            "1",
            "2-",
            "3+",
            "6",
            "7",
            "0",
            "12",
            "3,5",
            "n.b.",
            "teilg.",
            "befr.",
            "AT",
            "3 (E)",
            "4 G",
            "",
            "-",
        ]
    ),
    st.text(max_size=6),
)
PERSONS = st.sampled_from(["Müller, Jan", "Meyer, Finn", "Meyer", "Nobody, Else", "", "Yilmaz, Cagri#10a"])
COLUMNS = st.sampled_from(
    [
        *(code for code, _level in SUBJECTS),
        "german__again",
        "german__1",
        "maths__e",
        "english__g",
        "chemistry",
        "absences",
    ]
)
MARKED = st.sampled_from([frozenset(), frozenset({Mark.ERROR}), frozenset({Mark.FORMULA_TEXT})])


def test_no_cell_is_lost(acting):
    """Every cell that says something has a reason of its own, or its row waits as a whole with the reason why."""
    made = school(acting)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.tuples(PERSONS, st.dictionaries(COLUMNS, st.tuples(CELLS, MARKED), max_size=6)),
            min_size=1,
            max_size=4,
        )
    )
    def check(rows):
        given_rows = [
            Given(
                index,
                index + 3,
                {
                    "person": Cell(person),
                    **{name: Cell(text, text, found) for name, (text, found) in cells.items()},
                },
            )
            for index, (person, cells) in enumerate(rows, 1)
        ]
        with acting("teacher") as teacher:
            options = {
                "course": str(made.pk),
                "half_year": last_year().code,
                "kind": "report",
                "changes": "ask",
            }
            planned = MarksSession(teacher, options=options).plan(given_rows)
        assert [one.given for one in planned] == given_rows
        for one in planned:
            said = {reason.field for reason in one.reasons}
            waits_whole = one.outcome in ("asked", "refused") and one.change is None
            for name, cell in one.given.cells.items():
                if name == "person" or not cell.text.strip():
                    continue
                assert name in said or (waits_whole and one.kept.get(name) == cell.text), (name, cell, one)
            texts = {change.text for change in one.change or ()}
            assert len(one.change or ()) <= len(one.given.cells)
            assert not texts & {"7", "0", "12", "3.5"}

    check()
