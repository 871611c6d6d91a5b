"""By which headings the columns of a register of companies are known: German, English, French, Italian.

A heading has to say the field and nothing else, apart from articles and endings; so what is meant is written out here.
`UNLIKE`: beside these words it is about something else.
"""

from __future__ import annotations

from typing import Final

SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "number": (
        *("Betriebsnummer", "Betriebsnr", "Mitgliedsnummer", "Kundennummer", "number", "member number", "Betriebs-Nr"),
        *("Firmennummer", "Firmen-Nr", "Mitgl-Nr", "company number", "reference", "ID", "Unternehmensnummer", "Betriebs-ID"),
        *("Firmen-ID", "company ID", "membership number", "numéro d'entreprise", "numéro de membre", "numero azienda"),
        *("numero socio",),
    ),
    "name": (
        *("Betrieb", "Firma", "Unternehmen", "Firmenname", "Betriebsname", "Name", "Organisation", "company", "company name"),
        *("azienda", "Name des Betriebs", "Name der Firma", "Name des Unternehmens", "Betrieb oder Verein", "Firma oder Verein"),
        *("Arbeitgeber", "Einrichtung", "Träger", "Verein", "employer", "business", "business name", "name of company"),
        *("enterprise", "Unternehmensname", "Firmenbezeichnung", "Name der Einrichtung", "Name der Organisation", "employer name"),
        *("entreprise", "société", "raison sociale", "employeur", "nom", "nom de l'entreprise", "impresa", "ditta", "società"),
        *("ragione sociale", "datore di lavoro", "nome azienda", "nome dell'azienda"),
    ),
    "kind": (
        *("Organisationsart", "Art der Organisation", "Art des Betriebs", "Organisationstyp", "kind of organisation"),
        *("organisation type", "type of organisation", "type d'organisation", "tipo di organizzazione"),
    ),
    "sector": (
        *("Gewerk", "Branche", "Gewerbe", "Sektor", "Handwerk", "Tätigkeitsfeld", "sector", "trade", "industry", "settore"),
        *("Fachrichtung", "Wirtschaftszweig", "Bereich", "Berufsfeld", "Geschäftsfeld", "Fachbereich", "line of business"),
        *("line of work", "field", "craft", "business sector", "secteur", "secteur d'activité", "branche d'activité"),
        *("settore di attività", "ramo"),
    ),
    "street": (
        *("Straße", "Strasse", "Straße und Hausnummer", "Anschrift", "street", "address", "Adresse", "Straße Nr"),
        *("Hausanschrift", "street and number", "street address", "postal address", "Firmenanschrift", "Straße Hausnummer"),
        *("rue", "rue et numéro", "adresse", "indirizzo", "via", "via e numero"),
    ),
    "country": (
        *("Land", "country", "Firmenland", "Standortland", "Ländercode", "Länderkennzeichen", "country code", "pays", "paese"),
        *("Land des Betriebs", "country of residence", "Land der Anschrift"),
    ),
    "postcode": (
        *("PLZ", "Postleitzahl", "postcode", "zip", "CAP", "PSČ", "postal code", "post code", "zip code", "code postal"),
        *("NPA", "codice postale"),
    ),
    "town": (
        *("Ort", "Stadt", "Sitz", "Standort", "town", "city", "place", "città", "Gemeinde", "Wohnort", "Betriebsort"),
        *("Firmensitz", "location", "municipality", "PLZ Ort", "PLZ und Ort", "ville", "commune", "localité", "comune", "località"),
    ),
    "contact": (
        *("Ansprechpartner", "Ansprechpartnerin", "Ansprechperson", "Kontaktperson", "Kontakt", "Inhaber", "contact person"),
        *("contact", "referente", "Name Ansprechpartner", "zuständig", "person to contact", "owner", "contact name"),
        *("Name des Ansprechpartners", "personne de contact", "interlocuteur", "persona di contatto"),
    ),
    "telephone": (
        *("Telefon", "Tel", "Telefonnummer", "Rufnummer", "telephone", "phone", "Fon", "Mobil", "Handy", "Mobilnummer"),
        *("Telefon mobil", "Festnetz", "mobile", "mobile number", "cell phone", "telephone number", "Handynummer"),
        *("Telefon Ansprechpartner", "Telefon Kontakt", "contact telephone", "contact phone", "téléphone", "tél"),
        *("numéro de téléphone", "portable", "telefono", "cellulare", "numero di telefono"),
    ),
    "email": (
        *("E-Mail", "Mail", "E-Mail-Adresse", "Email", "e-mail address", "Mailadresse", "elektronische Post", "mail address"),
        *("E-Mail Ansprechpartner", "E-Mail Kontakt", "contact email", "courriel", "adresse e-mail", "adresse électronique"),
        *("indirizzo e-mail", "posta elettronica"),
    ),
    "website": (
        *("Webseite", "Website", "Homepage", "Internet", "URL", "Internetseite", "Internetadresse", "site web", "site internet"),
        *("sito web", "sito internet"),
    ),
    "offer": (
        *("Angebot", "Angebote", "bietet an", "Art", "Art der Stelle", "Stellenart", "offer", "offers", "kind of place"),
        *("Angebotsart", "Möglichkeiten", "Art des Angebots", "Beschäftigungsart", "was angeboten wird", "what is offered"),
        *("type of place", "type of offer", "type of opening", "kind of opening", "possibilities", "offre", "type d'offre"),
        *("offerta", "tipo di offerta"),
    ),
    "seats": (
        *("Plätze", "Anzahl Plätze", "Stellen", "Anzahl", "freie Plätze", "seats", "places", "Platzzahl", "Zahl der Plätze"),
        *("Anzahl Stellen", "Anz", "offene Stellen", "vacancies", "openings", "number of seats", "number of places", "positions"),
        *("Anzahl freie Plätze", "Anzahl der Plätze", "Anzahl der Stellen", "Zahl der Stellen", "number of openings"),
        *("number of positions", "number of vacancies", "nombre de places", "nombre de postes", "numero di posti", "posti"),
        *("posti disponibili",),
    ),
    "start": (
        *("ab", "Beginn", "Start", "frei ab", "verfügbar ab", "ab wann", "from", "starting", "Startdatum", "Startzeitpunkt"),
        *("Zeitpunkt", "möglich ab", "frei ab wann", "start date", "available from", "beginning", "Beginn ab", "Startzeit"),
        *("début", "date de début", "à partir de", "disponible dès", "inizio", "data di inizio", "a partire da"),
    ),
    "german": (
        *("Deutsch mind.", "Deutsch mindestens", "Deutschniveau", "Deutsch", "Sprachniveau", "German", "German at least"),
        *("Deutschkenntnisse", "Deutschkenntnisse mindestens", "Mindestniveau Deutsch", "Deutsch min", "minimum German"),
        *("level of German", "German level", "language level", "allemand", "niveau d'allemand", "tedesco", "livello di tedesco"),
    ),
    "licence": (
        *("Führerschein", "Fahrerlaubnis", "FS", "Führerschein nötig", "driving licence", "licence", "FS nötig"),
        *("Führerschein erforderlich", "Führerschein notwendig", "Fahrerlaubnis nötig", "driving license", "driver's licence"),
        *("licence needed", "licence required", "Führerscheinklasse", "driving licence required", "permis de conduire"),
        *("patente", "patente di guida"),
    ),
    "wage": (
        *("Lohn", "Lohn (€/h)", "Stundenlohn", "Vergütung", "Gehalt", "wage", "pay", "salary", "Bezahlung", "Entlohnung"),
        *("Entgelt", "Lohn pro Stunde", "hourly wage", "hourly pay", "wage per hour", "rate", "Bruttolohn", "Monatslohn"),
        *("salaire", "salaire horaire", "rémunération", "salario", "stipendio", "retribuzione", "paga", "paga oraria"),
    ),
    "last_contact": (
        *("letzter Kontakt", "zuletzt kontaktiert", "letztes Gespräch", "last contact", "last contacted"),
        *("letzte Kontaktaufnahme", "zuletzt gesprochen", "Kontakt am", "Kontakt zuletzt", "last spoken", "latest contact"),
        *("date of last contact", "dernier contact", "ultimo contatto"),
    ),
    "description": (
        *("Beschreibung", "Wunsch an Bewerber", "Anforderungen", "Voraussetzungen", "description", "requirements"),
    ),
}  # fmt: skip

UNLIKE: Final[dict[str, tuple[str, ...]]] = {
    "number": ("seit", "since", "depuis", "dal"),
    "name": ("ansprech-", "kontakt-", "contact-", "vorname", "nachname", "first", "last", "family", "given", "prénom", "cognome"),
    "street": ("mail", "email", "internet", "web"),
    "town": ("geb", "geburt-", "birth-", "naissance", "nascita", "vor", "letzt-", "entlassung"),
    "seats": (
        *("mitarbeiter-", "beschäftigt-", "angestellt-", "azubi-", "auszubildend-", "lehrling-", "personal", "belegschaft"),
        *("employee-", "staff", "worker-", "apprentice-", "headcount", "salarié-", "effectif-", "apprenti-", "dipendent-"),
        *("addett-", "apprendist-", "nr", "nummer", "id", "kennziffer", "bezeichnung", "titel", "besetzt-", "filled", "sitz-"),
        *("position", "opening", "vacancy", "place", "seat", "platz", "stelle", "poste", "posto"),
    ),
    "wage": (
        *("stunden", "wochenstunden", "arbeitsstunden", "arbeitszeit-", "woche", "hours", "week", "heures", "semaine", "ore"),
        *("settimana", "rechnung-", "steuer"),
    ),
    "german": ("note", "noten", "deutscher", "deutsche", "grade", "mark", "marks"),
    "licence": ("datum", "date", "nummer", "nr", "number", "entzogen", "gültig-", "expir-"),
}  # fmt: skip
