"""The command that measures agreement in a file."""

from __future__ import annotations

import json

import pytest

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
        ([("u1", "A", "7")], "outside the scale"),
        ([("u1", "A", "good")], "is not a number"),
        ([("u1", "A", "1"), ("u1", "A", "2")], "twice"),
        ([("u1", "", "1")], "is missing"),
    ],
)
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
