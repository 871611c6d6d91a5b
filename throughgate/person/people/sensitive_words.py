"""Find words in free text that do not belong here: about offences, sentences, illness. A hint, never a refusal."""

from __future__ import annotations

import re
from typing import Final

# Beginnings of words in plain letters, as `folding.plain` writes them. Kept short: a warning that comes without
# reason is soon not read any more ("Diebels", "Drogerie" and "Arzthelferin" must pass).
_WORDS: Final = """
    offence offense offender crime criminal theft thief robbery robber burglar assault murder manslaughter homicide
    rape sexual convicted conviction sentence sentenced fraud arson extortion trafficking dealer drug drugs addict
    addiction addicted alcoholic alcoholism methadone overdose illness disease diagnosis diagnosed depression
    depressive psychosis psychotic schizophrenia schizophrenic suicide suicidal hepatitis hiv aids epilepsy epileptic
    disability disabled medication therapy psychiatric
    straftat straftater delikt diebstahl dieb raub rauber einbruch einbrecher korperverletzung mord totschlag
    vergewaltigung sexualdelikt sexualstraftat verurteilt verurteilung haftstrafe freiheitsstrafe strafmass betrug
    betruger brandstiftung erpressung drogen btm rauschgift sucht suchtig abhangigkeit alkoholiker alkoholkrank
    alkoholabhangig methadon krankheit diagnose depression depressiv psychose schizophrenie suizid suizidal
    selbstmord epilepsie behinderung behindert schwerbehindert medikamente therapie psychiatrie psychiatrisch
    vorstrafe vorstrafen vorbestraft bewahrungsstrafe gewalttat gewalttater gefahrlich ruckfall ruckfallgefahr
"""
WORDS: Final = frozenset(_WORDS.split())
_FOLD: Final = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e"})
_UMLAUTS: Final = re.compile(r"(?<=[aou])e(?=[^aeiou])")


def sensitive_words(*texts: str) -> list[str]:
    """Return the words, as written and each once, that say something about an offence or an illness."""
    found: dict[str, str] = {}
    for text in texts:
        for written in re.findall(r"[^\W\d_]+", text):
            folded = written.casefold().translate(_FOLD)
            if folded in WORDS or _UMLAUTS.sub("", folded) in WORDS:
                found.setdefault(folded, written)
    return list(found.values())
