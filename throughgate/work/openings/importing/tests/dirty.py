"""A register of companies with everything that such registers have, made up here, and what must become of each row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from throughgate.foundation.imports.tests.dresses import Dress, Formula

HEADINGS: Final[Mapping[str, Sequence[str]]] = {
    "name": (
        "Betrieb",
        "Company",
        "Firma",
        "Name des Betriebs",
        "Employer",
        "Betrieb / Verein",
        "Firmenname",
    ),
    "sector": ("Gewerk", "Trade", "Branche", "Sector", "Gewerbe"),
    "street": ("Straße", "Street and number", "Anschrift", "Address", "Str.", "Straße, Hausnr."),
    "postcode": ("PLZ", "Postcode", "Postleitzahl", "ZIP"),
    "town": ("Ort", "Town", "Stadt", "City", "Sitz"),
    "contact": (
        "Ansprechpartner",
        "Contact person",
        "Kontaktperson",
        "Ansprechp.",
        "Contact",
        "Ansprechpartner/in",
    ),
    "telephone": ("Telefon", "Phone", "Tel.-Nr.", "Telephone", "Tel."),
    "email": ("E-Mail", "Email address", "Mail", "E-Mail-Adresse"),
    "offer": ("Angebot", "What is offered", "bietet an", "Offer", "Art des Angebots"),
    "seats": ("Plätze", "Number of places", "Anz. Plätze", "Seats", "Platzzahl"),
    "start": ("ab", "Available from", "Beginn", "Start date", "frei ab"),
    "german": ("Deutsch mind.", "German at least", "Deutschniveau", "Minimum German"),
    "licence": ("Führerschein", "Licence needed", "Fahrerlaubnis", "FS nötig"),
    "wage": ("Lohn (€/h)", "Hourly wage", "Lohn", "Pay", "Stundenlohn"),
    "last_contact": ("letzter Kontakt", "Last contact", "zuletzt kontaktiert", "Last contacted"),
}
REMARKS: Final = (
    ("Bemerkung", "Markerremark umgezogen?"),
    ("Wunsch an Bewerber", "Markerwish kein Alkohol"),
    ("Kürzel", "xy"),
)


@dataclass
class Case:
    """One row, what becomes of it and why, and the openings made of it (kind → facts)."""

    cells: dict[str, Any]
    outcome: str = "created"
    asked: frozenset[str] = frozenset()
    openings: dict[str, dict[str, Any]] | None = None
    kind: str = "company"
    only: str = ""

    def expected(self, dress: Dress) -> tuple[str, frozenset[str]]:
        """Return outcome and reasons, given which letters the file can hold."""
        asked = set(self.asked)
        if any(not dress.holds(str(self.cells.get(name, ""))) for name in ("name", "contact")):
            asked.add("lost_letters")
        if not dress.holds(str(self.cells.get("town", ""))):
            asked |= {"lost_letters", "place_unknown"}
        if self.cells.get("offer") and not dress.holds(str(self.cells.get("licence", ""))):
            asked.add("licence_unclear")
        if self.outcome == "refused":
            return "refused", frozenset(asked)
        return ("asked", frozenset(asked)) if asked else (self.outcome, frozenset())


def cases(dress: Dress) -> list[Case]:
    """Return the rows that this dress can hold."""
    kind = "text" if dress.is_text else "book"
    found = [case for case in (*_clear(), *_asked_rows(), *_doubles()) if case.only in ("", kind)]
    if dress.cut:
        found = [case for case in found if not case.cells.get("_short")]
    return [*_ordinary(24), *found]


def _row(name: str, **more: Any) -> dict[str, Any]:
    cells = {
        "name": name,
        "sector": "Tischlerei",
        "street": "Feldweg 12 a",
        "postcode": "53111",
        "town": "Bonn",
        "contact": "Frau Klein",
        "telephone": "0228 / 55 01 20",
        "email": "info@firma.example",
        "offer": "Job",
        "seats": 2,
        "start": dt.date(2027, 8, 1),
        "german": "A2",
        "licence": "nein",
        "wage": "14,50",
        "last_contact": dt.date(2026, 3, 4),
    }
    return cells | more


def _ordinary(number: int) -> list[Case]:
    words = ("Ahorn", "Birke", "Eiche", "Fichte", "Ginster", "Hasel", "Kiefer", "Linde")
    return [
        Case(
            _row(
                f"{words[n % 8]}-{('Bau', 'Technik', 'Werk')[n // 8]} GmbH",
                sector=("Tischlerei", "Dachdecker", "Maler", "Bäckerei")[n % 4],
                postcode=(50667, "53111", "48143")[n % 3],
                town=("Köln", "BONN", "Münster ")[n % 3],
                contact=("Frau Ott", "Hr. Lang", "", "Dr. Weiß")[n % 4],
                telephone=("0221 551234", "+49 228 123456", "", "0251-99 88 77")[n % 4],
                email=("info(at)firma.example", "keine", "", "buero@firma.example")[n % 4],
                offer=("Praktikum", "Ausbildung", "", "Job", "Praktikum / Job")[n % 5],
                seats=("", 1, "3")[n % 3],
                start=("sofort", "", "nach Absprache", "01.09.2027")[n % 4],
                german=("B1", "egal", "", "A2")[n % 4],
                licence=("nein", "B", "", "wünschenswert")[n % 4],
                wage=("", "13,90", "15 €/Std.", 14.5)[n % 4],
                last_contact=("2025", "", "03/2026", dt.date(2026, 1, 5))[n % 4],
            )
        )
        for n in range(number)
    ]


def _clear() -> list[Case]:
    """Return odd rows that are nevertheless clear."""
    job = {"seats": 2, "starts_on": dt.date(2027, 8, 1), "german": "A2", "licence": "none", "wage": "14.50"}
    return [
        Case(_row("Tischlerei Holm"), openings={"job": job}),
        Case(_row("Öztürk & Söhne"), openings={"job": job}),
        Case(_row("Dachbau Çelik"), openings={"job": job}),
        Case(_row("Ohne Angebot KG", offer=""), openings={}),
        Case(_row("Nichts GmbH", offer="kein"), openings={}),
        Case(_row("Beides GmbH", offer="Praktikum, Ausbildung"), openings={"internship": {}, "training": {}}),
        Case(_row("Kurz GmbH", offer="P, A"), openings={"internship": {}, "training": {}}),
        Case(_row("Egal GmbH", german="egal", licence="wünschenswert"), openings={"job": {"german": "none"}}),
        Case(_row("Sofort GmbH", start="ab sofort"), openings={"job": {"starts_on": "today"}}),
        Case(_row("Absprache GmbH", start="n. V."), openings={"job": {"starts_on": None}}),
        Case(_row("Monatslohn GmbH", wage="2.400 € mtl."), openings={"job": {"wage": "2400.00"}}),
        Case(_row("Komma GmbH", wage="12,82 €/h"), openings={"job": {"wage": "12.82"}}),
        Case(_row("Englisch Ltd", offer="apprenticeship"), openings={"training": {}}),
        Case(_row("Formel GmbH", seats=Formula("=1+2", 3)), openings={"job": {"seats": 3}}, only="book"),
        Case(
            _row("Serien GmbH", start=46500),
            openings={"job": {"starts_on": dt.date(2027, 4, 23)}},
            only="book",
        ),
        Case(_row("Ostsee GmbH", postcode=1067, town="Dresden"), openings={"job": job}, only="book"),
        Case(_row("Zeilen\nUmbruch GmbH"), openings={"job": job}),
        Case(_row("Ohne Telefon GmbH", telephone="", contact="", email=""), openings={"job": job}),
        Case(
            _row("Hafen e.V.", sector="Nachbarschaftshilfe", offer="ehrenamtl. Begleitung"),
            kind="third_sector",
        ),
        Case(_row("TSV Altdorf 1909", sector="Sportverein", offer="Ehrenamt"), kind="club"),
        Case(_row("Radsportverein Sonne e. V.", sector="Sport", offer=""), kind="club"),
    ]


def _asked(*codes: str) -> dict[str, Any]:
    return {"outcome": "asked", "asked": frozenset(codes)}


def _asked_rows() -> list[Case]:
    """Return rows about which somebody must be asked."""
    return [
        Case(_row("Spanne GmbH", seats="1-2"), **_asked("seats_range")),
        Case(_row("Mehrere GmbH", seats="mehrere"), **_asked("seats_several")),
        Case(_row("Etwa GmbH", seats="ca. 3"), **_asked("seats_about")),
        Case(_row("Datumsplatz GmbH", seats=dt.date(2026, 2, 1)), only="book", **_asked("seats_range")),
        Case(_row("Herbst GmbH", start="Herbst"), **_asked("start_vague")),
        Case(_row("August GmbH", start="01.08."), **_asked("start_year")),
        Case(_row("Tarif GmbH", wage="n. Tarif"), **_asked("wage_by_tariff")),
        Case(_row("Mindest GmbH", wage="Mindestlohn"), **_asked("wage_open_wage")),
        Case(_row("Lohnspanne GmbH", wage="12-14 €"), **_asked("wage_range")),
        Case(_row("Schein GmbH", licence="ja"), **_asked("licence_class_missing")),
        Case(_row("Gut GmbH", german="gut"), **_asked("level_vague")),
        Case(_row("Zauber GmbH", offer="Zauberei"), **_asked("offer_unknown")),
        Case(_row("Null GmbH", telephone=22855012), only="book", **_asked("leading_zero_lost")),
        Case(_row("Zwei GmbH", telephone="0228 555 123 oder 0171 555 123"), **_asked("several_numbers")),
        Case(_row("Mail GmbH", email="firma.example"), **_asked("not_an_email")),
        Case(_row("Nirgends GmbH", town="Entenhausen", postcode=""), **_asked("place_unknown")),
        Case(_row("B?ckerei Korn"), **_asked("lost_letters")),
        Case(_row(""), outcome="refused", asked=frozenset({"name_missing"})),
        Case(_row("=HYPERLINK(1)"), **_asked("formula_text")),
        Case(_row("Verein der Freunde"), **_asked("kind_maybe_club")),
        Case(_row("Knapp und Klein GmbH") | {"_short": 9}, only="text", **_asked("row_short")),
        Case(_row("Lang und Breit GmbH") | {"_long": 1}, **_asked("row_long")),
    ]


def _doubles() -> list[Case]:
    """Return the same firms once more, as they are typed by somebody else."""
    return [
        Case(_row("Malerbetrieb Sonnenschein GmbH")),
        Case(_row("MALERBETRIEB SONNENSCHEIN"), **_asked("double_in_file")),
        Case(_row("Sonnenschein Malerbetrieb GmbH & Co. KG"), **_asked("double_in_file")),
        Case(_row("Malerbetrieb Sonnenschein GmbH", town="Köln", postcode="50667")),
    ]
