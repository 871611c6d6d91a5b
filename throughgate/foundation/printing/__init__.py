"""Paper is a first-class channel: tagged PDF from Typst templates."""

from __future__ import annotations

from throughgate.foundation.printing.pdf import render_pdf

__all__ = ["render_pdf"]
