"""Say what a translation lost or added beside its words: placeholders, tags, line ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

_PERCENT: Final = re.compile(r"%(?:\((\w+)\))?[#0 +-]*(?:\*|\d+)?(?:\.(?:\*|\d+))?([diouxXeEfFgGcrsa])")
_BRACE: Final = re.compile(r"(?<!\{)\{(\w[\w.]*|)(?:![rsa])?(?::[^{}]*)?\}(?!\})")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")


def faults(originals: Sequence[str], translations: Sequence[str]) -> list[str]:
    """Return what differs between a message (singular, plural) and its translated forms.

    A form for one may leave out the number ("Eine Person"); all others need every placeholder.
    """
    found: list[str] = []
    original = originals[-1]
    for number, words in enumerate(translations):
        only_one = len(originals) > 1 and number == 0
        original_here = originals[0] if only_one else original
        found += _placeholders(words, original, may_lack=only_one)
        if _tags(words) != _tags(original_here):
            found.append("other HTML tags than the original")
        if words.startswith("\n") != original_here.startswith("\n"):
            found.append("starts with another line than the original")
        if words.endswith("\n") != original_here.endswith("\n"):
            found.append("ends with another line than the original")
    return list(dict.fromkeys(found))


def _placeholders(words: str, original: str, *, may_lack: bool) -> list[str]:
    here, there = placeholders(words), placeholders(original)
    found = [f"placeholder {name} is not in the original" for name in sorted((here - there).keys())]
    if not may_lack:
        found += [f"placeholder {name} is missing" for name in sorted((there - here).keys())]
    return found


def placeholders(text: str) -> Counter[str]:
    """Return the placeholders of text: %(name)s and {name} by name, %s and {} by number."""
    bare = text.replace("%%", "")
    named: Counter[str] = Counter()
    for match in _PERCENT.finditer(bare):
        # "100 % der" is no placeholder: a blank as a flag occurs in prose only.
        if match[1] or " " not in match[0]:
            named[f"%({match[1]}){match[2]}" if match[1] else f"%{match[2]}"] += 1
    for match in _BRACE.finditer(text):
        named[f"{{{match[1]}}}"] += 1
    # A name may be used twice in one language and once in the other.
    return Counter({name: 1 if len(name) > 2 else count for name, count in named.items()})


def _tags(text: str) -> Counter[str]:
    return Counter(" ".join(tag.split()) for tag in _TAG.findall(text))
