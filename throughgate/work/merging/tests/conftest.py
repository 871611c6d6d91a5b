"""What tests of merging begin with: the roofer stands in the register twice."""

from __future__ import annotations

import pytest

from throughgate.work.merging.tests.making import add_twin
from throughgate.work.placements.tests.making import Story


@pytest.fixture
def twin(acting):
    """The same roofer once more, as an officer added it, with an opening."""
    with acting("placement") as actor:
        return add_twin(actor)


@pytest.fixture
def story(acting, cast):
    """A proposal: Emre for the roofer."""
    return Story(acting, cast)
