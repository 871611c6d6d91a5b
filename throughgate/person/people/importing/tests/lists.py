"""Release lists as prisons send them, made up here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HEADINGS = (
    "Buchnr.;Name;Vorname;Geb.-Dat.;Muttersprache;Deutsch;Zugang;Entl. frühest.;Entl. vorauss.;Entl. spätest.;Abt.;"
    "Wohnort n. Entl.;PLZ;Führersch.;Berufswunsch;Bem."
)
ROWS = [
    "2026/1;Şahin;Emrah;05.03.1990;Türkisch;B1;01.02.2026;;20.05.2027;;A1;Wassenberg;41849;ja (B);Maurer;siehe Akte",
    "2026/2;Krüger;Nicole;1958-04-28;Deutsch;;07.03.2024;;unbek.;;E1;Iserlohn;58636;entzogen;;",
    "2026/3;Novák;Jan;11.10.90;Tschechisch;A2;27.10.25;17.04.2027;26.09.2027;01.10.2027;E4;Bochum;44787;nein;Lager, Drachenzähmer;",
]


def text(*rows: str, headings: str = HEADINGS) -> str:
    """Return a list with a title above and a sum below."""
    width = headings.count(";")
    lines = [
        f"Entlassungsliste{';' * width}",
        ";" * width,
        headings,
        *rows,
        f"Summe;{len(rows)}{';' * (width - 1)}",
    ]
    return "\r\n".join(lines) + "\r\n"


def write(
    folder: Path, *rows: str, encoding: str = "utf-8-sig", name: str = "liste.csv", headings: str = HEADINGS
) -> Path:
    """Write a list to a file."""
    path = folder / name
    path.write_bytes(text(*rows, headings=headings).encode(encoding))
    return path


def run_whole(capsys: Any, *arguments: object) -> tuple[int, list[dict[str, Any]], list[dict[str, Any]]]:
    """Run `throughgate import` and return its code, its columns and its lines for rows."""
    from throughgate.commands import importing

    code = importing.main([str(argument) for argument in arguments])
    columns, *lines = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert list(columns) == ["columns"]
    return code, columns["columns"], lines


def run(capsys: Any, *arguments: object) -> tuple[int, list[dict[str, Any]]]:
    """Run `throughgate import` and return its code and its lines for rows."""
    code, _columns, lines = run_whole(capsys, *arguments)
    return code, lines


def outcomes(lines: list[dict[str, Any]]) -> list[str]:
    """Return what became of each row."""
    return [line["outcome"] for line in lines]


def codes(line: dict[str, Any]) -> set[str]:
    """Return the codes of a row's reasons."""
    return {reason["code"] for reason in line["reasons"]}


def tables_with(pattern: str) -> list[str]:
    """Return every table of the database in which a text like this stands anywhere."""
    import psycopg

    from throughgate.config.settings import ENVIRONMENT

    with psycopg.connect(ENVIRONMENT.admin_url) as connection:
        tables = connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        ).fetchall()
        return [
            table
            for (table,) in tables
            if connection.execute(
                f'SELECT 1 FROM "{table}" t WHERE t::text ~ %s LIMIT 1', [pattern]
            ).fetchone()
        ]
