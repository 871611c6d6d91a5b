"""A release list with everything that such lists have, made up here, and what must become of each row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from throughgate.foundation.imports.tests.dresses import Dress, Formula

HEADINGS: Final[Mapping[str, Sequence[str]]] = {
    "number": (
        "Buchnr.",
        "Prisoner no.",
        "Gef.-Nr.",
        "Haftnummer",
        "Custody number",
        "Personen-ID",
        "Buchnummer",
    ),
    "family_name": (
        "Name",
        "Surname",
        "Nachname",
        "Familienname",
        "Last name",
        "Zuname",
        "NACHNAME",
        "Fam.-Name",
    ),
    "given_names": ("Vorname", "First name", "Vorn.", "Rufname", "Given name(s)", "Forename", "Vorname(n)"),
    "birth": (
        "Geb.-Dat.",
        "Date of birth",
        "geb. am",
        "Geburtsdatum",
        "DOB",
        "Geburtstag",
        "GebDatum",
        "born on",
    ),
    "mother_tongue": ("Muttersprache", "First language", "Herkunftssprache", "Erstsprache", "Mother tongue"),
    "german": (
        "Deutsch",
        "Level of German",
        "Deutschkenntnisse",
        "Dt.-Niveau",
        "German (CEFR)",
        "Sprachniveau",
    ),
    "arrived": (
        "Zugang",
        "Admission",
        "Aufnahme am",
        "Haftbeginn",
        "Reception date",
        "inhaftiert seit",
        "Arrival",
    ),
    "release_earliest": (
        *("Entl. frühest.", "Earliest release", "Entlassung frühestens", "frühester Entl.-Termin"),
        *("Release (earliest)", "2/3-Termin", "früheste Entlassung"),
    ),
    "release_expected": (
        *("Entl. vorauss.", "Expected release", "vsl. Entlassung", "Entlassungstermin", "Release date"),
        *("voraussichtl. Entlassung", "Expected date of release"),
    ),
    "release_latest": (
        *("Entl. spätest.", "Latest release", "Entlassung spätestens", "Strafende", "Release (latest)"),
        *("spätester Entl.-Termin", "Endstrafe"),
    ),
    "home": (
        "Wohnort n. Entl.",
        "Town after release",
        "Entlassungsort",
        "Zielort",
        "City",
        "entl. nach",
        "Wohnort",
    ),
    "postcode": ("PLZ", "Postcode", "Postleitzahl", "ZIP", "Postal code"),
    "licences": ("Führersch.", "Driving licence", "FS", "Fahrerlaubnis", "Driver's licence", "FS-Klasse"),
    "wishes": (
        "Berufswunsch",
        "Desired job",
        "Wunschberuf",
        "gewünschte Tätigkeit",
        "Job wish",
        "Wunschtätigkeit",
    ),
}
GROUPS: Final = {
    "release_earliest": ("Entlassung", "frühest."),
    "release_expected": ("Entlassung", "vorauss."),
    "release_latest": ("Entlassung", "spätest."),
}
REMARKS: Final = (("Bem.", "Markerremark ruft zurück; Mo"), ("Abt.", "B2"), ("Delikt", "Markeroffence"))


@dataclass
class Case:
    """One row, what becomes of it and why, and what is then stored."""

    cells: dict[str, Any]
    outcome: str = "created"
    asked: frozenset[str] = frozenset()
    stored: dict[str, Any] = field(default_factory=dict)
    only: str = ""
    """`text` or `book`: only such files can hold it."""

    def expected(self, dress: Dress) -> tuple[str, frozenset[str]]:
        """Return outcome and reasons, given which letters the file can hold."""
        asked = set(self.asked)
        for name in ("family_name", "given_names"):
            if not dress.holds(str(self.cells.get(name, ""))):
                asked.add("lost_letters")
        if not dress.holds(str(self.cells.get("home", ""))):
            asked |= {"lost_letters", "place_unknown"}
        if self.outcome == "refused":
            return "refused", frozenset(asked)
        return ("asked", frozenset(asked)) if asked else (self.outcome, frozenset())


def cases(dress: Dress) -> list[Case]:
    """Return the rows that this dress can hold, each about somebody of their own."""
    kind = "text" if dress.is_text else "book"
    found = [case for case in (*_plain(), *_dates(), *_doubtful(), *_doubles()) if case.only in ("", kind)]
    if dress.cut:
        # Where no row has its empty cells, a short one says nothing.
        found = [case for case in found if not case.cells.get("_short")]
    # Lists hold many ordinary rows around the odd ones.
    return [*_ordinary(40), *found]


NAMES = [
    "Albers",
    "Bender",
    "Clausen",
    "Decker",
    "Ebert",
    "Faber",
    "Gerber",
    "Hauser",
    "Imhoff",
    "Jansen",
    "Kiefer",
    "Lorenz",
    "Menzel",
    "Nolte",
    "Otten",
]
GIVEN = [
    "Anton",
    "Bernd",
    "Carla",
    "Dirk",
    "Elke",
    "Frank",
    "Gerda",
    "Heinz",
    "Irina",
    "Jutta",
    "Klaus",
    "Lydia",
    "Manfred",
    "Nadja",
    "Olaf",
    "Petra",
]


def _ordinary(number: int) -> list[Case]:
    days = (dt.date(1961, 2, 3), dt.date(1974, 11, 28), dt.date(1983, 7, 15), dt.date(1996, 1, 30))
    found = []
    for n in range(number):
        birth = days[n % 4] + dt.timedelta(days=37 * n)
        cells = {
            "number": f"2025/{2000 + n}",
            "family_name": NAMES[n % 15] + ("", "mann", "sen", "hardt")[n // 15],
            "given_names": GIVEN[(n * 7 + n // 15) % 16],
            "birth": (birth, f"{birth:%d.%m.%Y}", birth.isoformat(), f"{birth:%d.%m.%y}")[n % 4],
            "mother_tongue": ("Deutsch", "Türkisch", "Polnisch", "", "Arabisch")[n % 5],
            "german": ("B1", "", "Mutterspr.", "A2", "unbek.")[n % 5],
            "arrived": dt.date(2025, 1 + n % 12, 1 + n % 28),
            "release_earliest": ("", "14.01.2027", dt.date(2027, 1, 14))[n % 3],
            "release_expected": ("01.06.2027", "unbek.", "2027-06-30", "offen", "7.6.27")[n % 5],
            "release_latest": ("", "30.11.2027", "")[n % 3],
            "home": ("Köln", "Bonn", "MÜNSTER", "Hagen", "Neuss")[n % 5],
            "postcode": ("50667", 53111, "48143", 58095, "41460")[n % 5],
            "licences": ("ja (B)", "nein", "", "B, CE", "Klasse B")[n % 5],
            "wishes": ("Maurer", "Lager", "", "Koch, Bäcker", "Maler/Lackierer")[n % 5],
        }
        found.append(Case(cells, stored={"birth_on": birth}))
    return found


_count = 0


def _row(family: str, given: str, birth: Any = "04.04.1981", **more: Any) -> dict[str, Any]:
    global _count  # noqa: PLW0603 - a running number
    _count += 1
    cells = {
        "number": f"2026/{_count + 100:05d}",
        "family_name": family,
        "given_names": given,
        "birth": birth,
        "mother_tongue": "Deutsch",
        "german": "B1",
        "arrived": "03.02.2026",
        "release_expected": "05.05.2027",
        "home": "Bonn",
        "postcode": "53111",
        "licences": "nein",
        "wishes": "Lager",
    }
    return cells | more


def _plain() -> list[Case]:
    """Return odd rows that are nevertheless clear."""
    none: dict[str, Any] = {"licences": []}
    return [
        Case(_row("Şahin", "Emrah"), stored={"family_name": "Şahin"}),
        Case(_row("Dvořák", "Živko"), stored={"family_name": "Dvořák"}),
        Case(_row("Țurcanu", "Ionuț")),
        Case(_row("Guðmundsdóttir", "Ösp"), stored={"family_name": "Guðmundsdóttir"}),
        Case(_row("O'Grady", "Finn"), stored={"family_name": "O'Grady"}),
        Case(_row("von der Heide", "Karl-Heinz"), stored={"family_name": "von der Heide"}),
        Case(_row("  Ranft ", " Uwe"), stored={"family_name": "Ranft", "given_names": "Uwe"}),
        Case(_row("Zeilinger", "Hans\nPeter"), stored={"given_names": "Hans Peter"}),
        Case(_row("Ueberall", ""), stored={"given_names": ""}),
        Case(_row("Entwich", "Rolf", licences="entzogen"), stored=none),
        Case(_row("Gespiegel", "Rudi", licences="gesperrt bis 2028 Markerreason"), stored=none),
        Case(_row("Einzug", "Willi", licences="eingezogen"), stored=none),
        Case(_row("Abgabe", "Theo", licences="B (entzogen)"), stored=none),
        Case(_row("Klassig", "Sven", licences="Kl. B + C1"), stored={"licences": ["B", "C1"]}),
        Case(_row("Vorhang", "Nils", licences="k.A."), stored={"licences": None}),
        Case(_row("Heimweg", "Toni", home="unbek.", postcode=""), stored={"home": ""}),
        Case(_row("Ortlieb", "Gina", home="KÖLN ", postcode=50667.0), stored={"home": "Köln"}, only="book"),
        Case(
            _row(Formula('="Rech"&"ner"', "Rechner"), "Ida"), stored={"family_name": "Rechner"}, only="book"
        ),
        Case(_row("Zahlmann", "Udo", number=20261234), stored={"number": "20261234"}),
        Case(_row("Fremdling", "Ali", mother_tongue="Klingonisch")),
        Case(_row("Gutsprech", "Eva", german="gut")),
        Case(_row("Anfang", "Kai", arrived="", release_expected="")),
    ]


def _dates() -> list[Case]:
    """Return birth dates and release dates as people and programs write them."""
    day = {"birth_on": dt.date(1981, 4, 14)}
    return [
        Case(_row("Datum", "Eins", "14.04.1981"), stored=day),
        Case(_row("Datumer", "Zwei", "14.4.81"), stored=day),
        Case(_row("Datumik", "Drei", "1981-04-14"), stored=day),
        Case(_row("Datumov", "Vier", "14. April 1981"), stored=day),
        Case(_row("Datumitz", "Fünf", "14.04.1981 00:00:00"), stored=day),
        Case(_row("Datumsen", "Sechs", "19810414"), stored=day),
        Case(_row("Datumaki", "Sieben", dt.date(1981, 4, 14)), stored=day),
        Case(_row("Datumoglu", "Acht", 29690), stored=day, only="book"),
        Case(_row("Datumescu", "Neun", "29690"), stored=day),
        Case(_row("Datumini", "Zehn", Formula("=DATE(1981,4,14)", 29690)), stored=day, only="book"),
        Case(_row("Datumey", "Elf", "14/04/1981"), stored=day),
        Case(_row("Datumart", "Zwölf", "1981"), stored={"birth_on": dt.date(1981, 1, 1)}),
        Case(_row("Datumbeck", "Dreizehn", "04.1981"), stored={"birth_on": dt.date(1981, 4, 1)}),
        *(
            Case(
                _row(
                    f"Offen{name}",
                    name.title(),
                    f"{number + 3:02d}.0{number % 9 + 1}.19{70 + number}",
                    release_expected=word,
                ),
                stored={"release_expected_on": None},
            )
            for number, (name, word) in enumerate(
                (
                    *(
                        ("er", "unbek."),
                        ("ern", "offen"),
                        ("mann", "k.A."),
                        ("bach", "?"),
                        ("ow", "-"),
                        ("ing", "n.n."),
                    ),
                    *(
                        ("au", "noch offen"),
                        ("loh", "unbekannt"),
                        ("stedt", "tbd"),
                        ("hof", "steht noch nicht fest"),
                    ),
                )
            )
        ),
        Case(
            _row("Serienmann", "Bo", release_expected="46500"),
            stored={"release_expected_on": dt.date(2027, 4, 23)},
        ),
        Case(
            _row("Kurzjahr", "Bea", release_expected="5.6.27"),
            stored={"release_expected_on": dt.date(2027, 6, 5)},
        ),
    ]


def _asked(*codes: str) -> dict[str, Any]:
    return {"outcome": "asked", "asked": frozenset(codes)}


def _refused(*codes: str) -> dict[str, Any]:
    return {"outcome": "refused", "asked": frozenset(codes)}


def _doubtful() -> list[Case]:
    """Return rows that nobody may believe unasked."""
    return [
        Case(_row("?ahintürk", "Emre"), **_asked("lost_letters")),
        Case(_row("Kov?cs", "Béla"), **_asked("lost_letters")),
        Case(_row("Nobre", "Jos?"), **_asked("lost_letters")),
        Case(_row("M?ller?ein", "Ute"), **_asked("lost_letters")),
        Case(_row("", ""), **_refused("family_name_missing")),
        Case(_row("", "Suryono"), **_asked("only_name")),
        Case(_row("unbek.", "Namensucher"), **_asked("only_name")),
        Case(_row("Null", "Peter"), **_asked("name_or_unknown")),
        Case(_row("Unmöglich", "Ana", "31.02.1990"), **_refused("birth_no_such_day")),
        Case(_row("Unmonat", "Ben", "12/13/1999"), **_refused("birth_no_such_month")),
        Case(_row("Unjahr", "Cem", "99.99.9999"), **_refused("birth_out_of_range")),
        Case(_row("Altvater", "Don", "01.01.1885"), **_refused("birth_out_of_range")),
        Case(_row("Zukunft", "Eli", "01.01.2091"), **_refused("birth_in_future")),
        Case(_row("Wortdatum", "Fee", "im Sommer"), **_refused("birth_not_a_date")),
        Case(_row("Kindling", "Gil", "01.01.2021"), **_asked("birth_unlikely")),
        Case(
            _row("Verkehrt", "Hal", release_expected="01.06.2027", release_latest="30.04.2027"),
            **_asked("expected_after_latest"),
        ),
        Case(
            _row("Verkehrter", "Ira", release_earliest="01.08.2027", release_expected="01.06.2027"),
            **_asked("earliest_after_expected"),
        ),
        Case(_row("Vorherr", "Jan", release_expected="01.01.2026"), **_asked("release_before_arrival")),
        Case(_row("Herbst", "Kim", release_expected="Herbst 2027"), **_asked("date_not_a_date")),
        Case(_row("Monatlich", "Lia", release_expected="06.2027"), **_asked("day_missing")),
        Case(_row("Schalttag", "Mia", release_expected="29.02.2027"), **_asked("date_no_such_day")),
        Case(_row("Nirgends", "Ned", home="Entenhausen", postcode=""), **_asked("place_unknown")),
        Case(_row("Meier4", "Ole"), **_asked("not_a_name")),
        Case(_row('=HYPERLINK("http://x.example")', "Pia"), **_asked("formula_text")),
        Case(_row("Formelmann", "Ada", wishes='=HYPERLINK("x")'), **_asked("formula_text")),
        Case(_row("Kurzmann", "Rio") | {"_short": 9}, only="text", **_asked("row_short")),
        Case(_row("Langmann", "Sol") | {"_long": 1}, **_asked("row_long")),
    ]


def _doubles() -> list[Case]:
    """Return the same people once more, as they are typed by somebody else."""
    number = "2026/777"
    return [
        Case(_row("Hassler", "Nicole", "28.04.1958")),
        Case(_row("HASSLER", "Nicole", "1958-04-28"), **_asked("double_in_file")),
        Case(_row("Hassler", "Nikole", "28.04.58"), **_asked("double_in_file")),
        Case(_row("Doppelnummer", "Tom", number=number)),
        Case(_row("Ganzanders", "Zoe", "11.09.1967", number=number), **_asked("number_twice")),
        Case(_row("Hassler", "Nicole", "17.12.1999")),
    ]
