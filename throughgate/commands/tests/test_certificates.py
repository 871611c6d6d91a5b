"""Expected behaviour of `throughgate certificates` and `throughgate scales`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from throughgate.commands import certificates, scales

GOOD = {
    "id": "a",
    "school_year": 2020,
    "school_type": "comprehensive",
    "marks": [
        {"subject": "german", "level": "basic", "mark": "5", "foreign_language": False},
        {"subject": "maths", "level": "basic", "mark": "4-"},
        {"subject": "english", "level": "extended", "mark": "6"},
        {"subject": "chemistry", "level": "basic", "mark": 4},
        {"subject": "sport", "level": "none", "mark": "3"},
    ],
    "facts": {},
}


def changed(place: str, value: object) -> dict[str, object]:
    """Return the case with something else in a place (`marks.0.mark`)."""
    found = json.loads(json.dumps(GOOD))
    *way, last = [int(one) if one.isdecimal() else one for one in place.split(".")]
    inner = found
    for one in way:
        inner = inner[one]
    inner[last] = value
    return found


@pytest.fixture
def evaluate(tmp_path: Path, capsys):
    """Write cases, run the command, and return its code, its answers and its error."""

    def run(*cases: object, jurisdiction: str = "de-nw", rule: str = "esa", more: tuple[str, ...] = ()):
        path = tmp_path / "cases.jsonl"
        path.write_text("".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in cases))
        code = certificates.main(["evaluate", jurisdiction, rule, str(path), *more])
        out, error = capsys.readouterr()
        return code, [json.loads(line) for line in out.splitlines()], error

    return run


def test_one_answer_a_line_in_order(evaluate):
    """Each with its id, outcome, resits and reasons; empty lines are none."""
    code, found, error = evaluate(GOOD, "", changed("id", 7), changed("school_type", "adult"))
    assert (code, error) == (0, "")
    assert [(one["id"], one["outcome"]) for one in found] == [
        ("a", "eligible"),
        (7, "eligible"),
        ("a", "unknown"),
    ]
    assert [*found[0]] == ["id", "outcome", "resit_subjects", "checks"]
    two = next(one for one in found[0]["checks"] if one["check"] == "two_deficits")
    assert two == {
        "check": "two_deficits",
        "paragraph": "APO-S I § 25 (1) Nr. 1-3",
        "says": {"en": "At most two marks below 4 in all", "de": "Insgesamt höchstens zwei Noten unter 4"},
        "ok": True,
        "result": "ok",
        "found": 2,
        "needed": 2,
        "marks": [{"subject": "english", "mark": 5}, {"subject": "german", "mark": 5}],
    }


def test_facts_not_given_are_not_known(evaluate):
    """They stand among the reasons and change nothing of an answer by marks."""
    _, (found,), _ = evaluate(GOOD)
    held = next(one for one in found["checks"] if one["check"] == "certificate_held")
    assert (held["ok"], held["result"], held["found"]) == (None, "not known", None)
    assert found["outcome"] == "eligible"


def test_a_day_that_has_come(evaluate):
    """The end of the training is compared with the day that is asked about; without one nothing is known of it."""
    facts = {"intermediate_exam_taken": True, "training_record_signed": True, "contract_registered": True}
    trained = {**GOOD, "marks": [], "facts": {**facts, "training_ends_on": "2027-01-31"}}
    for more, outcome in (
        ((), "unknown"),
        (("--on", "2027-01-31"), "eligible"),
        (("--on", "2027-01-30"), "unknown"),
    ):
        _, (found,), _ = evaluate(trained, rule="trade_exam", more=more)
        assert found["outcome"] == outcome


def test_the_day_serves_deadlines_only(evaluate):
    """The school year alone chooses the version, whatever the day."""
    _, (without,), _ = evaluate(GOOD)
    _, (late,), _ = evaluate(GOOD, more=("--on", "2030-06-01"))
    assert late["checks"][:-1] == without["checks"]
    assert late["outcome"] == without["outcome"]
    assert (late["checks"][-1]["ok"], late["checks"][-1]["needed"]) == (False, "2021-02-01")


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("{", "line 2: Input data was truncated"),
        ("[]", "line 2: Expected `object`, got `array`"),
        ('{"id": 1}', "line 2: Object missing required field `school_year`"),
        (changed("school_year", "2020"), "line 2: Expected `int`, got `str` - at `$.school_year`"),
        (changed("school_type", "grammar"), "line 2: Invalid enum value 'grammar' - at `$.school_type`"),
        (changed("marks.1.level", "E"), "line 2: Invalid enum value 'E' - at `$.marks[1].level`"),
        (changed("marks.1.marks", 3), "line 2: Object contains unknown field `marks` - at `$.marks[1]`"),
        (changed("marks.0.subject", "latin2"), "line 2: marks[0].subject: There is no subject 'latin2'."),
        (changed("marks.2.mark", "7"), "line 2: marks[2].mark: '7' is outside the scale de."),
        (
            changed("marks.2.mark", "3,5"),
            "line 2: marks[2].mark: '3,5' stands between two marks of the scale de.",
        ),
        (changed("marks.2.mark", "befr."), "line 2: marks[2].mark: 'befr.' may be a mark or none."),
        (
            changed("facts", {"certificate_held": "yes"}),
            "line 2: facts.certificate_held: 'yes' is not true or false.",
        ),
        (
            changed("facts", {"certificate_held": 1}),
            "line 2: facts.certificate_held: 1 is not true or false.",
        ),
        (changed("facts", {"age": "16"}), "line 2: facts.age: '16' is no number from 0 to 1200."),
        (
            changed("facts", {"training_ends_on": "soon"}),
            "line 2: facts.training_ends_on: 'soon' is no day such as",
        ),
        (changed("facts", {"age": [1]}), "line 2: Expected `bool | int | float | str | null`, got `array`"),
    ],
)
def test_a_malformed_file_is_told_with_its_place(evaluate, case: object, said: str):
    """Nothing is printed, the code is 2, and one sentence names file, line and place."""
    code, found, error = evaluate(GOOD, case)
    assert (code, found) == (2, [])
    assert error.startswith("cases.jsonl: line 2: ")
    assert said in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("jurisdiction", "rule", "said"),
    [
        ("nowhere", "esa", "There is no jurisdiction 'nowhere'; there are at,"),
        ("it", "esa", "The pack of it has no certificate rule."),
        ("de-nw", "abitur", "The pack of de-nw has no rule 'abitur'; it has eesa, esa,"),
    ],
)
def test_rules_that_are_not_there(evaluate, jurisdiction: str, rule: str, said: str):
    """One sentence says what there is."""
    code, found, error = evaluate(GOOD, jurisdiction=jurisdiction, rule=rule)
    assert (code, found) == (2, [])
    assert said in error


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path, capsys):
    """Both are told, neither is an accident."""
    assert certificates.main(["evaluate", "de-nw", "esa", str(tmp_path / "none.jsonl")]) == 2
    assert "No such file" in capsys.readouterr().err
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe{")
    assert certificates.main(["evaluate", "de-nw", "esa", str(tmp_path / "bytes.jsonl")]) == 2
    assert "bytes.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'%s\n\n{"id": "\xe4"}\n', "line 3: It is not written in UTF-8 (byte 8)."),
        ("%s".encode("utf-16"), "line 1: It is not written in UTF-8 (byte 0)."),
        (b"%s\n\xef\xbb\xbf%s\n", "line 2: JSON is malformed"),
        (b"%s\n%s%s\n", "line 2: JSON is malformed: trailing characters"),
        (b"%s\n\x00\n", "line 2: JSON is malformed"),
    ],
)
def test_bytes_that_are_no_lines_of_cases(tmp_path: Path, capsys, content: bytes, said: str):
    """Another encoding, a mark of order amid the file, two cases in a line: one sentence with the line."""
    path = tmp_path / "cases.jsonl"
    path.write_bytes(content.replace(b"%s", json.dumps(GOOD).encode()))
    assert certificates.main(["evaluate", "de-nw", "esa", str(path)]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith(f"cases.jsonl: {said}")
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("before", "between", "number"),
    [
        (b"", b"\n", 2),
        (b"\xef\xbb\xbf", b"\r\n", 2),
        (b"\xef\xbb\xbf\r\n", b"\r\n\r\n", 2),
        (b" \t\n", b"\n", 2),
    ],
)
def test_however_an_editor_saves_it(tmp_path: Path, capsys, before: bytes, between: bytes, number: int):
    """With the mark of UTF-8 or without, ends of lines as Windows writes them, empty lines: the same answers."""
    path = tmp_path / "cases.jsonl"
    path.write_bytes(before + between.join([json.dumps(GOOD).encode()] * number))
    assert certificates.main(["evaluate", "de-nw", "esa", str(path)]) == 0
    found = [json.loads(line)["outcome"] for line in capsys.readouterr().out.splitlines()]
    assert found == ["eligible"] * number


@pytest.mark.parametrize(
    ("asked", "value", "n_max", "n_min"),
    [
        *(("pt de 14", 2.8, 20, 10), ("it de 7", 3.25, 10, 6), ("si de 5", 1, 5, 2), ("si de 2", 4, 5, 2)),
        *(
            ("cz de 2", 2, 1, 4),
            ("tr de 75", 2.5, 100, 50),
            ("ro de 8", 2.2, 10, 5),
            ("de-15 de 10", 2.5, 15, 5),
        ),
        *(
            ("de pt 2", 16.666667, 1, 4),
            ("de si 1", 5, 1, 4),
            ("de de-15 4", 5, 1, 4),
            ("de de 2-", 2.3, 1, 4),
        ),
        *(("de pt 1+", 20, 1, 4), ("de pt 4-", 10, 1, 4)),
    ],
)
def test_conversions(capsys, asked: str, value: float, n_max: int, n_min: int):
    """Into German by the modified Bavarian formula, out of it by its inverse; labelled as an orientation."""
    assert scales.main(["convert", *asked.split()]) == 0
    found = json.loads(capsys.readouterr().out)
    source, target, _ = asked.split()
    assert found.pop("note").startswith("An orientation, not a decision")
    assert found == {"value": value, "from": source, "to": target, "n_max": n_max, "n_min": n_min}


@pytest.mark.parametrize("asked", ["pt de 9", "si de 1", "de si 5", "de pt 4,5", "it at 5.5", "de-15 de 4"])
def test_below_the_pass_there_is_no_value(capsys, asked: str):
    """Never a number that could be taken for a pass."""
    assert scales.main(["convert", *asked.split()]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["value"] is None
    assert found["note"].startswith("Not passed: ")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("xx de 1", "There is no scale 'xx'; there are at, cz, de, de-15"),
        ("de yy 1", "There is no scale 'yy'"),
        ("de pt 7", "The scale de goes from 1, the best, to 6; '7' is outside it."),
        ("de pt gut?so", "'gut?so' is no mark on it."),
        ("de pt nb", "'nb' stands in the place of a mark on the scale de, and is none."),
        ("si de 2+", "'2+' is a mark with a tendency, which it has not."),
    ],
)
def test_what_cannot_be_converted(capsys, asked: str, said: str):
    """The code is 2, with one sentence."""
    assert scales.main(["convert", *asked.split()]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert said in error
    assert error.count("\n") == 1
