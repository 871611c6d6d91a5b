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
        ("Betriebsnummer", "Betriebsnr", "Mitgliedsnummer", "Kundennummer", "lfd. Nr", "number", "member number"),
        Shape.CODE,
        hint=_("By it the same company is known again when the list comes again."),
    ),
    ImportField(
        "name",
        _("Company"),
        ("Betrieb", "Firma", "Unternehmen", "Firmenname", "Betriebsname", "Name", "Organisation", "company", "company name",
         "azienda", "firma"),
        required=True,
    ),
    ImportField(
        "sector",
        _("Sector"),
        ("Gewerk", "Branche", "Gewerbe", "Sektor", "Handwerk", "Tätigkeitsfeld", "sector", "trade", "industry", "settore"),
    ),
    ImportField(
        "street", _("Street and number"), ("Straße", "Strasse", "Straße und Hausnummer", "Anschrift", "street", "address"),
        Shape.ADDRESS,
    ),
    ImportField("postcode", _("Postcode"), ("PLZ", "Postleitzahl", "postcode", "zip", "CAP", "PSČ"), Shape.POSTCODE),
    ImportField("town", _("Town"), ("Ort", "Stadt", "Sitz", "Standort", "town", "city", "place", "città"), Shape.PLACE),
    ImportField(
        "contact",
        _("Contact person"),
        ("Ansprechpartner", "Ansprechpartnerin", "Ansprechperson", "Kontaktperson", "Kontakt", "Inhaber", "contact person",
         "contact", "referente"),
        Shape.NAME,
    ),
    ImportField(
        "telephone", _("Telephone"), ("Telefon", "Tel", "Telefonnummer", "Rufnummer", "telephone", "phone"), Shape.TELEPHONE
    ),
    ImportField("email", _("E-mail"), ("E-Mail", "Mail", "E-Mail-Adresse", "Email", "e-mail address"), Shape.EMAIL),
    ImportField("website", _("Website"), ("Webseite", "Website", "Homepage", "Internet", "URL"), Shape.URL),
    ImportField(
        "offer",
        _("What is offered"),
        ("Angebot", "Angebote", "bietet an", "Art", "Art der Stelle", "Stellenart", "offer", "offers", "kind of place"),
    ),
    ImportField(
        "seats", _("Seats"), ("Plätze", "Anzahl Plätze", "Stellen", "Anzahl", "freie Plätze", "seats", "places"), Shape.COUNT
    ),
    ImportField(
        "start", _("Start"), ("ab", "Beginn", "Start", "frei ab", "verfügbar ab", "ab wann", "start", "from", "starting"),
    ),
    ImportField(
        "german",
        _("German at least"),
        ("Deutsch mind.", "Deutsch mindestens", "Deutschniveau", "Deutsch", "Sprachniveau", "German", "German at least"),
        Shape.LEVEL,
    ),
    ImportField(
        "licence",
        _("Driving licence"),
        ("Führerschein", "Fahrerlaubnis", "FS", "Führerschein nötig", "driving licence", "licence"),
        Shape.LICENCE,
    ),
    ImportField(
        "wage", _("Wage"), ("Lohn", "Lohn (€/h)", "Stundenlohn", "Vergütung", "Gehalt", "wage", "pay", "salary"), Shape.MONEY
    ),
    ImportField(
        "last_contact",
        _("Last contact"),
        ("letzter Kontakt", "zuletzt kontaktiert", "letztes Gespräch", "last contact", "last contacted"),
        Shape.DATE,
    ),
    ImportField(
        "description",
        _("Description"),
        ("Beschreibung", "Wunsch an Bewerber", "Anforderungen", "Voraussetzungen", "description", "requirements"),
        Shape.FREE_TEXT,
    ),
)  # fmt: skip
OPENING: Final = frozenset({"offer", "seats", "start", "german", "licence", "wage", "description"})
"""Fields of which openings are made."""
