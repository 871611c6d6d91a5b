"""What each app says of itself in modules of known names: an app is found by its one line in the settings.

`pages.PAGES`, `audit_words.AUDIT`, `rights.KINDS`, `policies`, `urls` and the like are read here by who puts them together;
apps below need not be known by name above.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.conf import settings


def modules(name: str) -> Iterator[ModuleType]:
    """Yield the module `name` of every installed app of ours that has one, lowest floor first."""
    for app in settings.INSTALLED_APPS:
        if app.startswith("throughgate.") and find_spec(f"{app}.{name}"):
            yield import_module(f"{app}.{name}")


def declared(module: str, name: str) -> Iterator[Any]:
    """Yield each thing that an app lists as `name` in its module `module`."""
    for found in modules(module):
        yield from getattr(found, name, ())
