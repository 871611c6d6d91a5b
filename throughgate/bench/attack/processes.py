"""The processes of a demo on this machine, found by the lock that its folder's users hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True)
class Demo:
    """The process that a person started; the others are below it."""

    pid: int

    def web(self) -> list[int]:
        """Return the processes that answer requests."""
        return [pid for main in self._named("serve") for pid in children(main)]

    def worker(self) -> list[int]:
        """Return the processes that do what pages hand over."""
        return self._named("worker")

    def _named(self, word: str) -> list[int]:
        return [pid for pid in children(self.pid) if word in command(pid)]


def find_demo(var: Path) -> Demo | None:
    """Return the demo that uses the database below `var`; None where there is none, or no /proc to find it in."""
    lock = var / "postgres" / "users.lock"
    for folder in PROC.glob("[0-9]*") if lock.exists() else ():
        pid = int(folder.name)
        if "demo" in command(pid) and _has_open(folder, lock):
            return Demo(pid)
    return None


def _has_open(folder: Path, file: Path) -> bool:
    try:
        return any(link.samefile(file) for link in (folder / "fd").iterdir() if link.exists())
    except OSError:
        return False


def command(pid: int) -> list[str]:
    """Return the words with which a process was started; none where it is gone."""
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that still run."""
    found = []
    for folder in PROC.glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(folder.name))
    return sorted(found)
