"""How words in files are compared: without case, blanks, stops and hyphens."""

from __future__ import annotations


def bare(text: str) -> str:
    """Return the letters and digits of a text in lower case ("n. b." is "nb"); signs between them are nothing."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
