"""Possible duplicates among records of people."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughgate.person.people.duplicates import (
    Match,
    PersonFacts,
    Strength,
    blocking_keys,
    compare,
    one_edit,
    possible_duplicates,
)
from throughgate.person.people.name_likeness import edits

BORN = dt.date(1990, 3, 5)


def facts(name: str, born: str | None = "1990-03-05", precision: str = "day") -> PersonFacts:
    """Read "Şahin, Emre (Emi)" as family, given and called name."""
    name, _, called = name.rstrip(")").partition("(")
    family, _, given_name = name.partition(",")
    born_on = dt.date.fromisoformat(born) if born else None
    return PersonFacts(family.strip(), given_name.strip(), called.strip(), born_on, precision)


def both_ways(one: PersonFacts, other: PersonFacts) -> Match | None:
    """Compare in both directions, see that they agree and that the database would have found them."""
    match, back = compare(one, other), compare(other, one)
    assert (match and (match.strength, match.reasons)) == (back and (back.strength, back.reasons))
    if match:
        assert blocking_keys(one).asked & blocking_keys(other).kept
        assert blocking_keys(other).asked & blocking_keys(one).kept
    return match


@pytest.mark.parametrize(
    ("one", "other", "reason", "strength"),
    [
        ("Müller, Jürgen", "Mueller, Juergen", "same_name", Strength.STRONG),
        ("Müller, Jürgen", "Muller, Jurgen", "same_name", Strength.STRONG),
        ("Weiß, Ida", "WEISS, IDA", "same_name", Strength.STRONG),
        ("Emre, Şahin", "Şahin, Emre", "names_swapped", Strength.STRONG),
        ("Muhammad, Ali", "Ali, Mohamed", "names_swapped", Strength.STRONG),
        ("Şahin, Emre", "Schahin, Emre", "spelling", Strength.STRONG),
        ("Şahin, Emre", "Sahin, Emre", "same_name", Strength.STRONG),
        ("Dvořák, Petr", "Dvorak, Peter", "spelling", Strength.STRONG),
        ("Ţurcanu, Ion", "Turcanu, Ion", "same_name", Strength.STRONG),
        ("Ţurcanu, Ion", "Țurcanu, Ion", "same_name", Strength.STRONG),
        ("Łukaszewski, Paweł", "Lukaszewski, Pawel", "same_name", Strength.STRONG),
        ("Đorđević, Zoran", "Djordjevic, Zoran", "spelling", Strength.STRONG),
        ("Þórsson, Íris", "Thorsson, Iris", "same_name", Strength.STRONG),
        ("Hasan, Muhammad", "Hassan, Mohammed", "spelling", Strength.STRONG),
        ("Hoxha, Agim", "Hodscha, Agim", "spelling", Strength.STRONG),
        ("Иванов, Сергей", "Iwanow, Sergey", "same_name", Strength.STRONG),
        ("Petrov, Aleksandr", "Petrow, Alexander", "spelling", Strength.STRONG),
        ("El Amrani, Samir", "Elamrani, Samir", "same_name", Strength.STRONG),
        ("El Amrani, Samir", "Al-Amrani, Samir", "spelling", Strength.STRONG),
        ("Haddad, Yusuf", "Haddad, Youssef", "form_of_name", Strength.LIKELY),
        ("حسن, محمد", "Hassan, Muhammad", "form_of_name", Strength.LIKELY),
        ("Petrov, Alexander", "Petrov, Sascha", "called_name", Strength.LIKELY),
        ("Yılmaz, Mehmet (Memo)", "Yilmaz, Memo", "called_name", Strength.LIKELY),
        ("Kaya, Tolga (Tito)", "Kaya, Tito", "called_name", Strength.LIKELY),
        ("Kaya, Mehmet Ali", "Kaya, Ali", "part_of_name", Strength.LIKELY),
        ("Müller-Kaya, Jan", "Müller, Jan", "part_of_name", Strength.LIKELY),
        ("García López, Juan Carlos", "García, Carlos", "part_of_name", Strength.LIKELY),
        ("De Luca, Gianni", "Luca, Gianni", "part_of_name", Strength.LIKELY),
        ("Hartmann, Ole", "Hardmann, Ole", "typing_error", Strength.LIKELY),
        ("Hartmann, Torsten", "Hartmann, Torstem", "typing_error", Strength.HINT),
        ("Suharto", "Suharto, Ahmad", "given_name_missing", Strength.HINT),
        ("Demir, Aylin", "Schmidt, Aylin", "family_name_differs", Strength.HINT),
        ("Petersen, Sebatian", "Petersuen, Sebastian", "few_letters", Strength.HINT),
        ("Mikkelsen, Liersch", "Lierach, Mikelsen", "few_letters", Strength.HINT),
        ("Haxhiu, Fatmir", "Haxhnu, Fatnir", "few_letters", Strength.HINT),
        ("Suharto, ", ", Suharto", "names_swapped", Strength.STRONG),
    ],
)
def test_names_with_the_same_birth(one: str, other: str, reason: str, strength: Strength) -> None:
    """With the same birth date, each way of writing a name differently is recognised for what it is."""
    match = both_ways(facts(one), facts(other))
    assert match is not None
    assert (match.reasons[0], match.reasons[1], match.strength) == (reason, "same_birth", strength)


@pytest.mark.parametrize(
    ("born", "precision", "reason", "strength"),
    [
        ("1990-03-05", "day", "same_birth", Strength.STRONG),
        ("1990-05-03", "day", "day_and_month_swapped", Strength.LIKELY),
        ("1990-03-15", "day", "one_slip", Strength.LIKELY),
        ("1990-03-06", "day", "one_slip", Strength.LIKELY),
        ("1990-08-05", "day", "one_slip", Strength.LIKELY),
        ("1991-03-05", "day", "one_slip", Strength.LIKELY),
        ("1980-03-05", "day", "one_slip", Strength.LIKELY),
        ("1990-01-01", "day", "partly_known", Strength.LIKELY),
        ("1990-03-01", "month", "partly_known", Strength.LIKELY),
        ("1990-01-01", "year", "partly_known", Strength.LIKELY),
        (None, "day", "birth_unknown", Strength.HINT),
    ],
)
def test_births_with_the_same_name(born: str | None, precision: str, reason: str, strength: Strength) -> None:
    """With the same name, slips in the birth date and unknown parts of it still match."""
    match = both_ways(facts("Şahin, Emre"), facts("Şahin, Emre", born, precision))
    assert match is not None
    assert (match.reasons, match.strength) == (("same_name", reason), strength)


@pytest.mark.parametrize(
    ("one", "other", "matches"),
    [
        ("Rohrbächer, Wilhelm (Willi)", "Rohrbaecher, Willy", True),
        ("Yılmaz, Mehmet (Memo)", "Yilmaz, Memo", True),
        ("Rohrbächer, Wilhelm", "Rohrbaecher, Willy", False),
        ("Rohrbächer, Wilhelm (Willi)", "Roth, Willy", False),
    ],
)
def test_the_called_name_is_asked_about_without_a_birth(one: str, other: str, matches: bool) -> None:
    """Somebody written down by the name they are called by is a hint; a short form alone is none."""
    for born in ("1990-03-05", None):
        match = both_ways(facts(one, born), facts(other, None))
        assert (match is not None) is matches
        if match is not None:
            assert (match.reasons, match.strength) == (("called_name", "birth_unknown"), Strength.HINT)


@pytest.mark.parametrize(
    ("born", "precision"),
    [
        ("1970-03-05", "day"),
        ("2010-03-05", "day"),
        ("1990-06-07", "day"),
        ("1991-04-05", "day"),
        ("1990-04-01", "month"),
        ("1991-01-01", "year"),
        ("1991-01-01", "day"),
    ],
)
def test_births_that_contradict(born: str, precision: str) -> None:
    """A father and a son of one name, and namesakes with other births, are two people."""
    assert both_ways(facts("Şahin, Emre"), facts("Şahin, Emre", born, precision)) is None


@pytest.mark.parametrize(
    "twins",
    [
        ("Kaya, Hasan", "Kaya, Hüseyin"),
        ("Kaya, Mehmet Ali", "Kaya, Mehmet Can"),
        ("Popa, Andrei", "Popa, Mihai"),
        ("Alami, Mohammed Amine", "Alami, Mohammed Yassin"),
        ("Novak, Jan", "Novak, Petr"),
        ("Rossi, Alessandro", "Rossi, Alessio"),
    ],
)
def test_twins_do_not_match(twins: tuple[str, str]) -> None:
    """Twins share family name and birth date, and are two people."""
    assert both_ways(facts(twins[0]), facts(twins[1])) is None


@pytest.mark.parametrize(
    "twins",
    [
        ("Kovač, Marko", "Kovač, Mirko"),
        ("Alami, Amine", "Alami, Amina"),
        ("Huber, Simon", "Huber, Simone"),
        ("Huber, Daniel", "Huber, Daniela"),
        ("Kaya, Emre", "Kaya, Emra"),
        ("Kaya, Serkan", "Kaya, Serdar"),
        ("Huber, Simon", "Hubert, Simone"),
    ],
)
def test_twins_with_names_that_are_alike_never_match_strongly(twins: tuple[str, str]) -> None:
    """Names of twins that differ by little are shown, never as the same person."""
    match = both_ways(facts(twins[0]), facts(twins[1]))
    assert match is None or match.strength < Strength.STRONG


@pytest.mark.parametrize(
    ("one", "other", "born"),
    [
        ("Petersen, Sebatian", "Petersuen, Sebastian", "1990-01-01"),
        ("Petersen, Sebatian", "Petersuen, Sebastian", None),
        ("Petersen, Sebatian", "Petersuen, Sebastian", "1990-05-03"),
        ("Petersen, Sebatian", "Betersuen, Sebastian", "1990-03-05"),
        ("Kaya, Ela", "Kuya, Ali", "1990-03-05"),
        ("Petersen, Karl", "Petersuen, Kai", "1990-03-05"),
    ],
)
def test_slips_in_both_names_need_one_birth_and_long_names(one: str, other: str, born: str | None) -> None:
    """Where the birth says little, or a short name differs by half of its letters, nobody is asked."""
    assert both_ways(facts(one, born), facts(other, born if born != "1990-05-03" else "1990-03-05")) is None


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_edits_are_counted_as_one_edit_knows_them(one: str, other: str) -> None:
    """The count is the same in both directions, one where one slip is all, none for the same."""
    assert edits(one, other) == edits(other, one) <= max(len(one), len(other))
    assert (edits(one, other) == 1) is one_edit(one, other)
    assert (edits(one, other) == 0) is (one == other)


def test_a_slip_from_the_year_into_the_month_is_found() -> None:
    """Two neighbouring digits swapped where the year ends: neither the year nor day and month are the same."""
    match = both_ways(facts("Şahin, Emre", "1990-12-05"), facts("Şahin, Emre", "1991-02-05"))
    assert match is not None
    assert match.reasons == ("same_name", "one_slip")


def test_first_of_january_is_weak_evidence() -> None:
    """Who has no papers is registered as born on 1 January: another spelling is then no strong match."""
    match = both_ways(facts("Haddad, Mohammed", "1990-01-01"), facts("Haddad, Muhamad", "1990-01-01"))
    assert match is not None
    assert (match.reasons[1], match.strength) == ("first_of_january", Strength.LIKELY)


def test_strongest_first_and_strangers_left_out() -> None:
    """The list starts with the surest match and holds no strangers."""
    others = [
        facts("Berg, Ida"),
        facts("Schahin, Emre", None),
        facts("Sahin, Emre"),
        facts("Sahin, Emre", "1990-05-03"),
    ]
    found = possible_duplicates(facts("Şahin, Emre"), others)
    assert [m.other for m in found] == [others[2], others[3], others[1]]


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("anna", "ana", True), ("anna", "annna", True), ("anna", "anno", True), ("anna", "nana", True),
        ("anna", "anna", False), ("anna", "an", False), ("anna", "onno", False), ("ab", "ba", True),
        ("", "a", True), ("abc", "cab", False),
    ],
)  # fmt: skip
def test_one_edit(one: str, other: str, answer: bool) -> None:
    """One letter more, less or different, or two neighbours swapped."""
    assert one_edit(one, other) is answer
    assert one_edit(other, one) is answer


# --- properties -----------------------------------------------------------------------------

_GIVEN = """
    Mohammed Muhammad Mohamed Yusuf Youssef Ali Alexander Sascha Aleksandr Emre Emra Şahin Karl Heinz
    Karlheinz Jan Iwan Memo Mehmet Íris ?
"""
GIVEN = _GIVEN.split()
_FAMILY = """
    Müller Mueller Mullar Şahin Schahin El Amrani Alamrani Kaya Kayaa Mohamed Yılmaz de Luca Ван 王
"""
FAMILY = _FAMILY.split()
DAYS = st.one_of(
    st.sampled_from(
        [
            *(BORN, dt.date(1990, 5, 3), dt.date(1990, 3, 15), dt.date(1990, 1, 1), dt.date(1991, 3, 5)),
            *(dt.date(1990, 12, 5), dt.date(1991, 2, 5)),
        ]
    ),
    st.dates(dt.date(1989, 1, 1), dt.date(1991, 12, 31)),
    st.none(),
)


def names(words: list[str], gaps: list[str]) -> str:
    """Join words with gaps."""
    return "".join(word + gap for word, gap in zip(words, gaps, strict=False)).strip()


def one_name(pool: list[str], least: int) -> st.SearchStrategy[str]:
    """Return one to three words of the pool, or any text, with blanks and hyphens between."""
    word = st.one_of(st.sampled_from(pool), st.text(min_size=1, max_size=4))
    gaps = st.lists(st.sampled_from([" ", "-"]), min_size=3, max_size=3)
    return st.builds(names, st.lists(word, min_size=least, max_size=3), gaps)


PEOPLE = st.builds(
    PersonFacts,
    one_name(FAMILY + GIVEN[:6], 1),
    one_name(GIVEN + FAMILY[:4], 0),
    one_name(GIVEN, 0),
    DAYS,
    st.sampled_from(["day", "month", "year"]),
)


@settings(max_examples=600)
@given(PEOPLE, PEOPLE)
def test_matches_are_symmetric_and_found_by_their_keys(one: PersonFacts, other: PersonFacts) -> None:
    """Both directions agree, and whatever matches shares a key, so the database finds it."""
    both_ways(one, other)


@given(PEOPLE)
def test_a_record_matches_itself(one: PersonFacts) -> None:
    """A record is always a possible duplicate of itself, strongly if its birth date is known."""
    match = both_ways(one, one)
    assert match is not None
    if one.birth_on and one.birth_precision == "day":
        assert match.strength is Strength.STRONG


@given(PEOPLE)
def test_keys_are_few_and_short(one: PersonFacts) -> None:
    """The array column stays small: most records have nine keys."""
    keys = blocking_keys(one)
    assert 1 <= len(keys.kept) <= 240
    assert 1 <= len(keys.asked) <= 240
    assert all(len(key) <= 80 for key in keys.kept)


def test_a_usual_name_has_nine_keys() -> None:
    """One given and one family name with a birth date make nine keys."""
    assert len(blocking_keys(facts("Şahin, Emre")).kept) == 9


def test_namesakes_of_other_births_do_not_meet() -> None:
    """People of one name whose births contradict each other have no key in common."""
    for born in ("1991-04-06", "1978-11-23", "2001-03-04"):
        asked = blocking_keys(facts("Şahin, Emre")).asked
        assert not asked & blocking_keys(facts("Şahin, Emre", born)).kept


@pytest.mark.parametrize(
    ("one", "other", "reason", "strength"),
    [
        ("Zerbst, N.", "Zerbst, Nora", "part_of_name", Strength.LIKELY),
        ("Lustig, Hans P.", "Lustig, Hans Peter", "part_of_name", Strength.LIKELY),
        ("Ahmadi, M. Reza", "Ahmadi, Mohammad Reza", "part_of_name", Strength.LIKELY),
        ("Ahmadi, M", "Ahmadi, Mohammad Reza", "part_of_name", Strength.LIKELY),
        ("Alkhatib, Muhammad", "Al-Khatib, Mohammed", "spelling", Strength.STRONG),
        ("Elamrani, Youssef", "El Amrani, Yusuf", "form_of_name", Strength.LIKELY),
        ("Nguyen Van Anh", "Nguyen, Van Anh", "same_name", Strength.STRONG),
        ("Van Anh Nguyen", "Nguyen, Van Anh", "same_name", Strength.STRONG),
        ("Şahin Emre", "Sahin, Emre", "same_name", Strength.STRONG),
    ],
)
def test_names_that_are_shortened_or_joined(one: str, other: str, reason: str, strength: Strength) -> None:
    """With one birth an initial may be the name, a particle joined to it, and one column hold all names."""
    match = both_ways(facts(one), facts(other))
    assert match
    assert (match.reasons[0], match.strength) == (reason, strength)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zerbst, N.", "Zerbst, Karla"),
        ("Ahmadi, M. Reza", "Ahmadi, Mohammad Ali"),
        ("Nguyen Van Anh", "Nguyen, Thi Anh"),
    ],
)
def test_names_whose_initials_are_others(one: str, other: str) -> None:
    """Another first letter or another second name is another person."""
    match = both_ways(facts(one), facts(other))
    assert match is None or match.strength is Strength.HINT


def test_initials_say_nothing_about_another_birth() -> None:
    """N. Zerbst born in another year is somebody else."""
    assert both_ways(facts("Zerbst, N."), facts("Zerbst, Nora", "1987-08-01")) is None
