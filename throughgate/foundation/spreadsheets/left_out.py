"""Know the columns that stay out, by their headings: what is never stored, remarks, and mere counts of the rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .spelling import WordList, take_apart

# No field exists for these anywhere in the system; a column of them is not even offered.
_OFFENCE: Final = (
    # Deutsch
    *("tat", "taten", "tat-", "-straftat-", "anlasstat-", "indextat-", "haupttat-", "vortat-", "nebentat-", "einzeltat-"),
    *("gewalttat-", "sexualtat-", "rückfalltat-", "mordtat-", "bezugstat-", "folgetat-", "jugendtat-", "begleittat-"),
    *("-delikt-", "delict-", "täter-", "-täter", "opfer-", "-opfer", "geschädigte-", "-vorwurf", "vorwürfe", "begehungs-", "begangen-"),
    *("verbrech-", "vergehen-", "ordnungswidrig-", "owi", "beschuldig-", "-krimin-", "paragraf-", "paragraph-"),
    *("stgb", "stpo", "btm", "btmg", "waffg", "jgg", "-rückfall-", "-rückfällig-"),
    # English
    *("offence-", "offense-", "offending", "reoffend-", "sex offender", "offender type", "offender category", "offenses"),
    *("crime-", "-crimin-", "felon-", "misdemean-", "charge", "charges", "charged", "arrest-", "victim-", "accomplice-"),
    *("defendant-", "co defendant-", "accused", "allegation-", "indict-"),
    # Français
    *("infraction-", "délit", "délits", "délictu-", "délinq-", "contravention-", "faits", "lieu du fait", "date du fait"),
    *("chef d accusation", "mise en examen", "inculp-", "recidiv-"),
    # Italiano
    *("reato", "reati", "delitto", "delitti", "fatto", "fatti", "imputa-", "capo d accusa", "vittim-", "indagin-", "denunci-"),
)  # fmt: skip
_SENTENCE: Final = (
    *("-straf-", "-urteil-", "rechtskraft-", "rechtskräftig-", "vollstreck-", "bewährung-", "führungsaufsicht-"),
    *("maßregel-", "sicherungsverw-", "haftdauer-", "haftzeit-", "haftart-", "haftgrund-", "haftgründe", "haftbefehl-"),
    *("haftprüf-", "haftlänge", "verbüß-", "dauer der haft", "grund der haft", "inhaftierungsgrund-", "einweisungsgrund-", "verurt-"),
    *("urt", "haft wegen", "inhaftiert wegen"),
    *("unterbringungsgrund-", "grund der inhaftierung", "grund der unterbringung", "grund der einweisung", "zentralregister-"),
    *("bzr", "sentenc-", "convict-", "verdict-", "parole condition-", "custodial term", "time served", "days served"),
    *("reason for custody", "reason for detention", "reason for imprisonment", "reason for remand", "plea"),
    *("peine", "peines", "condamn-", "jugement-", "quantum", "motif d écrou", "motif d incarcération", "mandat de dépôt"),
    *("motif de détention", "motif de la détention", "durée de détention", "durée de la détention", "casier judiciaire"),
    *("pena", "pene", "penal-", "condann-", "sentenz-", "casellario", "durata detenzione", "durata della detenzione"),
    *("motivo detenzione", "motivo della detenzione", "motivo carcerazione", "motivo della carcerazione", "misura cautelare"),
)  # fmt: skip
_COURT: Final = (
    *("gericht", "gerichte", "gerichts-", "gerichtl-", "amtsgericht-", "landgericht-", "oberlandesgericht-", "landesgericht-"),
    *("bezirksgericht-", "kreisgericht-", "jugendgericht-", "schöffengericht-", "vollstreckungsgericht-", "kammergericht-"),
    *("bundesgericht-", "obergericht-", "familiengericht-", "betreuungsgericht-", "prozessgericht-", "verwaltungsgericht-"),
    *("sta", "gensta", "gsta", "stvk", "olg", "js", "ujs", "kls", "vrs", "vrjs", "brs", "hv", "staatsanw-", "-anklage-"),
    *("-anwaltschaft", "richter", "richterin", "strafrichter-", "haftrichter-", "ermittlungsverf-", "ermittl-", "-polizei-"),
    *("kripo", "court", "courts", "prosecut-", "cps", "warrant-", "judge", "judges", "magistrate-", "tribunal-", "police", "pnc", "cro"),
    *("trial date", "date of trial", "hearing date", "date of hearing", "verhandlungstermin", "hauptverhandlung-"),
    *("cour", "parquet", "procureur-", "juge", "juges", "judiciaire-", "juridiction-", "audience", "procura-", "giudic-", "giudizi-"),
    *("magistrato", "polizia", "questura", "corte", "udienza", "procediment-", "giuridic-", "rgnr", "r g n r", "r g", "siep", "sius"),
)  # fmt: skip
_RISK: Final = (
    *("-risiko-", "risiken", "risk-", "risque-", "rischi-", "-gefahr", "gefährd-", "-gefährd-", "gefährlich-", "-gefährlich-"),
    *("sicherheit", "sicherheits-", "sicherungsmaß-", "securit-", "sicurezza", "sûreté", "vulnerab-", "acct", "csra"),
    *("custody level", "custody classification", "prognose", "legalprognose-", "kriminalprognose-", "sozialprognose-"),
    *("dangeros-", "pericolos-", "extremis-", "radikali-", "radicali-", "terror-", "disziplinar-", "mappa", "oasys", "rosh"),
)  # fmt: skip
_HEALTH: Final = (
    *("diagnos-", "-krank-", "-gesundheit-", "health-", "medic-", "-medika-", "-medica-", "medizin-", "sucht-", "alkohol-"),
    *("spielsucht", "drogensucht", "alkoholsucht", "-drogen-", "drug-", "drogue-", "droga", "droghe", "alcohol-", "alcool-"),
    *("addict-", "substance-", "suizid-", "suicid-", "selbstmord-", "selbstverletz-", "self harm-", "-psych-", "psic-"),
    *("hiv", "aids", "hepatit-", "tbc", "tuberkul-", "covid", "infekt-", "infect-", "arzt-", "-arzt", "ärztlich-", "ärztin-"),
    *("-therap-", "terapi-", "substitu-", "methadon-", "attest-", "befund-", "gutachten", "-gutachten", "allergi-"),
    *("impf-", "vaccin-", "schwanger-", "pregnan-", "grossesse", "blutgruppe-", "behinder-", "-behinder-", "gdb", "disab-"),
    *("disabilit-", "handicap-", "invalid-", "pflegegrad-", "pflegestuf-", "arbeitsunfähig-", "arbeitsfähig-", "haftfähig-"),
    *("illness-", "disease-", "hospital", "santé", "maladi-", "malade-", "toxico-", "salute", "malatti-"),
    *("sanitari-", "tossico-", "farmac-", "blood-", "doctor-"),
)  # fmt: skip
_BELIEF: Final = (
    *("relig-", "konfession-", "confession-", "glaube-", "bekenntnis-", "kirche-", "seelsorg-", "faith", "culte"),
    *("ethni-", "etnia", "etnic-", "volksgruppe-", "rasse", "race"),
)  # fmt: skip
_NEVER: Final = WordList(
    (*_OFFENCE, *_SENTENCE, *_COURT, *_RISK, *_HEALTH, *_BELIEF),
    apart_from=(
        # The end of a sentence is a release date, its beginning an arrival.
        *("strafend-", "strafzeitend-", "ende der strafe", "ende der strafzeit", "strafzeit ende", "straf ende", "endstraf-"),
        *("halbstraf-", "zweidrittelstraf-", "2 3 strafe", "2 3 der strafe", "1 2 strafe", "haftzeitend-", "verbüßungsende-"),
        *("strafbeginn-", "strafantritt-", "beginn der strafe", "vollstreckungsende-", "vollstreckungsbeginn-"),
        *("sentence end-", "sentence expir-", "sentence and licence expir-", "sentence complet-", "sentence start-"),
        *("sentence commence-", "end of sentence", "end of the sentence", "end date of sentence", "expiry of sentence"),
        *("date sentence ends", "start of sentence", "fin de peine", "fin de la peine", "fin peine", "début de peine"),
        *("terme de la peine", "fine pena", "fine della pena", "termine pena", "scadenza pena", "inizio pena"),
        # Who somebody is, and where.
        *("strafgefang-", "strafhaft-", "strafanstalt-", "strafvollzug-", "justizvollzug-", "straffälligenhilf-"),
        *("opferhilf-", "numéro d écrou", "n d écrou"),
        # Work, and everything that merely begins so.
        *("sicherheitsschuh-", "sicherheitsdienst-", "sicherheitsfach-", "sicherheitsunterweis-", "sicherheitstechn-"),
        *("tätig-", "tatkr-", "tatsächlich-", "tatsache-", "tatendrang", "beurteil-", "vorurteil-", "urteilsvermögen"),
        *("-neuerteil-", "diskrimin-", "discrimin-"),
        *("urteilsfähig-", "ungefähr-", "gerichtsstand-", "in charge", "of charge", "en charge", "charge de", "court terme"),
        *("tennis court-", "sports court-", "sport court-", "squash court-", "basketball court-", "food court-"),
    ),
)  # fmt: skip
# A file number ("Az.") of one of these is never stored; standing alone they mean something else ("AG": employer).
_AUTHORITY: Final = WordList(
    ("ag", "lg", "lgs", "bg", "ger", "pol", "pk", "kp", "pp", "js", "ds", "ls", "cs", "ks")
)
_FILE: Final = WordList(
    ("az", "akz", "aktenz-", "aktennr", "aktennummer", "gz", "geschäftszahl", "geschäftszeichen", "file", "ref-")
)  # fmt: skip
_PENAL_CODE: Final = re.compile(r"§(?!.*\b(?:SGB|BBiG|HwO|AufenthG|AsylG)\b)")

_FREE_TEXT: Final = re.compile(
    r"(bem(erk(ung(en)?)?)?|anm(erk(ung(en)?)?)?|notiz(en)?|kommentare?|hinweise?|sonst(iges)?|vermerke?"
    r"|freitext|infos?|besonderheiten|remarks?|comments?|notes|misc|other|annotations?"
    r"|remarqus?|observations?|commentaires?|divers|osservazion[ei]|commenti|varie"
    r"|poznamky|uwagi|notlar|aciklama|opombe)"
)
_LONGEST_FREE_TEXT_HEADING: Final = 3  # words; "Info E-Mail der Firma, Ort" is no column for remarks
_RUNNING: Final = re.compile(
    r"(lfd|laufende?|lauf|fortl|fortlaufende?|running|serial|row|zeile|pos)( (nr|nummer|no|number))?|lfdnr|lfnr"
)
ANY_NUMBER: Final = re.compile(r"nr|no|nummer|number|numero|id|num|n|reference|ref")
"""A word for a number of any kind."""


def is_never_stored(heading: str) -> bool:
    """Tell whether the heading names something for which the system has no place: offence, sentence, risk, health, belief."""
    if _NEVER.is_in(heading) or _PENAL_CODE.search(heading):
        return True
    return _AUTHORITY.is_in(heading) and _FILE.is_in(heading)


def is_free_text(heading: str) -> bool:
    """Tell whether the heading is one of a column for remarks."""
    tokens = take_apart(heading).tokens
    if not tokens or len(tokens) > _LONGEST_FREE_TEXT_HEADING:
        return False
    return bool(_FREE_TEXT.fullmatch(tokens[0]) or _FREE_TEXT.fullmatch("".join(tokens)))


def is_running_number(heading: str, texts: Sequence[str]) -> bool:
    """Tell whether a column counts the rows of this very list: the next list counts others so."""
    plain = " ".join(take_apart(heading).tokens)
    if _RUNNING.fullmatch(plain):
        return True
    if plain and not ANY_NUMBER.fullmatch(plain):
        return False
    told = [text for text in texts if text]
    first = int(told[0]) if told and told[0].isdecimal() and len(told[0]) < 6 else 2
    return first < 2 and len(told) > 4 and told == [str(first + place) for place in range(len(told))]
