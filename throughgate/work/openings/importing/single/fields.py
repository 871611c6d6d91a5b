"""The columns of a list of openings: what a file of ours has, and by which headings lists of others say the same."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import ImportField, Text
from throughgate.foundation.spreadsheets import Kind as Shape
from throughgate.work.openings.importing.headings import SYNONYMS, UNLIKE


def _field(
    key: str,
    label: Promise,
    synonyms: tuple[str, ...],
    shape: Shape = Shape.TEXT,
    *,
    hint: str | Promise = "",
    required: bool = False,
    unlike: tuple[str, ...] = (),
    choices: tuple[tuple[str, Text], ...] = (),
    many_lines: bool = False,
) -> ImportField:
    return ImportField(
        key, label, synonyms, shape, required, hint, choices=choices, unlike=unlike, many_lines=many_lines
    )


FIELDS: Final = (
    _field(
        "title",
        _("Title"),
        ("title", "Titel", "Stellentitel", "Bezeichnung", "job title", "Stellenbezeichnung", "Titel der Stelle", "intitulé"),
        required=True,
    ),
    _field(
        "number",
        _("Number"),
        (
            *("number", "Nummer", "Stellennummer", "Angebotsnummer", "Referenznummer", "Referenz", "Kennziffer", "Job-ID"),
            *("reference", "identifier", "ID", "Nr.", "référence", "numero"),
        ),
        Shape.CODE,
        hint=_("By it the same opening is known again when the list comes again."),
    ),
    _field("name", _("Company"), ("company", *SYNONYMS["name"]), required=True, unlike=UNLIKE["name"]),
    _field("offer", _("Kind"), ("kind", "Art", "Stellenart", "Art des Angebots", "Angebotsart", "employment type", "offer")),
    _field("occupation", _("Occupation"), ("occupation", "Beruf", "Gewerk", "Berufsgruppe", "profession", "métier")),
    _field("sector", _("Sector"), ("sector", "Branche", "industry", "Wirtschaftszweig")),
    _field("street", _("Street and number"), SYNONYMS["street"], Shape.ADDRESS, unlike=UNLIKE["street"]),
    _field("postcode", _("Postcode"), SYNONYMS["postcode"], Shape.POSTCODE),
    _field("town", _("Town"), (*SYNONYMS["town"], "Arbeitsort", "Einsatzort", "workplace"), Shape.PLACE),
    _field("on_the_road", _("On the road"), ("on the road", "unterwegs", "wechselnde Einsatzorte", "Außendienst")),
    _field("seats", _("Seats"), SYNONYMS["seats"], unlike=UNLIKE["seats"]),
    _field("start", _("Start"), SYNONYMS["start"]),
    _field("start_until", _("Start at the latest"), ("start at the latest", "Beginn spätestens", "spätester Beginn")),
    _field("end", _("End"), ("end", "Ende", "befristet bis", "limited until")),
    _field(
        "closing",
        _("Apply until"),
        ("apply until", "bewerben bis", "Bewerbung bis", "Bewerbungsfrist", "Bewerbungsschluss", "closing date", "gültig bis"),
    ),
    _field(
        "day_release",
        _("Possible on day release"),
        ("possible on day release", "im Freigang möglich", "day release", "Freigang möglich", "Freigang"),
    ),
    _field("shifts", _("Working hours"), ("working hours", "Arbeitszeiten", "Arbeitszeit", "Schicht", "shifts", "work hours")),
    _field("german", _("German at least"), SYNONYMS["german"], unlike=UNLIKE["german"]),
    _field("licence", _("Driving licence"), SYNONYMS["licence"], unlike=UNLIKE["licence"]),
    _field(
        "certificates",
        _("Certificates needed"),
        ("certificates needed", "nötige Nachweise", "Nachweise", "certificates", "Nötige Zertifikate", "Zertifikate", "Scheine"),
    ),
    _field(
        "demands",
        _("What the work brings with it"),
        ("what the work brings with it", "was die Arbeit mit sich bringt", "Anforderungen der Arbeit", "demands"),
    ),
    _field("wage_from", _("Wage from"), ("wage from", "Lohn von", "Lohn ab", *SYNONYMS["wage"])),
    _field("wage_to", _("Wage to"), ("wage to", "Lohn bis", "Höchstlohn")),
    _field("wage_period", _("Wage is"), ("wage is", "Lohn ist", "Lohn gilt", "Lohn je", "wage period", "Lohnart")),
    _field("wage_text", _("Wage in words"), ("wage in words", "Lohn in Worten", "Lohntext")),
    _field(
        "description",
        _("Description"),
        ("description", "Beschreibung", "Stellenbeschreibung", "job description", "Aufgaben", "descrizione"),
        many_lines=True,
    ),
    _field(
        "public",
        _("May be shown publicly"),
        ("may be shown publicly", "darf öffentlich gezeigt werden", "public", "öffentlich"),
    ),
    _field(
        "kind",
        _("Kind of organisation"),
        SYNONYMS["kind"],
        choices=(
            ("company", _("Company")),
            ("club", _("Club")),
            ("third_sector", _("Third sector organisation")),
        ),
    ),
    _field("website", _("Website"), SYNONYMS["website"]),
    _field("contact", _("Contact person"), SYNONYMS["contact"]),
    _field("telephone", _("Telephone"), SYNONYMS["telephone"]),
    _field("email", _("E-mail"), SYNONYMS["email"]),
)  # fmt: skip
LABELS: Final = {field.key: field.label for field in FIELDS}
