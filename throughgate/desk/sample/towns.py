"""Real towns of the lower Rur and Niers, each with one of its postcodes."""

from __future__ import annotations

TOWNS = {
    "Wassenberg": "41849",
    "Hückelhoven": "41836",
    "Erkelenz": "41812",
    "Heinsberg": "52525",
    "Geilenkirchen": "52511",
    "Wegberg": "41844",
    "Mönchengladbach": "41061",
    "Jülich": "52428",
    "Linnich": "52441",
    "Aldenhoven": "52457",
    "Übach-Palenberg": "52531",
    "Viersen": "41747",
    "Düren": "52349",
    "Gangelt": "52538",
    "Baesweiler": "52499",
    "Alsdorf": "52477",
    "Eschweiler": "52249",
    "Niederkrüchten": "41372",
    "Waldfeucht": "52525",
    "Titz": "52445",
    "Aachen": "52062",
    "Düsseldorf": "40213",
    "Köln": "50667",
}
COUNTRY, STATE = "DE", "07"
