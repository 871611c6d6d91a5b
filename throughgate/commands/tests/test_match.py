"""Expected behaviour of `throughgate match`: a file in, JSON out, one sentence where that cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from throughgate.commands.match import main

PERSON = {
    "id": "ann",
    "position": [51.0, 6.0],
    "reach_km": 20,
    "available_on": "2027-01-01",
    "kinds": ["job"],
    "occupations": ["7121"],
    "competencies": {"team": 4},
    "languages": {"de": "A2"},
    "licences": [],
    "qualifications": None,
    "conditions": [],
}
OPENING = {
    "id": "roofer",
    "position": [51.0, 6.0],
    "kind": "job",
    "starts_on": "2027-02-15",
    "until": None,
    "seats": 1,
    "occupation": "7122",
    "competencies": {"team": {"level": 5, "needed": True}, "care": {"level": 2, "needed": False}},
    "languages": {"de": "A2"},
    "licences": [],
    "qualifications": [],
    "excluded_by": [],
}


@pytest.fixture
def match(tmp_path: Path, capsys):
    """Write a file, run the command and return its code, its JSON and its error."""

    def run(people, openings, *arguments: str, **more):
        path = tmp_path / "region.json"
        path.write_text(json.dumps({"people": people, "openings": openings, **more}), encoding="utf-8")
        code = main([str(path), "--on", "2026-12-01", *arguments])
        out, error = capsys.readouterr()
        return code, json.loads(out) if out else None, error

    return run


def test_all_pairs_with_fit_distance_and_verdict(match):
    """The fit is the weighted mean: competence 2 x 0.8 of 3, occupation 0.75, no way, 45 days of 180."""
    code, found, _ = match([PERSON], [OPENING], "--all")
    fit = round(0.4 * (2 * 0.8 / 3) + 0.3 * 0.75 + 0.2 * 1 + 0.1 * (1 - 45 / 180), 6)
    pair = {"person": "ann", "opening": "roofer", "fit": fit, "km": 0.0, "verdict": "fits_with_support"}
    assert (code, found) == (0, {"pairs": [pair], "cannot_say": 0, "blocked": 0})


def test_weights_of_the_file_count(match):
    """Where only the time counts, the fit is the time's; what a file leaves out counts as usual."""
    none = {"competence": 0, "occupation": 0, "distance": 0}
    _, found, _ = match([PERSON], [OPENING], weights=none)
    assert found["pairs"][0]["fit"] == 0.75


def test_the_best_of_everybody_in_order(match):
    """Everybody is listed, ids ascending; equal fits stand by the opening's id."""
    far = OPENING | {"id": "a", "position": [51.1, 6.0]}
    same = [OPENING | {"id": name} for name in ("c", "b")]
    code, found, _ = match([PERSON, {"id": "al"}], [far, *same], "--top", "2")
    assert code == 0
    assert [one["person"] for one in found["people"]] == ["al", "ann"]
    assert found["people"][0]["openings"] == []
    assert [one["opening"] for one in found["people"][1]["openings"]] == ["b", "c"]


def test_a_plan_with_who_is_left_and_what_changed(match, tmp_path):
    """Two for one seat: one waits; with a seat more nobody does, and the change is told."""
    second = PERSON | {"id": 7, "competencies": {}}
    people = [PERSON, second, {"id": "unknown"}, PERSON | {"id": "far", "position": [10, 10]}]
    code, before, _ = match(people, [OPENING], "--plan")
    assert code == 0
    assert (before["placed"], before["optimal"]) == (1, True)
    assert before["total_fit"] == before["pairs"][0]["fit"]
    assert before["unplaced"] == [
        {"person": 7, "why": "no_seat_left"},
        {"person": "far", "why": "nothing_fits"},
        {"person": "unknown", "why": "cannot_say"},
    ]
    earlier = tmp_path / "before.json"
    earlier.write_text(json.dumps(before), encoding="utf-8")
    _, after, _ = match(people, [OPENING], "--plan", "--seat", "roofer", "--since", str(earlier))
    assert after["placed"] == 2
    assert after["changed"] == [{"person": 7, "before": None, "after": "roofer"}]
    _, kept, _ = match(people, [OPENING], "--plan", "--lock", "7", "roofer")
    assert [pair["person"] for pair in kept["pairs"]] == [7]
    _, other, _ = match(people, [OPENING], "--plan", "--forbid", "ann", "roofer")
    assert [pair["person"] for pair in other["pairs"]] == [7]


def test_doors_of_everybody(match):
    """A licence and a level of German, each for what it opens alone; behind a condition is no door."""
    drivers = [OPENING | {"id": at, "licences": ["B"]} for at in range(2)]
    speaker = OPENING | {"id": "speaker", "languages": {"de": "C1"}}
    shut = PERSON | {"id": "shut", "conditions": ["no_driving"]}
    _, found, _ = match([PERSON, shut], [*drivers, speaker], "--doors")
    german = {"kind": "language", "what": "de B2", "opens": 1}
    assert found["people"] == [
        {"person": "ann", "doors": [{"kind": "licence", "what": "B", "opens": 2}, german]},
        {"person": "shut", "doors": [german]},
    ]


@pytest.mark.parametrize(
    ("people", "openings", "place"),
    [
        ([PERSON | {"reach_km": "far"}], [], "people[0].reach_km:"),
        ([PERSON | {"position": [91, 0]}], [], "people[0].position[0]:"),
        ([PERSON | {"available_on": "2027-02-30"}], [], "people[0].available_on:"),
        ([PERSON | {"languages": {"de": "B1", "en": "B9"}}], [], 'people[0].languages["en"]:'),
        ([PERSON | {"languages": {"": "B1"}}], [], 'people[0].languages[""]:'),
        ([PERSON, PERSON | {"id": 2, "competencies": {"a": 1, "b": -1}}], [], 'people[1].competencies["b"]:'),
        ([PERSON | {"licences": ["Z"]}], [], "people[0].licences[0]:"),
        ([PERSON | {"conditions": ["anything"]}], [], "people[0].conditions[0]:"),
        ([PERSON | {"occupations": ["71a"]}], [], "people[0].occupations[0]:"),
        ([PERSON | {"reach": 3}], [], "people[0]:"),
        ([PERSON, PERSON | {"id": 2}, PERSON], [], "people[2].id:"),
        ([], [OPENING | {"seats": 1.5}], "openings[0].seats:"),
        ([], [OPENING | {"seats": -1}], "openings[0].seats:"),
        ([], [OPENING | {"kind": "gig"}], "openings[0].kind:"),
        ([], [OPENING | {"competencies": {"team": {"level": 0}}}], 'openings[0].competencies["team"].level:'),
        ([], [OPENING | {"languages": {"x" * 201: "A1"}}], f'openings[0].languages["{"x" * 40}..."]:'),
        ({}, [], "people:"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_with_its_place(match, people, openings, place):
    """One sentence that begins with the file and the place; nothing else."""
    code, found, error = match(people, openings)
    assert (code, found) == (2, None)
    assert error.startswith(f"region.json: {place}")
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"people": [{"id": 1, "id": 2}], "openings": []}', 'people[0]: The key "id"'),
        (
            '{"people": [], "openings": [{"id": 1, "kind": "job", "languages": {"de": "A1", "de": "B1"}}]}',
            'openings[0].languages: The key "de"',
        ),
        ('{"people": [], "openings": [], "people": []}', 'file: The key "people"'),
    ],
)
def test_a_key_that_stands_twice_is_refused(tmp_path, capsys, text, place):
    """Neither value is dropped silently."""
    path = tmp_path / "region.json"
    path.write_text(text)
    assert main([str(path)]) == 2
    assert capsys.readouterr() == ("", f"region.json: {place} stands there twice.\n")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"people": [], "openings": [], "more": 1}', "\xff", "NaN"])
def test_what_is_no_such_file_is_said(tmp_path, capsys, text):
    """No JSON, another shape, an unknown word or other bytes: one sentence, never a traceback."""
    path = tmp_path / "region.json"
    path.write_bytes(text.encode("latin-1"))
    assert main([str(path)]) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith("region.json: ")
    assert error.count("\n") == 1


def test_a_file_that_is_not_there_and_weights_of_nothing(match, tmp_path, capsys):
    """Both are one sentence."""
    assert main([str(tmp_path / "none.json")]) == 2
    assert "No such file" in capsys.readouterr().err
    nothing = dict.fromkeys(["competence", "occupation", "distance", "time"], 0)
    code, _, error = match([PERSON], [OPENING], weights=nothing)
    assert (code, error) == (2, "region.json: weights: At least one weight must be above zero.\n")


LOCK = ("--lock", "ann", "roofer")


@pytest.mark.parametrize(
    ("opening", "arguments", "said"),
    [
        ({"kind": "training"}, LOCK, "'roofer' does not fit 'ann', so it cannot be kept."),
        ({}, (*LOCK, "--forbid", "ann", "roofer"), "'ann' and 'roofer' cannot be locked and forbidden."),
        ({}, ("--lock", "bob", "roofer"), "There is no person 'bob'."),
        ({}, ("--lock", "ann", "cook"), "There is no opening 'cook'."),
        ({}, ("--forbid", "bob", "roofer"), "There is no person 'bob'."),
        ({}, ("--forbid", "ann", "cook"), "There is no opening 'cook'."),
        ({}, ("--seat", "cook"), "There is no opening 'cook'."),
        ({}, ("--lock", "7", "roofer"), "'7' stands in the file as a number and as a text."),
    ],
)
def test_what_cannot_be_asked_of_a_plan_is_refused(match, opening, arguments, said):
    """One sentence: a lock that does not fit or is forbidden too, and whom or what the file does not hold."""
    people = [PERSON, PERSON | {"id": 7}, PERSON | {"id": "7"}]
    code, found, error = match(people, [OPENING | opening], "--plan", *arguments)
    assert (code, found, error) == (2, None, f"region.json: {said}\n")


@pytest.mark.parametrize("seats", [0, None])
def test_a_seat_more_opens_what_was_shut_for_want_of_seats(match, seats):
    """No seat, or none that anybody knows of: with one more the pair fits, may be locked, and holds one person."""
    people = [PERSON, PERSON | {"id": "bob"}]
    opening = OPENING | {"seats": seats}
    _, before, _ = match(people, [opening], "--plan")
    assert before["placed"] == 0
    code, after, _ = match(people, [opening], "--plan", "--seat", "roofer", "--lock", "bob", "roofer")
    assert code == 0
    assert [pair["person"] for pair in after["pairs"]] == ["bob"]
    assert after["unplaced"] == [{"person": "ann", "why": "no_seat_left"}]
    _, two, _ = match(people, [opening], "--plan", "--seat", "roofer", "--seat", "roofer")
    assert two["placed"] == 2


def test_what_only_a_plan_answers_is_refused_elsewhere(match, capsys):
    """A lock without a plan would be left out silently."""
    with pytest.raises(SystemExit):
        match([PERSON], [OPENING], "--top", "3", *LOCK)
    assert "they need --plan" in capsys.readouterr().err


def test_an_earlier_plan_that_cannot_be_read_is_named(match, tmp_path):
    """The sentence names that file, and who stands in it twice."""
    earlier = tmp_path / "before.json"
    earlier.write_text('{"pairs": [{"person": "ann", "opening": 1}, {"person": "ann", "opening": 2}]}')
    code, _, error = match([PERSON], [OPENING], "--plan", "--since", str(earlier))
    assert (code, error) == (2, "before.json: pairs[1].person: 'ann' stands at pairs[0] already.\n")


def test_any_reach_and_an_absent_weight_are_read(match):
    """Whoever travels any way has no limit; weights of null are the usual ones."""
    far = OPENING | {"position": [-51.0, -174.0]}
    code, found, _ = match([PERSON | {"reach_km": 1e300}], [far], weights=None)
    assert (code, len(found["pairs"])) == (0, 1)


@pytest.mark.parametrize(
    "arguments", [["--top", "0"], ["--top", "x"], ["--on", "tomorrow"], ["--all", "--plan"]]
)
def test_a_wrong_argument_is_refused(tmp_path, arguments, capsys):
    """The usage is shown."""
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path / "region.json"), *arguments])
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_progress_goes_to_the_error_output(match):
    """Whoever waits sees how far it is; the JSON stays clean."""
    code, found, error = match([PERSON], [OPENING], "--top", "1", "--progress")
    assert (code, len(found["people"])) == (0, 1)
    assert error.endswith("1 of 1 people\n")
