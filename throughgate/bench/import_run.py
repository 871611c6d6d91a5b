"""Import a made list by the command in a process of its own, and watch its time and memory."""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from throughgate.bench.chance import bits
from throughgate.bench.names import Names

HEADINGS = [
    *("Buchnr.", "Name", "Vorname", "Geb.-Dat.", "Muttersprache", "Deutsch", "Zugang"),
    *("Entl. frühest.", "Entl. vorauss.", "Entl. spätest.", "Wohnort n. Entl.", "PLZ", "Führersch."),
    *("Berufswunsch", "Abt.", "Bem."),
]
WISHES = ("Maurer", "Lager", "Koch, Bäcker", "Maler", "", "Gartenbau", "Tischler, Lager", "Schweißer")
TOWNS = (("Aachen", "52062"), ("Köln", "50667"), ("Bonn", "53111"), ("Hagen", "58095"), ("Neuss", "41460"))
CODE = "bench-import"


def write_list(path: Path, rows: int) -> None:
    """Write a release list: clean rows, and one in a hundred that must be asked or refused."""
    names, today = Names(), date.today()  # noqa: DTZ011
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADINGS)
        for number in range(rows):
            writer.writerow(_row(number, names, today))


def _row(number: int, names: Names, today: date) -> list[str]:
    name, mixed = names.of(number), bits(number, 7)
    born = date(1955, 1, 1) + timedelta(days=mixed % 18_000)
    arrived = today - timedelta(days=30 + (mixed >> 16) % 900)
    release = today + timedelta(days=30 + (mixed >> 24) % 900)
    family = name.family if mixed % 100 else name.family.replace("a", "?", 1)
    town, code = TOWNS[(mixed >> 8) % len(TOWNS)]
    return [
        f"{number // 1000}/{number:06d}", family, name.given, f"{born:%d.%m.%Y}", "Türkisch", "B1", f"{arrived:%d.%m.%Y}",
        "", f"{release:%d.%m.%Y}", "", town, code, ("ja (B)", "nein", "")[(mixed >> 12) % 3],
        WISHES[(mixed >> 20) % len(WISHES)], "A1", "siehe Akte",
    ]  # fmt: skip


def prison() -> None:
    """Make the empty prison that imports."""
    from throughgate.ground.organisations.models import Organisation, Region

    region, _made = Region.objects.using("owner").get_or_create(
        code=CODE, defaults={"name": "Bench import", "country": "DE"}
    )
    Organisation.objects.using("owner").get_or_create(
        code=CODE, defaults={"kind": "prison", "name": "Bench import", "name_key": CODE, "region": region}
    )


def run_import(path: Path, *more: str) -> tuple[dict[str, Any], dict[str, int]]:
    """Run the command in a process of its own; return its time and peak memory, and what became of the rows."""
    words = ["people", str(path), "--organisation", CODE, "--json", *more]
    program = (
        "from throughgate.commands.environment import set_up_django; set_up_django(); "
        "from throughgate.bench.import_run import watched; from throughgate.commands.importing import main; "
        f"watched(main, {words!r})"
    )
    outcomes: dict[str, int] = {}
    last = "{}"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=os.environ
    ) as running:
        assert running.stdout is not None
        for line in running.stdout:
            last = line
            if '"outcome"' in line:
                outcome = json.loads(line)["outcome"]
                outcomes[outcome] = outcomes.get(outcome, 0) + 1
    if running.returncode:
        raise RuntimeError("the import failed")
    return json.loads(last), outcomes


def watched(command: Callable[[list[str]], object], words: list[str]) -> None:
    """Run a command in this process; print its lines, and then its time, memory and processor time."""
    start, peaks, done = time.monotonic(), [], threading.Event()

    def watch() -> None:
        while not done.wait(0.2):
            peaks.append(peak())

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        command(words)
    finally:
        done.set()
        watching.join()
    seconds, used = round(time.monotonic() - start, 1), resource.getrusage(resource.RUSAGE_SELF)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        database = backend_cpu(cursor.fetchone()[0])
    figures = {
        "seconds": seconds,
        "peak_mb": peak(),
        "early_peak_mb": peaks[len(peaks) // 10] if peaks else peak(),
        "cpu": round(used.ru_utime + used.ru_stime, 1),
        "database_cpu": database,
    }
    print(json.dumps(figures))


def peak() -> int:
    """Return the largest size of this program in memory so far, in MB."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        # Counts whoever started it as well.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def backend_cpu(process: int) -> float | None:
    """Return the seconds of processor time that a backend of this machine has used; None where it is elsewhere."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return round((int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), 1)
