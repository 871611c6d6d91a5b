"""Load the vocabulary: places, occupations and postcodes. Runs as the owner, safe to run again."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connections, models, transaction
from psycopg.types.json import Jsonb

from throughgate.foundation.database.keys import uuid7
from throughgate.foundation.languages.folding import search_key
from throughgate.foundation.languages.known import by_language

from .models import Loaded, Occupation, OccupationWord, Place, Postcode
from .rules import COUNTRIES, place_keys
from .rules.places import base_name

DATA = Path(__file__).parent / "data"
# Raise this when keys are made in another way, so that the same files are loaded again.
_KEYS_VERSION = "1"
_LONGEST_KEY = 120


@dataclass(frozen=True)
class LoadReport:
    """What a loading did: rows in the file, whether anything was written, and what was left out, with why."""

    name: str
    rows: int
    is_changed: bool
    refused: tuple[tuple[int, str], ...] = ()


def load_vocabulary(*, using: str = "owner") -> list[LoadReport]:
    """Load places and occupations as the product ships them; takes no time when they are there."""
    return [load_places(using=using), load_occupations(using=using)]


def load_places(path: Path = DATA / "places.tsv.gz", *, using: str = "owner") -> LoadReport:
    """Load the places of the ten countries. Places that left the file are retired, never removed."""
    content = path.read_bytes()
    regions = (DATA / "regions.csv").read_bytes()

    def write() -> int:
        rows = [_place(row) for row in _read(gzip.decompress(content), delimiter="\t")]
        names = {(r["country"], r["code"]): r["name"] for r in _read(regions)}
        for place in rows:
            place.region_name = names.get((place.country, place.region), "")
        copy_into(Place, rows, using=using)
        there, known = Place.objects.using(using).filter(is_retired=False), {place.id for place in rows}
        gone = [key for key in there.values_list("id", flat=True) if key not in known]
        there.filter(id__in=gone).update(is_retired=True)
        return len(rows)

    return once("places", content + regions, write, using=using)


def load_occupations(*, using: str = "owner") -> LoadReport:
    """Load ISCO-08 and our everyday words; what ESCO added stays."""
    groups, trades = ((DATA / name).read_bytes() for name in ("isco08.csv", "trades.csv"))

    def write() -> int:
        rows = [
            Occupation(code=r["code"], level=len(r["code"]), titles=by_language(r, "title"))
            for r in _read(groups)
        ]
        for row in rows:
            row.parent_id = row.code[:-1] or None
        # Keeps the address that ESCO gave to a group.
        copy_into(Occupation, rows, fields=("code", "parent", "level", "titles"), using=using)
        titles = [
            make_word(row.code, title, language, OccupationWord.Source.TITLE)
            for row in rows
            for language, title in row.titles.items()
        ]
        own = [
            make_word(code, r["word"], r["language"], OccupationWord.Source.OWN)
            for r in _read(trades)
            for code in r["codes"].split()
        ]
        replace_words(own, OccupationWord.Source.OWN, using=using)
        replace_words(titles, OccupationWord.Source.TITLE, using=using)
        return len(rows) + len(own)

    return once("occupations", groups + trades, write, using=using)


def load_postcodes(path: Path, *, using: str = "owner") -> LoadReport:
    """Load postcodes from a file of the operator; the countries in it are replaced.

    GeoNames' postal format (tabs, twelve columns, no header), or CSV with the columns country, code, place,
    latitude, longitude.
    """
    content = path.read_bytes()
    text = content.decode("utf-8-sig")
    refused: list[tuple[int, str]] = []

    def write() -> int:
        found: dict[tuple[str, str, str], Postcode] = {}
        for number, row in enumerate(_postcode_rows(text), start=1):
            postcode = _postcode(row)
            if isinstance(postcode, str):
                refused.append((number, postcode))
            else:
                found[postcode.country, postcode.code, postcode.place_name] = postcode
        mine = Postcode.objects.using(using)
        mine.filter(country__in={country for country, _, _ in found}).delete()
        mine.bulk_create(found.values(), batch_size=2000)
        return len(found)

    report = once(f"postcodes {path.name}"[:40], content, write, using=using)
    return LoadReport(report.name, report.rows, report.is_changed, tuple(refused))


def once(name: str, content: bytes, write: Callable[[], int], *, using: str) -> LoadReport:
    """Run ``write`` in one transaction unless the same content was loaded before."""
    digest = hashlib.sha256(content + _KEYS_VERSION.encode()).hexdigest()
    with transaction.atomic(using=using):
        before = Loaded.objects.using(using).filter(name=name).first()
        if before and before.digest == digest:
            return LoadReport(name, before.rows, is_changed=False)
        rows = write()
        Loaded.objects.using(using).update_or_create(name=name, defaults={"digest": digest, "rows": rows})
    return LoadReport(name, rows, is_changed=True)


def make_word(code: str, word: str, language: str, source: str) -> OccupationWord:
    """Make a word with its key, unsaved."""
    return OccupationWord(
        id=uuid7(),
        occupation_id=code,
        word=word[:250],
        key=search_key(word)[:250],
        language=language,
        source=source,
    )


def replace_words(words: Iterable[OccupationWord], source: str, *, using: str) -> None:
    """Make these the only words of one source."""
    kept = {(word.occupation_id, word.key): word for word in words if word.key}
    OccupationWord.objects.using(using).filter(source=source).delete()
    copy_into(OccupationWord, list(kept.values()), using=using)


def copy_into(
    model: type[models.Model], rows: Sequence[models.Model], *, fields: Sequence[str] = (), using: str
) -> None:
    """Write rows with COPY by way of a temporary table; rows that exist are changed in place."""
    columns = [field for field in model._meta.concrete_fields if not fields or field.name in fields]
    names = ", ".join(f'"{field.column}"' for field in columns)
    key = model._meta.pk.column
    changes = ", ".join(f'"{f.column}" = EXCLUDED."{f.column}"' for f in columns if f.column != key)
    table = model._meta.db_table
    with connections[using].cursor() as cursor:
        # The names come from our own models, never from outside.
        cursor.execute(
            f'CREATE TEMPORARY TABLE staged ON COMMIT DROP AS SELECT {names} FROM "{table}" WITH NO DATA'  # noqa: S608
        )
        with cursor.copy(f"COPY staged ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([_value(field, row) for field in columns])
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {names} FROM staged '  # noqa: S608
            f'ON CONFLICT ("{key}") DO UPDATE SET {changes}'
        )
        cursor.execute("DROP TABLE staged")


def _value(field: models.Field[Any, Any], row: models.Model) -> object:
    value: object = getattr(row, field.attname)
    return Jsonb(value) if isinstance(field, models.JSONField) else value


def _read(content: bytes, *, delimiter: str = ",") -> Iterable[dict[str, str]]:
    return csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter)


def _place(row: dict[str, str]) -> Place:
    others = [name for name in row["other_names"].split("|") if name]
    names = dict.fromkeys((row["name"], base_name(row["name"]), *others))
    keys = [key for name in names for key in place_keys(name)]
    return Place(
        id=int(row["id"]),
        name=row["name"],
        name_key=keys[0][:_LONGEST_KEY],
        other_names=others,
        keys=list(dict.fromkeys(key[:_LONGEST_KEY] for key in keys)),
        country=row["country"],
        region=row["region"],
        near=row["near"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        population=int(row["population"]),
    )


def _postcode_rows(text: str) -> Iterable[dict[str, str]]:
    first = text.split("\n", 1)[0]
    if first.count("\t") >= 10:
        names = ("country", "code", "place", *(f"admin{n}" for n in range(6)), "latitude", "longitude")
        return csv.DictReader(io.StringIO(text), names, delimiter="\t", quoting=csv.QUOTE_NONE)
    return csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",")


def _postcode(row: dict[str, str]) -> Postcode | str:
    """Make a postcode, or give the code of the reason why not."""
    try:
        country, code = row["country"].strip().upper(), re.sub(r"\W", "", row["code"]).upper()
        latitude, longitude = (float(row[name].replace(",", ".")) for name in ("latitude", "longitude"))
    except (KeyError, AttributeError, TypeError, ValueError):
        return "row_unreadable"
    if country not in COUNTRIES:
        return "country_not_served"
    if not code or len(code) > 12 or not -90 <= latitude <= 90 or not -180 <= longitude <= 180:
        return "row_unreadable"
    name = (row.get("place") or "").strip()[:180]
    return Postcode(country=country, code=code, place_name=name, latitude=latitude, longitude=longitude)
