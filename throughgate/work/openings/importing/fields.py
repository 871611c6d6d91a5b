"""The columns of a register of companies, and by which headings they are known."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import ImportField
from throughgate.foundation.tables import Kind as Shape

FIELDS: Final = (
    ImportField(
        "number",
        _("Number"),
        (
            "Betriebsnummer", "Betriebsnr", "Mitgliedsnummer", "Kundennummer", "number",
            "member number", "Betriebs-Nr", "Firmennummer", "Firmen-Nr", "Mitgl-Nr", "company number", "reference",
            "ID",
        ),
        Shape.CODE,
        hint=_("By it the same company is known again when the list comes again."),
    ),
    ImportField(
        "name",
        _("Company"),
        (
            "Betrieb", "Firma", "Unternehmen", "Firmenname", "Betriebsname", "Name", "Organisation", "company",
            "company name", "azienda", "firma", "Name des Betriebs", "Name der Firma", "Name des Unternehmens",
            "Betrieb oder Verein", "Firma oder Verein", "Arbeitgeber", "Einrichtung", "Träger", "Verein",
            "employer", "business", "business name", "name of company", "enterprise",
        ),
        required=True,
    ),
    ImportField(
        "kind",
        _("Kind of organisation"),
        (
            "Organisationsart", "Art der Organisation", "Art des Betriebs", "Organisationstyp", "kind of organisation",
            "organisation type", "type of organisation",
        ),
        choices=(("company", _("Company")), ("club", _("Club")), ("third_sector", _("Third sector organisation"))),
    ),
    ImportField(
        "sector",
        _("Sector"),
        (
            "Gewerk", "Branche", "Gewerbe", "Sektor", "Handwerk", "Tätigkeitsfeld", "sector", "trade", "industry",
            "settore", "Fachrichtung", "Wirtschaftszweig", "Bereich", "Berufsfeld", "Geschäftsfeld", "Fachbereich",
            "line of business", "line of work", "field", "craft",
        ),
    ),
    ImportField(
        "street", _("Street and number"), (
            "Straße", "Strasse", "Straße und Hausnummer", "Anschrift", "street", "address", "Adresse", "Straße Nr",
            "Hausanschrift", "street and number", "street address", "postal address",
        ),
        Shape.ADDRESS,
    ),
    ImportField("postcode", _("Postcode"), (
            "PLZ", "Postleitzahl", "postcode", "zip", "CAP", "PSČ", "postal code", "post code", "zip code",
        ), Shape.POSTCODE),
    ImportField("town", _("Town"), (
            "Ort", "Stadt", "Sitz", "Standort", "town", "city", "place", "città", "Gemeinde", "Wohnort",
            "Betriebsort", "Firmensitz", "location", "municipality",
        ), Shape.PLACE),
    ImportField(
        "contact",
        _("Contact person"),
        (
            "Ansprechpartner", "Ansprechpartnerin", "Ansprechperson", "Kontaktperson", "Kontakt", "Inhaber",
            "contact person", "contact", "referente", "Kontaktperson", "Name Ansprechpartner", "zuständig",
            "person to contact", "owner",
        ),
        Shape.NAME,
    ),
    ImportField(
        "telephone", _("Telephone"), (
            "Telefon", "Tel", "Telefonnummer", "Rufnummer", "telephone", "phone", "Fon", "Mobil", "Handy",
            "Mobilnummer", "Telefon mobil", "Festnetz", "mobile", "mobile number", "cell phone",
            "telephone number",
        ), Shape.TELEPHONE
    ),
    ImportField("email", _("E-mail"), (
            "E-Mail", "Mail", "E-Mail-Adresse", "Email", "e-mail address", "Mailadresse", "elektronische Post",
            "mail address",
        ), Shape.EMAIL),
    ImportField("website", _("Website"), ("Webseite", "Website", "Homepage", "Internet", "URL"), Shape.URL),
    ImportField(
        "offer",
        _("What is offered"),
        (
            "Angebot", "Angebote", "bietet an", "Art", "Art der Stelle", "Stellenart", "offer", "offers",
            "kind of place", "Angebotsart", "Möglichkeiten", "Art des Angebots", "Beschäftigungsart",
            "was angeboten wird", "what is offered", "type of place", "type of offer", "type of opening",
            "kind of opening", "possibilities",
        ),
    ),
    ImportField(
        "seats", _("Seats"), (
            "Plätze", "Anzahl Plätze", "Stellen", "Anzahl", "freie Plätze", "seats", "places", "Platzzahl",
            "Zahl der Plätze", "Anzahl Stellen", "Anz", "offene Stellen", "vacancies", "openings",
            "number of seats", "number of places", "positions",
        ), Shape.COUNT
    ),
    ImportField(
        "start", _("Start"), (
            "ab", "Beginn", "Start", "frei ab", "verfügbar ab", "ab wann", "start", "from", "starting",
            "Startdatum", "Startzeitpunkt", "Zeitpunkt", "möglich ab", "frei ab wann", "start date",
            "available from", "beginning",
        ),
    ),
    ImportField(
        "german",
        _("German at least"),
        (
            "Deutsch mind.", "Deutsch mindestens", "Deutschniveau", "Deutsch", "Sprachniveau", "German",
            "German at least", "Deutschkenntnisse", "Deutschkenntnisse mindestens", "Mindestniveau Deutsch",
            "Deutsch min", "minimum German", "level of German", "German level", "language level",
        ),
        Shape.LEVEL,
    ),
    ImportField(
        "licence",
        _("Driving licence"),
        (
            "Führerschein", "Fahrerlaubnis", "FS", "Führerschein nötig", "driving licence", "licence", "FS nötig",
            "Führerschein erforderlich", "Führerschein notwendig", "Fahrerlaubnis nötig", "driving license",
            "driver's licence", "licence needed", "licence required",
        ),
        Shape.LICENCE,
    ),
    ImportField(
        "wage", _("Wage"), (
            "Lohn", "Lohn (€/h)", "Stundenlohn", "Vergütung", "Gehalt", "wage", "pay", "salary", "Bezahlung",
            "Entlohnung", "Entgelt", "Lohn pro Stunde", "hourly wage", "hourly pay", "wage per hour", "rate",
        ), Shape.MONEY
    ),
    ImportField(
        "last_contact",
        _("Last contact"),
        (
            "letzter Kontakt", "zuletzt kontaktiert", "letztes Gespräch", "last contact", "last contacted",
            "letzte Kontaktaufnahme", "zuletzt gesprochen", "Kontakt am", "Kontakt zuletzt", "last spoken",
            "latest contact", "date of last contact",
        ),
        Shape.DATE,
    ),
    ImportField(
        "description",
        _("Description"),
        (
            "Beschreibung", "Wunsch an Bewerber", "Anforderungen", "Voraussetzungen", "description",
            "requirements",
        ),
        Shape.FREE_TEXT,
    ),
)  # fmt: skip
OPENING: Final = frozenset({"offer", "seats", "start", "german", "licence", "wage", "description"})
"""Fields of which openings are made."""
