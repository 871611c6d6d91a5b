"""Make what people are searched by: names as they are written, and as they sound.

A key begins with the name as it is written, so that lists find by beginning; behind it stands each word as it may sound,
with its consonants, for a name that was heard is seldom spelled right in its vowels (Kassem, Qasim). Given names stand
as the first of their line in ``given_names``: Youssef is Yusuf.

Sounds are coarse: every sibilant is an s (Чехов, Tschechow, Chekhov), f is v, g and q are k, h and kh are h. Letters that
languages read in several ways (the j of Jaber and of Jansen, the ch of Cherif, of Chalid and of Chivu, the c of Avcı and of
Mocanu) are read each way, the same way within a word; so a word has one to eight readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, product
from typing import Final

from throughgate.foundation.languages.folding import plain, search_key, sound_key
from throughgate.person.people.given_names import canonical
from throughgate.person.people.names import PARTICLES

LONGEST: Final = 600
"""Letters of a key at most."""
_MOST_WORDS: Final = 8
_MOST_READINGS: Final = 8
_MOST_KINDS: Final = 5
"""Of letters read in several ways within a word; whatever is typed, there are not many more ways than readings."""
_MOST_ASKED: Final = 3
_VOWELS: Final = re.compile("(?<=.)[aio]+")

# Marks that say how a letter sounds, before they are folded away. Digits stand for what is read in several ways.
_MARKS: Final = str.maketrans({
    **dict.fromkeys("çčćşșšśźżžţțчшщжцзѕћџ", "sz"), **dict.fromkeys("ьъ", ""), **dict.fromkeys("îїйы", "i"),
    "đ": "dj", "ђ": "dj", "ñ": "nj", "ń": "nj", "ř": "rz", "х": "kh", "є": "ie", "ю": "iu", "я": "ia",
    "ğ": "9", "ł": "8", "ą": "7", "ę": "6", "â": "5", "ё": "4", "г": "3",
})  # fmt: skip

# Spellings and their sounds, longest first; several sounds are readings, the likeliest first, "-" is silence.
_SPELLINGS: Final = r"""
^di(?=[aou]) di s
^thi(?=[ao]) ti s
^ti(?=a) ti s
schtsch|shch|stsch|szcz s
tzsch|tsch|dsch|tch|tsh|tcz|sch|dzh|dz|dj|xh|gj|cs s
sz|cz|sh|zh s
sc(?=[ei]) s
rz s rs
ch(?=[ei]) h s k
[ck]h(?=[rl]) k
ch h s
kh h k
gh k
gn(?=V) ni kn
gu(?=[ei]) k
ph v
th t
dh t
rh r
ck(?=i) k sk
ck|cc|kk k
ci(?=[aou]) s si
gi(?=[aou]) s ki
si(?=[aou]) si s
zi(?=[aou]) si s
c(?=[eiy]) s
^c(?=[aou]) k s
c\b k s
c(?=[aou]) k s
c k
q k s
^x h ks s
x ks h
g(?=[ei]) k s
g k
j(?=V) i s
h(?=\w*(?:ko|uk|[sc]kyi?|sky[ij]|ski[ij])\b) h k
^h(?=[rl]) k
3 k h
(?<=V)h(?=V) h
^h h
h -
[dt]*[sz]+ s
ou(?=[aei]) v
ou|oo o
^u(?=[aei]) v
w|f|v v
9 - k
8 l v
7 a on
6 a an
5 i a
4 io a o
dt|tt t
d\b t
ae a
oe|ue o
ie|ii|ee i
ei|ai|ey|ay ai
^y(?=V) i
^y i o
e a
y|j i
u o
"""


def _read_table() -> tuple[tuple[re.Pattern[str], tuple[str, ...], str], ...]:
    rows = []
    for line in _SPELLINGS.strip().split("\n"):
        pattern, *sounds = line.split(" ")
        letters = pattern.replace("V", "[aeiouy4-7]").replace("^", r"\b")
        rows.append((re.compile(letters), tuple("" if sound == "-" else sound for sound in sounds), pattern))
    return tuple(rows)


_TABLE: Final = _read_table()
_YE: Final = re.compile(r"\bе")  # Cyrillic: Ежов is Jeschow
_TWICE: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=8192)
def readings_of(word: str) -> tuple[str, ...]:
    """Return how a word may sound, the likeliest first; it is lower-case and in Latin letters or digits for marks."""
    sounds: list[tuple[str, ...]] = []
    kinds: list[str] = []
    place = 0
    while place < len(word):
        for pattern, choice, kind in _TABLE:
            if (match := pattern.match(word, place)) and match.end() > place:
                sounds.append(choice)
                kinds.append(kind)
                place = match.end()
                break
        else:
            sounds.append((word[place],))
            kinds.append("")
            place += 1
    several = {kind: len(choice) for kind, choice in zip(kinds, sounds, strict=True) if len(choice) > 1}
    several = dict(islice(several.items(), _MOST_KINDS))
    ways = sorted(product(*map(range, several.values())), key=sum)
    found = []
    for way in islice(ways, _MOST_READINGS):
        chosen = dict(zip(several, way, strict=True))
        text = "".join(choice[chosen.get(kind, 0)] for kind, choice in zip(kinds, sounds, strict=True))
        found.append(_TWICE.sub(r"\1", text))
    return tuple(dict.fromkeys(filter(None, found)))


def sounds_of(names: str) -> list[list[str]]:
    """Return for each word of a name how it may sound, each reading with its consonants.

    What stands before a word ("ben", "van der") is joined to it.
    """
    return [_sounds(*word) for word in _joined(names)]


def asked_sounds(names: str) -> tuple[list[str], list[str]]:
    """Return how the two longest words of what is typed may sound, the likeliest readings of each; none of a missing one."""
    longest = sorted(filter(None, sounds_of(names)), key=lambda readings: -len(readings[0]))
    none: list[list[str]] = [[], []]
    one, other, *_ = [readings[:_MOST_ASKED] for readings in longest] + none
    return one, other


def key_of(family: str, given: str, called: str) -> str:
    """Return the key by which somebody is searched."""
    names = f"{family} {given} {called}"
    words = _joined(names)
    whole = _words(family)
    if len(whole) > 1:  # "vanderberg", and "Berg" without what stands before it
        words += [_join(whole), whole[-1]]
    parts = [search_key(names), *(sound for word in dict.fromkeys(words) for sound in _sounds(*word))]
    return " ".join(dict.fromkeys(parts))[:LONGEST].rstrip()


Word = tuple[str, str]
"""A word in plain letters, and with the digits that stand for marks."""


def _words(names: str) -> list[Word]:
    written = _YE.sub("я", names.casefold())
    return list(zip(plain(names).split(), plain(written.translate(_MARKS)).split(), strict=False))[
        :_MOST_WORDS
    ]


def _join(words: Iterable[Word]) -> Word:
    bare, marked = zip(*words, strict=True)
    return "".join(bare), "".join(marked)


def _joined(names: str) -> list[Word]:
    joined: list[Word] = []
    for word in _words(names):
        is_behind = joined and joined[-1][0] in _BEFORE
        joined.append(_join((joined.pop(), word)) if is_behind else word)
    return joined


@lru_cache(maxsize=8192)
def _sounds(bare: str, marked: str) -> list[str]:
    own = sound_key(bare).replace(" ", "")
    known = canonical(own)
    readings = readings_of(marked)
    if known != own:
        readings = (*readings_of(known), *readings)
    return [_with_consonants(one) for one in dict.fromkeys(readings)]


def _with_consonants(sound: str) -> str:
    bare = _VOWELS.sub("", sound)
    return f"{sound} {bare}" if bare != sound else sound


_BEFORE: Final = frozenset(plain(particle) for particle in PARTICLES) | {"ben", "bin", "abd", "abu", "bou"}
"""Words that are joined to the next one."""
