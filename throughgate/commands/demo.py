"""Start everything on this machine: database, sample region, web and worker, and show how to sign in."""

from __future__ import annotations

import argparse
import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from throughgate.commands.environment import database_at_hand
from throughgate.config.environment import REPOSITORY, Environment
from throughgate.foundation.processes import Supervisor

READY_LIMIT = 120.0  # seconds
HERE = [sys.executable, "-m", "throughgate"]
PACKAGE = REPOSITORY / "throughgate"


def main(arguments: list[str]) -> int:
    """Run the demo until Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(prog="throughgate demo", description=__doc__)
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    options = parser.parse_args(arguments)
    os.environ.setdefault("THROUGHGATE_DEMO", "yes")
    address = os.environ["THROUGHGATE_ADDRESS"] = f"http://localhost:{options.port}"
    if not _is_free(options.port):
        print(
            f"Port {options.port} is in use. Choose another one: make demo PORT={options.port + 1}",
            file=sys.stderr,
        )
        return 1
    # Web and worker find the database by themselves and hold on to it: whatever becomes of us, it stops after them.
    outside = dict(os.environ)
    with database_at_hand():
        prepare_once(Environment.read().var)
        with Supervisor() as running:
            running.start("web", [*HERE, "serve", "--port", str(options.port)], outside)
            with subprocess.Popen([*HERE, "cards", "--address", address], stdout=subprocess.PIPE) as cards:
                if not answers(address, running):
                    print("The web server did not start; its message is above.", file=sys.stderr)
                    return 1
                text = cards.communicate()[0].decode()
            print(f"\nThroughgate runs at {address}/\n{text}\nCtrl-C stops everything.\n", flush=True)
            # Last, so that the page is there sooner on a small machine.
            running.start("worker", [*HERE, "worker"], outside)
            for ended in running.keep():
                print(
                    f"The {ended.name} process ended with code {ended.code}; it is started again.",
                    file=sys.stderr,
                )
    return 0


def prepare_once(var: Path) -> None:
    """Prepare the database and build what is built, unless this code has done so with this database."""
    stamp = var / "prepared"
    state = _fingerprint(os.environ["THROUGHGATE_DATABASE_URL"])
    if stamp.exists() and stamp.read_text() == state and (var / "static").is_dir():
        return
    for sentence, arguments in (
        ("Building fonts, messages and static files", ["build"]),
        ("Preparing the database and the sample region", ["prepare", "--sample"]),
    ):
        print(f"{sentence} ...", flush=True)
        result = subprocess.run([*HERE, *arguments], check=False)
        if result.returncode != 0:
            raise SystemExit(result.returncode)
    stamp.write_text(state)


def _fingerprint(database_url: str) -> str:
    """Return what changes with the code (tests apart) and with the database.

    Names, sizes and times are enough here and cost milliseconds; preparing once too often does no harm.
    """
    url = urlsplit(database_url)  # without the port, which may be another one each time
    found = hashlib.sha256(f"{url.username}:{url.password}@{url.hostname}{url.path} {sys.version}".encode())
    for folder, folders, names in os.walk(PACKAGE):
        folders[:] = sorted(set(folders) - {"tests", "__pycache__"})
        for name in sorted(name for name in names if not name.endswith(".mo")):
            status = Path(folder, name).stat()
            found.update(f"{folder}/{name} {status.st_size} {status.st_mtime_ns}".encode())
    return found.hexdigest()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(address: str, running: Supervisor) -> bool:
    """Wait until the server answers; False when it ended or took too long."""
    # Without a proxy from the environment: this is our own machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + READY_LIMIT
    while time.monotonic() < until and running.ended() is None:
        try:
            with opener.open(f"{address}/health", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.1)
    return False
