"""Write down what is seen from outside: `python -m tests.outside.write`. Read the difference before you commit it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    sys.exit(pytest.main([str(Path(__file__).parent), "-q", "--write-outside"]))
