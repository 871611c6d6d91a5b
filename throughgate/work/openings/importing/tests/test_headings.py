"""Which headings are which field of a register of companies, and which are none."""

from __future__ import annotations

import pytest

from throughgate.foundation.spreadsheets import Column, guess_mapping
from throughgate.work.openings.importing.fields import FIELDS

GUESSED = [field.for_guessing for field in FIELDS]
MAPPED = {
    "name": (
        "Betrieb", "Firma", "Unternehmen", "Firmenname", "Name", "Name des Betriebs", "Betrieb / Verein", "Company",
        "Employer", "Entreprise", "Azienda", "Firma/Betrieb", "Company name", "Raison sociale", "Arbeitgeber",
    ),
    "number": (
        "Betriebsnummer", "Betriebsnr.", "Mitgliedsnummer", "Mitgl.-Nr.", "Kundennummer", "Kunden-Nr.",
        "Member number", "Company no.", "ID",
    ),
    "seats": (
        "Plätze", "Anzahl Plätze", "Anz. Plätze", "Stellen", "Anzahl", "freie Plätze", "Seats", "Number of places",
        "Number of openings", "Nombre de places", "Numero di posti", "Platzzahl", "offene Stellen", "Vacancies",
        "Anzahl Stellen", "Anzahl der freien Plätze", "Plätze (Anzahl)",
    ),
    "wage": (
        "Lohn", "Lohn (€/h)", "Stundenlohn", "Gehalt", "Vergütung", "Pay", "Hourly wage", "Wage per hour", "Salaire",
        "Salaire horaire", "Paga oraria", "Lohn brutto", "Lohn in Euro", "Lohn/Stunde", "Stundenlohn (brutto)",
    ),
    "town": (
        "Ort", "Stadt", "Sitz", "Town", "City", "Ville", "Città", "PLZ / Ort", "Firmensitz", "Standort",
    ),
    "street": (
        "Straße", "Str.", "Anschrift", "Adresse", "Address", "Straße, Hausnr.", "Straße und Nr.", "Street", "Rue",
        "Via", "Straße + Nr.",
    ),
    "postcode": (
        "PLZ", "Postleitzahl", "ZIP", "Code postal",
    ),
    "contact": (
        "Ansprechpartner", "Ansprechp.", "Ansprechpartner/in", "Kontaktperson", "Contact", "Contact person",
        "Name Ansprechpartner", "Personne de contact", "Referente", "Ansprechpartner:in",
    ),
    "telephone": (
        "Telefon", "Tel.", "Tel.-Nr.", "Telefonnummer", "Phone", "Handy", "Mobil", "Téléphone", "Telefono",
        "Telefon (Festnetz)", "Telefon/Handy",
    ),
    "email": (
        "E-Mail", "Mail", "Email address", "E-Mail-Adresse", "Courriel", "E-Mail Ansprechpartner", "e-mail",
    ),
    "licence": (
        "Führerschein", "FS nötig", "Licence needed", "Führerschein erforderlich", "Fahrerlaubnis",
        "Permis de conduire",
    ),
    "start": (
        "ab", "Beginn", "Start", "frei ab", "Start date", "Available from", "Début", "Inizio",
    ),
    "german": (
        "Deutsch mind.", "Deutsch mindestens", "Deutschniveau", "Minimum German", "Deutsch", "Niveau d'allemand",
    ),
    "last_contact": (
        "letzter Kontakt", "Last contact", "zuletzt kontaktiert", "Dernier contact", "Letzter Kontakt am",
    ),
    "offer": (
        "Angebot", "bietet an", "What is offered", "Art des Angebots", "Offre", "Offerta",
    ),
    "sector": (
        "Gewerk", "Branche", "Sector", "Trade", "Gewerk/Branche", "Secteur", "Settore", "Branche (Gewerk)",
    ),
}  # fmt: skip
LEFT_OUT = (
    "Mitglied seit", "Telefonnummer Zentrale", "Faxnummer", "Hausnummer", "Steuernummer", "USt-IdNr.",
    "Handelsregisternummer", "HRB-Nr.", "Kontonummer", "Umsatzsteuernummer", "Member since", "Membre depuis",
    "Nummer der Handelskammer", "Numéro de TVA", "Partita IVA", "Registergericht", "Anzahl Mitarbeiter",
    "Anzahl Azubis", "Mitarbeiterzahl", "Anzahl Beschäftigte", "Anzahl der Mitarbeiter",
    "Anzahl der Auszubildenden", "Mitarbeiter", "Azubis", "Beschäftigte", "Stellen-Nr", "Stellen-Nr.",
    "Stellennummer", "Stellen-ID", "Stellenbezeichnung", "Stellentitel", "Number of employees", "Employees",
    "Number of apprentices", "Staff", "Staff count", "Headcount", "Opening no.", "Vacancy number",
    "Position number", "Position", "Vacancy ID", "Nombre d'employés", "Nombre de salariés", "Effectif",
    "Numéro de poste", "Numero di dipendenti", "Dipendenti", "Numero apprendisti", "Numero posizione",
    "besetzte Stellen", "Sitzplätze", "Parkplätze", "Anzahl Betriebe", "Gesamtzahl Personal",
    "Arbeitsplätze gesamt", "Anzahl Kinder", "Stunden/Woche", "Wochenstunden", "Stunden pro Woche", "Stunden",
    "Arbeitszeit", "Std./Woche", "Stundenzahl", "Hours per week", "Hours", "Weekly hours", "Heures par semaine",
    "Ore settimanali", "Ore/settimana", "Lohnbuchhaltung", "Lohngruppe", "Lohnsteuer", "Tarifvertrag",
    "Gehaltsabrechnung", "Einsatzort", "Geburtsort", "Ortsteil", "Ort der Ausbildung", "Ort der Tat",
    "Kontaktart", "Nächster Kontakt", "Gründungsjahr", "Geschäftsführer", "Rechtsform", "Umsatz", "Wirtschaft",
    "Staat", "Status", "Tätigkeit", "Vorname", "Nachname", "Geburtsdatum", "Kontakte", "Fax", "Telefax",
    "Betriebsgröße", "Betriebsart", "Betriebsrat", "Firmenwagen", "Klasse", "Mitarbeiterin",
)  # fmt: skip


def guess(heading):
    """Return the guess for a column with this heading and nothing below."""
    return guess_mapping((Column("one", heading, 0),), (), GUESSED).guesses[0]


@pytest.mark.parametrize("field", MAPPED)
def test_headings_that_say_the_field(field):
    """German, English, French and Italian headings and short forms are understood."""
    assert {heading: guess(heading).field for heading in MAPPED[field]} == dict.fromkeys(MAPPED[field], field)


def test_headings_that_say_something_else():
    """How many work there, the number of an opening, hours and years of membership are no field of ours."""
    found = {heading: guess(heading).field for heading in LEFT_OUT}
    assert {heading: field for heading, field in found.items() if field} == {}
