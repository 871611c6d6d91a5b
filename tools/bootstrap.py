"""Make or refresh the virtual environment in .venv from the lock; needs nothing but Python 3.11 or newer.

Ways, in this order, each tried when the one before is not to be had: uv on the path; python3 -m venv; venv
without pip, filled by the system's pip; as root on Debian, its python3-venv. Every package is checked against
the lock's hashes. Where packages come from is the machine's own configuration: no place is named here.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
MINIMUM = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
COMMAND = """#!{python}
import sys
from throughgate.cli import main
sys.exit(main())
"""


class Failed(Exception):
    """A sentence for the person at the keyboard."""


def main() -> int:
    """Bring the environment up to date; a second run finds nothing to do and takes milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="what tests and checks need as well")
    options = parser.parse_args()
    use_a_new_python()
    wanted = {"requirements.lock": fingerprint(ROOT / "requirements.lock")}
    if options.dev:
        wanted["requirements-dev.lock"] = fingerprint(ROOT / "requirements-dev.lock")
    with Path(__file__).open("rb") as lock:  # two commands at once make one environment
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            refresh(wanted)
        except Failed as problem:
            print(problem, file=sys.stderr)
            return 1
    return 0


def refresh(wanted: dict[str, str]) -> None:
    """Install the locks named in ``wanted`` unless their very content is installed already."""
    missing = [name for name, print_ in wanted.items() if read(stamp(name)) != print_]
    if not missing and works():
        return
    if not works():
        say("Making the virtual environment in .venv")
        create()
    lock = missing[-1] if missing else list(wanted)[-1]  # the second holds the first
    say(f"Installing what {lock} names (a few minutes the first time)")
    install(ROOT / lock)
    put_command()
    for name, print_ in wanted.items():
        stamp(name).write_text(print_)


def use_a_new_python() -> None:
    """Start again with a newer Python if this one is too old and another is on the path."""
    if sys.version_info >= MINIMUM:
        return
    for name in NEWER:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])  # noqa: S606 - the same program again
    sys.exit("Throughgate needs Python 3.11 or newer, and this machine's python3 is older.")


def create() -> None:
    """Make an environment with pip in it."""
    base = sys.executable
    attempts = [[base, "-m", "venv", "--clear", str(ENVIRONMENT)]]
    uv = shutil.which("uv")
    if uv:
        attempts.insert(0, [uv, "venv", "--quiet", "--seed", "--clear", "--python", base, str(ENVIRONMENT)])
    for attempt in attempts:
        if run(attempt, quiet=True) and works():
            return
    if (
        run([base, "-m", "venv", "--clear", "--without-pip", str(ENVIRONMENT)], quiet=True)
        and fill_with_system_pip()
    ):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing Debian's python3-venv")
        apt_get("python3-venv")
        if run([base, "-m", "venv", "--clear", str(ENVIRONMENT)]) and works():
            return
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    raise Failed(
        "Python can't make a virtual environment here. "
        "Install uv, or the package python3-venv, and run this again."
    )


def fill_with_system_pip() -> bool:
    """Let the pip outside put a pip inside."""
    for pip in ([sys.executable, "-m", "pip"], [shutil.which("pip3") or ""]):
        if (
            pip[0]
            and run([*pip, "--python", str(PYTHON), "install", "--quiet", "pip"], quiet=True)
            and works()
        ):
            return True
    return False


def install(lock: Path) -> None:
    """Install everything in the lock: by uv where it is there, else, or where that fails, by pip."""
    uv = shutil.which("uv")
    if uv and run(
        [
            uv,
            "pip",
            "install",
            "--quiet",
            "--compile-bytecode",
            "--python",
            str(PYTHON),
            "--require-hashes",
            "-r",
            str(lock),
        ]
    ):
        return
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes"]
    if not run([*pip, "--retries", "5", "-r", str(lock)]):
        raise Failed(
            "The packages could not be installed; pip's message above says why. "
            "Running this again goes on from there."
        )


def put_command() -> None:
    """Put the throughgate command and this checkout's path into the environment."""
    # Asked inside the environment: Debian's Python outside names other folders.
    question = "import sysconfig; print(sysconfig.get_path('purelib'))"
    answer = subprocess.run([str(PYTHON), "-c", question], check=True, capture_output=True, text=True).stdout
    Path(answer.strip(), "throughgate.pth").write_text(f"{ROOT}\n")
    command = ENVIRONMENT / "bin" / "throughgate"
    command.write_text(COMMAND.format(python=PYTHON))
    command.chmod(0o755)


def apt_get(*packages: str) -> bool:
    """Install Debian packages without asking anything."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if not run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], quiet=True, env=quiet
    ):
        run(["apt-get", "update", "-qq"], quiet=True, env=quiet)
        return run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], env=quiet)
    return True


def works() -> bool:
    """Say whether the environment has a Python that starts, is new enough, and has pip."""
    question = f"""
import sys
from importlib.util import find_spec
sys.exit(sys.version_info < {MINIMUM!r} or find_spec("pip") is None)
"""
    return PYTHON.exists() and run([str(PYTHON), "-c", question], quiet=True)


def run(command: list[str], *, quiet: bool = False, env: dict[str, str] | None = None) -> bool:
    """Run a command; True when it went well."""
    sink = subprocess.DEVNULL if quiet else None
    try:
        return (
            subprocess.run(command, check=False, stdout=sink, stderr=sink, env=env, cwd=ROOT).returncode == 0
        )
    except OSError:
        return False


def fingerprint(lock: Path) -> str:
    """Return what has to be installed anew when it changes: the lock, the Python and the place."""
    return hashlib.sha256(lock.read_bytes() + sys.version.encode() + str(ROOT).encode()).hexdigest()


def stamp(name: str) -> Path:
    """Return the file that remembers which lock is installed."""
    return ENVIRONMENT / f"installed-{name}"


def read(path: Path) -> str:
    """Return a file's text, or nothing when it is not there."""
    return path.read_text() if path.exists() else ""


def say(sentence: str) -> None:
    """Tell what takes a while."""
    print(f"{sentence} ...", flush=True)


if __name__ == "__main__":
    sys.exit(main())
