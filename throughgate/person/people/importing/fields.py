"""The columns of a list of people, and by which headings they are known."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import ImportField
from throughgate.foundation.tables import Kind as Shape
from throughgate.ground.vocabulary.rules import licences_from_words


def says_what_is_held(text: str) -> bool:
    """Say whether a cell names licences or plainly none: why somebody has none any more is shown nowhere."""
    read = licences_from_words(text)
    return bool(read.value) or (read.is_known and len(text.strip()) <= len("nein"))


NUMBER: Final = ImportField(
    "number",
    _("Number"),
    (
        *("Buchnummer", "Buchnr", "Gefangenenbuchnummer", "Gefangenennummer", "GefNr", "Personennummer"),
        *("Aktenzeichen", "Kennziffer", "Nummer", "Nr", "number", "prisoner number", "ID"),
        *("matricola", "osobní číslo", "evidenční číslo"),
    ),
    Shape.CODE,
    hint=_("By it the same person is known again when the list comes again."),
)
IDENTITY: Final = (
    ImportField(
        "family_name",
        _("Family name"),
        (
            "Familienname",
            "Nachname",
            "Name",
            "Zuname",
            "family name",
            "surname",
            "last name",
            "cognome",
            "příjmení",
        ),
        Shape.NAME,
    ),
    ImportField(
        "given_names",
        _("Given names"),
        (
            "Vorname",
            "Vornamen",
            "Rufname",
            "given names",
            "given name",
            "first name",
            "forename",
            "nome",
            "jméno",
        ),
        Shape.NAME,
    ),
    ImportField(
        "full_name",
        _("Family and given name in one column"),
        (
            *("Name, Vorname", "Nachname, Vorname", "Vor- und Nachname", "Vor- und Zuname", "Vorname Name"),
            *("Name des Gefangenen", "Gefangener", "Gefangene", "Inhaftierter", "full name", "prisoner"),
        ),
        Shape.NAME,
        hint=_("Best written as “Şahin, Emre”."),
    ),
    ImportField(
        "birth",
        _("Date of birth"),
        (
            *(
                "Geburtsdatum",
                "Geb.-Dat.",
                "geboren am",
                "geb. am",
                "geb",
                "Geburtstag",
                "date of birth",
                "DOB",
            ),
            *("birth date", "born", "data di nascita", "datum narození", "doğum tarihi"),
        ),
        Shape.DATE,
    ),
)
STAY: Final = (
    ImportField(
        "arrived",
        _("Arrived on"),
        (
            *(
                "Zugang",
                "Zugangsdatum",
                "Aufnahme",
                "Aufnahmedatum",
                "Haftbeginn",
                "Strafbeginn",
                "in Haft seit",
            ),
            *("eingeliefert am", "arrival", "arrived", "arrived on", "admission", "reception date"),
        ),
        Shape.DATE,
    ),
    ImportField(
        "release_earliest",
        _("Release, earliest"),
        (
            *(
                "Entlassung frühestens",
                "Entl. frühest.",
                "frühester Entlassungstermin",
                "frühestmögliche Entlassung",
            ),
            *("frühestens", "2/3-Termin", "Zweidrittel", "earliest release", "release earliest", "earliest"),
        ),
        Shape.DATE,
    ),
    ImportField(
        "release_expected",
        _("Release, expected"),
        (
            *(
                "Entlassung voraussichtlich",
                "Entl. vorauss.",
                "voraussichtliche Entlassung",
                "Entlassungstermin",
            ),
            *("Entlassungsdatum", "Entlassung", "Entlassung am", "voraussichtlicher Entlassungstermin"),
            *("expected release", "release expected", "release date", "release", "discharge date"),
        ),
        Shape.DATE,
    ),
    ImportField(
        "release_latest",
        _("Release, latest"),
        (
            *(
                "Entlassung spätestens",
                "Entl. spätest.",
                "spätester Entlassungstermin",
                "spätestens",
                "Strafende",
            ),
            *("Endstrafe", "TE", "latest release", "release latest", "latest"),
        ),
        Shape.DATE,
    ),
)
PROFILE: Final = (
    ImportField(
        "mother_tongue",
        _("Mother tongue"),
        (
            *(
                "Muttersprache",
                "Erstsprache",
                "Herkunftssprache",
                "Sprache",
                "mother tongue",
                "first language",
            ),
            *("native language", "madrelingua", "mateřský jazyk"),
        ),
        Shape.LANGUAGE,
    ),
    ImportField(
        "german",
        _("Level of German"),
        (
            *("Deutsch", "Deutschkenntnisse", "Deutschniveau", "Sprachniveau Deutsch", "Sprachniveau"),
            *("Deutsch-Niveau", "German", "level of German", "German level"),
        ),
        Shape.LEVEL,
    ),
    ImportField(
        "home",
        _("Home after release"),
        (
            *("Wohnort nach Entlassung", "Wohnort n. Entl.", "Entlassungsort", "Entlassungsanschrift Ort"),
            *("Zielort", "Wohnort", "Ort", "entlassen nach", "home after release", "home", "town", "place"),
        ),
        Shape.PLACE,
    ),
    ImportField(
        "postcode",
        _("Postcode of the home"),
        ("PLZ", "Postleitzahl", "postcode", "post code", "zip", "zip code", "CAP", "PSČ"),
        Shape.POSTCODE,
    ),
    ImportField(
        "licences",
        _("Driving licence"),
        (
            *("Führerschein", "Führersch.", "Fahrerlaubnis", "FS", "Führerscheinklasse", "FS-Klasse"),
            *("driving licence", "driving license", "licence", "patente", "řidičský průkaz"),
        ),
        Shape.LICENCE,
        may_show=says_what_is_held,
    ),
    ImportField(
        "wishes",
        _("Wished occupations"),
        (
            *("Berufswunsch", "Berufswünsche", "Wunschberuf", "Tätigkeitswunsch", "Arbeitswunsch", "Wunsch"),
            *(
                "Berufliche Wünsche",
                "wish",
                "wishes",
                "occupation wish",
                "wanted occupation",
                "desired occupation",
            ),
        ),
    ),
)


def fields_for(*, inside: bool) -> tuple[ImportField, ...]:
    """Return the fields: stays are kept by prisons alone."""
    return (NUMBER, *IDENTITY, *(STAY if inside else ()), *PROFILE)
