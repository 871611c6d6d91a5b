"""Make ``python -m throughgate`` the same as the ``throughgate`` command."""

from __future__ import annotations

import sys

from throughgate.cli import main

if __name__ == "__main__":
    sys.exit(main())
