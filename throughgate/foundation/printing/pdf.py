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
from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext

from throughgate.foundation.printing.gaps import with_gaps

logger = logging.getLogger(__name__)

# Templates may import each other anywhere in the house, and nothing outside it.
HOUSE = Path(__file__).resolve().parents[2]
# PDF/UA-1 for screen readers, PDF/A-2a for the archive; both demand a glyph for every character.
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
# Source Sans has no Arabic; the second package is used where it is installed.
_FONT_PACKAGES = ("font_source_sans_pro", "justmytype_intl_rtl")


@lru_cache(maxsize=1)
def font_folders() -> tuple[Path, ...]:
    """Return where fonts are: in our packages and the operator's folder. Those of the machine are left out: prints are alike."""
    found = [find_spec(name) for name in _FONT_PACKAGES]
    ours = [
        Path(folder)
        for spec in found
        if spec is not None
        for folder in (spec.submodule_search_locations or [])
    ]
    return (*ours, *([settings.FONTS] if settings.FONTS else []))


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Return the fonts of those folders."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[*font_folders()])


def render_pdf(template: str, data: Mapping[str, Any], *, language: str) -> bytes:
    """Return the PDF of a template, given as its path within the package ("desk/path/print.typ").

    The template reads `json(bytes(sys.inputs.data))`. Where no font has a letter, a line stands in its place, and the foot
    of the page says that it is to be written in by hand. A mistake in the template raises TypstError.
    """
    path = (HOUSE / template).resolve()
    if not path.is_relative_to(HOUSE):
        raise ValueError("Templates live within the package")
    try:
        return _compile(path, data, language)
    except typst.TypstError as error:
        if not _is_missing_glyph(error):
            raise
    # The message names the text, which may be a name: it is not logged.
    logger.warning("Letters without a font: printed with lines to write on")
    with translation.override(language):
        note = gettext("Some letters cannot be printed here. Please write them by hand on the lines: ____")
    return _compile(path, {**with_gaps(data, font_folders()), "gaps": note}, language)


def _compile(path: Path, data: Mapping[str, Any], language: str) -> bytes:
    inputs = {"data": json.dumps(data, ensure_ascii=False, default=str), "language": language}
    compiler = typst.Compiler(input=str(path), root=str(HOUSE), font_paths=fonts(), ignore_system_fonts=True)
    return cast("bytes", compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=[*STANDARDS]))


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """Answer with a PDF. Its name names nobody: it stays in download folders."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "no-store"},
    )


def _is_missing_glyph(error: typst.TypstError) -> bool:
    return "could not be displayed" in str(error) or "could not be displayed" in error.message
