"""Read what an answer says as a curious reader would: texts of PDFs and tables, addresses, what cookies hold."""

from __future__ import annotations

import base64
import binascii
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

import pypdfium2

ADDRESS = re.compile(r"""\s(?:href|src|action|formaction|hx-[a-z-]+|data-[a-z-]+)="([^"]*)\"""")
PACKED = re.compile(r"\.?[A-Za-z0-9_-]{12,}={0,2}")
"""What may be base64, or (with a dot before it, as Django signs) compressed."""

BROKEN = re.compile("[\ufffe\u00ad-]?\\s*[\r\n]+\\s*")
"""The end of a line, with the hyphen that broke a word there."""


def text_of(content: bytes) -> str:
    """Return what a body says: text as it is, a PDF's or a workbook's words beside its raw bytes."""
    raw = content.decode("utf-8", "replace")
    if content.startswith(b"%PDF"):
        return f"{raw}\n{pdf_words(content)}\n{pdf_label(content)}"
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(
                f"{name}\n{parts.read(name).decode('utf-8', 'replace')}" for name in parts.namelist()
            )
    return raw


def pdf_words(content: bytes) -> str:
    """Return the words on the pages; glyphs alone tell nothing in the raw bytes. Words broken at a line's end are whole."""
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
        pages += [item.get_title() for item in document.get_toc()]
    text = "\n".join(pages)
    return text + "\n" + BROKEN.sub("", text)


def pdf_label(content: bytes) -> str:
    """Return what stands around the pages, in the window's title and in lists of files: title, author, keywords."""
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(map(str, document.get_metadata_dict().values()))


def addresses_of(answer: Any) -> Iterator[str]:
    """Yield every address that an answer leads to or tells, in the clear.

    Mail and telephone are no addresses, nor is what an element keeps for a script as JSON.
    """
    for found in [answer.location, *ADDRESS.findall(answer.body)]:
        address = unquote_plus(html.unescape(found))
        if not address.startswith(("mailto:", "tel:", "{", "[")):
            yield from in_the_clear(address)


def cookies_of(response: Any) -> Iterator[str]:
    """Yield what cookies hold, in the clear."""
    for morsel in response.cookies.values():
        yield from in_the_clear(unquote_plus(morsel.value))


def in_the_clear(text: str) -> Iterator[str]:
    """Yield a text and whatever in it is only packed, not hidden: base64, compressed or not."""
    yield text
    for piece in PACKED.findall(text):
        packed = piece.lstrip(".")
        try:
            plain = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        except (binascii.Error, ValueError):
            continue
        yield plain.decode("utf-8", "replace")
        try:
            yield zlib.decompress(plain).decode("utf-8", "replace")
        except zlib.error:
            continue
