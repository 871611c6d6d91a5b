"""Make dirty files of the kinds that partners send."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from throughgate.foundation.spreadsheets.headings import Field
from throughgate.foundation.spreadsheets.shapes import Kind

PEOPLE = (
    Field(
        "number",
        ("Gefangenenbuchnummer", "Buchnummer", "Number", "Prisoner number"),
        Kind.CODE,
        required=True,
    ),
    Field(
        "family_name", ("Nachname", "Familienname", "Name", "Surname", "Last name"), Kind.NAME, required=True
    ),
    Field("given_name", ("Vorname", "Rufname", "First name", "Given name"), Kind.NAME),
    Field("full_name", ("Name, Vorname", "Full name"), Kind.NAME),
    Field(
        "born_on", ("Geburtsdatum", "geboren am", "geb. am", "Date of birth", "DOB"), Kind.DATE, required=True
    ),
    Field("mother_tongue", ("Muttersprache", "Mother tongue", "First language"), Kind.LANGUAGE),
    Field("german", ("Deutsch", "Deutschkenntnisse", "German level"), Kind.LEVEL),
    Field("entered_on", ("Zugang", "Haftbeginn", "Admission"), Kind.DATE),
    Field(
        "earliest_on", ("frühester Entlassungstermin", "Entlassung frühestens", "Earliest release"), Kind.DATE
    ),
    Field("expected_on", ("voraussichtliche Entlassung", "Entlassungsdatum", "Release date"), Kind.DATE),
    Field("latest_on", ("spätester Entlassungstermin", "Entlassung spätestens", "Latest release"), Kind.DATE),
    Field("ward", ("Abteilung", "Station", "Ward", "Wing"), Kind.TEXT),
    Field("home", ("Wohnort nach Entlassung", "Wohnort", "Home town"), Kind.PLACE),
    Field("postcode", ("Postleitzahl", "PLZ", "Postcode", "ZIP"), Kind.POSTCODE),
    Field("licence", ("Führerschein", "Fahrerlaubnis", "Driving licence"), Kind.LICENCE),
    Field("wish", ("Berufswunsch", "Wunschberuf", "Job wish"), Kind.TEXT),
)
COMPANIES = (
    Field("name", ("Betrieb", "Firma", "Unternehmen", "Company"), Kind.TEXT, required=True),
    Field("sector", ("Gewerk", "Branche", "Sector"), Kind.TEXT),
    Field("postcode", ("Postleitzahl", "PLZ", "Postcode"), Kind.POSTCODE),
    Field("place", ("Ort", "Stadt", "City"), Kind.PLACE),
    Field("telephone", ("Telefon", "Telefonnummer", "Phone"), Kind.TELEPHONE),
    Field("email", ("E-Mail", "Mail", "E-Mail-Adresse"), Kind.EMAIL),
    Field("seats", ("Plätze", "Anzahl Plätze", "Seats"), Kind.COUNT),
    Field("german", ("Deutsch mindestens", "German minimum"), Kind.LEVEL),
    Field("wage", ("Lohn", "Stundenlohn", "Wage"), Kind.MONEY),
)
HEADINGS = (
    "Buchnr.", "Name", "Vorname", "Geb.-Dat.", "Muttersprache", "Deutsch", "Zugang", "Entl. frühest.", "Entl. vorauss.",
    "Entl. spätest.", "Abt.", "Wohnort n. Entl.", "PLZ", "Führersch.", "Berufswunsch", "Bem.",
)  # fmt: skip
NAMES = [
    "Krüger",
    "Müller",
    "Groß",
    "Schäfer",
    "Jónsson",
    "García",
    "Weiß",
    "Köhler",
    "Strauß",
    "François",
    "Böhm",
    "Löwe",
]


def people(count: int, names: Sequence[str] = NAMES) -> list[list[str]]:
    """Return rows under HEADINGS, plain ones."""
    return [
        [
            f"2026/{number:05}", names[number % len(names)], names[(number * 5 + 1) % len(names)],
            f"{number % 28 + 1:02}.03.1990", "Türkisch", "B1", "2024-06-05", "", "24.05.27" if number % 3 else "unbek.",
            "", "B1", "Köln", f"{50000 + number}", "ja (B)", "Maler, Lager", "bitte anrufen",
        ]
        for number in range(count)
    ]  # fmt: skip


def csv_text(
    rows: Sequence[Sequence[str]], separator: str = ";", line_end: str = "\r\n", *, all_quoted: bool = False
) -> str:
    """Return rows as CSV text."""
    file = io.StringIO()
    quoting = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    csv.writer(file, delimiter=separator, lineterminator=line_end, quoting=quoting).writerows(rows)
    return file.getvalue()


def make_text(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write text; what the encoding cannot hold becomes a question mark, as in real exports."""
    path.write_bytes(text.encode(encoding, "replace"))
    return path


def make_xlsx(path: Path, fill: Callable[[Any], None] | dict[str, Sequence[Sequence[Any]]]) -> Path:
    """Write a workbook: sheets with rows by name, or by a function that gets the workbook."""
    with xlsxwriter.Workbook(str(path)) as book:
        if callable(fill):
            fill(book)
        else:
            for name, rows in fill.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    for place, value in enumerate(row):
                        if isinstance(value, str) and value:
                            sheet.write_string(number, place, value)
                        elif value not in ("", None):
                            sheet.write(number, place, value)
    return path
