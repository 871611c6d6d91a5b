from __future__ import annotations

import pytest

from tests.outside.pinning import Pinned


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `python -m tests.outside.write` write instead of compare."""
    parser.addoption("--write-outside", action="store_true")


@pytest.fixture
def pinned(request: pytest.FixtureRequest) -> Pinned:
    """Give the comparison with what is written down."""
    return Pinned(writes=request.config.getoption("--write-outside", default=False))
