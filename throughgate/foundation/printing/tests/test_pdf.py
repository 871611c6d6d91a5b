"""Templates become PDF; data stays data."""

from __future__ import annotations

import pytest
import typst

from throughgate.foundation.printing import pdf, render_pdf


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Stand in for the package with one template."""
    monkeypatch.setattr(pdf, "HOUSE", tmp_path)
    (tmp_path / "letter.typ").write_text(
        '#let data = json(bytes(sys.inputs.data))\n#set document(title: "Letter")\n'
        '#set text(font: "Source Sans Pro", lang: sys.inputs.language)\n= #data.name\n'
    )
    return tmp_path


def test_the_pdf_is_made_for_screen_readers_and_archives(house):
    """A usual print claims PDF/UA-1 and PDF/A-2a."""
    made = render_pdf("letter.typ", {"name": "Emre"}, language="de")
    assert made.startswith(b"%PDF-")
    assert b"pdfuaid:part" in made
    assert b"pdfaid:part" in made


def test_the_language_is_written_into_the_file(house):
    """A screen reader knows in which language to speak."""
    assert b"/Lang(de)" in render_pdf("letter.typ", {"name": "Emre"}, language="de")


def test_a_template_outside_the_house_is_refused(house):
    """Only our own templates are read."""
    with pytest.raises(ValueError, match="within the package"):
        render_pdf("../letter.typ", {}, language="en")


def test_a_mistake_in_a_template_is_not_hidden(house):
    """Another error than a missing glyph is raised."""
    with pytest.raises(typst.TypstError):
        render_pdf("letter.typ", {"title": "no name"}, language="en")
