"""Paper is a first-class channel: tagged PDF from Typst templates."""

from __future__ import annotations

from throughgate.foundation.printing.letter import Letter
from throughgate.foundation.printing.pdf import pdf_response, render_pdf

__all__ = ["Letter", "pdf_response", "render_pdf"]
