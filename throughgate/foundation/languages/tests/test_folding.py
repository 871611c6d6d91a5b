"""Clean text and the three keys."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from throughgate.foundation.languages.folding import (
    MOST_MARKS_IN_A_ROW,
    UnusableText,
    clean_text,
    plain,
    search_key,
    sort_key,
    sound_key,
)

LATIN = st.text(
    alphabet="abcdefghijklmnopqrstuvwxyzäöüßşšžčćçğıłđþøåéèíőřťňæ ABCİŞÖÜÄ-'", min_size=1, max_size=20
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("An\x00na", "null"),
        ("An\ud800na", "surrogate"),
        ("Anna \u202egnp", "direction"),
        ("\u2067Anna", "direction"),
        ("An\x07na", "control"),
        ("An\x1bna", "control"),
        ("Anna\nBerg", "line_break"),
        ("Anna\r\nBerg", "line_break"),
        ("A" + "\u0301" * 10_000, "marks"),
    ],
)
def test_harmful_text_is_refused_with_its_code(text: str, code: str) -> None:
    """Text that would break a page, a file or the database is refused, and the code says why."""
    with pytest.raises(UnusableText) as refused:
        clean_text(text)
    assert refused.value.code == code


@pytest.mark.parametrize("text", ["", "  ", "\u200b\u200d", "\u00ad", "\u2800", "\u3164 \ufeff", "\u0301"])
def test_text_that_cannot_be_seen_is_empty(text: str) -> None:
    """A name of nothing but invisible characters counts as not given."""
    assert clean_text(text) == ""


def test_text_is_composed_and_stripped() -> None:
    """A letter typed in two pieces is stored as one, without blanks around it."""
    assert clean_text(" \u200bS\u0327ahin\t") == "Şahin"


def test_lines_are_kept_where_they_are_allowed() -> None:
    """A remark keeps its lines, whatever the browser or the paper calls the end of a line."""
    assert clean_text("one\r\ntwo\rthree\u2028four", multiline=True) == "one\ntwo\nthree\nfour"


def test_fully_pointed_arabic_and_hebrew_are_accepted() -> None:
    """Marks that real writing needs are not refused."""
    assert clean_text("مُحَمَّدٌ")
    assert clean_text("שָׁלוֹם")
    assert clean_text("a" + "\u0323" * MOST_MARKS_IN_A_ROW)


@given(st.text(), st.booleans())
def test_clean_text_is_clean(text: str, multiline: bool) -> None:
    """What was cleaned once passes unchanged, and holds nothing that is refused."""
    try:
        once = clean_text(text, multiline=multiline)
    except UnusableText:
        return
    assert clean_text(once, multiline=multiline) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


@given(st.text())
@example("İ")
@example("ŉΐ½ﬃ")
@example("ᾳ̈ϔ")
def test_keys_of_keys_are_the_same(text: str) -> None:
    """Every key is its own key, so a query may be folded once or twice."""
    for key in (plain, search_key, sound_key):
        assert key(key(text)) == key(text)


@given(st.text(alphabet=st.characters(codec="iso8859-2")))
def test_latin_names_become_ascii(text: str) -> None:
    """Whatever Latin letter a name has, its keys are plain letters, digits and single spaces."""
    for key in (plain(text), search_key(text), sound_key(text)):
        assert key.isascii()
        assert key == " ".join(key.split())


@given(LATIN, st.integers(min_value=0, max_value=20))
def test_search_key_of_a_beginning_is_a_beginning(name: str, typed: int) -> None:
    """Whoever types the first letters of a name finds it, at every letter."""
    assert search_key(name).startswith(search_key(name[:typed]))


@pytest.mark.parametrize(
    ("family", "given_name", "key"),
    [
        ("Şahin", "Emre", "sahin emre"),
        ("Müller", "Jürgen", "muller jurgen"),
        ("Groß", "Ida", "gross ida"),
        ("de Luca", "Gian-Carlo", "de luca gian carlo"),
        ("O’Neill", "", "oneill"),
        ("", "Suharto", "suharto"),
        ("Петровић", "Јован", "petrovic jovan"),
        ("Παπαδόπουλος", "Ευάγγελος", "papadopoulos evangelos"),
        ("მაისურაძე", "გიორგი", "maisuradze giorgi"),
    ],
)
def test_sort_key(family: str, given_name: str, key: str) -> None:
    """Lists sort by family name, then given name, without accents and in Latin letters."""
    assert sort_key(family, given_name) == key


def test_a_shorter_family_name_sorts_first() -> None:
    """Li, Zoe stands before Lia, Anna."""
    assert sort_key("Li", "Zoe") < sort_key("Lia", "Anna")


@pytest.mark.parametrize(
    "names",
    [
        "Müller Mueller Muller Müler MÜLLER",
        "Weiß Weiss",
        "Sergej Sergey Sergei Сергей",
        "Yusuf Jusuf",
        "Iwanow Ivanov Иванов",
        "Søren Soeren Soren",
        "Łukasz Lukasz",
        "Þór Thor",
        "İbrahim Ibrahim ıbrahim",
    ],
)
def test_one_search_key(names: str) -> None:
    """What is written in several ways in one office is found by each of them."""
    assert len({search_key(name) for name in names.split()}) == 1


@pytest.mark.parametrize(
    "names",
    [
        "Şahin Schahin Shahin Sahin",
        "Dvořák Dvorak Dworak",
        "Ţurcanu Turcanu Țurcanu",
        "Muhammad Mohammed Mohamed Muhamed Mohammad",
        "Aleksandr Alexander Aleksandar Alexandr Александр",
        "Сергей Sergej Sergey Sergei",
        "Petrović Petrovic Petrovitsch Petrovich Petrowitsch Петровић Петрович",
        "Đorđević Djordjevic Dordevic Ђорђевић",
        "Hodža Hodza Hoxha Hodscha",
        "Кузнецов Kusnezow Kuznetsov Kuznecov",
        "Щербаков Schtscherbakow Shcherbakov",
        "Шевченко Shevchenko Schewtschenko Ševčenko",
        "Ахмед Ahmed Achmed Akhmed Ahmet",
        "Михаил Michail Mikhail Mihail",
        "Дмитрий Dmitrij Dmitry Dmitriy Dmitri",
        "Meier Maier Mayer Meyer",
        "Łukasz Lukasz Lukas",
        "Kovač Kovac Kovács Kowatsch",
        "Жуков Schukow Zhukov Žukov",
        "Hristo Christo Христо",
        "Çelik Celik Tschelik",
        "Γεώργιος Georgios",
        "Юрий Jurij Yuri Juri Yury",
        "Guðmundsson Gudmundsson",
        "Þórður Thordur",
    ],
)
def test_one_sound_key(names: str) -> None:
    """What offices of several countries write differently has one sound key."""
    assert len({sound_key(name) for name in names.split()}) == 1


@pytest.mark.parametrize(
    "names",
    ["Ali Ela Ole", "Müller Möhler Mehler", "Jan Hans", "Marco Marina", "Simon Samson", "Emre Emir Omar"],
)
def test_different_names_have_different_sound_keys(names: str) -> None:
    """Names that nobody would take for one another stay apart."""
    assert len({sound_key(name) for name in names.split()}) == len(names.split())
