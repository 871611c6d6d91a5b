"""The attack reads forms as a browser sends them."""

from __future__ import annotations

from throughgate.bench.attack.pages import read

LISTS = """<form method="post" action="/here/">
<select name="level"><option value="">-<option>1<option selected>2</select>
<select name="kind"><option value="a">A</option><option value="b" selected>B</option></select>
<select name="first"><option>x</option><option>y</option></select>
</form>"""


def test_an_option_without_a_value_is_its_words():
    """What is chosen, and what could be, whether an option names its value or is it."""
    (form,), _links = read(LISTS, "/here/")
    assert [(one.name, one.value, one.options) for one in form.fields] == [
        ("level", "2", ["", "1", "2"]),
        ("kind", "b", ["a", "b"]),
        ("first", "x", ["x", "y"]),
    ]
