"""The canary sees what is hidden from a plain search: glyphs of a PDF, cells of a workbook, packed cookies."""

from __future__ import annotations

from django.core import signing

from tests.matrix import markers, reading

WORDS = '#set document(title: "Plan of Markermilangiven")\n#set text(size: 30pt)\nAbout Emre Markeremrefamily'


def test_words_of_a_pdf_are_read():
    """Raw bytes of a PDF hold no name, for fonts are cut down to numbered glyphs; its pages and its title do."""
    import typst

    content = typst.compile(WORDS.encode())
    assert markers.seen(content.decode("latin-1")) <= {"milangiven"}
    assert markers.seen(reading.text_of(content)) >= {"emrefamily", "milangiven"}
    assert markers.seen(reading.pdf_label(content)) == {"milangiven"}


def test_cells_of_a_workbook_are_read():
    """A workbook is packed: its parts are looked into."""
    import io

    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet("Sheet").write(0, 0, "Markeremregiven")
    book.close()
    assert markers.seen(file.getvalue().decode("latin-1")) == set()
    assert markers.seen(reading.text_of(file.getvalue())) == {"emregiven"}


def test_packed_words_are_read():
    """Base64 and Django's signed and compressed values are no hiding place."""
    long = signing.dumps({"said": ["Markeremrefamily is registered"] * 20}, compress=True)
    for text in (long, signing.dumps("Markeremrefamily"), "Markeremrefamily", "TWFya2VyZW1yZWZhbWlseQ=="):
        assert "emrefamily" in markers.seen(" ".join(reading.in_the_clear(text))), text
