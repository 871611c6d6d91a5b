"""Measure `throughgate import people`: rows per second and memory, beside COPY of the very rows that it makes."""

from __future__ import annotations

import csv
import io
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from throughgate.bench.chance import bits
from throughgate.bench.names import Names

TABLES = (
    *("people_person", "people_caselink", "people_stay", "people_personnumber", "people_spokenlanguage"),
    *("people_wish", "people_visibility", "audit_entry", "imports_rowresult"),
)
"""What the import of a row writes, in the order in which COPY can write it again."""
HEADINGS = [
    *("Buchnr.", "Name", "Vorname", "Geb.-Dat.", "Muttersprache", "Deutsch", "Zugang"),
    *("Entl. frühest.", "Entl. vorauss.", "Entl. spätest.", "Wohnort n. Entl.", "PLZ", "Führersch."),
    *("Berufswunsch", "Abt.", "Bem."),
]
WISHES = ("Maurer", "Lager", "Koch, Bäcker", "Maler", "", "Gartenbau", "Tischler, Lager", "Schweißer")
TOWNS = (("Aachen", "52062"), ("Köln", "50667"), ("Bonn", "53111"), ("Hagen", "58095"), ("Neuss", "41460"))
CODE = "bench-import"


PASSES = {"preview": "preview", "import": "import", "again": "the same list again"}


def measure(rows: int, say: Any = print) -> dict[str, Any]:
    """Make a list of so many people; preview it, import it, COPY the same rows, import it again. Return figures."""
    folder = Path(tempfile.mkdtemp(prefix="throughgate-bench-"))
    path = folder / "list.csv"
    write_list(path, rows)
    prison()
    figures: dict[str, Any] = {
        "rows": rows,
        "file_mb": round(path.stat().st_size / 1e6, 1),
        "facts": machine(),
    }
    for fact in figures["facts"]:
        say(fact)
    say(f"{rows:,} rows, {figures['file_mb']} MB of CSV")
    figures["web"] = web = upload(path)
    say(f"upload and page of the columns: {web['seconds']} s, peak {web['peak_mb']} MB")
    for name in ("preview", "import"):
        figures[name] = one_pass(name, path, rows, say)
    figures["copy"] = copied = copy_again()
    for way, copy in copied.items():
        say(
            f"COPY of the {rows:,} rows' {copy['lines']:,} lines in {len(TABLES)} tables, {way}: {copy['seconds']} s"
        )
        for name in ("preview", "import"):
            _compare(figures[name], way, copy)
            say(f"  {_ratios(PASSES[name], figures[name]['of_copy'][way])}")
        both: dict[str, Any] = {
            key: _sum(figures["preview"][key], figures["import"][key]) for key in ("seconds", "cpu_all")
        }
        _compare(both, way, copy)
        figures.setdefault("both", {})[way] = both["of_copy"][way]
        say(f"  {_ratios('preview and import together', both['of_copy'][way])}")
    figures["again"] = one_pass("again", path, rows, say)
    path.unlink()
    folder.rmdir()
    return figures


def machine() -> list[str]:
    """Say when and on what this was measured."""
    with psycopg.connect(os.environ["THROUGHGATE_ADMIN_URL"]) as connection:
        row = connection.execute(
            "SELECT current_setting('server_version'), current_setting('shared_buffers'), current_setting('fsync')"
        ).fetchone()
    assert row is not None
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    return [
        f"{date.today().isoformat()}, {os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}",  # noqa: DTZ011
        f"PostgreSQL {row[0]}, {row[1]} of shared buffers, fsync {row[2]}, load of the machine before: {load}",
    ]


def one_pass(name: str, path: Path, rows: int, say: Any) -> dict[str, Any]:
    """Run the command once over the whole list and say what came of it."""
    found, outcomes = run_import(path, *(["--dry-run"] if name == "preview" else []))
    found |= {"outcomes": outcomes, "rows_per_second": round(rows / found["seconds"])}
    found["cpu_all"] = _sum(found["cpu"], found["database_cpu"])
    say(f"{PASSES[name]}: {found['seconds']} s, {found['rows_per_second']:,} rows a second")
    say(f"  peak {found['peak_mb']} MB, after a tenth of the time {found['early_peak_mb']} MB; {outcomes}")
    say(f"  processor time: {found['cpu']} s here, {found['database_cpu']} s in the database")
    return found


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else round(one + other, 1)


def _compare(found: dict[str, Any], way: str, copy: dict[str, Any]) -> None:
    ratios = {"by_time": round(copy["seconds"] / found["seconds"], 3)}
    if copy["cpu"] and found["cpu_all"]:
        ratios["by_cpu"] = round(copy["cpu"] / found["cpu_all"], 3)
    found.setdefault("of_copy", {})[way] = ratios


def _ratios(name: str, ratios: dict[str, float]) -> str:
    said = f"{name}: {ratios['by_time']} of COPY by the clock"
    return said + (f", {ratios['by_cpu']} by processor time" if "by_cpu" in ratios else "")


def as_markdown(figures: dict[str, Any]) -> str:
    """Return the report."""
    table = [
        "| pass | seconds | rows a second | peak MB | after a tenth | CPU s, worker | CPU s, database |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, words in PASSES.items():
        found = figures[name]
        table.append(
            f"| {words} | {found['seconds']} | {found['rows_per_second']:,} | {found['peak_mb']} "
            f"| {found['early_peak_mb']} | {found['cpu']} | {found['database_cpu']} |"
        )
    ratios = ["| of COPY | by the clock | by processor time |", "| --- | --- | --- |"]
    for way in figures["copy"]:
        passes = {PASSES[name]: figures[name]["of_copy"][way] for name in ("preview", "import")}
        passes["both together"] = figures["both"][way]
        ratios += [
            f"| {words}, COPY {way} | {found['by_time']} | {found.get('by_cpu', '-')} |"
            for words, found in passes.items()
        ]
    copies = [
        f"- COPY {way}: {copy['seconds']} s, {copy['cpu']} s of processor time, {copy['lines']:,} lines"
        for way, copy in figures["copy"].items()
    ]
    return MARKDOWN.format(
        rows=figures["rows"],
        facts="\n".join(f"- {fact}" for fact in figures["facts"]),
        web=f"- upload of {figures['file_mb']} MB and page of the columns: {figures['web']['seconds']} s, "
        f"peak of the web process {figures['web']['peak_mb']} MB",
        outcomes="\n".join(f"- {PASSES[name]}: {figures[name]['outcomes']}" for name in PASSES),
        table="\n".join(table),
        copies="\n".join(copies),
        ratios="\n".join(ratios),
        met="met" if figures["import"]["of_copy"]["plain"]["by_time"] >= AIM else "missed",
        aim=AIM,
    )


AIM = 0.1
MARKDOWN = """# How fast a list comes in

Measured by `throughgate bench import --rows {rows} --markdown docs/benchmark-import.md`, in a database of its own that
it makes and drops. It is what it is on one machine on one day; read ratios.

A made-up release list goes through the command `throughgate import people` and every check: first as a preview, which
writes nothing but what would become of each row; then for real; then once more, when nothing changes. The clock of a pass
runs from opening the file to the last line of output, columns and report included. COPY writes exactly the
lines that the import made, in all tables, once as fast as it can (*plain*: no triggers, no foreign keys) and once with
both. Memory is the peak of the process; the web process only takes the file and guesses the columns.

{facts}
{web}
{outcomes}

{table}

{copies}

{ratios}

The aim for the import is {aim} of plain COPY by the clock: {met}. Where other work keeps the machine busy, the processor
time says more than the clock.
"""


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
        "from throughgate.bench.imports import watched; from throughgate.commands.importing import main; "
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
            peaks.append(_peak())

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
        "peak_mb": _peak(),
        "early_peak_mb": peaks[len(peaks) // 10] if peaks else _peak(),
        "cpu": round(used.ru_utime + used.ru_stime, 1),
        "database_cpu": database,
    }
    print(json.dumps(figures))


def _peak() -> int:
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


def upload(path: Path) -> dict[str, Any]:
    """Upload the file through the whole web application in a process of its own, and open the page of its columns."""
    code = (
        "from throughgate.commands.environment import set_up_django; set_up_django(); "
        f"from throughgate.bench.imports import upload_here; upload_here({str(path)!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True, env=os.environ
    )
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def upload_here(path: str) -> None:
    """Do so in this process; print seconds and peak memory."""
    from django.core.wsgi import get_wsgi_application

    from throughgate.foundation.database.context import acting
    from throughgate.foundation.imports.models import Import

    application: Any = get_wsgi_application()
    actor = _case_lead()
    cookie = _session(actor)
    call(application, "GET", "/imports/add/", cookie)
    start = time.monotonic()
    status, headers = call(application, "POST", "/imports/add/", cookie, Path(path))
    if status != 302:
        raise RuntimeError(f"the upload was answered {status}")
    call(application, "GET", headers["Location"], cookie)
    seconds = round(time.monotonic() - start, 1)
    with acting(actor.context):
        from throughgate.foundation.imports import actions

        for job in Import.objects.filter(state="uploaded"):
            actions.cancel(actor=actor, job=job)
    print(json.dumps({"seconds": seconds, "peak_mb": _peak()}))


def _case_lead() -> Any:
    """Return somebody of the organisation who may sign in; the account that the command imports as may not."""
    from django.utils import timezone

    from throughgate.ground.accounts.actor import Actor
    from throughgate.ground.accounts.models import Membership, User
    from throughgate.ground.organisations.models import Organisation

    user, _ = User.objects.get_or_create(
        username="bench.lead", defaults={"given_names": "Bench", "family_name": "Lead"}
    )
    member, _ = Membership.objects.get_or_create(
        user=user,
        organisation=Organisation.objects.select_related("region").get(code=CODE),
        defaults={"roles": ["case_lead", "administrator"], "starts_on": timezone.localdate()},
    )
    return Actor(user=user, membership=member)


def _session(actor: Any) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(actor.user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = actor.user.get_session_auth_hash()
    session["membership"] = str(actor.membership.pk)
    session["second_factor"] = True
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; csrftoken={'a' * 32}"


def call(
    application: Any, method: str, address: str, cookie: str, file: Path | None = None
) -> tuple[int, dict[str, str]]:
    """Ask the application for a page as a server does; a file is read from the disk piece by piece."""
    SimpleCookie(cookie)
    body, length, kind = io.BytesIO(), 0, ""
    stream: Any = body
    if file is not None:
        stream, length, kind = _multipart(file)
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": address, "QUERY_STRING": "", "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "HTTP_COOKIE": cookie,
        "CONTENT_LENGTH": str(length), "CONTENT_TYPE": kind, "wsgi.input": stream, "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": False,
        "wsgi.run_once": False, "REMOTE_ADDR": "127.0.0.1",
    }  # fmt: skip
    answer: list[Any] = []
    response = application(environ, lambda status, headers, *_more: answer.extend((status, dict(headers))))
    for _piece in response:
        pass
    response.close()
    return int(answer[0].split()[0]), answer[1]


def _multipart(file: Path) -> tuple[Any, int, str]:
    boundary = "x" * 24
    fields = {"csrfmiddlewaretoken": "a" * 32, "kind": "people", "once": str(uuid.uuid4())}
    head = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    head += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\n\r\n'
    target = file.with_suffix(".body")
    with target.open("wb") as out, file.open("rb") as source:
        out.write(head.encode())
        while piece := source.read(1 << 20):
            out.write(piece)
        out.write(f"\r\n--{boundary}--\r\n".encode())
    stream = target.open("rb")
    target.unlink()
    return stream, os.fstat(stream.fileno()).st_size, f"multipart/form-data; boundary={boundary}"


def copy_again() -> dict[str, dict[str, Any]]:
    """Take out the imported rows and COPY them back: as fast as it can, and with triggers and foreign keys."""
    url = os.environ["THROUGHGATE_ADMIN_URL"]
    with psycopg.connect(url) as connection:
        # What the preview left is none of the import's lines.
        connection.execute("DELETE FROM imports_rowresult WHERE is_preview")
        connection.commit()
        blocks = {table: _out(connection, table) for table in TABLES}
    found: dict[str, dict[str, Any]] = {}
    for way in ("with triggers", "plain"):
        with psycopg.connect(url) as connection:
            tables = sql.SQL(", ").join(sql.Identifier(table) for table in TABLES)
            connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(tables))
            connection.commit()
            if way == "plain":
                connection.execute("SET session_replication_role = replica")
            backend = connection.info.backend_pid
            before, start, lines = backend_cpu(backend), time.monotonic(), 0
            for table, block in blocks.items():
                if way == "with triggers" and table == "people_visibility":
                    continue  # the triggers make them
                with connection.cursor() as cursor:
                    with cursor.copy(
                        sql.SQL("COPY {} ({}) FROM STDIN").format(
                            sql.Identifier(table), _columns(connection, table)
                        )
                    ) as copy:
                        copy.write(block)
                    lines += cursor.rowcount
            connection.commit()
            seconds = round(time.monotonic() - start, 1)
            found[way] = {"seconds": seconds, "cpu": _used(backend, before), "lines": lines}
    return {"plain": found["plain"], "with triggers": found["with triggers"]}


def _used(backend: int, before: float | None) -> float | None:
    after = backend_cpu(backend)
    return None if before is None or after is None else round(after - before, 1)


def _out(connection: psycopg.Connection, table: str) -> bytes:
    pieces: Iterator[Any]
    with connection.cursor().copy(
        sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), _columns(connection, table))
    ) as copy:
        pieces = iter(copy)
        return b"".join(bytes(piece) for piece in pieces)


def _columns(connection: psycopg.Connection, table: str) -> sql.Composed:
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND attgenerated = '' ORDER BY attnum",
        [table],
    ).fetchall()
    return sql.SQL(", ").join(sql.Identifier(name) for (name,) in rows)
