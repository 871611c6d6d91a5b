"""Names as they are shown."""

from __future__ import annotations

import pytest
from hypothesis import given as cases
from hypothesis import strategies as st

from throughgate.foundation.languages.folding import plain
from throughgate.person.people.names import first_name_and_initial, formal_name, full_name, initials


@pytest.mark.parametrize(
    ("given", "family", "called", "full"),
    [
        ("Emre", "Şahin", "", "Emre Şahin"),
        ("Mehmet", "Yılmaz", "Memo", "Mehmet (Memo) Yılmaz"),
        ("Karl Heinz", "Groß", "Heinz", "Karl Heinz Groß"),
        ("Jürgen", "Groß", "jürgen", "Jürgen Groß"),
        ("", "Suharto", "", "Suharto"),
        ("Suharto", "", "", "Suharto"),
    ],
)
def test_full_name(given: str, family: str, called: str, full: str) -> None:
    """The full name shows a called name once, and only if it says something new."""
    assert full_name(given, family, called) == full


def test_formal_name() -> None:
    """Lists write the family name first; a single name stands alone."""
    assert formal_name("Emre", "Şahin") == "Şahin, Emre"
    assert formal_name("", "Suharto") == "Suharto"
    assert formal_name("Suharto", "") == "Suharto"


@pytest.mark.parametrize(
    ("given", "family", "short", "letters"),
    [
        ("Emre", "Şahin", "Emre Ş.", "EŞ"),
        ("Samir", "El Amrani", "Samir A.", "SA"),
        ("Samir", "Al-Amrani", "Samir A.", "SA"),
        ("Gianni", "De Luca", "Gianni L.", "GL"),
        ("Paulo", "dos Santos", "Paulo S.", "PS"),
        ("Karl-Heinz", "von der Heide", "Karl-Heinz H.", "KH"),
        ("Karl Heinz", "Müller-Yılmaz", "Karl M.", "KM"),
        ("Seán", "O’Neill", "Seán O.", "SO"),
        ("Rosa", "D’Angelo", "Rosa A.", "RA"),
        ("Minh", "Van", "Minh V.", "MV"),
        ("Zoran", "Đorđević", "Zoran Đ.", "ZĐ"),
        ("Ana", "ǆakić", "Ana ǅ.", "Aǅ"),
        ("Сергей", "Иванов", "Сергей И.", "СИ"),
        ("Suharto", "", "Suharto", "S"),
        ("", "Suharto", "S.", "S"),
        ("", "", "", ""),
    ],
)
def test_neutral_name_and_initials(given: str, family: str, short: str, letters: str) -> None:
    """A neutral profile shows a first name and the letter of the family, not of its particle."""
    assert first_name_and_initial(given, family) == short
    assert initials(given, family) == letters


def test_the_called_name_is_used_unless_it_gives_the_family_away() -> None:
    """People are shown by the name they go by, but never by their family name."""
    assert first_name_and_initial("Alexander", "Petrov", "Sascha") == "Sascha P."
    assert first_name_and_initial("Alexander", "Petrov", "Petrov") == "Alexander P."


@cases(st.text(max_size=20), st.text(min_size=3, max_size=20))
def test_a_neutral_name_never_holds_the_family_name(given: str, family: str) -> None:
    """Whatever the names are, at most one letter of the family name is shown."""
    shown = first_name_and_initial(given, family)
    rest = shown.removeprefix(given.split(maxsplit=1)[0] if given.split() else "").strip()
    assert len(plain(rest)) <= 4
    assert rest == "" or rest.endswith(".")
