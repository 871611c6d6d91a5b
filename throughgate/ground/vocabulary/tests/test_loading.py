"""Loading places, occupations, postcodes and ESCO: safe to run again, nothing lost, nothing silent."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import connections

from throughgate.ground.vocabulary.building import COLUMNS, build, write
from throughgate.ground.vocabulary.esco import GROUPS, OCCUPATIONS, SKILLS, UnusableFiles, import_esco
from throughgate.ground.vocabulary.loading import load_occupations, load_places, load_postcodes
from throughgate.ground.vocabulary.models import Occupation, OccupationWord, Place, Postcode, Skill

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

BASE = "http://data.europa.eu/esco/"


def _city(key: int, name: str, **other: object) -> dict[str, object]:
    return {
        "geonameid": key, "name": name, "countrycode": "DE", "admin1code": "07", "latitude": 51.0,
        "longitude": 7.0, "population": 900, "alternatenames": [], **other,
    }  # fmt: skip


def test_places_are_built_with_local_names_and_the_nearest_town(tmp_path: Path) -> None:
    """English names give way to local ones, airport codes and other scripts go, villages say what is near."""
    cities = {
        "1": _city(
            1,
            "Munich",
            population=1_500_000,
            alternatenames=["München", "MUC", "Мюнхен", "Monaco di Baviera"],
        ),
        "2": _city(2, "Unterdorf", longitude=7.2),
        "3": _city(3, "Elsewhere", countrycode="US"),
    }
    rows = build(cities)
    assert [(row["id"], row["name"], row["near"], row["other_names"]) for row in rows] == [
        (1, "München", "", "Monaco di Baviera|Munich"),
        (2, "Unterdorf", "München", ""),
    ]
    write(rows, tmp_path / "a")
    write(build(dict(reversed(cities.items()))), tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_loading_places_again_changes_nothing_and_retires_what_left(tmp_path: Path) -> None:
    """A place that left the list stays for those who point at it, but is no longer found."""
    path = tmp_path / "places.tsv.gz"
    write(build({"1": _city(-1, "Oberdorf"), "2": _city(-2, "Unterdorf")}), path)
    assert load_places(path).is_changed
    assert not load_places(path).is_changed
    write(build({"1": _city(-1, "Oberdorf am See")}), path)
    assert load_places(path).rows == 1
    places = Place.objects.using("owner")
    assert places.get(pk=-1).name == "Oberdorf am See"
    assert not places.get(pk=-1).is_retired
    assert places.get(pk=-2).is_retired
    assert places.filter(is_retired=False).count() == 1


def test_the_shipped_file_has_the_columns_that_are_read() -> None:
    """The file of the product and the code that reads it agree."""
    path = Path(__file__).parents[1] / "data" / "places.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        assert tuple(next(csv.reader(file, delimiter="\t"))) == COLUMNS


def test_the_app_cannot_change_the_vocabulary() -> None:
    """Pages read the vocabulary; only set-up writes it."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname LIKE 'vocabulary_%%' AND relkind = 'r' AND "
            "has_table_privilege('throughgate_app', oid, 'INSERT, UPDATE, DELETE, TRUNCATE')"
        )
        assert cursor.fetchall() == []


def test_postcodes_come_from_geonames_or_csv(tmp_path: Path) -> None:
    """Both forms are read, again changes nothing, and a row that cannot be read is told with its number."""
    geonames = tmp_path / "DE.txt"
    geonames.write_text(
        "DE\t52511\tGeilenkirchen\tNordrhein-Westfalen\tNW\t\t00\t\t\t50.96\t6.11\t4\n"
        "DE\t52511\tGillrath\tNordrhein-Westfalen\tNW\t\t00\t\t\t50.98\t6.08\t4\n"
        "FR\t75001\tParis\t\t\t\t\t\t\t48.8\t2.3\t4\n"
        "DE\t52512\tNowhere\t\t\t\t\t\t\tx\t6.08\t4\n"
    )
    report = load_postcodes(geonames)
    assert (report.rows, report.refused) == (2, ((3, "country_not_served"), (4, "row_unreadable")))
    assert not load_postcodes(geonames).is_changed
    table = tmp_path / "cz.csv"
    table.write_text("country;code;place;latitude;longitude\nCZ;110 00;Praha;50,08;14,42\n")
    assert load_postcodes(table).rows == 1
    assert list(
        Postcode.objects.using("owner").values_list("country", "code").order_by("country").distinct()
    ) == [
        ("CZ", "11000"),
        ("DE", "52511"),
    ]


def _write_csv(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        csv.writer(file).writerows([columns, *rows])


@pytest.fixture
def esco(tmp_path: Path) -> Path:
    """Write a small ESCO: one branch of groups, two occupations, one skill."""
    groups = [
        ("7", "Craft"),
        ("71", "Building"),
        ("711", "Frame"),
        ("7112", "Bricklayers"),
        ("7111", "House builders"),
    ]
    _write_csv(
        tmp_path / GROUPS,
        ("conceptUri", "code", "preferredLabel"),
        [(f"{BASE}isco/C{code}", code, label) for code, label in groups],
    )
    _write_csv(
        tmp_path / OCCUPATIONS,
        ("conceptUri", "preferredLabel", "altLabels", "code"),
        [
            (f"{BASE}occupation/a", "chimney mason", "stack mason\nflue mason", "7112.1"),
            (f"{BASE}occupation/b", "chimney mason helper", "", "7112.1.1"),
        ],
    )
    _write_csv(
        tmp_path / SKILLS,
        ("conceptUri", "preferredLabel", "description", "broaderConceptPT"),
        [(f"{BASE}skill/a", "show initiative", "Take the first step.", "taking a proactive approach")],
    )
    return tmp_path


def test_esco_is_imported_once_and_keeps_our_words(esco: Path) -> None:
    """Groups, occupations and skills come in; German titles and everyday words stay."""
    report = import_esco(esco, expect_full=False)
    assert (report.groups, report.occupations, report.skills, report.refused) == (5, 2, 1, [])
    assert not import_esco(esco, expect_full=False).is_changed
    occupations = Occupation.objects.using("owner")
    assert occupations.get(code="7112.1.1").parent_id == "7112.1"
    assert occupations.get(code="7112.1").level == 5
    assert occupations.get(code="7112").titles["de"] == "Maurerhandwerk"
    words = OccupationWord.objects.using("owner")
    assert words.filter(occupation="7112.1", source="esco").count() == 3
    assert words.filter(word="Maurer", source="own", occupation="7112").exists()
    assert Skill.objects.using("owner").get(uri=f"{BASE}skill/a").name == "show initiative"


def test_esco_files_may_be_packed(esco: Path) -> None:
    """The files come as they are or packed with gzip."""
    path = esco / OCCUPATIONS
    (esco / f"{OCCUPATIONS}.gz").write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    assert import_esco(esco, expect_full=False).occupations == 2


def test_loading_our_own_words_again_leaves_esco_alone(esco: Path) -> None:
    """A new release of our words does not take away what ESCO brought."""
    import_esco(esco, expect_full=False)
    from throughgate.ground.vocabulary.models import Loaded

    Loaded.objects.using("owner").filter(name="occupations").delete()
    assert load_occupations().is_changed
    assert OccupationWord.objects.using("owner").filter(source="esco", occupation="7112.1").count() == 3
    assert Occupation.objects.using("owner").get(code="7112").esco_uri == f"{BASE}isco/C7112"


def test_broken_rows_of_esco_are_told(esco: Path) -> None:
    """Each row that is left out stands in the report with its file, row and reason."""
    _write_csv(
        esco / OCCUPATIONS,
        ("conceptUri", "preferredLabel", "altLabels", "code"),
        [
            (f"{BASE}occupation/a", "chimney mason", "", "7112.1"),
            (f"{BASE}occupation/b", "twice", "", "7112.1"),
            (f"{BASE}occupation/c", "no code", "", "x"),
            (f"{BASE}occupation/d", "", "", "7112.2"),
            (f"{BASE}occupation/e", "no group", "", "7999.1"),
        ],
    )
    report = import_esco(esco, expect_full=False)
    assert report.refused == [
        (OCCUPATIONS, 3, "code_twice"),
        (OCCUPATIONS, 4, "code_unreadable"),
        (OCCUPATIONS, 5, "label_missing"),
        (OCCUPATIONS, 6, "parent_missing"),
    ]


def test_an_unusable_folder_changes_nothing(esco: Path) -> None:
    """What cannot be used (files or columns missing, broken packing, wrong counts) writes nothing."""
    with pytest.raises(UnusableFiles, match="counts"):
        import_esco(esco)
    (esco / SKILLS).write_text("conceptUri,preferredLabel\n")
    with pytest.raises(UnusableFiles, match="columns"):
        import_esco(esco, expect_full=False)
    (esco / SKILLS).unlink()
    with pytest.raises(UnusableFiles, match="missing"):
        import_esco(esco, expect_full=False)
    (esco / f"{SKILLS}.gz").write_bytes(b"not packed")
    with pytest.raises(UnusableFiles, match="unreadable"):
        import_esco(esco, expect_full=False)
    assert not Skill.objects.using("owner").exists()


def test_the_command_says_what_it_did(esco: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be read ends with 2 and a sentence; rows left out end with 3 and are told."""
    from throughgate.commands.esco import main, postcodes

    assert main([str(esco)]) == 2
    assert "counts" in capsys.readouterr().err
    table = esco / "si.csv"
    table.write_text("country,code,place,latitude,longitude\nSI,1000,Ljubljana,46.05,14.5\n")
    assert postcodes([str(table)]) == 0
    assert capsys.readouterr().out == "Postcodes: 1.\n"
    table.write_text("country,code,place,latitude,longitude\nSI,2000,Maribor,46.5,15.6\nSI,,,,\n")
    assert postcodes([str(table)]) == 3
    assert "row 2" in capsys.readouterr().err
    assert postcodes([str(esco / "none.csv")]) == 2
