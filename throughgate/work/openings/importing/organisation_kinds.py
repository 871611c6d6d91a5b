"""Tell companies, clubs and charities in one register apart by their names; where the name leaves it open, ask."""

from __future__ import annotations

import re
from typing import Final

from throughgate.foundation.languages.folding import search_key

COMPANY, CLUB, THIRD_SECTOR = "company", "club", "third_sector"
_WORDS: Final = {
    COMPANY: "betrieb firma unternehmen gmbh company business handwerk arbeitgeber employer",
    CLUB: "club verein sportverein sport sports club sportclub sporting",
    THIRD_SECTOR: (
        "gemeinnutzig gemeinnutziger gemeinnutzige trager charity wohlfahrt ngo tso stiftung foundation third sector"
        " sozialer dienst hilfsverein freiwilligenagentur"
    ),
}
_BUSINESS: Final = re.compile(
    r"\b(gmbh|mbh|ag|kg|kgaa|ohg|ug|gbr|e ?k|eg|se|ltd|inc|s ?r ?l|s ?p ?a|s ?r ?o|d ?o ?o|inh|inhaber|sohne|sohn|partg)\b"
)
_REGISTERED: Final = re.compile(r"\b(e ?v|z ?s|o ?n ?l ?u ?s|o ?d ?v|a ?p ?s|a ?s ?d)\b")
"""Forms of registered associations, German and those of the neighbours."""
_SPORT_NAME: Final = re.compile(
    r"^(?:[0-9]+ )?(?:1 )?(?:tsv|sv|tv|fc|sc|vfb|vfl|vfr|tus|tsg|sg|djk|asv|bsv|esv|ksv|psv|rsv|ssv|ttc|tc|bc|hc|ac|kc|spvgg|ska|usc|msv)\b"
)
_SPORT_WORD: Final = re.compile(
    r"(sport|turn|fussball|handball|volleyball|basketball|box|ring|judo|karate|schwimm|tennis|rad|lauf|kanu|ruder|segel|schach"
    r"|leichtathletik|athletik|kletter|alpen|ski|angel|schutzen|football|rugby|yoga)\w*(verein|club|klub|gemeinschaft)\b"
    r"|\b(sportverein|turnverein|sportclub|sportgemeinschaft|turnerschaft|sports club|sportfreunde)\b"
)
_CHARITY: Final = re.compile(
    r"\b(ggmbh|gug|gag|caritas\w*|diakoni\w*|awo|arbeiterwohlfahrt|drk|rotes kreuz|malteser|johanniter|heilsarmee|lebenshilfe"
    r"|paritatische\w*|kolping\w*|skm|skf|straffalligenhilfe\w*|bewahrungshilfe verein)\b"
)
_MAYBE: Final = re.compile(
    r"verein\b|\bvereinigung\b|\bclub\b|\bklub\b|nachbarschaftshilfe|ehrenamt|freiwilligen|stiftung\b|tafel\b|initiative\b|\bforderkreis\b"
)


def kind_from_words(text: str) -> str:
    """Return the kind that a cell names ("Verein", "charity"), nothing where it names none."""
    key = search_key(text)
    for kind, words in _WORDS.items():
        if key and key in (kind.replace("_", " "), *words.split()):
            return kind
    return ""


def kind_of(name: str, sector: str = "") -> tuple[str, bool]:
    """Return the likeliest kind of an organisation, and whether its name leaves no doubt.

    "TSV Altdorf" is a club and "Hafen e.V." an association; "Club 77 GmbH" is a company, and "Nachbarschaftshilfe
    e.V. GmbH & Co. KG" somebody must tell.
    """
    said, field = search_key(name.replace(".", " ")), search_key(sector.replace(".", " "))
    business, registered = bool(_BUSINESS.search(said)), bool(_REGISTERED.search(said))
    sport = bool(_SPORT_NAME.search(said) or _SPORT_WORD.search(said))
    if _CHARITY.search(said) and not registered:
        return THIRD_SECTOR, True
    if registered:
        in_sport = sport or bool(_SPORT_WORD.search(field)) or field.startswith("sport")
        return (CLUB if in_sport else THIRD_SECTOR), not business
    if business:
        # A trade's own name may hold "Club"; what it says of itself as an association is another matter.
        doubt = bool(_REGISTERED.search(field)) or "nachbarschaftshilfe" in said
        return COMPANY, not doubt
    if sport:
        return CLUB, True
    if _REGISTERED.search(field) or _SPORT_WORD.search(field):
        return (CLUB if _SPORT_WORD.search(field) else THIRD_SECTOR), False
    if found := _MAYBE.search(said):
        return (CLUB if found[0] in ("club", "klub") else THIRD_SECTOR), False
    return COMPANY, True
