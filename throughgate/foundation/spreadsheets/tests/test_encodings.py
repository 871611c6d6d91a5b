"""Tests of how encodings are told apart."""

from __future__ import annotations

import random

import pytest

from throughgate.foundation.spreadsheets.encodings import detect_encoding
from throughgate.foundation.spreadsheets.limits import Unreadable

# Names that the module does not know by heart.
GERMAN = [
    "Trögel",
    "Pflüger",
    "Bräuer",
    "Döring",
    "Kürschner",
    "Nöthen",
    "Häußler",
    "Göhring",
    "Wölfel",
    "Süß",
    "Spieß",
    "Rößler",
    "Mühlbauer",
    "Käfer",
    "Zöllner",
]
FRENCH = [
    "Desprès",
    "Bérard",
    "Périn",
    "Lemaître",
    "Château",
    "Thévenet",
    "Gagné",
    "Barthélemy",
    "Crépin",
    "Mallet-Guérin",
    "Québec",
    "Aurélie",
    "Clément",
]
ICELANDIC = [
    "Friðriksson",
    "Aðalsteinn",
    "Þorvaldsson",
    "Hjörleifsdóttir",
    "Bryndís",
    "Þórunn",
    "Guðlaugur",
    "Sighvatsdóttir",
    "Brynjólfur",
]
TURKISH = [
    "Açıkgöz",
    "Küçük",
    "Ağca",
    "Bağcı",
    "Kurtoğlu",
    "Süreyya",
    "Ateş",
    "Gümüş",
    "Sağlam",
    "Büyük",
    "Ilgın",
    "Kızıl",
    "Şengül",
    "Işıkdağ",
    "Tuğrul",
    "Başaran",
]
POLISH = [
    "Gąsior",
    "Święcicki",
    "Brzęczyk",
    "Chmieliński",
    "Żmuda",
    "Łapiński",
    "Wąsowicz",
    "Rożek",
    "Cieśla",
    "Gdyńska",
    "Błoński",
    "Pruszyński",
]
CZECH = [
    "Hruška",
    "Skřivánek",
    "Křenek",
    "Zářecký",
    "Břízová",
    "Štěrba",
    "Dočkal",
    "Pavlíček",
    "Mašek",
    "Řezníček",
    "Žižka",
    "Vlček",
    "Ševčík",
]
SOUTH_SLAVIC = [
    "Bošnjak",
    "Grgić",
    "Kneževič",
    "Pučnik",
    "Žibert",
    "Čepin",
    "Košir",
    "Slavčić",
    "Vrdoljak",
    "Brajković",
    "Šestak",
    "Križanić",
]
HUNGARIAN = [
    "Bögöly",
    "Erdős",
    "Kőszegi",
    "Szűr",
    "Pásztor",
    "Gőgös",
    "Fűzesi",
    "Vörös",
    "Csősz",
    "Bakó",
    "Süle",
    "Zsíros",
    "Hőgye",
]
ROMANIAN = [
    "Bănică",
    "Căldăraru",
    "Frîncu",
    "Gânscă",
    "Mătăsaru",
    "Prăjinaru",
    "Stăncescu",
    "Şulea",
    "Ţăranu",
    "Vişinescu",
    "Bîrsan",
    "Olaru",
]


def mixed(*lists: list[str], count: int, seed: int) -> str:
    """Return a list with some names of each kind, one on a line, other cells beside them."""
    chance = random.Random(seed)
    names = [name for names in lists for name in chance.sample(names, count)]
    chance.shuffle(names)
    return "\r\n".join(f"{number};{name};12.03.1990;B1" for number, name in enumerate(names))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1252", (GERMAN, FRENCH)),
        ("cp1252", (GERMAN, ICELANDIC)),
        ("latin-1", (GERMAN, FRENCH, ICELANDIC)),
        ("iso8859-9", (GERMAN, TURKISH)),
        ("cp1254", (TURKISH,)),
        ("iso8859-2", (GERMAN, POLISH)),
        ("iso8859-2", (GERMAN, CZECH)),
        ("iso8859-2", (SOUTH_SLAVIC, CZECH)),
        ("iso8859-2", (GERMAN, HUNGARIAN)),
        ("iso8859-2", (GERMAN, ROMANIAN)),
        ("iso8859-2", (POLISH, CZECH, HUNGARIAN, SOUTH_SLAVIC, ROMANIAN)),
        ("cp1250", (GERMAN, POLISH, CZECH, SOUTH_SLAVIC)),
        ("cp850", (GERMAN, FRENCH)),
        ("mac-roman", (GERMAN, FRENCH)),
    ],
)
def test_old_encodings_by_letters(tmp_path, encoding, names, seed):
    """A list of unknown names in an old encoding is read with the letters it was written with."""
    text = mixed(*names, count=6, seed=seed)
    path = tmp_path / "list"
    path.write_bytes(text.encode(encoding, "replace"))
    found = detect_encoding(path)
    assert path.read_bytes().decode(found.codec) == path.read_bytes().decode(encoding), found


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-2", "iso8859-9", "cp1250"])
def test_lost_letters_do_not_mislead(tmp_path, encoding, seed):
    """Names of all languages in one encoding, with question marks for what it lacks, are still told apart."""
    own = {"cp1252": [*GERMAN, *FRENCH, *ICELANDIC], "iso8859-9": TURKISH}.get(
        encoding, [*POLISH, *CZECH, *SOUTH_SLAVIC]
    )
    text = mixed(GERMAN, TURKISH, POLISH, CZECH, ICELANDIC, count=5, seed=seed) + mixed(
        own, count=10, seed=seed
    )
    path = tmp_path / "list"
    path.write_bytes(text.encode(encoding, "replace"))
    found = detect_encoding(path)
    assert path.read_bytes().decode(found.codec) == path.read_bytes().decode(encoding), found


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8 (bom)"),
        ("utf-16", "utf-16-le (bom)"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_unicode_encodings(tmp_path, encoding, name):
    """Unicode is recognised with and without its mark."""
    text = mixed(GERMAN, TURKISH, POLISH, count=8, seed=1)
    path = tmp_path / "list"
    path.write_bytes(text.encode(encoding))
    found = detect_encoding(path)
    assert found.name == name
    assert found.sure
    assert path.read_bytes().decode(found.codec) == text


def test_plain_letters_only(tmp_path):
    """A file without any special letter is ASCII and can be read as UTF-8."""
    path = tmp_path / "list"
    path.write_bytes(b"a;b\r\n1;2\r\n")
    assert detect_encoding(path).name == "ascii"


def test_latin_letter_after_a_million_plain_ones(tmp_path):
    """The only special letter may stand at the very end."""
    path = tmp_path / "list"
    path.write_bytes(b"Meier;1\r\n" * 200_000 + "Kühnel;2\r\n".encode("cp1252"))
    assert detect_encoding(path).codec == "cp1252"


def test_two_files_glued_together(tmp_path):
    """A UTF-8 file with a few lines of cp1252 stays UTF-8 and names the other encoding."""
    path = tmp_path / "list"
    path.write_bytes(
        mixed(GERMAN, TURKISH, count=9, seed=2).encode() + "\r\n99;Wölfel;1;2\r\n".encode("cp1252")
    )
    found = detect_encoding(path)
    assert (found.codec, found.mixed) == ("utf-8", "cp1252")


@pytest.mark.parametrize("content", [b"\0" * 5000, bytes(range(256)) * 40, b"\x01\x02\x03\x04" * 500])
def test_binary_is_refused(tmp_path, content):
    """Bytes that are no text are refused."""
    path = tmp_path / "list"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as refused:
        detect_encoding(path)
    assert refused.value.code == "binary"
