"""Files made to do harm, a full disk, a worker that is killed: a sentence, little memory, nobody lost and nobody twice."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager, suppress

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import database
from throughgate.foundation.spreadsheets.limits import MB
from throughgate.foundation.spreadsheets.tests.test_bombs import HEAD, TAIL, sheet_file
from throughgate.person.people.importing.tests.lists import HEADINGS, ROWS, text, write
from throughgate.person.people.importing.tests.test_engine import begin, people_of, state_of

pytestmark = pytest.mark.usefixtures("fresh_database")
MEMORY = 160 * 1024
"""Kilobytes that a whole command may take, Python and Django with it: about 70 MB are those two."""
SECONDS = 30.0


def surroundings(var):
    """Return the environment of a process before this test's database and files."""
    import conftest
    from throughgate.config.settings import SECRET_KEY

    told = {name: value for name, value in os.environ.items() if not name.startswith("THROUGHGATE_")}
    return {
        **told,
        **database.environment(conftest.CLUSTER, database.CLONE),
        "THROUGHGATE_VAR": str(var),
        "THROUGHGATE_SECRET_KEY": SECRET_KEY,
    }


MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
"""
"""A small process between: what a child takes is counted from what its parent has."""


def by_command(path, var):
    """Import a file by a command of its own; return its code, what it complained, seconds and kilobytes."""
    command = [sys.executable, "-m", "throughgate", "import", "people", str(path), "--organisation", "north"]
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *command, "--json"],
        cwd=database.REPOSITORY,
        env=surroundings(var),
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stderr.decode(), time.monotonic() - start, int(done.stdout)


def sparse(path):
    with path.open("wb") as file:
        file.write(HEADINGS.encode() + b"\r\n")
        file.truncate(2048 * MB)
    return path


def endless(path):
    with path.open("wb") as file:
        file.write(HEADINGS.encode() + b"\r\n")
        for _ in range(60):
            file.write(b"a" * MB)
    return path


def packed(path, pieces):
    """Write a workbook whose sheet is made of pieces; this process must stay small, its children inherit its peak."""
    frame = sheet_file(path.with_suffix(".frame"), HEAD + TAIL)
    with zipfile.ZipFile(frame) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in source.infolist():
            if entry.filename != "xl/worksheets/sheet1.xml":
                archive.writestr(entry.filename, source.read(entry))
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for piece in (HEAD, *pieces, TAIL):
                sheet.write(piece)
    frame.unlink()
    return path


def bomb(path):
    return packed(path, (b" " * MB for _ in range(200)))


def hollow(path):
    """Ten million cells with a style and nothing in them."""
    row = b'<row r="%d">' + b'<c s="1"/>' * 100 + b"</row>"
    return packed(path, (row % n for n in range(1, 100_001)))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (sparse, "too large"),
        (endless, "has no end"),
        (bomb, "far too large when it is unpacked"),
        (hollow, ""),
    ],
    ids=["2 GB", "endless line", "zip bomb", "ten million empty cells"],
)
def test_files_made_to_do_harm(tmp_path, settings, make, words):
    """Refused by the command within seconds, in one sentence and with little memory; nothing is kept."""
    code, said, seconds, memory = by_command(make(tmp_path / "harm"), settings.VAR)
    assert code == 2, said
    assert words in said
    assert said.count("\n") == 1
    assert "Traceback" not in said
    assert seconds < SECONDS
    assert memory < MEMORY
    kept = settings.VAR / "uploads" / "imports"
    assert not kept.exists() or list(kept.iterdir()) == []


@pytest.fixture
def lead(client, fresh_cast):
    """Sign in as the case lead."""
    client.force_login(fresh_cast.actor("lead").user, backend="throughgate.ground.accounts.backend.Backend")
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


@pytest.mark.parametrize(("make", "words"), [(bomb, "far too large when"), (endless, "has no end")])
def test_the_same_on_the_page(lead, tmp_path, make, words):
    """The page of the upload says it, too, and keeps nothing."""
    from throughgate.foundation.imports import storage

    with make(tmp_path / "harm").open("rb") as file:
        answer = lead.post("/imports/add/", {"kind": "people", "file": file})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert list(storage.folder().iterdir()) == []


def test_a_waiting_file_cannot_be_read_on_the_disk(lead, settings):
    """What was uploaded lies encrypted until its import is over."""
    file = SimpleUploadedFile("liste.csv", text(*ROWS).encode("utf-8-sig"))
    assert lead.post("/imports/add/", {"kind": "people", "file": file}).status_code == 302
    (kept,) = (settings.VAR / "uploads" / "imports").iterdir()
    content = kept.read_bytes()
    for name in ("Şahin", "Emrah", "Wassenberg", "Buchnr"):
        assert name.encode() not in content
        assert name.encode("utf-16-le") not in content


@contextmanager
def full_disk(kilobytes):
    """Let no file of this process grow beyond this, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("kilobytes", [100, 2_000])
def test_a_full_disk_is_told(lead, settings, kilobytes):
    """Whether the upload or its encrypted copy has no room: one sentence, and nothing half-written stays."""
    from throughgate.foundation.imports import storage

    (settings.VAR / "uploads").mkdir(parents=True, exist_ok=True)
    file = SimpleUploadedFile("liste.csv", text(*(ROWS * 9_000)).encode("utf-8-sig"))
    with full_disk(kilobytes):
        answer = lead.post("/imports/add/", {"kind": "people", "file": file})
    assert answer.status_code == 422
    assert "There is no room left on the disk" in answer.content.decode()
    assert list(storage.folder().iterdir()) == []


def test_a_worker_killed_in_the_middle_loses_and_doubles_nobody(tmp_path, fresh_cast, settings):
    """`kill -9` while rows come in: the next worker takes the job up and goes on after the last whole batch."""
    from procrastinate.exceptions import AlreadyEnqueued

    from throughgate.config.settings import ENVIRONMENT
    from throughgate.foundation.imports.tasks import work_on
    from throughgate.foundation.jobs.tasks import rescue_stalled

    given = [line for part in range(90) for line in _others(part)]
    job = begin(fresh_cast, write(tmp_path, *given))
    work_on.defer(import_id=str(job.pk))

    def worker():
        command = [sys.executable, "-m", "throughgate", "worker", "--concurrency", "1"]
        return subprocess.Popen(
            command,
            cwd=database.REPOSITORY,
            env=surroundings(settings.VAR),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def until(condition):
        limit = time.monotonic() + 120
        while not condition(state_of(fresh_cast, job)):
            assert time.monotonic() < limit
            time.sleep(0.01)

    first = worker()
    until(lambda there: there.last_index > 0)
    first.send_signal(signal.SIGKILL)
    first.wait()
    cut = state_of(fresh_cast, job)
    assert cut.state == "running"
    assert 0 < cut.last_index < len(given)
    with psycopg.connect(ENVIRONMENT.admin_url) as connection:
        # So that the test need not wait until the dead one is missed.
        connection.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '10 minutes'")
    with suppress(AlreadyEnqueued):
        rescue_stalled.defer(timestamp=0)
    second = worker()
    try:
        until(lambda there: there.state != "running")
    finally:
        second.terminate()
        second.wait()
    assert state_of(fresh_cast, job).counts == {"created": len(given)}
    names = people_of(fresh_cast)
    assert len(names) == len(set(names)) == len(given)


def _others(part):
    """Return rows about people who have nothing in common."""
    a = "abcdefghijklmnopqrstuvwxyz"
    names = (
        f"{a[part % 26]}{a[n]}{a[(part * 7 + n * 3) % 26]}{'onerulix'[part // 26 * 2 :][:2]}{a[n * 11 % 26]}"
        for n in range(26)
    )
    return [
        f"{part}/{n};{name}{a[part // 26]};Anna;{n % 27 + 1:02d}.0{part % 9 + 1}.19{40 + (part * 3 + n) % 60};;;01.02.2026;;;;;;;;;"
        for n, name in enumerate(names)
    ]
