"""Which headings are which field of a list of people, and which are none: a wrong guess is worse than none."""

from __future__ import annotations

import pytest

from throughgate.foundation.spreadsheets import Column, guess_mapping, read_table
from throughgate.person.people.importing.fields import fields_for

FIELDS = [field.for_guessing for field in fields_for(inside=True)]
MAPPED = {
    "number": (
        "Buchnr.", "Buch-Nr.", "GB-Nr", "GB-Nr.", "Gefangenen-Nr.", "Gef.-Nr.", "Gefangenennummer", "Haft-Nr.",
        "Haftnr", "Personennummer", "Personen-Nr.", "Person-ID", "Kenn-Nr.", "Kennnummer", "Kennziffer", "Nr.",
        "Nummer", "No.", "ID", "Prisoner no.", "Inmate No", "Prison number", "Custody no.", "Number", "Matricola",
        "N. matricola", "N° d'écrou", "Numéro d'écrou", "Matricule", "Nummer des Gefangenen", "Gefangenenbuchnr.",
        "Aktenzeichen", "Az.", "Gef. Nr", "BUCHNR", "buch_nr", "Nr. (Gefangener)", "GBNr", "GB Nr", "G.B.-Nr.",
        "Gef.Buch-Nr", "Gefangenen Nr.", "Häftlingsnr", "Häftlingsnummer", "Personenkennz.",
    ),
    "family_name": (
        "Nachname", "Name", "Familienname", "Zuname", "Fam.-Name", "Surname", "Last name", "Nom", "Nom de famille",
        "Cognome", "NACHNAME", "Name (Familienname)", "Nachname/Familienname", "Familienname des Gefangenen",
        "Family name", "Last Name", "Nom du détenu (nom)", "Nachname(n)", "NACHNAME_", "FamilienName",
        "Nachname des/der Gefangenen", "Family Name (Surname)",
    ),
    "given_names": (
        "Vorname", "Vornamen", "Vorn.", "Rufname", "First name", "Given name(s)", "Prénom", "Prénoms", "Nome",
        "Vorname(n)", "Vorname des Gefangenen", "VORNAME", "Vorname/n", "First name(s)", "FirstName", "Given Name",
    ),
    "full_name": (
        "Name, Vorname", "Nachname, Vorname", "Name Vorname", "Name/Vorname", "Name des Gefangenen", "Name d. Gef.",
        "Full name", "Nom et prénom", "Nom, Prénom", "Cognome e nome", "Nome e cognome", "Vor- und Nachname",
        "Gefangene/r", "Gefangener",
    ),
    "birth": (
        "Geburtsdatum", "Geb.-Dat.", "geb. am", "Geb.", "GebDatum", "Geburtstag", "DOB", "Date of birth",
        "Birthdate", "born on", "Date de naissance", "Né le", "Data di nascita", "Nato il",
        "Geburtsdatum (TT.MM.JJJJ)", "Geburtsdatum des Gefangenen", "Datum der Geburt", "geboren", "GEB.DATUM",
        "geb_datum", "Birth date", "Geburt", "Date naissance", "Geb-Datum", "GebDat", "Geb.dat.",
        "Date of Birth (DD/MM/YYYY)", "DOB (dd.mm.yyyy)", "date_of_birth", "Geburtsdat.", "Geburts-Datum",
        "Geburtsdatum*",
    ),
    "arrived": (
        "Zugang", "Zugangsdatum", "Zugang am", "zugang_am", "Aufnahme", "Aufnahmedatum", "Aufnahme am", "Haftbeginn",
        "Strafbeginn", "Strafantritt", "Haftantritt", "inhaftiert seit", "In Haft seit", "Haft seit", "Eintritt",
        "Eintrittsdatum", "Einlieferung am", "Einlieferungsdatum", "Admission", "Admission date",
        "Date of admission", "Reception date", "Date of arrival", "Date d'entrée", "Date d'incarcération",
        "Date d'écrou", "Data di ingresso", "Ingresso", "Sentence start date", "Datum der Aufnahme", "Datum Zugang",
        "Zugang (Datum)",
    ),
    "release_earliest": (
        "Entl. frühest.", "Entlassung frühestens", "Früheste Entlassung", "frühester Entl.-Termin", "2/3-Termin",
        "2/3 Termin", "2/3", "Zweidrittel-Termin", "2/3-Zeitpunkt", "Earliest release", "Earliest release date",
        "Release (earliest)", "Frühester Entlassungstermin", "frühestes Entlassungsdatum",
        "Date de libération au plus tôt", "Earliest date of release", "Entl. fr?hest.",
    ),
    "release_expected": (
        "Entl. vorauss.", "Entlassung voraussichtlich", "vsl. Entlassung", "vorauss. Entlassung",
        "voraussichtl. Entlassung", "Voraussichtliche Entlassung", "voraussichtliches Entlassungsdatum",
        "Entlassung (voraussichtlich)", "Entlassungstermin", "Entlassungsdatum", "Entlassung", "Entlassung am",
        "Entlassungstag", "Haftentlassung", "Haftentlassungsdatum", "Entl.-Datum", "Entl. Datum", "Entlassdatum",
        "Release date", "Expected release", "Expected release date", "Expected date of release", "Date of release",
        "Planned release date", "Conditional release date", "Date de libération", "Libération prévue",
        "Date de sortie", "Data di scarcerazione", "Scarcerazione", "geplante Entlassung",
        "Entlassungsdatum (geplant)", "Datum Entlassung", "Datum der Entlassung", "Entlassungszeitpunkt",
        "Discharge date", "Voraussichtl. Entl.-Datum", "vorauss. Entl.", "Entl.vorauss.", "ENTL. VORAUSS.",
        "vorauss. Entl.-Termin", "Entlassungsdat.", "Entl.dat.", "vsl. Entl.-Datum", "release_date", "ReleaseDate",
        "Entlassung (vsl.)", "Entlassungsdatum (voraussichtlich)",
    ),
    "release_latest": (
        "Entl. spätest.", "Entlassung spätestens", "spätester Entl.-Termin", "Strafende", "Strafzeitende",
        "Endstrafe", "TE", "Latest release", "Release (latest)", "Sentence end", "Sentence end date",
        "Sentence expiry date", "End of sentence", "Fin de peine", "Date de fin de peine", "Fine pena",
        "Data fine pena", "Späteste Entlassung", "Strafende am", "Datum Strafende", "errechnetes Strafende",
        "Ende der Strafzeit", "Strafende (Datum)", "spät. Entlassung", "Strafzeit-Ende", "StrafEnde", "sentence_end",
        "Sentence End Date",
    ),
    "mother_tongue": (
        "Muttersprache", "Mother tongue", "First language", "Erstsprache", "Langue maternelle", "Madrelingua",
        "Lingua madre", "Native language", "Sprache",
    ),
    "german": (
        "Deutsch", "Deutschkenntnisse", "Deutschniveau", "deutsch_niveau", "Deutsch-Niveau", "Dt.-Niveau",
        "Sprachniveau Deutsch", "Deutsch (GER)", "German", "German (CEFR)", "Level of German", "German level",
        "Niveau d'allemand", "Allemand", "Tedesco", "Livello di tedesco", "Deutsch Niveau", "Niveau Deutsch",
        "Deutschkenntnisse (A1-C2)",
    ),
    "home": (
        "Wohnort", "Wohnort nach Entlassung", "Wohnort n. Entl.", "Entlassungsort", "Zielort", "Ort", "entl. nach",
        "Entlassen nach", "Home", "Town", "City", "Town after release", "Home town", "Wohnort (nach Entlassung)",
        "wohnort_nach_entl", "Ville", "Domicile après libération", "Città", "Residenza", "künftiger Wohnort",
        "Ort nach Entlassung", "Wohnsitz", "PLZ/Ort", "PLZ Ort", "Wohnort nach Haftentlassung", "Town/City",
        "City/Town", "Wohnort/Ort", "Stadt/Ort",
    ),
    "postcode": (
        "PLZ", "Postleitzahl", "Postcode", "ZIP", "ZIP code", "Postal code", "Code postal", "CAP", "PLZ (Wohnort)",
        "PLZ nach Entlassung", "PLZ n. Entl.",
    ),
    "licences": (
        "Führerschein", "Führersch.", "Fahrerlaubnis", "FS", "FS-Klasse", "Führerscheinklasse",
        "Führerschein Klasse", "Führerschein (Klasse)", "Führerschein vorhanden", "Driving licence",
        "Driving license", "Driver's licence", "Permis de conduire", "Patente", "Patente di guida",
        "Führerschein ja/nein", "F?hrersch.", "FS (Klasse)", "Führerscheinkl.", "FS-Kl.", "Führerschein/Klasse",
        "Fuehrerschein", "Fahrerlaubnis (Klassen)", "Führerschein-Klasse",
    ),
    "wishes": (
        "Berufswunsch", "Wunschberuf", "Berufswünsche", "gewünschte Tätigkeit", "Desired job", "Job wish",
        "Wunschtätigkeit", "Beruflicher Wunsch", "Métier souhaité", "Lavoro desiderato", "Berufsziel",
        "Wünsche (Beruf)", "gewünschter Beruf", "Berufs-Wunsch", "Wunsch-Beruf", "Wunschberuf(e)", "Wunschberufe",
        "BERUFSWUNSCH", "Desired Occupation", "Desired occupations",
    ),
}  # fmt: skip
LEFT_OUT = (
    "Telefonnummer", "Telefonnummer Privat", "Telefon-Nr.", "Tel.-Nr.", "Handynummer", "Kontonummer",
    "Konto-Nr.", "IBAN", "Hausnummer", "Haus-Nr.", "Zellennummer", "Zellen-Nr.", "Zimmernummer", "Zimmer-Nr.",
    "Raumnummer", "Steuernummer", "Steuer-ID", "Steuer-Identifikationsnummer", "Sozialversicherungsnummer",
    "SV-Nummer", "Rentenversicherungsnummer", "Passnummer", "Pass-Nr.", "Reisepassnr", "Ausweisnummer",
    "Ausweis-Nr", "Kundennummer", "Kundennummer JC", "Kunden-Nr.", "BG-Nummer", "BG-Nr",
    "Bedarfsgemeinschaftsnummer", "Versichertennummer", "Versicherungsnummer", "Führerscheinnummer",
    "Schuhgröße", "Zelle", "Telefon", "Phone number", "Account number", "Cell number", "Room number",
    "House number", "Passport number", "Passport no.", "Tax number", "Tax ID", "Insurance number",
    "National insurance number", "NI number", "Customer number", "Client number", "Numéro de téléphone",
    "Numéro de compte", "Numéro de passeport", "Numéro de cellule", "N° de sécurité sociale", "NIR",
    "Numero di telefono", "Numero di conto", "Numero passaporto", "Codice fiscale", "Numero cella", "Faxnummer",
    "Aufenthaltstitel-Nr.", "Ausländerzentralregisternummer", "AZR-Nummer", "H.-Nr.", "K.-Nr.", "Z.-Nr.",
    "Personalnummer", "Mitarbeiternummer", "Schülernummer", "Spindnummer", "Schlüsselnummer", "Bettnummer",
    "Postfach-Nr.", "Kartennummer", "EC-Karten-Nr.", "Inventarnummer", "Laufnummer", "Stationsnummer",
    "Locker no", "Bed number", "Lfd. Nr.", "Name der Mutter", "Mädchenname", "Geburtsname", "Name des Vaters",
    "Ehename", "Name Anwalt", "Benutzername", "Name des Arbeitgebers", "Name Bewährungshelfer", "Alias",
    "Aliasnamen", "Mother's name", "Father's name", "Maiden name", "Name of lawyer", "Nom de la mère",
    "Nom de jeune fille", "Nom du père", "Nome del padre", "Nome della madre", "Vorname der Mutter", "Username",
    "Kontakt Name", "Nationality", "Nationalität", "Staat", "Status", "Statur", "Staatsangehörigkeit",
    "Familienstand", "Geschlecht", "Sex", "Sexe", "Sesso", "Next of kin name", "Geburtsort", "Geburtsland",
    "Geb.-Ort", "Geb.-Land", "Geburtsstaat", "Place of birth", "Country of birth", "Birthplace",
    "Lieu de naissance", "Pays de naissance", "Luogo di nascita", "Paese di nascita", "Geburtsdatum Kind",
    "Geburtsdatum der Mutter", "Child's date of birth", "Namenstag", "Alter", "Age", "Zugangsgespräch",
    "Aufnahmegespräch", "Zugangsart", "Zugang von", "Haftart", "Aufnahmestation", "Einlieferungsgrund",
    "Haftform", "Entry fee", "Date of entry into country", "Eintritt in die Schule", "Zugangscode", "Haft",
    "Haftraum", "Inhaftierungsort", "Aufnahmeort", "Aufnahmeuntersuchung", "Entry interview",
    "Entlassungsgespräch", "Entlassungsgespräch am", "Entlassung aus der Schule", "Schulentlassung",
    "Schulentlassungsdatum", "Entlassungsart", "Entlassart", "Entlassungsgrund", "Entlassungsgeld",
    "Entlassungsvorbereitung", "Entlassungsbeihilfe", "Entlassungsschein", "Release date type", "Release type",
    "Release reason", "Release address", "Discharge interview", "Home leave date", "Home detention date",
    "Home detention curfew eligibility date", "HDC date", "Entlassung Krankenhaus", "Termin", "Datum", "Date",
    "Letzte Entlassung", "Entlassung letzte", "Krankenhausentlassung", "Entlassungsadresse", "Parole hearing",
    "Type de libération", "Motif de libération", "Tipo di scarcerazione", "Motivo scarcerazione",
    "Press release", "Entlassungsplan", "Entlassungsbericht", "Previous release date", "letzte Entlassung am",
    "Termin Entlassungsgespräch", "Ausgang", "Urlaub", "Temporary release", "Date of last release", "Sprachen",
    "Weitere Sprachen", "Fremdsprachen", "Mutter", "Mother", "Sprachkurs", "Dolmetschersprache", "Zweitsprache",
    "Languages", "Second language", "Umgangssprache", "Langue", "Programmiersprache", "Korrespondenzsprache",
    "Langue parlée", "Note Deutsch", "Deutschnote", "Deutsch (Note)", "Deutschkurs", "Deutschkurs Stufe",
    "Deutschlehrer", "Deutscher", "Deutsche", "Deutsche Staatsangehörigkeit", "Deutscher Pass", "Deutschtest",
    "Deutsch Note", "Note in Deutsch", "Zensur Deutsch", "German grade", "German mark", "Grade in German",
    "German citizen", "German course", "German teacher", "Note d'allemand", "Voto tedesco", "Deutschzensur",
    "Englisch", "Niveau", "Schulnote Deutsch", "German nationality", "Cours d'allemand", "Deutschunterricht",
    "letzter Wohnort", "Letzter Wohnsitz", "Wohnort vor Haft", "Wohnort vor Inhaftierung", "früherer Wohnort",
    "Bisheriger Wohnort", "Wohnort bei Inhaftierung", "Wohnort bei Festnahme", "Arbeitsort", "Ort der Arbeit",
    "Herkunftsort", "Herkunftsland", "Last address", "Last home", "Previous town", "Home before custody",
    "Former residence", "Last place of residence", "Town of birth", "Ville de naissance", "Dernier domicile",
    "Domicile avant l'incarcération", "Ancienne adresse", "Ultima residenza", "Residenza precedente",
    "Città di nascita", "Home detention", "Home leave", "Heimatland", "Schulort", "Ort der Ausbildung",
    "Unterbringungsort", "Ausstellungsort", "Wohnort der Eltern", "Wohnort Mutter", "Place in queue",
    "Home phone", "Homepage", "Homeless", "Wohnungslos", "Wohnform", "Wohnart", "Wohnsituation", "Ortsteil",
    "Haftort", "Haftanstalt", "Home office reference", "Wohnort alt", "Meldeadresse vor Haft", "PLZ Geburtsort",
    "Postfach", "PLZ vor Haft", "PLZ Arbeitgeber", "Post", "Postadresse", "Posteingang", "Führerschein entzogen",
    "Führerscheinentzug", "Entzug der Fahrerlaubnis", "Fahrerlaubnis entzogen am", "FS entzogen",
    "Führerschein gesperrt bis", "Führerscheinsperre", "Sperrfrist Führerschein", "Klasse", "Schulklasse",
    "Klassenstufe", "Klassenlehrer", "Class", "School class", "Classe", "Licence withdrawn",
    "Driving licence revoked", "Disqualified from driving", "Licence suspended", "Licence expiry date",
    "Licence conditions", "Licence number", "Permis retiré", "Retrait de permis", "Permis de séjour", "Permis",
    "Patente ritirata", "Patente revocata", "Patente sospesa", "Führerschein Datum", "Führerschein gültig bis",
    "Führerschein verloren", "Führerschein abgegeben", "Führerschein eingezogen", "Staplerschein",
    "Führerschein geplant", "Führerausweis entzogen", "Führerscheinneuerteilung", "Fahrschule",
    "Gabelstaplerführerschein", "Bootsführerschein", "Lizenz", "MPU", "Beruf", "letzter Beruf",
    "erlernter Beruf", "Erlernter Beruf", "früherer Beruf", "Ausgeübter Beruf", "Tätigkeit", "letzte Tätigkeit",
    "Tätigkeit vor Haft", "Aktuelle Tätigkeit", "Berufsausbildung", "Berufsabschluss", "Ausbildungsberuf",
    "Occupation", "Former occupation", "Last occupation", "Last job", "Previous job", "Trained occupation",
    "Learned trade", "Profession", "Métier", "Dernier métier", "Métier appris", "Profession exercée",
    "Ancien emploi", "Professione", "Ultimo lavoro", "Mestiere imparato", "Wunsch Wohnort", "Essenswunsch",
    "Besuchswunsch", "Arbeit", "Arbeitsplatz", "Arbeitsbetrieb", "Job", "Beruf des Vaters", "Work", "Wunschort",
    "Tatkraft", "Bemerkung", "Abt.", "Station", "Foto", "E-Mail", "Größe", "Gewicht", "Kinder", "Schulabschluss",
    "Bildung", "Betreuer", "Sozialarbeiter", "Vollzugsform", "Vollzugsplan", "Konto", "Bank", "Besuch",
    "Vertrauensperson", "Sport", "Sportgericht", "Hobbys", "Straße", "Straße nach Entlassung", "Stand", "Anrede",
    "Titel", "Quelle", "Erfasst am", "Geändert am", "Kommentar", "Lieblingsgericht", "Rufnummer", "Mobilnr",
    "Vertragsnummer", "Rechnungsnummer", "Antragsnummer", "Fallnummer", "Aktennummer", "Registernummer",
    "Gef.-Konto-Nr", "Haftkontonummer", "Haftraumnummer", "Haftraum-Nr.", "Personalausweisnummer",
    "Personalausweis-Nr.", "ID card number", "ID-Karte", "Identity card no", "Nr. Zelle", "Nummer Ausweis",
    "Number of children", "Number of visits", "Anzahl Kinder", "Prisoner's phone number", "Inmate phone",
    "Inmate account number", "Prisoner status", "Inmate type", "Ort der Entlassung", "Ort, Datum", "Ort (Haft)",
    "Wohnort (aktuell)", "Wohnort (alt)", "Wohnort Kind", "Heimadresse", "Home address", "Residence permit",
    "Residence status", "City of birth", "Place of work", "Place of detention",
    "Place of residence before custody", "Residence (previous)", "Lieu de travail", "Commune d'origine",
    "Sans domicile fixe", "Comune di nascita", "Führerscheinstelle", "Führerschein vorhanden seit",
    "Führerschein wiedererlangt", "Kein Führerschein", "No driving licence", "Fahrverbot",
    "Fahrerlaubnis auf Probe", "Licence plate", "Patente nautica", "Führerscheinerwerb",
    "Deutsch als Zweitsprache", "Deutsch mündlich", "Deutsch (Schulnote)", "Deutsch Klasse 9",
    "Deutsch-Zertifikat", "German speaking", "Entlassung nach", "Entlassung in", "Entlassung von",
    "Release on licence", "Release on temporary licence date", "Date of release from school",
    "Entlassung Schule", "Entlassung Bundeswehr", "Sortie scolaire", "Permission de sortie",
    "Libération conditionnelle demandée", "Data di rilascio", "Rilascio documento", "Wunsch (Essen)",
    "Berufswunsch der Mutter", "Name Notfallkontakt", "Name Betreuer", "Spitzname", "Künstlername", "Dateiname",
    "Vorname Vater", "Nachname Ehefrau", "Name (alt)", "Nom d'usage", "Nom de l'avocat", "Prénom du père",
    "Cognome da nubile", "Surname at birth", "Muttersprache der Mutter", "Mother tongue of child",
    "Sprachkenntnisse", "Sprachniveau Englisch", "Englischniveau", "Niveau Englisch", "Level of English",
    "Niveau d'anglais", "Livello di inglese", "Postcode of birth place", "Code postal de naissance", "Telefon 2",
    "Ort 2", "Name 2", "Geb.-Datum der Tochter", "Datum letzte Entlassung", "Aufnahme Schule",
    "Aufnahme in Liste", "Entry into force", "Zugang zum Internet", "Internetzugang", "Aufnahmeantrag",
    "Antritt Ausbildung", "Admission fee", "Entrée en formation", "Ingresso in comunità",
    "Deutschlandaufenthalt seit", "In Deutschland seit", "Geburtsregisternummer", "Geburtsurkunde",
    "Staatsangehörigkeit Deutsch", "Nachnamensbestandteil", "Wunschgeschlecht", "Beruf (erlernt)",
    "Beruf (zuletzt)", "Beruf erlernt", "Berufserfahrung", "Berufsschule", "Ausbildung", "Erlernte Berufe",
    "Zuletzt ausgeübter Beruf", "Führerschein-Nr.", "Führerschein Nummer", "Klassenfahrt",
    "Licence class taught", "TE-Nummer", "Unterbringung", "Kennwort", "Kennzeichen", "KFZ-Kennzeichen",
    "Kennung Drucker", "Gefangenenzahl", "Personenzahl", "Zimmer", "Zelle Nr.", "Haftplatz", "Haftplatz-Nr",
    "Buchtitel", "Buchungskreis", "GB", "Prison name", "Prisoner location", "Custody location", "Person type",
    "Reference number of passport", "Case worker", "Case manager", "Reference person",
)  # fmt: skip


def guess(heading):
    """Return the guess for a column with this heading and nothing below."""
    return guess_mapping((Column("one", heading, 0),), (), FIELDS).guesses[0]


@pytest.mark.parametrize("field", MAPPED)
def test_headings_that_say_the_field(field):
    """German, Austrian, English, French and Italian headings, short forms and spellings of programs are understood."""
    assert {heading: guess(heading).field for heading in MAPPED[field]} == dict.fromkeys(MAPPED[field], field)


def test_headings_that_say_something_else():
    """A heading that holds the word of a field, or looks like it, is never used; at most it is proposed."""
    found = {heading: guess(heading) for heading in LEFT_OUT}
    assert {heading: one.field for heading, one in found.items() if one.field} == {}
    assert [heading for heading, one in found.items() if one.proposed == "number"] == []


@pytest.mark.parametrize(
    ("above", "heading", "field"),
    [
        ("Mutter", "Name", None),
        ("Mutter", "PLZ", None),
        ("Geburt", "Ort", None),
        ("Arbeitgeber", "Ort", None),
        ("Gericht", "Aktenzeichen", None),
        ("Tat", "Ort", None),
        ("Letzte Haft", "Entlassung", None),
        ("Entlassung", "vorauss.", "release_expected"),
        ("Person", "Name", "family_name"),
        ("Stammdaten", "PLZ", "postcode"),
    ],
)
def test_headings_in_two_rows(tmp_path, above, heading, field):
    """What stands above a heading may make it one about something else."""
    path = tmp_path / "liste.csv"
    rows = (
        ["x"] * 3
        if field is None
        else {"postcode": ["52349"], "release_expected": ["1.1.2027"]}.get(field, ["Berg"]) * 3
    )
    path.write_text(
        f";;{above};;Haft\nGB-Nr;Vorname;{heading};Abt.;Zugang\n"
        + "".join(f"K{n};Ina;{text};B;1.1.2026\n" for n, text in enumerate(rows)),
        "utf-8",
    )
    with read_table(path, fields=FIELDS) as table:
        guesses = guess_mapping(table.columns, table.sample, FIELDS).guesses
    assert guesses[2].field == field
    assert guesses[4].field == "arrived"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Wohnort (aktuell)", "home"),
        ("Führerschein Ausland", "licences"),
        ("Name (alt)", "family_name"),
        ("Deutsch mündlich", "german"),
        ("Vornamen (alle)", "given_names"),
        ("Bem. Wohnort", "home"),
    ],
)
def test_what_a_person_may_pick_is_proposed(heading, field):
    """Where a heading holds the word of a field and no word against it, the field is proposed, with how like it is."""
    found = guess(heading)
    assert (found.field, found.proposed) == (None, field)
    assert 0.5 <= found.confidence < 1


@pytest.mark.parametrize(
    "heading",
    ["Führerschein entzogen", "Kein Führerschein", "Licence withdrawn", "Permis de conduire retiré", "letzter Wohnort",
     "Wohnort vor Haft", "Place of birth", "Note Deutsch", "Berufswunsch der Mutter", "Release date type",
     "Telefonnummer Privat", "Kundennummer JC"],
)  # fmt: skip
def test_what_would_turn_the_meaning_round_is_not_even_proposed(heading):
    """“Licence withdrawn: no” must never become “no licence”."""
    assert guess(heading).proposed is None
