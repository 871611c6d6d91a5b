"""How names are spelled by ear, and by offices of other countries: tables from letters to letters, longest first.

Made from the rules of pronunciation of each language and from how offices write: the German ear after the letters that
German has for a sound, the transliterations after ICAO Doc 9303, BGN/PCGN and Duden. ``^`` is the beginning of a word.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

Table = tuple[tuple[re.Pattern[str], str], ...]

_V: Final = "[aeiouyöüäıəéèêîûâăāēīōū]"

# "pattern replacement" by "; ": patterns are regular expressions, _ stands for nothing, V for a vowel.
_TABLES: Final = {
    # --- Turkish -------------------------------------------------------------------------------
    "Turkish by German ear": "(?<=[aıou])ğ(?=V) _; ğ(?=V) j; ğ _; ay ai; ey ei; oy oi; y j; z s; v w; ş sch; ç tsch; c dsch; ı i; ö ö",
    "Turkish in English": "ğ g; ş sh; ç ch; c j; ı i; ö o; ü u",
    # --- Arabic and Persian, from sounds: aa, ii and uu are long, kh is the ch of Bach ------------
    "Arabic in English": "aa a; ii i; uu u; ee i; 3 _",
    "Arabic in English, long": "aa aa; ii ee; uu oo; 3 _; q k",
    "Arabic in French": "al- el_; ^w ou; (?<=V)w(?=V) ou; aw aou; w ou; sh ch; ^j dj; jj dj; j dj; uu ou; u ou; aa a; ii i; 3 _; "
    "q k; th t; dh d; (?<=[aeiou])s(?=[aeiou]) ss",
    "Arabic by German ear": "al- al_; kh ch; sh sch; j dsch; aa a; ii i; uu u; y j; q k; th t; dh d; 3 _; ^z s; z s; "
    "(?<=[aeiou])s(?=[aeiou]) ss",
    "Persian in English": "aa a; ii i; uu u; ey ei",
    "Persian in English, long": "aa a; ii ee; uu oo; gh q; ey ey; v w",
    "Persian by German ear": "kh ch; zh sch; sh sch; j dsch; aa a; ii i; uu u; ey ei; y j; v w; z s; gh g; q k",
    # --- East Slavic, from Cyrillic ----------------------------------------------------------------
    "Russian by Duden": "ого\\b owo; ^е je; (?<=[аеёиоуыэюя])е je; ье je; ъе je; (?<=[аеёиоуыэюя])с(?=[аеёиоуыэюя]) ss; щ schtsch; ж sch; "
    "ч tsch; ш sch; х ch; ц z; ю ju; я ja; ё jo; ий\\b i; ый\\b y; й i; ь _; ъ _; а a; б b; в w; г g; д d; е e; з s; и i; к k; л l; "
    "м m; н n; о o; п p; р r; с s; т t; у u; ф f; ы y; э e; і i; ї ji; є je; ґ g",
    "Russian in passports": "щ shch; ж zh; ч ch; ш sh; х kh; ц ts; ю iu; я ia; ё e; й i; ь _; ъ ie; а a; б b; в v; г g; д d; е e; з z; "
    "и i; к k; л l; м m; н n; о o; п p; р r; с s; т t; у u; ф f; ы y; э e",
    "Russian in English": "^е ye; (?<=[аеёиоуыэюя])е ye; щ shch; ж zh; ч ch; ш sh; х kh; ц ts; ю yu; я ya; ё yo; ий\\b y; ый\\b y; "
    "й y; ь _; ъ _; а a; б b; в v; г g; д d; е e; з z; и i; к k; л l; м m; н n; о o; п p; р r; с s; т t; у u; ф f; ы y; э e",
    "Ukrainian in passports": "^є ye; ^ї yi; ^й y; ^ю yu; ^я ya; щ shch; ж zh; ч ch; ш sh; х kh; ц ts; ю iu; я ia; є ie; ї i; й i; "
    "ь _; ' _; а a; б b; в v; г h; ґ g; д d; е e; з z; и y; і i; к k; л l; м m; н n; о o; п p; р r; с s; т t; у u; ф f",
    "Ukrainian by Duden": "щ schtsch; ж sch; ч tsch; ш sch; х ch; ц z; ю ju; я ja; є je; ї ji; й j; ь _; ' _; а a; б b; в w; "
    "г h; ґ g; д d; е e; з s; и y; і i; к k; л l; м m; н n; о o; п p; р r; с s; т t; у u; ф f",
    "Ukrainian through Russian": "щ schtsch; ж sch; ч tsch; ш sch; х ch; ц z; ю ju; я ja; є je; ї i; й i; ь _; ' _; а a; б b; в w; "
    "г g; ґ g; д d; е e; з s; и i; і i; к k; л l; м m; н n; о o; п p; р r; с s; т t; у u; ф f",
    # --- South Slavic, Polish and Czech ---------------------------------------------------------------
    "South Slavic by German ear": "dž dsch; đ dj; č tsch; ć tsch; š sch; ž sch; c z; z s; v w",
    "South Slavic in English": "dž dzh; đ dj; č ch; ć ch; š sh; ž zh; lj ly; nj ny; j y; c ts",
    "Polish by German ear": "szcz schtsch; sz sch; cz tsch; rz sch; dź dsch; dż dsch; dz ds; si(?=V) sch; zi(?=V) sch; ci(?=V) tsch; "
    "ś sch; ź sch; ż sch; ć tsch; ń n; ł l; ó u; ą on; ę en; ch ch; c z; z s",
    "Polish as heard": "szcz schtsch; sz sch; cz tsch; rz sch; dz ds; ci(?=V) tsch; ś sch; ź sch; ż sch; ć tsch; ń n; ó u; ą on; "
    "ę en; ch ch; c z; z s; wł w; ł w",
    "Czech by German ear": "ř rsch; š sch; č tsch; ž sch; ch ch; c z; z s; v w; ou ou; ě je; á a; é e; í i; ý i; ú u; ů u; ň n; ť t; ď d",
    # --- Romanian and Albanian ---------------------------------------------------------------------------
    "Romanian by German ear": "che ke; chi ki; ghe ge; ghi gi; cio tscho; ciu tschu; cia tscha; ce tsche; ci tschi; gio dscho; giu dschu; "
    "ge dsche; gi dschi; ș sch; ț z; j sch; ă a; â i; î i; c k; z s; v w; ^ie je; ^io jo; x ks",
    "Albanian by German ear": "xh dsch; gj dj; sh sch; zh sch; dh d; th t; ll l; rr r; ë\\b _; ë e; ç tsch; q tsch; c z; "
    "x ds; z s; v w; y ü",
    "Albanian in English": "xh j; gj gy; ç ch; q ch; ë\\b _; ë e; rr r; ll l",
    # --- Kurdish and West African --------------------------------------------------------------------------
    "Kurdish by German ear": "ş sch; ç tsch; c dsch; j sch; x ch; q k; î i; û u; ê e; y j; z s; v w",
    "Kurdish in English": "ş sh; ç ch; c j; j zh; x kh; î i; û oo; ê e",
    "West African in English": "^thi(?=a) ch; ^ti(?=a) ch; ^di(?=[aeo]) j; ^dj j; dj j; ia\\b ia; oua wa; ouy uy; ou u; "
    "gn ny; gu(?=[eèéi]) g; "
    "é\\b eh; ée\\b eh; é e; è e; ê e; ï i; ^c k; c(?=[aou]) k; ss s; lla\\b llah",
    "West African by German ear": "^thi(?=a) tsch; ^di(?=[aeo]) dsch; dj dsch; oua wa; ou u; gn nj; gu(?=[eèéi]) g; é e; è e; ê e; ï i; "
    "y j; ^c(?=[aou]) k; c(?=[aou]) k; v w; z s; ss ss",
    # --- German --------------------------------------------------------------------------------------------
    "German by ear": "ei ei; ie i; äu eu; ä e; chs x; ck k; dt t; ph f; th t; ^v f; tz z; ey ei; ay ai; y i; ^c k; ß ss; "
    "ie i; pf f; (?<=[aeiou])h(?=[lmnr]) _; "
    "ff f; mm m; nn n",
    "German, otherwise": "ei ai; ß ss; (?<=V)k(?=V) ck; ck k; ö oe; ü ue; ä ae; ff f; tz z; (?<=[lnr])z tz; nn n; (?<=[aeou])l(?=V) ll",
}  # fmt: skip


@cache
def table(name: str) -> Table:
    """Return a table by its name."""
    rows = (row.split(" ") for row in _TABLES[name].split("; "))
    return tuple(
        (re.compile(pattern.replace("V", _V).replace("^", r"\b")), "" if to == "_" else to.replace("_", " "))
        for pattern, to in rows
    )


def spell(written: str, name: str) -> str:
    """Return a name as the table spells it: at each place the first row that fits, so that nothing is read twice."""
    text, found, place = written.casefold().replace("i̇", "i"), [], 0
    while place < len(text):
        for pattern, to in table(name):
            if (match := pattern.match(text, place)) and match.end() > place:
                found.append(to)
                place = match.end()
                break
        else:
            found.append(text[place])
            place += 1
    return _capitals("".join(found))


def _capitals(text: str) -> str:
    """Write words with a capital letter: "al-qasim" is "Al-Qasim"."""
    return re.sub(r"\b[^\W\d_]", lambda letter: letter[0].upper(), text)
