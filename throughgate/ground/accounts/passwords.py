"""Limits of passwords beyond Django's."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class MaximumLength:
    """Refuse endless passwords: hashing them would take the server's time."""

    def __init__(self, max_length: int = 128) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for a password that is too long."""
        if len(password) > self.max_length:
            raise ValidationError(
                _("The password is longer than %(max)d characters."),
                code="too_long",
                params={"max": self.max_length},
            )

    def get_help_text(self) -> str:
        """Say the limit."""
        return _("At most %(max)d characters.") % {"max": self.max_length}
