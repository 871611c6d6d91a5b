"""Measure `throughgate import people`: rows per second and memory, beside COPY of the very rows that it makes."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
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


def measure(rows: int, say: Any = print) -> dict[str, Any]:
    """Make a list of so many people, import it into an empty prison twice, and COPY the same rows. Return figures."""
    folder = Path(tempfile.mkdtemp(prefix="throughgate-bench-"))
    path = folder / "list.csv"
    write_list(path, rows)
    prison()
    figures: dict[str, Any] = {"rows": rows, "file_mb": round(path.stat().st_size / 1e6, 1)}
    say(f"{rows:,} rows, {figures['file_mb']} MB of CSV")
    figures |= {f"web_{name}": value for name, value in upload(path).items()}
    say(f"upload and page of the columns: {figures['web_seconds']} s, peak {figures['web_peak_mb']} MB")
    first, outcomes = run_import(path)
    figures |= {"seconds": first["seconds"], "worker_peak_mb": first["peak_mb"], "outcomes": outcomes}
    figures["rows_per_second"] = round(rows / first["seconds"])
    say(
        f"import: {first['seconds']} s, {figures['rows_per_second']:,} rows a second, peak {first['peak_mb']} MB"
    )
    say(f"        {outcomes}")
    cpu = round(first["cpu"] + (first["database_cpu"] or 0), 1)
    figures |= {"cpu": first["cpu"], "database_cpu": first["database_cpu"]}
    say(f"        processor time: {first['cpu']} s here, {first['database_cpu']} s in the database")
    again, outcomes = run_import(path)
    figures |= {"again_seconds": again["seconds"], "again": outcomes}
    say(f"the same list again: {again['seconds']} s, {outcomes}")
    copied = copy_again()
    figures |= {f"copy_{name}": value for name, value in copied.items()}
    for name in ("plain", "with_triggers"):
        seconds = copied[f"{name}_seconds"]
        ratio = round(seconds / first["seconds"], 3)
        figures[f"ratio_{name}"] = ratio
        say(f"COPY of the same rows, {name.replace('_', ' ')}: {seconds} s; the import reaches {ratio} of it")
        if used := copied[f"{name}_cpu"]:
            figures[f"cpu_ratio_{name}"] = round(used / cpu, 3)
            say(f"        by processor time ({used} s): {figures[f'cpu_ratio_{name}']}")
    path.unlink()
    folder.rmdir()
    return figures


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


def run_import(path: Path) -> tuple[dict[str, Any], dict[str, int]]:
    """Run the command in a process of its own; return its time and peak memory, and what became of the rows."""
    program = (
        "import json, resource, sys, time\n"
        "from throughgate.commands import importing\n"
        "start = time.monotonic()\n"
        f"importing.main(['people', {str(path)!r}, '--organisation', {CODE!r}, '--json'])\n"
        "seconds = round(time.monotonic() - start, 1)\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "from throughgate.bench.imports import backend_cpu\n"
        "from django.db import connection\n"
        "with connection.cursor() as cursor:\n"
        "    cursor.execute('SELECT pg_backend_pid()')\n"
        "    database = backend_cpu(cursor.fetchone()[0])\n"
        "print(json.dumps({'seconds': seconds, 'peak_mb': used.ru_maxrss // 1024,\n"
        "                  'cpu': round(used.ru_utime + used.ru_stime, 1), 'database_cpu': database}))\n"
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
        "from throughgate.commands.surroundings import set_up_django; set_up_django(); "
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
    from throughgate.ground.accounts.importing import import_account
    from throughgate.ground.organisations.models import Organisation

    actor = import_account(Organisation.objects.select_related("region").get(code=CODE), "people")
    application: Any = get_wsgi_application()
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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak}))


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


def copy_again() -> dict[str, Any]:
    """Take out the imported rows and COPY them back: with the tables' triggers, and without."""
    url = os.environ["THROUGHGATE_ADMIN_URL"]
    with psycopg.connect(url) as connection:
        blocks = {table: _out(connection, table) for table in TABLES}
    found: dict[str, Any] = {"bytes": sum(len(block) for block in blocks.values())}
    for name in ("with_triggers", "plain"):
        with psycopg.connect(url) as connection:
            connection.execute("SET session_replication_role = replica")
            for table in reversed(TABLES):
                connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
            if name == "with_triggers":
                connection.execute("SET session_replication_role = origin")
            backend = connection.info.backend_pid
            before, start = backend_cpu(backend), time.monotonic()
            for table, block in blocks.items():
                if name == "with_triggers" and table == "people_visibility":
                    continue  # the triggers make them
                with connection.cursor().copy(
                    sql.SQL("COPY {} ({}) FROM STDIN").format(
                        sql.Identifier(table), _columns(connection, table)
                    )
                ) as copy:
                    copy.write(block)
            connection.commit()
            found[f"{name}_seconds"] = round(time.monotonic() - start, 1)
            found[f"{name}_cpu"] = _used(backend, before)
    return found


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
