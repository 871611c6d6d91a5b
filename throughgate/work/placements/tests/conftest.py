"""A placement that the tests of this folder start from."""

from __future__ import annotations

import pytest

from throughgate.work.placements.tests.making import Story


@pytest.fixture
def story(acting, cast):
    """A proposal: Emre for the roofer."""
    return Story(acting, cast)


@pytest.fixture(autouse=True)
def sends_mail(settings):
    """Send what the worker sends into a box that tests look into."""
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
