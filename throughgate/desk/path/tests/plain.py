"""Plain English words and random paths for the tests of the drawing; no Django needed."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from throughgate.desk.path.scale import Timeline
from throughgate.foundation.charts.pins import KINDS, PathDates, Pin

TODAY = date(2026, 11, 21)


class PlainWords:
    """Words that need no translation."""

    today = "Today"

    def day(self, day: date, today: date) -> str:
        """Return the day with its year."""
        return f"{day:%d %b %Y}"

    def span(self, first: date, last: date, today: date) -> str:
        """Return two days."""
        return f"{self.day(first, today)} to {self.day(last, today)}"

    def month(self, day: date) -> str:
        """Return a month."""
        return f"{day:%b}"

    def month_year(self, day: date) -> str:
        """Return a month with its year."""
        return f"{day:%b %Y}"

    def entries(self, number: int) -> str:
        """Return a number of entries."""
        return f"{number} entries"

    def milestone(self, key: str) -> str:
        """Return the key itself."""
        return key.replace("_", " ")

    def gate(self, line: Timeline) -> tuple[str, str]:
        """Return the day of the gate."""
        return (
            (f"Release {line.gate_on}", line.gate_kind)
            if line.gate_on
            else ("Release date not known yet", "")
        )


WORDS = PlainWords()
near = st.integers(-400, 500).map(lambda days: TODAY + timedelta(days=days))
far = st.integers(-5000, 5000).map(lambda days: TODAY + timedelta(days=days))
days = near | far
texts = st.text(max_size=60) | st.sampled_from(
    [
        "Sport",
        "Anmeldung zur Berufsausbildungsvorbereitungsmaßnahme",
        "Aufenthaltsgestattungsverlängerungsantragsformular" * 2,
        "مقابلة مع الشركة في المدينة",
        "<script>alert('x')</script>",
        "職業訓練の申し込み",
    ]
)
some_pins = st.builds(
    Pin,
    on=days,
    kind=st.sampled_from(KINDS),
    title=texts,
    detail=texts,
    url=st.sampled_from(["", "/a", "/b?x=1&y"]),
    state=st.sampled_from(["", "done"]),
)
some_dates = st.builds(
    PathDates,
    arrived_on=st.integers(-4500, 30).map(lambda days: TODAY + timedelta(days=days)),
    today=st.just(TODAY),
    earliest_on=st.none() | days,
    expected_on=st.none() | days,
    latest_on=st.none() | days,
    released_on=st.none() | near,
)
