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
    """Look through the folder of static files for the first client of a process alone; a server looks once, too."""
    from whitenoise.base import WhiteNoise

    look = WhiteNoise.update_files_dictionary
    found: dict[tuple[type, str, str], dict[str, Any]] = {}

    def update_files_dictionary(self: Any, root: str, prefix: str) -> None:
        known = found.get((type(self), root, prefix))
        if known is None:
            before, self.files = self.files, {}
            look(self, root, prefix)
            known = found[type(self), root, prefix] = self.files
            self.files = before
        self.files.update(known)

    WhiteNoise.update_files_dictionary = update_files_dictionary


def keep_what_was_collected() -> None:
    """Let the garbage collector pass over the tests themselves and all modules: they stay until the end."""
    gc.collect()
    gc.freeze()
