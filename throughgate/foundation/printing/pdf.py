"""Make a PDF from a Typst template and data; what people typed is never read as markup."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, cast

import typst
from django.http import HttpResponse

logger = logging.getLogger(__name__)

# Templates may import each other anywhere in the house, and nothing outside it.
HOUSE = Path(__file__).resolve().parents[2]
# PDF/UA-1 for screen readers, PDF/A-2a for the archive; both demand a glyph for every character.
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
# Source Sans has no Arabic; the second package is used where it is installed.
_FONT_PACKAGES = ("font_source_sans_pro", "justmytype_intl_rtl")


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Return the fonts of our packages; the machine's own fonts are left out, so that prints are alike."""
    found = [find_spec(name) for name in _FONT_PACKAGES]
    folders = [
        folder for spec in found if spec is not None for folder in (spec.submodule_search_locations or [])
    ]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def render_pdf(template: str, data: Mapping[str, Any], *, language: str) -> bytes:
    """Return the PDF of a template, given as its path within the package ("desk/path/print.typ").

    The template reads `json(bytes(sys.inputs.data))`; a character without a glyph costs the
    standards (the PDF stays tagged), never the page. A mistake in the template raises TypstError.
    """
    path = (HOUSE / template).resolve()
    if not path.is_relative_to(HOUSE):
        raise ValueError("Templates live within the package")
    inputs = {"data": json.dumps(data, ensure_ascii=False, default=str), "language": language}
    compiler = typst.Compiler(input=str(path), root=str(HOUSE), font_paths=fonts(), ignore_system_fonts=True)
    try:
        return cast("bytes", compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=[*STANDARDS]))
    except typst.TypstError as error:
        if not _is_missing_glyph(error):
            raise
        # The message names the text, which may be a name: it is not logged.
        logger.warning("A character without a glyph: printed without PDF/UA")
        return cast("bytes", compiler.compile(format="pdf", sys_inputs=inputs))


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Answer with a PDF. Its name names nobody: it stays in download folders."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "no-store"},
    )


def _is_missing_glyph(error: typst.TypstError) -> bool:
    return "could not be displayed" in str(error) or "could not be displayed" in error.message
