"""Tests that files made to do harm are refused quickly and with little memory."""

from __future__ import annotations

import resource
import struct
import zipfile

import pytest

from throughgate.foundation.spreadsheets.limits import MB, Limits, Unreadable, check_archive
from throughgate.foundation.spreadsheets.reading import read_table

from .making import HEADINGS, make_xlsx, people


def refused(path, limits=None, seconds=10.0) -> Unreadable:
    """Return the refusal; the parent may not have grown by more than 40 MB, nor it and its child have worked long."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = worked()
    with pytest.raises(Unreadable) as caught, read_table(path, limits=limits or Limits()) as table:
        for _ in table.rows:
            pass
    assert worked() - start < seconds
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40 * 1024
    return caught.value


def worked() -> float:
    """Return the seconds of a processor taken by this process and its children that ended, whatever else runs."""
    of = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in of)


def sheet_file(path, sheet: bytes, **more: bytes):
    """Write the smallest workbook around the bytes of a sheet."""
    parts = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId1" Target="xl/workbook.xml" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
        ),
        "xl/workbook.xml": (
            b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            b'<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId1" Target="worksheets/sheet1.xml" '
            b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": sheet,
        **more,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
CELL = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c><c r="B%d"><v>1</v></c></row>'


def test_the_smallest_workbook_is_read(tmp_path):
    """The frame used by the tests below is itself a workbook that can be read."""
    sheet = HEAD + b"".join(CELL % (n, n, n) for n in range(1, 9)) + TAIL
    with read_table(sheet_file(tmp_path / "small", sheet), header_row=0) as table:
        assert len(list(table.rows)) == 8


def test_two_gigabytes(tmp_path):
    """A file of 2 GB is refused by its size, unread."""
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(2 * 1024 * MB)
    assert refused(path, seconds=1).code == "too_large"


def test_ninety_megabytes_of_nothing(tmp_path):
    """A sparse file within the size limit is no text."""
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(90 * MB)
    assert refused(path, seconds=3).code == "binary"


def test_text_then_nothing(tmp_path):
    """A proper beginning does not help an endless line."""
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.write(b"Name;Ort\r\nA;Bonn\r\n" * 20_000)
        file.truncate(80 * MB)
    assert refused(path, seconds=8).code in {"line_too_long", "binary"}


def test_zip_bomb_by_ratio(tmp_path):
    """A sheet of one repeated letter is refused while it is counted, not after."""
    assert refused(sheet_file(tmp_path / "bomb", HEAD + b" " * 150 * MB + TAIL)).code == "ratio"


def test_zip_bomb_by_size(tmp_path):
    """More than 300 MB is refused whatever the ratio."""
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (n, n, n * 7919) for n in range(1, 40_000)
    )
    path = sheet_file(tmp_path / "bomb", HEAD + rows * 12 + TAIL)
    limits = Limits(archive_bytes=10 * MB)
    assert refused(path, limits).code == "inflates"


def test_lying_directory(tmp_path):
    """The sizes written in the archive are not believed."""
    path = sheet_file(tmp_path / "liar", HEAD + b" " * 150 * MB + TAIL)
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(b"xl/worksheets/sheet1.xml"))
    content[at + 24 : at + 28] = struct.pack("<I", 100)
    path.write_bytes(content)
    assert refused(path).code in {"ratio", "inflates"}


def test_too_many_parts(tmp_path):
    """More than 200 parts are refused."""
    more = {f"xl/part{number}.xml": b"<a/>" for number in range(300)}
    assert refused(sheet_file(tmp_path / "parts", HEAD + TAIL, **more)).code == "too_many_entries"


@pytest.mark.parametrize(
    "inner", [b"PK\x03\x04rest", b"\x1f\x8b\x08rest", b"7z\xbc\xaf\x27\x1crest", b"Rar!\x1arest"]
)
def test_nested_archive(tmp_path, inner):
    """A packed file inside is refused."""
    path = sheet_file(tmp_path / "nested", HEAD + TAIL, **{"xl/embeddings/a.bin": inner})
    assert refused(path).code == "nested"


def test_entities(tmp_path):
    """Definitions that unfold are refused before any parser sees them."""
    laughs = b'<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;">]>' + HEAD + TAIL
    assert refused(sheet_file(tmp_path / "laughs", laughs)).code == "unsafe"


def test_one_cell_far_outside(tmp_path):
    """A cell in the last corner would make a grid of 17 thousand million cells: refused in the child."""
    far = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert refused(sheet_file(tmp_path / "far", HEAD + far + TAIL)).code in {"too_much_memory", "damaged"}


def test_small_file_that_takes_much_memory(tmp_path):
    """A sheet that stays under every count but fills the memory of the child is refused."""
    cells = b"".join(b'<c r="%s1"><v>1</v></c>' % name for name in (b"A", b"XFD"))
    rows = b"".join(
        b'<row r="%d">' % n + cells.replace(b'1"', b'%d"' % n) + b"</row>" for n in range(1, 4001)
    )
    path = sheet_file(tmp_path / "wide", HEAD + rows + TAIL)
    assert path.stat().st_size < 200_000
    assert refused(path, seconds=20).code in {"too_much_memory", "too_wide"}


def test_time_limit(tmp_path):
    """A child that takes too long is ended."""
    path = make_xlsx(tmp_path / "slow", {"A": [list(HEADINGS), *people(200)]})
    assert refused(path, Limits(wait_seconds=0.01)).code == "too_slow"


def test_repeated_ods_cells(tmp_path):
    """An ODS file may say "a million times the same" in a few letters."""
    content = (
        b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        b'<office:body><office:spreadsheet><table:table table:name="A">'
        b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000" '
        b'office:value-type="string"><text:p>xxxxxxxxxxxxxxxxxxxxxxxxx</text:p></table:table-cell></table:table-row>'
        b"</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "rows.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    assert refused(path, seconds=30).code in {"too_much_memory", "too_slow", "damaged"}


def test_a_real_sheet_stays_far_below_the_limits(tmp_path):
    """Rows with real content pass the counts with room: ratio 14 and 840 bytes a row were measured."""
    path = make_xlsx(tmp_path / "real", {"A": [list(HEADINGS), *people(3000)]})
    findings = check_archive(path, Limits())
    assert findings.inflated / path.stat().st_size < 40
    assert findings.inflated / 3000 * 100_000 < 150 * MB


def test_the_child_gets_nothing_of_our_surroundings(tmp_path, monkeypatch):
    """Addresses and keys in the environment do not reach the process that parses foreign files."""
    import subprocess

    seen = {}
    real = subprocess.Popen

    def spy(*args, **kwargs):
        seen.update(kwargs["env"])
        return real(*args, **kwargs)

    monkeypatch.setenv("THROUGHGATE_DATABASE_URL", "postgresql://secret")
    monkeypatch.setattr(subprocess, "Popen", spy)
    with read_table(make_xlsx(tmp_path / "list", {"A": [list(HEADINGS), *people(3)]})) as table:
        assert len(list(table.rows)) == 3
    assert set(seen) == {"PYTHONPATH", "PATH", "LC_ALL"}
