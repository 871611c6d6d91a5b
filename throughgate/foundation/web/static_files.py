"""Styles, scripts and fonts, each under a name that tells its content."""

from __future__ import annotations

from functools import cache

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class Files(ManifestStaticFilesStorage):
    """Django's, with each address made once: a build is not changed while it is served."""

    @cache  # noqa: B019 - there is one storage, for as long as the process lives
    def url(self, name: str, force: bool = False) -> str:  # noqa: FBT001, FBT002 - as Django has it
        """Return the address of a file."""
        return super().url(name, force)
