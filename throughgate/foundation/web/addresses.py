"""Whole addresses of our pages, for mails and paper."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def whole_address(path: str) -> str:
    """Return the address at which people reach a page of ours. Raise ImproperlyConfigured where nobody said where that is.

    Never from the request: whoever asks for a mail to somebody else writes the host name in it.
    """
    if not settings.ADDRESS:
        raise ImproperlyConfigured("THROUGHGATE_ADDRESS is missing.")
    return f"{settings.ADDRESS}{path}"
