"""Imports from the shell before there is anything to import into."""

from __future__ import annotations

import pytest

from throughgate.commands import importing


@pytest.fixture(params=["empty", "missing"])
def unprepared(request, monkeypatch):
    """Point the command at a database without tables, or at none."""
    import conftest

    name = "postgres" if request.param == "empty" else "throughgate_nowhere"
    monkeypatch.setenv("THROUGHGATE_DATABASE_URL", conftest.CLUSTER.admin_url(name))


@pytest.mark.parametrize(
    "arguments", [["people", "{list}", "--organisation", "north", "--json"], ["esco", "{folder}"]]
)
def test_an_unprepared_database_is_told_in_one_sentence(unprepared, tmp_path, capsys, arguments):
    """Code 2 and what to do; nothing else is printed."""
    path = tmp_path / "list.csv"
    path.write_text("Nachname;Vorname\nBerg;Ina\n", "utf-8")
    assert importing.main([word.format(list=path, folder=tmp_path) for word in arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "throughgate prepare" in printed.err
