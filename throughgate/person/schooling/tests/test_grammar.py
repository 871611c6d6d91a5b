"""Expected: a rule that says what it may not, or not where it stands, is refused with file and place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from throughgate.ground.jurisdictions import checking
from throughgate.ground.jurisdictions.packs import FOLDER, BadPack, read
from throughgate.person.schooling import packs
from throughgate.person.schooling.rules.certificates.book import BadRule, Book
from throughgate.person.schooling.rules.certificates.grammar import Certificate
from throughgate.person.schooling.rules.subjects import subjects

MSA = (FOLDER / "de-nw" / "certificates" / "msa.toml").read_text()
TRADE = (FOLDER / "de-nw" / "certificates" / "trade_exam.toml").read_text()
WINDOW = '[[versions.windows]]\nkey = "exam"\nparagraph = "X 1"\nsays = { en = "Exam" }\n'
SLIPS = {
    "unknown key": (MSA, 'scale = "de"', 'scales = "de"', "unknown field `scales`"),
    "unknown key of a version": (MSA, "make_good = true", "make_goods = true", "unknown field `make_goods`"),
    "unknown key of a limit": (MSA, "final = true", "finally = true", "`$.versions[0].limits[0]`"),
    "no paragraph": (
        MSA,
        'paragraph = "APO-S I (Prüfung der Schulsoftware des Landes)"\n',
        "",
        "missing required field `paragraph`",
    ),
    "empty paragraph": (
        MSA,
        'paragraph = "APO-S I (Prüfung der Schulsoftware des Landes)"',
        'paragraph = ""',
        "length >= 2",
    ),
    "no law": (MSA, "law = {", "# law = {", "missing required field `law`"),
    "no text": (
        MSA,
        'says = { en = "No 6 in a basic course", de = "Keine 6 in einem Grundkurs" }\n',
        "",
        "`says`",
    ),
    "unknown subject": (MSA, '"elective"]', '"electives"]', "There is no subject electives"),
    "unknown group": (MSA, 'of = { group = "1" }', 'of = { group = "3" }', "There is no group 3"),
    "unknown floor": (MSA, 'floor = "two_threes"', 'floor = "threes"', "There is no floor threes"),
    "unknown level": (MSA, 'levels = ["basic"]', 'levels = ["base"]', "Invalid enum value 'base'"),
    "two of a name": (MSA, 'key = "basic_6"', 'key = "extended_6"', "There are two of extended_6"),
    "ends before it begins": (MSA, "since = 2019", "since = 2019\nuntil = 2018", "ends before it begins"),
    "no marks and no facts": (TRADE, "facts_decide = true", "", "Neither marks nor facts decide"),
    "groups alone": (MSA, "required = { extended = 4, basic = 3, none = 4 }", "", "go together"),
    "a fact that says nothing": (TRADE, "at_most = 2", "", "A fact says one of"),
    "a fact that says two things": (TRADE, "at_most = 2", "at_most = 2\nneeded = true", "A fact says one of"),
    "no day": (MSA, 'day = "02-01"', 'day = "02-32"', "regex"),
    "a window that ends before it begins": (
        MSA,
        "[[versions.facts]]",
        f'{WINDOW}first = "07-01"\nlast = "09-01"\n[[versions.facts]]',
        "A window ends before it begins",
    ),
    "two windows of a year": (
        MSA,
        "[[versions.facts]]",
        2 * f'{WINDOW}first = "05-01"\nlast = "06-01"\nschool_year = 2026\n' + "[[versions.facts]]",
        "two windows of one key in one year",
    ),
    "two documents of a key": (MSA, 'key = "report"', 'key = "life"', "There are two documents of one key"),
    "a document on no list": (MSA, 'key = "report"', 'key = "doctor"', "Invalid enum value 'doctor'"),
    "no TOML": (MSA, "[[versions]]", "[[versions]", "line"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_with_file_and_place(tmp_path: Path, name: str):
    """The sentence names the file in its pack, and what is wrong where."""
    text, old, new, said = SLIPS[name]
    assert old in text
    path = tmp_path / "xx" / "certificates" / "rule.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(BadPack) as told:
        read(path, Certificate, 1)
    assert str(told.value).startswith("jurisdictions/xx/certificates/rule.toml: ")
    assert said in str(told.value)
    (tmp_path / "xx" / "pack.toml").write_text('version = 2026-01-01\ncountry = "XX"\nname = { en = "X" }')
    assert list(checking.problems(tmp_path)) == [str(told.value)]


def test_two_versions_never_hold_at_once(tmp_path: Path):
    """In one school year at one kind of school."""
    path = tmp_path / "xx" / "certificates" / "rule.toml"
    path.parent.mkdir(parents=True)
    later = MSA[MSA.index("[[versions]]") :]
    path.write_text(f"{MSA}\n{later.replace('since = 2019', 'since = 2024')}")
    with pytest.raises(BadPack, match="Two versions hold in 2024"):
        read(path, Certificate, 1)
    ended = MSA.replace("since = 2019", "since = 2019\nuntil = 2023")
    path.write_text(ended + later.replace("since = 2019", "since = 2024"))
    found = read(path, Certificate, 1)
    assert [found.version(year, "comprehensive").since for year in (2023, 2024)] == [2019, 2024]


def _read(tmp_path: Path, text: str) -> Certificate:
    path = tmp_path / "xx" / "certificates" / "rule.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return read(path, Certificate, 1)


def test_a_version_says_what_changed(tmp_path: Path):
    """What it says counts whole, what it does not say stands as in the one above; a third may be based on it in turn."""
    ended = MSA.replace("since = 2019", "since = 2019\nuntil = 2023")
    second = 'since = 2024\nuntil = 2029\nbased_on = 2019\nname = { en = "Renamed" }\ndrop = []\n'
    third = "since = 2030\nbased_on = 2024\nrequired = { extended = 3, basic = 3, none = 3 }\n"
    old, new, last = _read(tmp_path, f"{ended}\n[[versions]]\n{second}\n[[versions]]\n{third}").versions
    assert (new.since, new.until, new.name, new.drop) == (2024, 2029, {"en": "Renamed"}, ())
    for word in (
        "law",
        "notes",
        "school_types",
        "groups",
        "required",
        "levelled",
        "limits",
        "floors",
        "facts",
    ):
        assert getattr(new, word) == getattr(old, word)
    assert (last.since, last.until, last.name, last.drop) == (2030, None, {"en": "Renamed"}, ())
    assert (last.required.basic, last.limits) == (3, old.limits)
    # The one above is as it was.
    assert (old.until, old.required.none, len(old.drop)) == (2023, 4, 1)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "since = 2024\nbased_on = 2018",
            "No version above this one begins in 2018 - at `$.versions[1].based_on`",
        ),
        ("since = 2024\nbased_on = 2024", "No version above this one begins in 2024"),
        ('since = 2024\nbased_on = "2019"', "No version above this one begins in 2019"),
        ("since = 2024\nbased_on = 2019\nlimit = []", "unknown field `limit` - at `$.versions[1]`"),
        ("since = 2020\nbased_on = 2019", "Two versions hold in 2020"),
        ("since = 2024\nbased_on = 2019\ngroups = []", "$.versions[1]"),
        ("based_on = 2019", "missing required field `since`"),
    ],
)
def test_a_version_based_on_nothing_is_told(tmp_path: Path, said: str, told: str):
    """With the file and the place: a year in which none above begins, or what no version may say."""
    ended = MSA.replace("since = 2019", "since = 2019\nuntil = 2023")
    with pytest.raises(BadPack) as refused:
        _read(tmp_path, f"{ended}\n[[versions]]\n{said}\n")
    assert told in str(refused.value)
    assert str(refused.value).startswith("jurisdictions/xx/certificates/rule.toml: ")


def test_which_of_two_is_not_guessed(tmp_path: Path):
    """Two versions above that begin in one year, at different schools: neither is meant."""
    ended = MSA.replace("since = 2019", "since = 2019\nuntil = 2023")
    other = 'since = 2019\nuntil = 2023\nbased_on = 2019\nschool_types = ["main"]\n'
    with pytest.raises(BadPack, match="Two versions above this one begin in 2019"):
        _read(tmp_path, f"{ended}\n[[versions]]\n{other}\n[[versions]]\nsince = 2024\nbased_on = 2019\n")


def test_a_file_beside_rules_is_told(tmp_path: Path):
    """Only TOML is read in the folder of rules."""
    folder = tmp_path / "xx" / "certificates"
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("")
    (tmp_path / "xx" / "pack.toml").write_text('version = 2026-01-01\ncountry = "XX"\nname = { en = "X" }')
    assert list(checking.problems(tmp_path)) == [
        "jurisdictions/xx/certificates/notes.txt: No app reads such a file."
    ]


def test_a_rule_names_what_is_there():
    """Its scale is in its pack, and so is the certificate beneath it."""
    found = packs.read_book("de-nw")
    with pytest.raises(BadRule, match="There is no scale de"):
        Book(found.certificates, {})
    with pytest.raises(BadRule, match="msa_q: There is no rule msa"):
        Book({"msa_q": found.certificates["msa_q"]}, found.scales)


@pytest.fixture
def broken(tmp_path: Path, monkeypatch):
    """A copy of the packs with a slip in a rule and in a file of scales, read afresh."""
    shutil.copytree(FOLDER, tmp_path / "packs")
    for name in (
        "throughgate.ground.jurisdictions.packs.FOLDER",
        "throughgate.ground.jurisdictions.checking.FOLDER",
    ):
        monkeypatch.setattr(name, tmp_path / "packs")
    (tmp_path / "packs" / "de-nw" / "certificates" / "msa.toml").write_text(MSA.replace("final", "finally"))
    (tmp_path / "packs" / "at" / "scales.toml").write_text("scales = []")
    caches = (packs.scales_of, packs.scales, packs.book_of, packs._by_name)
    for one in caches:
        one.cache_clear()
    yield tmp_path / "packs"
    for one in caches:
        one.cache_clear()


class Region:
    code, country = "rur-niers", "DE"


def test_a_broken_pack_stops_the_check_and_no_page(broken: Path):
    """The check tells each slip; pages get what can be read, and never an error."""
    told = list(checking.problems(broken))
    assert [one.split(":")[0] for one in told] == [
        "jurisdictions/at/scales.toml",
        "jurisdictions/de-nw/certificates/msa.toml",
    ]
    assert packs.book_in(Region()) is None
    assert packs.scales_of("at") == ()
    assert packs.find_scale("de").key == "de"
    assert packs.find_scale("at") is None
    with pytest.raises(BadPack):
        packs.read_book("de-nw")


def test_names_of_scales_mean_one(broken: Path):
    """A name that stands in two packs is told."""
    (broken / "at" / "scales.toml").write_text((FOLDER / "si" / "scales.toml").read_text())
    for one in (packs.scales_of, packs.scales):
        one.cache_clear()
    assert any("means at's si and si" in one for one in packs.PROBLEMS[0]())


def test_rules_speak_of_known_subjects_alone():
    """Every subject that a rule names is on the closed list."""
    for code in ("de-nw", "at", "cz", "pt"):
        for certificate in packs.read_book(code).certificates.values():
            for version in certificate.versions:
                assert {key for group in version.groups for key in group.subjects} <= set(subjects())
