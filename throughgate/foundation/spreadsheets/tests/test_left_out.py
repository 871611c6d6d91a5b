"""Tests of the columns that stay out by their headings: offence, sentence, court, risk, health and belief."""

from __future__ import annotations

import pytest

from throughgate.foundation.spreadsheets import Column, Field, guess_mapping
from throughgate.foundation.spreadsheets.left_out import is_free_text, is_never_stored
from throughgate.foundation.spreadsheets.reading import read_table
from throughgate.foundation.spreadsheets.spelling import WordList

from .making import PEOPLE, csv_text, make_text

NEVER = (
    "Ort der Tat", "Aktenzeichen StA", "Datum der Tat", "Sprache der Tat", "Tatort", "Tatzeit", "Tatvorwurf",
    "Deliktdatum", "Deliktsgruppe", "Az. Gericht", "Az StA", "Az. der StA", "AZ LG", "Az. AG Köln",
    "Gerichtsaktenzeichen", "Gericht Ort", "Name des Gerichts", "Amtsgericht", "Einweisendes Gericht",
    "Urteilsdatum", "Datum des Urteils", "verurteilt am", "Verurteilung", "Strafmaß", "Strafmass", "Strafdauer",
    "Strafe", "Freiheitsstrafe", "Reststrafe", "Strafrest", "Straflänge", "Vorstrafen", "Straftat", "Straftaten",
    "Anlassdelikt", "Hauptdelikt", "Delikt (Haupt)", "Datum Delikt", "Tatdatum", "Tattag", "Tat am",
    "Zeitpunkt der Tat", "Tatopfer", "Opfer", "Geschädigter", "Mittäter", "Vorwurf", "Anklage",
    "Anklageschrift vom", "Staatsanwaltschaft", "Staatsanwältin", "Name Staatsanwalt", "StA", "GenStA", "StVK",
    "StVK-Az.", "Js-Az", "Js-Nr.", "Js", "VRs-Nummer", "Strafvollstreckungskammer", "Vollstreckungsbehörde",
    "Vollstreckungsaktenzeichen", "Rechtskraft", "rechtskräftig seit", "Bewährung bis", "Bewährungszeit",
    "Führungsaufsicht", "Haftgrund", "Haftbefehl vom", "Haftdauer", "Dauer der Haft", "§", "§§", "Paragraph",
    "StGB", "BtM", "BtMG", "Sicherheitsstufe", "Sicherungsmaßnahmen", "Fluchtgefahr", "Gefährlichkeit",
    "Gefährdung", "Suizidgefahr", "Suizidrisiko", "Risiko", "Rückfallrisiko", "Prognose", "Diagnose",
    "Krankheiten", "Krankenkasse", "Medikamente", "Medikation", "Gesundheitszustand", "Arzt", "Anstaltsarzt",
    "Sucht", "Suchtmittel", "Drogen", "Drogentest", "Drogensucht", "Therapie", "Substitution", "Allergien",
    "Impfstatus", "HIV", "Psychologe", "Behinderung", "GdB", "arbeitsfähig", "Religion", "Konfession", "Glaube",
    "Ethnie", "Volksgruppe", "TATORT", "tat_ort", "TatOrt", "tatdatum", "ort_der_tat", "OrtDerTat",
    "Gef?hrlichkeit", "Strafma?", "T?ter", "Tatort/Tatzeit", "Deliktsort", "Deliktszeit", "Begehungsdatum",
    "Strafgericht", "Landgericht", "zuständige Staatsanwaltschaft", "Aktenzeichen Staatsanwaltschaft",
    "Aktenz. StA", "AZ (StA)", "Aktenzeichen (Gericht)", "Aktenzeichen des Gerichts", "Geschäftszahl LG",
    "Straferkenntnis", "Strafbefehl", "Hv-Zahl", "Landesgericht", "Bezirksgericht", "Geschäftszahl des Gerichts",
    "Polizei", "Polizeidienststelle", "Ermittlungsverfahren", "Richter", "Haftrichter", "Offence", "Offense",
    "offence date", "Date of offence", "Place of offence", "Index offence", "Index offense", "Offence type",
    "Main offence", "Crime", "Date of crime", "Crime reference", "Court", "Court reference", "Sentencing court",
    "Court case no.", "Case no. of the prosecution", "Prosecution reference", "Prosecutor", "Sentence",
    "Sentence length", "Sentencing date", "Date of sentence", "Sentence date", "Length of sentence",
    "Conviction", "Convictions", "Convicted on", "Date of conviction", "Charge", "Charges", "Date of arrest",
    "Arrest date", "Victim", "Criminal record", "Police", "Judge", "Verdict", "Security category",
    "Security level", "Risk", "Risk level", "Risk of reoffending", "Health", "Medical notes", "Mental health",
    "Self-harm", "Suicide risk", "Drugs", "Addiction", "Disability", "Ethnicity", "Faith", "Reoffending",
    "Infraction", "Infractions", "Délit", "Nature du délit", "Date des faits", "Lieu des faits",
    "Nature des faits", "Tribunal", "Tribunal de condamnation", "N° parquet", "Numéro de parquet", "Parquet",
    "Procureur", "Peine", "Durée de la peine", "Quantum de peine", "Condamnation", "Date de condamnation",
    "Condamné le", "Jugement", "Date du jugement", "Juge", "Cour d'appel", "Victime", "Récidive",
    "Motif d'écrou", "Motif d'incarcération", "Mandat de dépôt", "Dangerosité", "Niveau de risque", "Santé",
    "Maladie", "Traitement médical", "Toxicomanie", "Handicap", "Casier judiciaire", "Reato", "Reati",
    "Data del reato", "Luogo del reato", "Luogo del fatto", "Data del fatto", "Titolo di reato", "Procura",
    "Procuratore", "Tribunale", "Pena", "Pena residua", "Durata della pena", "Condanna", "Condannato il",
    "Data della condanna", "Sentenza", "Data sentenza", "Imputazione", "R.G.N.R.", "N. RGNR", "Giudice",
    "Vittima", "Recidiva", "Pericolosità", "Rischio", "Salute", "Malattie", "Tossicodipendenza", "Disabilità",
    "Religione", "Casellario giudiziale", "Polizia", "Tatbegehung", "Zeit der Tat", "Tat-Ort", "Tat Datum",
    "Begangen am", "Straftatbestand", "Deliktart", "Art des Delikts", "Verurteilendes Gericht",
    "Erkennendes Gericht", "Gerichtsort", "Sitz des Gerichts", "Az. (AG/LG)", "Geschäftszeichen StA", "GZ StA",
    "Az. d. StA", "Az:StA", "Az-StA", "StA Az", "StA-Aktenzeichen", "staatsanw. Az", "Staatsanw.-Az.",
    "Strafverfahren", "Strafsache", "Strafakte", "Gerichtstermin", "Restfreiheitsstrafe",
    "Ersatzfreiheitsstrafe", "Geldstrafe", "Sicherheitsvermerk", "Sicherheitshinweis", "Sicherheitsbewertung",
    "Gef. f. Allgemeinheit Gefährdung", "Offending history", "Previous offences", "Nature of crime",
    "Arresting officer", "Court of conviction", "Prosecuting authority", "Criminal case number", "Warrant no",
    "Sentenced on", "Sentencing judge", "Remaining sentence", "Risk of harm", "Vulnerable prisoner",
    "Date de l'infraction", "Type d'infraction", "Juridiction", "Date de l'audience", "Numéro de dossier pénal",
    "Reliquat de peine", "Fiche pénale", "Suivi médical", "Culte", "Antécédents judiciaires",
    "Data commissione reato", "Luogo di commissione del fatto", "Autorità giudiziaria", "Procedimento penale",
    "N. procedimento", "Corte d'Appello", "Data arresto", "Misura di sicurezza", "Stato di salute", "Farmaci",
    "Residuo pena", "Urteil vom", "Tatbestand", "Sexualdelikt", "Deliktskategorie", "Verurteilt wegen",
    "Inhaftiert wegen Straftat", "Strafgrund", "Kriminalprognose", "BtM-Abhängigkeit", "TAT", "Tatumstände",
    "Tatfolgen", "Vortaten", "Tatverdacht seit", "Tatverdächtiger", "Aktenzeichen Polizei", "Az. Polizei",
    "Az. Kripo", "Az. Js", "Js-Aktenzeichen", "AZ Strafgericht", "Aktenzeichen d. Staatsanwaltschaft",
    "Datum des Delikts", "Ort des Delikts", "Ort Delikt", "Datum Straftat", "Straftatdatum",
    "Verurteilungsdatum", "Urteilsort", "Urteilende Behörde", "Datum der Verurteilung", "Haftbefehl Nr",
    "Place of crime", "Crime date", "Crime location", "Offence location", "Offence code", "Offense date",
    "Date convicted", "Convicting court", "Court ref", "Court ref.", "Court name", "Court number",
    "Prosecution case number", "Prosecutor's reference", "Sentence type", "Sentence (months)",
    "Sentence in months", "Security classification", "Risk assessment", "Medical conditions", "Date du délit",
    "Lieu du délit", "Lieu de l'infraction", "Date du crime", "Référence du parquet", "Numéro parquet",
    "N° de parquet", "Tribunal compétent", "Tribunal correctionnel", "Date de la condamnation",
    "Peine prononcée", "Peine restante", "Data del delitto", "Luogo del delitto", "Data fatto", "Luogo fatto",
    "Numero procura", "Procura competente", "N. Procura", "Tribunale competente", "Data condanna",
    "Pena inflitta", "Pena detentiva", "Numero R.G.",
)  # fmt: skip
HARMLESS = (
    "Tätigkeit", "Tatkraft", "Tatsächliche Entlassung", "Urteilsvermögen", "Staat", "Status", "Statur",
    "Stadtteil", "Standort", "Sportgericht", "Tagesgericht", "Gerichtsstand", "Beurteilung", "Bericht",
    "Entlassung ungefähr", "Sicherheitsschuhe", "Stapler", "Archiv-Nr.", "gesuchte Stelle", "Besucht am",
    "Ausgerichtet auf", "Einrichtungsleiter", "Kontakt", "Diskriminierung", "Kreativität", "Mobilität",
    "Qualität", "Theater", "Spectator", "Tennis courts", "Person in charge", "Free of charge", "En cours",
    "Concourse", "Procurement", "Prokurist", "Fatturato", "Beratung", "Rate", "Stationär", "Startklar",
    "Statistik", "Stammdaten", "Strafende", "Strafzeitende", "Strafzeitende (2/3 der Strafe)", "2/3-Termin",
    "Endstrafe", "Halbstrafentermin", "Strafbeginn", "Strafantritt am", "Sentence end", "Sentence expiry date",
    "End of sentence", "Sentence start date", "Fin de peine", "Date de fin de peine", "Fine pena",
    "Data fine pena", "N° d'écrou", "Aktenzeichen", "Az.", "AG", "Archiv-Nr.", "Gerichtetes", "Registergericht",
    "Conditional release date", "Teamfähigkeit", "Umgang mit Konflikten", "Beobachtung", "Personen-ID",
)  # fmt: skip


def test_what_is_never_stored():
    """Words of offence, sentence, court, risk, health and belief, in every language and spelling, are recognised."""
    assert [heading for heading in NEVER if not is_never_stored(heading)] == []


def test_what_only_looks_so():
    """Release dates, work and everything that merely begins with such a word stay in."""
    assert [heading for heading in HARMLESS if is_never_stored(heading)] == []


def test_no_choice_of_before_brings_it_in():
    """What somebody chose for this source once counts nothing for a column that is never stored."""
    columns = (Column("ort-der-tat", "Ort der Tat", 0),)
    (guess,) = guess_mapping(columns, (), PEOPLE, {"ort-der-tat": "home"}).guesses
    assert (guess.field, guess.proposed, guess.reasons[0].code) == (None, None, "never_stored")


def test_a_word_above_counts_as_well(tmp_path):
    """Beneath “Tat” stand place and day of the offence, beneath “Entlassung” those of the release."""
    rows = [
        ["", "", "Tat", "", "Entlassung", ""],
        ["Nachname", "Vorname", "Ort", "Datum", "Ort", "Datum"],
        *(["Berg", f"Ina{n}", "Köln", "01.02.2025", "Bonn", "01.02.2027"] for n in range(4)),
    ]
    fields = (*PEOPLE, Field("town", ("Ort",)))
    path = make_text(tmp_path / "list", csv_text(rows))
    with read_table(path, fields=fields) as table:
        guesses = guess_mapping(table.columns, table.sample, fields).guesses
    assert [column.heading for column in table.columns[2:4]] == ["Tat Ort", "Tat Datum"]
    assert [guess.reasons[0].code for guess in guesses[2:4]] == ["never_stored", "never_stored"]
    assert guesses[5].field == "expected_on"


@pytest.mark.parametrize(
    ("heading", "found"),
    [("Tat", True), ("Tatkraft", False), ("Straftat", False), ("Strafe", True), ("Amtsgericht", True), ("Gerichtet", False),
     ("Sexualdelikte", True), ("Datum der Strafe", True), ("D?likt", True), ("AmtsGericht", True)],
)  # fmt: skip
def test_notation_of_words(heading, found):
    """A stroke says where a word may go on; lost letters and capitals inside are seen through."""
    words = WordList(("tat", "straf-", "-gericht", "-delikt-"), apart_from=("straftat-",))
    assert words.is_in(heading) is found


@pytest.mark.parametrize(
    "heading", ["Remarques", "Observations", "Osservazioni", "Bem. Vollzug", "Commentaire"]
)
def test_remarks_in_other_languages(heading):
    """Columns for remarks are recognised."""
    assert is_free_text(heading)
