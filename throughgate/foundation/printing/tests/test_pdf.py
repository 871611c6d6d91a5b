"""Templates become PDF; data stays data."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import typst

from throughgate.foundation.codes.printed import code_words
from throughgate.foundation.printing import Letter, pdf, pdf_response, render_pdf


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


MILLIMETRE = 72 / 25.4
SENDER = ["Chamber of Crafts Rur-Niers", "Station Street 4", "41061 Mönchengladbach"]
TO = ["Roth Bedachungen und Fassadenbau GmbH & Co. KG", "Dieter Roth", "Gate Road 12a", "41849 Wassenberg"]


@pytest.fixture
def letter(house):
    """Return a letter of a few lines with a code, as a document."""
    frames = house / "foundation" / "printing" / "templates"
    shutil.copytree(Path(pdf.__file__).parent / "templates", frames)
    (house / "letter.typ").write_text(
        '#import "/foundation/printing/templates/letter.typ": *\n#show: letter.with(data)\nDear all\n#code-box(data)\n'
    )
    words = Letter("Still true?", SENDER, TO, date(2027, 3, 14), "At the foot").words()
    code = code_words("ABCD2345EFGH", "https://house.example/renew/")
    made = render_pdf("letter.typ", {**words, **code}, language="en")
    assert b"pdfuaid:part" in made
    return pypdfium2.PdfDocument(io.BytesIO(made))


def within(page, left, top, right, bottom):
    """Return the text of a part of an A4 page, in millimetres from its upper left corner."""
    edges = [left * MILLIMETRE, (297 - bottom) * MILLIMETRE, right * MILLIMETRE, (297 - top) * MILLIMETRE]
    return " ".join(page.get_textpage().get_text_bounded(*edges).split())


def test_the_address_stands_in_the_window(letter):
    """DIN 5008, form B: the field is 45 to 90 mm from the top, the sender above, the receiver below, and no more."""
    page = letter[0]
    assert within(page, 20, 45, 105, 61.5) == " · ".join(SENDER)
    assert within(page, 20, 61.5, 105, 90) == " ".join(TO)
    assert within(page, 105, 45, 210, 90) == ""
    assert "14 March 2027" in within(page, 105, 90, 210, 130)


def test_a_letter_has_title_text_code_and_foot(letter):
    """Everything stands on one page; the code in groups of four with a square beside it."""
    assert len(letter) == 1
    text = " ".join(letter[0].get_textpage().get_text_bounded().split())
    for words in ("Still true?", "Dear all", "ABCD-2345-EFGH", "At the foot"):
        assert words in text
    assert letter.get_metadata_dict()["Title"] == "Still true?"


def test_a_print_is_shown_and_not_kept():
    """It opens in the browser under a name that names nobody, and stays in no store on the way."""
    answer = pdf_response(b"%PDF-", "letter")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="letter.pdf"'
    assert answer["Cache-Control"] == "no-store"
