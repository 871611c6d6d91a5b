"""The app of contacts with organisations."""

from __future__ import annotations

from django.apps import AppConfig


class ContactLogConfig(AppConfig):
    """Contacts with organisations, and agreements with them."""

    name = "throughgate.work.contact_log"
    label = "contact_log"
