"""What the tests of this folder share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def mails(settings):
    """Let mails go to the list of the tests."""
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
