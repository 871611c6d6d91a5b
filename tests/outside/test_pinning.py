"""The comparison itself: what is gone, changed and new is told apart."""

from __future__ import annotations

from tests.outside.pinning import ACCEPT, differences, shape

OLD = {"serve": {"--port": "8000", "--host": "here"}, "codes": ["a", "b"], "none": []}


def test_the_same_tells_nothing():
    """Equal values have no difference, nor have words of a list in another order."""
    assert differences(OLD, {**OLD, "codes": ["b", "a"]}) == []


def test_gone_changed_and_new_are_named():
    """Each has its line with its place; only what is new says how to accept it."""
    new = {"serve": {"--port": "80"}, "codes": ["a", "c"], "none": []}
    assert differences(OLD, new) == [
        'gone: serve / --host "here"',
        "gone: codes / b ",
        'changed: serve / --port was "8000", is "80"',
        f"new: codes / c ; {ACCEPT}",
    ]


def test_a_change_deep_in_a_list_has_its_place():
    """Of an answer with many names, the one that changed is told."""
    old, new = [{"a": "text"}, {"b": {"c": "text"}}], [{"a": "text"}, {"b": {"c": "number"}}]
    assert differences({"out": old}, {"out": new}) == ['changed: out / 2 / b / c was "text", is "number"']


def test_shape_of_an_answer():
    """Names stay, values become their kinds; a list has each kind once."""
    assert shape({"a": 1, "b": [{"c": None}, {"c": "x"}, {"c": "y"}], "d": True}) == {
        "a": "number",
        "b": [{"c": "nothing"}, {"c": "text"}],
        "d": "yes or no",
    }
