"""A code on paper and on a page: its signs in groups, and a square that opens the page for it."""

from __future__ import annotations

import io

import segno
from django.utils.translation import gettext

from throughgate.foundation.codes.signs import written


def square(address: str) -> str:
    """Return the square that opens an address, as SVG for a print."""
    picture = io.BytesIO()
    made = segno.make_qr(address, error="m")
    made.save(picture, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None, light="#fff")
    return picture.getvalue().decode()


def square_on_page(address: str) -> str:
    """Return the square as it stands in a page, as large as its place."""
    return str(segno.make_qr(address, error="m").svg_inline(border=2, scale=4, omitsize=True))


def code_words(code: str, address: str, *, hint: str = "") -> dict[str, str]:
    """Return what stands at the code of every paper (`templates/code.typ`); the hint says what else helps."""
    return {
        "code": written(code),
        "code_label": gettext("Code for typing in"),
        "code_hint": hint or gettext("or scan the square"),
        "square": square(address),
        "square_alt": gettext("Square to scan: it opens the page for the code beside it"),
    }
