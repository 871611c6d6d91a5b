"""Tables that bring the letters of other scripts into plain Latin ones.

The Latin spelling chosen is the one of the neighbouring Latin orthography (Serbian Cyrillic is
written as Serbian Latin, Russian as in German usage for й and я), so that one key serves both.
"""

from __future__ import annotations

from typing import Final

# Latin letters that Unicode does not take apart into a letter and an accent.
LATIN: Final = {
    "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o",
    "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th",
    "ı": "i", "ħ": "h", "Ħ": "h", "ŋ": "n", "Ŋ": "n", "ŧ": "t", "Ŧ": "t", "ə": "e", "Ə": "e",
    "ƒ": "f", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɛ": "e", "ɔ": "o", "ĸ": "k",
}  # fmt: skip

# Russian, Ukrainian, Belarusian, Bulgarian, Serbian and Macedonian.
CYRILLIC: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "ђ": "d", "ѓ": "gj", "е": "e",
    "ё": "jo", "є": "je", "ж": "z", "з": "z", "ѕ": "dz", "и": "i", "і": "i", "ї": "ji", "й": "j",
    "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "ћ": "c", "ќ": "kj", "у": "u", "ў": "u", "ф": "f", "х": "h",
    "ц": "c", "ч": "c", "џ": "dz", "ш": "s", "щ": "sc", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "ju", "я": "ja",
}  # fmt: skip

# Accents are taken away before this table is used; υ after ο, α, ε is handled in folding.py.
GREEK: Final = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
    "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip

# Arabic with the Persian and Kurdish letters. Short vowels are not written, so many names come
# out as consonants only ("mhmd"); common ones are joined to their spellings in given_names.py.
ARABIC: Final = {
    "ا": "a", "آ": "a", "أ": "a", "إ": "i", "ٱ": "a", "ء": "", "ؤ": "u", "ئ": "i", "ب": "b",
    "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "gh", "ف": "f",
    "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "و": "u", "ي": "i",
    "ى": "a", "پ": "p", "چ": "ch", "ژ": "zh", "ک": "k", "گ": "g", "ی": "i", "ڤ": "v", "ڕ": "r",
    "ڵ": "l", "ۆ": "o", "ێ": "e", "ە": "a", "ھ": "h", "ہ": "h", "ـ": "", "َ": "a", "ِ": "i", "ُ": "u",
}  # fmt: skip

GEORGIAN: Final = {
    "ა": "a", "ბ": "b", "გ": "g", "დ": "d", "ე": "e", "ვ": "v", "ზ": "z", "თ": "t", "ი": "i",
    "კ": "k", "ლ": "l", "მ": "m", "ნ": "n", "ო": "o", "პ": "p", "ჟ": "zh", "რ": "r", "ს": "s",
    "ტ": "t", "უ": "u", "ფ": "p", "ქ": "k", "ღ": "gh", "ყ": "q", "შ": "sh", "ჩ": "ch", "ც": "ts",
    "ძ": "dz", "წ": "ts", "ჭ": "ch", "ხ": "kh", "ჯ": "j", "ჰ": "h",
}  # fmt: skip

# Transliterations put these between letters, and they are not a gap; the second range are the
# letters that only colour another one (ʿ ʾ ʼ ˇ).
APOSTROPHES: Final = "'’‘`´′＇" + "".join(map(chr, range(0x02B0, 0x0300)))

BEFORE_ACCENTS: Final = {**LATIN, **CYRILLIC, **ARABIC, **GEORGIAN}
AFTER_ACCENTS: Final = {**GREEK, **LATIN, **CYRILLIC, **ARABIC}
