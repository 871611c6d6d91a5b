"""Tell by its content what kind of file came in; names and endings are not believed."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Final

from .limits import Unreadable
from .sources import Stored

_OTHERS: Final = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "word"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3", "database"),
)
_HTML: Final = (
    *(b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta"),
    *(b"<!--", b"<script", b"<div", b"<title", b"<main", b"<article", b"<section"),
)
_JSON: Final = re.compile(rb"""\{\s*(?:"|\})|\[\s*(?:\{|\[|\])""")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def kind_of(path: Path | Stored) -> str:
    """Return "csv", "xlsx", "xlsb", "xls" or "ods"; raise ``Unreadable`` for everything else."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise Unreadable("missing") from error
    if head.startswith(_ZIP):
        return _packed_kind(path)
    if head.startswith(_OLE):
        return "xls"
    for start, kind in _OTHERS:
        if head.startswith(start):
            raise Unreadable("not_a_table", kind=kind)
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip().lower()
    if text.startswith(_HTML):
        raise Unreadable("not_a_table", kind="html")
    if text.startswith(b"<?xml"):
        raise Unreadable("not_a_table", kind="xml")
    if _JSON.match(text):
        raise Unreadable("not_a_table", kind="json")
    return "csv"


def _packed_kind(path: Path | Stored) -> str:
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            names = {entry.filename: entry for entry in archive.infolist()}
            mimetype = names.get("mimetype")
            declared = b""
            if mimetype and mimetype.file_size < 200:
                declared = archive.read(mimetype)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Unreadable("damaged") from error
    if b"opendocument.spreadsheet" in declared:
        return "ods"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/workbook") and name.endswith(".xml") for name in names):
        return "xlsx"
    if b"opendocument" in declared or any(name.startswith(("word/", "ppt/")) for name in names):
        raise Unreadable("not_a_table", kind="word")
    raise Unreadable("not_a_table", kind="archive")
