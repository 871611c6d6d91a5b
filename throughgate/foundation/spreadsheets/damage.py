"""Recognise letters that were lost or garbled before the file reached us."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# A question mark inside a word, or before a letter, stands for a letter that an encoding could not hold.
_LOST: Final = re.compile("\ufffd|(?<=[^\\W\\d_])\\?+(?=[^\\W\\d_])|(?<![^\\W_])\\?+(?=[^\\W\\d_])")
# At the end of a word it may be a question: only a person can tell, but in a name it is a lost letter.
_LOST_AT_END: Final = re.compile(r"(?<=[^\W\d_])\?+(?![^\W_])")
# UTF-8 read as cp1252: Ã or Â, Ä, Å, Å, È before a second character of a certain range.
# UTF-8 read as a one-byte encoding: a capital or symbol for its first byte, then what follows it.
_GARBLED: Final = re.compile("[^\x00-\x7f]{2}")
_READ_AS: Final = ("cp1252", "cp1250", "cp1254")


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
    for codec in _READ_AS:
        raw = bytearray()
        try:
            for letter in text:
                # The bytes that the codec leaves open come as they are.
                raw += bytes([ord(letter)]) if "\x80" <= letter <= "\x9f" else letter.encode(codec)
            repaired = raw.decode("utf-8")
        except UnicodeError:
            continue
        if len(repaired) < len(text) and repaired.isprintable():
            return repaired
    return ""
