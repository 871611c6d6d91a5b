"""Find the browser that tests and screenshots drive, or fetch one where this machine allows it.

Order: the one in THROUGHGATE_BROWSER, Chromium on the path, Playwright's own; then fetched: Debian's as root,
else Playwright's own. The build without windows ("headless shell") is the same engine and a fifth faster for the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",  # it only ever opens our own pages on this machine, often as root
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find_browser() -> Path | None:
    """Return the browser's program, or None when there is no browser on this machine."""
    named = os.environ.get("THROUGHGATE_BROWSER")
    if named:
        return Path(named) if Path(named).exists() else None
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return _playwrights_own()


def launch_options() -> dict[str, Any]:
    """Return the arguments for Playwright's ``chromium.launch``; without a browser raise, never skip."""
    browser = find_browser()
    if browser is None:
        raise RuntimeError("No browser to test with. Run: python -m throughgate.foundation.browser")
    return {"executable_path": str(browser), "headless": True, "args": list(FLAGS)}


def install_browser() -> Path | None:
    """Fetch a browser: Debian's as root, else Playwright's own."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Debian's Chromium ...", flush=True)
        _apt_get(SHELL) or _apt_get("chromium")
    if find_browser() is None:
        print("Fetching Playwright's Chromium ...", flush=True)
        with_deps = ["--with-deps"] if os.geteuid() == 0 and shutil.which("apt-get") else []
        _run([sys.executable, "-m", "playwright", "install", *with_deps, "--only-shell", "chromium"])
    return find_browser()


def _apt_get(package: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package, "fonts-liberation"]
    return _run(install, environment) or (
        _run(["apt-get", "update", "-qq"], environment) and _run(install, environment)
    )


def _run(command: list[str], environment: dict[str, str] | None = None) -> bool:
    return subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL).returncode == 0


def _playwrights_own() -> Path | None:
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    places = (
        "chromium_headless_shell-*/*/*headless*shell*",
        "chromium-*/*/chrome",
        "chromium-*/*/*.app/Contents/MacOS/*",
    )
    found = [
        path for place in places for path in cache.glob(place) if path.is_file() and os.access(path, os.X_OK)
    ]
    return max(found, default=None)


def main() -> int:
    """Make sure that there is a browser."""
    browser = find_browser() or install_browser()
    if browser is None:
        print(
            "Browser tests need Chromium: install it (Debian: apt install chromium), then run this again.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
