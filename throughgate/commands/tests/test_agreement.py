"""The command that measures agreement in a file."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from throughgate.commands.agreement import main

ROWS = [
    ("u1", "A", "4"),
    ("u1", "B", "5"),
    ("u2", "A", "3"),
    ("u2", "B", "3"),
    ("u3", "A", "1"),
    ("u3", "B", ""),
]


@pytest.fixture
def file(tmp_path):
    """Give a function that writes rows into a file."""

    def write(rows, separator=","):
        path = tmp_path / "ratings.csv"
        path.write_text("\n".join(separator.join(row) for row in [("unit", "rater", "value"), *rows]) + "\n")
        return str(path)

    return write


def test_file_with_a_gap_is_measured(file, capsys):
    """A value left out is a gap; JSON has every figure or the reason why there is none."""
    assert main([file(ROWS, ";"), "--scale", "1-5", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["units"], found["raters"]) == (3, 2)
    assert found["quadratic_weighted_kappa"]["A / B"]["units"] == 2
    assert set(found["icc"]) == {"ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"}
    assert set(found["krippendorff_alpha"]) == {"nominal", "ordinal", "interval", "ratio"}


def test_text_says_when_a_figure_cannot_be_given(file, capsys):
    """Raters who agree on everything alike leave nothing to measure, in words."""
    assert main([file([("u1", "A", "3"), ("u1", "B", "3")])]) == 0
    assert "cannot be given" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("u1", "A", "7")], "row 2: 7 is outside the scale"),
        ([("u1", "A", "1"), ("u2", "A", "good")], "row 3: 'good' is not a number"),
        ([("u1", "A", "1"), ("u2", "A", "3"), ("u1", "A", "2")], "row 4: A rated u1 twice, first in row 2"),
        ([("u1", "", "1")], "row 2: the unit or the rater is missing"),
        ([("u1", "A", "1" + "0" * 400)], "row 2: the number has more than 40 digits"),
        ([("u1", "A", "NA"), ("u1", "B", "")], "there are no ratings"),
        *(
            ([("u1", "A", text)], f"row 2: {text!r} is not a number")
            for text in (
                "inf", "-inf", "Infinity", "1_0", "1e400", "1e2", "0x1", "１", "٣", "²", "1.", ".5", "1.2.3", "--1", "4 5",
            )
        ),
    ],
)  # fmt: skip
def test_bad_rows_are_refused_with_their_place(file, capsys, rows, words):
    """Nothing is measured from a file with a row that cannot be right."""
    assert main([file(rows), "--scale", "1-5"]) == 2
    assert words in capsys.readouterr().err


def test_file_without_the_columns_is_refused(tmp_path, capsys):
    """Another file is refused with what is missing; one that is not there, too."""
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    assert main([str(path)]) == 2
    assert "unit" in capsys.readouterr().err
    assert main([str(tmp_path / "nothing.csv")]) == 2


@pytest.mark.parametrize("scale", ["1", "inf-5", "1_0-2", "5-nan", "1--inf"])
def test_scale_is_two_plain_numbers(file, capsys, scale):
    """A scale that no person would write so is refused."""
    assert main([file(ROWS), "--scale", scale]) == 2
    assert "is not written like 1-5" in capsys.readouterr().err


@pytest.mark.parametrize("bad", ["nothing.csv", "empty.csv"])
def test_file_that_cannot_be_read_is_refused_in_words(tmp_path, capsys, bad):
    """Why a file cannot be read is a sentence."""
    (tmp_path / "empty.csv").touch()
    assert main([str(tmp_path / bad)]) == 2
    assert capsys.readouterr().err.rstrip().endswith(".")


@pytest.mark.parametrize(
    "gap",
    ["", " ", "NA", "N/A", "#N/A", "nan", "None", "null", "-", "–", ".", "n.b.", "k.A.", "nicht beobachtet"],
)
def test_gaps_are_written_in_many_ways(file, capsys, gap):
    """What programs and people write where nothing was seen is a gap like an empty cell."""
    found = []
    for text in ("", gap):
        assert main([file([*ROWS, ("u3", "C", text), ("u1", "C", "4")]), "--json"]) == 0
        found.append(json.loads(capsys.readouterr().out))
    assert found[0] == found[1]
    assert found[0]["krippendorff_alpha"]["ordinal"]["units"] == 2


def test_one_rater_is_too_few(file, capsys):
    """Ratings of one person agree with nobody's: every figure says that there are fewer than two raters."""
    assert main([file([("u1", "A", "1"), ("u2", "A", "2")]), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    figures = [*found["krippendorff_alpha"].values(), found["fleiss_kappa"], *found["icc"].values()]
    assert {(figure["value"], figure["reason"]) for figure in figures} == {(None, "fewer than two raters")}


def test_names_that_differ_in_capitals_are_told(file, capsys):
    """Roth and roth stay two raters, as u1 and U1 stay two units, and that is said; blanks around them mean nothing."""
    rows = [
        ("u1", "Roth", "1"),
        ("u1", "roth ", "2"),
        ("U1", "Blau", "1"),
        ("u2", "Roth", "3"),
        ("u2", " Blau", "3"),
    ]
    assert main([file(rows), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["units"], found["raters"]) == (3, 3)
    assert found["notes"] == [
        "'U1' and 'u1' are counted as 2 units",
        "'Roth' and 'roth' are counted as 2 raters",
    ]
    assert main([file(rows)]) == 0
    assert "'Roth' and 'roth' are counted as 2 raters" in capsys.readouterr().out
    assert main([file(ROWS), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["notes"] == []


def test_row_that_reads_like_a_sum_is_told(file, capsys):
    """A row that is left out since it looks like the sum below a list is named."""
    assert main([file([*ROWS, ("Summe", "2", "9")]), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["notes"] == ["row 8 is no rating (sum): Summe 2 9"]


def test_numbers_of_a_workbook_keep_all_digits(tmp_path, capsys):
    """A number in a workbook is what it is, however small; an error in a cell is refused by its name."""
    rows = [("u1", "A", 1e-7), ("u1", "B", 1e-7), ("u2", "A", 3e-7), ("u2", "B", 3e-7), ("u3", "A", 2)]
    for name, last in (("good.xlsx", "#N/A"), ("bad.xlsx", "#DIV/0!")):
        with xlsxwriter.Workbook(tmp_path / name) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate([("unit", "rater", "value"), *rows]):
                sheet.write_row(number, 0, row)
            sheet.write_row(6, 0, ["u3", "B"])
            sheet.write_formula(6, 2, "=A1", None, last)
    assert main([str(tmp_path / "good.xlsx"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["quadratic_weighted_kappa"]["A / B"]["value"] == 1
    assert main([str(tmp_path / "bad.xlsx")]) == 2
    assert "row 7: '#DIV/0!' is not a number" in capsys.readouterr().err


def test_noise_of_floating_point_is_no_minus_zero(file, capsys):
    """A coefficient of nothing is printed as 0, not as -0."""
    rows = [(f"u{n}", rater, value) for n, pair in enumerate([("0.1", "0.7"), ("0.1", "0.7")])
            for rater, value in zip("AB", pair, strict=True)]  # fmt: skip
    assert main([file(rows)]) == 0
    assert "-0.000" not in capsys.readouterr().out


cells = st.one_of(
    st.integers(1, 6).map(str),
    st.floats(-1e6, 1e6, allow_nan=False).map("{:.3f}".format),
    st.sampled_from(["", "NA", "-", "n.b.", "0", "-0", "2,5", "1000001"]),
)


@st.composite
def files(draw):
    """Draw the ratings of 1 to 6 raters for 1 to 12 units, from few or many different cells, some columns constant."""
    few = st.sampled_from(draw(st.lists(cells, min_size=1, max_size=6)))
    units = draw(st.integers(1, 12))
    columns = [
        [draw(few)] * units
        if draw(st.booleans()) and draw(st.booleans())
        else [draw(few) for _ in range(units)]
        for _ in range(draw(st.integers(1, 6)))
    ]
    return [(f"u{n}", f"r{m}", cell) for m, column in enumerate(columns) for n, cell in enumerate(column)]


def strict(constant):
    raise AssertionError(f"{constant} is no JSON")


@given(files())
@settings(max_examples=100)
def test_any_small_table_is_measured(rows):
    """Whatever stands in it, the answer is valid JSON: each figure in its range or a reason, each interval around it."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as out:
        path = Path(folder) / "ratings.csv"
        path.write_text("\n".join(";".join(row) for row in [("unit", "rater", "value"), *rows]) + "\n")
        with contextlib.redirect_stderr(io.StringIO()):
            code = main([str(path), "--json"])
    if code == 2:
        assert not any(cell[-1].isdigit() for *_, cell in rows if cell)
        return
    assert code == 0
    found = json.loads(out.getvalue(), parse_constant=strict)
    others = [
        *found["quadratic_weighted_kappa"].values(),
        *found["krippendorff_alpha"].values(),
        found["fleiss_kappa"],
    ]
    for figure in [*others, *found["icc"].values()]:
        if figure["value"] is None:
            assert figure["reason"]
            assert "interval_95" not in figure
        elif "interval_95" in figure:
            low, high = figure["interval_95"]
            assert low <= figure["value"] <= high <= 1
    assert all(-1 <= figure["value"] <= 1 for figure in found["icc"].values() if figure["value"] is not None)
    assert all(figure["value"] <= 1 for figure in others if figure["value"] is not None)
