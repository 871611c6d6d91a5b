"""The form that takes a list: what is wrong with a file is said in the house's words."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from throughgate.foundation.imports.forms import UploadForm


def test_an_empty_file_says_what_to_do():
    """Not the framework's sentence about a submitted file."""
    form = UploadForm({"kind": "people"}, {"file": SimpleUploadedFile("list.csv", b"")}, kinds=())
    assert form.errors["file"] == ["This file is empty. Choose the list again."]
