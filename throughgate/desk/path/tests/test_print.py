"""The person's own print."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pypdfium2
import pytest

from throughgate.desk.path.print import path_pdf
from throughgate.desk.path.tests.plain import TODAY
from throughgate.foundation.charts.pins import PathDates, Pin

DATES = PathDates(
    arrived_on=date(2026, 2, 2), today=TODAY, earliest_on=date(2027, 2, 2), expected_on=date(2027, 3, 14)
)
PINS = [
    Pin(date(2026, 5, 1), "sheet", "Sport"),
    Pin(date(2026, 11, 18), "late", "Confirm day release"),
    Pin(date(2026, 12, 4), "work", "Meeting at Roth Roofing", "on day release"),
    Pin(date(2027, 1, 8), "due", "ID card"),
]


def read(data):
    """Return the pages of a PDF as text, and its properties."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    return [page.get_textpage().get_text_bounded() for page in document], document.get_metadata_dict()


def test_a_usual_path_fits_on_one_page():
    """Name, release, next steps and the way stand on one tagged page."""
    data = path_pdf(name="Emre Şahin", dates=DATES, pins=PINS, language="en")
    pages, _ = read(data)
    assert len(pages) == 1
    for text in ("Emre Şahin", "Your release is planned for 14 March 2027.", "What comes next", "ID card"):
        assert text in pages[0]
    assert b"/StructTreeRoot" in data


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_day_stands_on_one_line(language):
    """The longest month does not break off its year, in bold either."""
    pins = [Pin(date(2025, 9, 26), "sheet", "Sport"), Pin(date(2025, 11, 28), "work", "Course")]
    dates = PathDates(arrived_on=date(2025, 9, 15), today=TODAY, expected_on=date(2027, 9, 24))
    pages, _ = read(path_pdf(name="Emre Şahin", dates=dates, pins=pins, language=language))
    text = "\n".join(pages)
    assert "2025" in text
    assert not [line for line in text.splitlines() if line.strip() in ("2025", "2026", "2027")], text


def test_the_properties_name_nobody():
    """The title in the file's properties is general."""
    _, properties = read(path_pdf(name="Emre Şahin", dates=DATES, pins=PINS, language="en"))
    assert not any("Emre" in value for value in properties.values())


def test_markup_in_names_stays_text():
    """A name with signs of the typesetter's language is printed as it is."""
    name = '#import "x" *b* $x$ <script>'
    pages, _ = read(path_pdf(name=name, dates=DATES, pins=[Pin(TODAY, "due", "#panic()")], language="en"))
    assert name in pages[0]
    assert "#panic()" in pages[0]


def test_everything_ahead_is_printed_on_further_pages_if_need_be():
    """Many steps run over to a second page; none is left out."""
    pins = [Pin(TODAY + timedelta(days=number), "due", f"Step number {number}") for number in range(60)]
    pages, _ = read(path_pdf(name="Emre Şahin", dates=DATES, pins=pins, language="en"))
    assert len(pages) > 1
    text = "\n".join(pages)
    assert all(f"Step number {number}" in text for number in range(60))


@pytest.mark.parametrize(
    "name", ["أحمد بن محمد", "Иван Петров", "Þórður Ægisson", "Ștefan Țurcanu", "Łukasz Đurić"]
)
def test_names_of_many_languages_keep_the_standard(name):
    """Letters of our languages have glyphs, so the print keeps its promise to screen readers."""
    assert b"pdfuaid" in path_pdf(name=name, dates=DATES, pins=PINS, language="de")


def test_letters_without_a_font_are_written_by_hand(caplog):
    """A line stands where no font has the letters, the foot says what to do, and the print keeps its promise."""
    data = path_pdf(name="田中 Ken", dates=DATES, pins=PINS, language="en")
    (page,), _ = read(data)
    assert "____ Ken" in page
    assert "Please write them by hand on the lines: ____" in page
    assert b"pdfuaid" in data
    assert "田中" not in caplog.text


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (PathDates(DATES.arrived_on, TODAY), "Your release date is not known yet."),
        (PathDates(DATES.arrived_on, TODAY, expected_on=TODAY), "planned for today"),
        (
            PathDates(DATES.arrived_on, TODAY, expected_on=TODAY - timedelta(days=3)),
            "Please ask your case lead",
        ),
        (PathDates(DATES.arrived_on, TODAY, released_on=TODAY), "You are released today"),
        (PathDates(DATES.arrived_on, TODAY, released_on=TODAY - timedelta(days=9)), "You were released on"),
        (PathDates(DATES.arrived_on, TODAY, latest_on=date(2027, 4, 30)), "at the latest"),
        (PathDates(DATES.arrived_on, TODAY, earliest_on=date(2027, 4, 30)), "at the earliest"),
    ],
)
def test_the_release_is_said_in_plain_words(dates, said):
    """Each state of the release date has its own sentence."""
    pages, _ = read(path_pdf(name="Emre Şahin", dates=dates, pins=PINS, language="en"))
    assert said in pages[0].replace("\r\n", " ")


@pytest.mark.parametrize(("entries", "left_out"), [(5, 0), (6, 0), (7, 2)])
def test_nothing_is_left_out_for_a_line_that_tells_of_one(entries, left_out):
    """Where one entry more would be left out, it is told itself."""
    pins = [Pin(TODAY - timedelta(days=20 + number), "note", f"Entry {number}.") for number in range(entries)]
    pages, _ = read(path_pdf(name="Emre Şahin", dates=DATES, pins=pins, language="en"))
    told = sum(f"Entry {number}." in pages[0] for number in range(entries))
    assert told == entries - left_out
    assert ("earlier entr" in pages[0]) is bool(left_out)


def test_every_day_on_paper_carries_its_year():
    """The print is read months later: "8 Jan" alone would be any January."""
    pages, _ = read(path_pdf(name="Emre Şahin", dates=DATES, pins=PINS, language="en"))
    for day in ("1 May 2026", "18 Nov 2026", "4 Dec 2026", "8 Jan 2027"):
        assert day in pages[0], day
