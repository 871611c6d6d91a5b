"""Recognise letters that were lost or garbled before the file reached us."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# A question mark inside a word, or before a letter, stands for a letter that an encoding could not hold.
_LOST: Final = re.compile("\ufffd|(?<=[^\\W\\d_])\\?+(?=[^\\W\\d_])|(?<![^\\W_])\\?+(?=[^\\W\\d_])")
# At the end of a word it may be a question: only a person can tell, but in a name it is a lost letter.
_LOST_AT_END: Final = re.compile(r"(?<=[^\W\d_])\?+(?![^\W_])")
# UTF-8 read as a one-byte encoding: a capital or symbol for its first byte, then what follows it.
_GARBLED: Final = re.compile("[^\x00-\x7f]{2}")
# The codec, and the signs of which one must be there: for most codecs any, for those of old systems what no name has.
_READ_AS: Final = (
    ("cp1252", ""), ("cp1250", ""), ("cp1254", ""), ("mac-roman", "¬√ƒ≈"), ("cp850", "┬├─┼"), ("cp437", "┬├─┼")
)  # fmt: skip
_BEYOND_ASCII: Final = re.compile("[^\x00-\x7f]+")
_C1: Final = re.compile("[\x80-\x9f]")
# What is said with these bytes in Windows-1252, as browsers take them; five of them say nothing there.
_WINDOWS: Final = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
# A letter of UTF-8 read as Latin-1, of which not all is there.
_BEGINS_A_LETTER: Final = re.compile("[\u00c2-\u00d1\u00d8-\u00db][\x80-\x9f]|[\u00e0-\u00ef][\x80-\xbf]{2}")
# Letters of scripts in which no list comes: what "Groß" with a dash of Windows after it would be in UTF-8.
_UNLIKELY: Final = re.compile("[\u0700-\u07ff]")


class Damage(NamedTuple):
    """What is wrong with the letters of a text.

    ``kind``: "" nothing, "lost" (``places``: where), "garbled" (``repaired``: what it was, surely).
    """

    kind: str = ""
    places: tuple[int, ...] = ()
    repaired: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind)


NO_DAMAGE: Final = Damage()


def lost_letters(text: str, *, at_end: bool = True) -> Damage:
    """Say whether a name or word has lost letters ("?ahin", "Kov?cs") or is garbled ("MÃ¼ller").

    ``at_end``: a question mark at the end of a word counts too ("Jos?"); pass False for sentences. A text
    of question marks only is no damage but an unknown value.
    """
    if text.isascii() and "?" not in text:
        return NO_DAMAGE
    if repaired := repair_mojibake(text):
        return Damage("garbled", (), repaired)
    places = [found.start() for found in _LOST.finditer(text)]
    if at_end:
        places += [found.start() for found in _LOST_AT_END.finditer(text)]
    return Damage("lost", tuple(sorted(set(places)))) if places else NO_DAMAGE


def repair_mojibake(text: str) -> str:
    """Return the text as it was before UTF-8 was read as a one-byte encoding, "" if it was not.

    Real names practically never pass: their bytes would have to be valid UTF-8.
    """
    if text.isascii() or not _GARBLED.search(text):
        return ""
    for codec, signs in _READ_AS:
        if signs and not any(sign in text for sign in signs):
            continue
        raw = bytearray()
        try:
            for letter in text:
                # The bytes that the codec leaves open come as they are.
                raw += bytes([ord(letter)]) if "\x80" <= letter <= "\x9f" else letter.encode(codec)
            repaired = raw.decode("utf-8")
        except UnicodeError:
            continue
        if len(repaired) >= len(text):
            continue
        # It may have happened twice, and more often.
        if whole := repair_mojibake(repaired):
            return whole
        if (
            not _C1.search(repaired)
            and not _UNLIKELY.search(repaired)
            and repaired.replace("\n", " ").isprintable()
        ):
            return repaired
    return ""


class Repaired(NamedTuple):
    """A text with its letters back; ``is_sure`` is False where one of them could not be told."""

    text: str
    is_sure: bool


def repair_letters(text: str) -> Repaired | None:
    """Return a text whose letters went through a wrong encoding, before anything is taken out of it; None if none did.

    UTF-8 that was read as something else is decoded, as often as that happened; what is left of U+0080 to U+009F are
    the letters of Windows-1252 at these places: dashes and apostrophes, mostly.
    """
    if whole := repair_mojibake(text):
        return Repaired(whole, is_sure=True)
    if not _C1.search(text):
        return None
    # Beside letters that came through whole, others were garbled.
    mended = _BEYOND_ASCII.sub(lambda run: repair_mojibake(run[0]) or run[0], text)
    told = mended.translate(_WINDOWS)
    is_sure = not _BEGINS_A_LETTER.search(mended)
    return None if told == text and is_sure else Repaired(told, is_sure)
