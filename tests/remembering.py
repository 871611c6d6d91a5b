"""What a process of tests finds out once and not in every test: no result is another one for it, only sooner there."""

from __future__ import annotations

import functools
import gc
import hashlib
from typing import Any


def remember() -> None:
    """Remember static files and password hashes from now on."""
    _static_files()
    # The same password and salt give the same hash, and the cast's one password is asked for in hundreds of tests.
    hashlib.scrypt = functools.cache(hashlib.scrypt)


def _static_files() -> None:
    """Look for static files for the first client of a process alone; a server looks once, too."""
    from whitenoise.middleware import WhiteNoiseMiddleware

    for name in ("update_files_dictionary", "add_files_from_finders"):
        _look_once(WhiteNoiseMiddleware, name)


def _look_once(of: Any, name: str) -> None:
    """Let a way to look for files find what it found before with the same arguments."""
    look = getattr(of, name)
    found: dict[tuple[str, ...], dict[str, Any]] = {}

    def once(self: Any, *places: str) -> None:
        key = (self.static_prefix, *places)
        if key not in found:
            before, self.files = self.files, {}
            look(self, *places)
            found[key], self.files = self.files, before
        self.files.update(found[key])

    setattr(of, name, once)


def keep_what_was_collected() -> None:
    """Let the garbage collector pass over the tests themselves and all modules: they stay until the end."""
    gc.collect()
    gc.freeze()
