"""Words about offences and illness are found, and ordinary words are not."""

from __future__ import annotations

import pytest

from throughgate.person.people.sensitive_words import sensitive_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Convicted of theft.", ["Convicted", "theft"]),
        (
            "wegen Körperverletzung, Koerperverletzung, koerperverletzung",
            ["Körperverletzung", "Koerperverletzung"],
        ),
        ("Therapie läuft; Therapie!", ["Therapie"]),
        ("Gabelstaplerschein, Drogerie Müller, Arzthelferin, Diebels, Strafverteidigerin", []),
        ("Raumausstatter, Raubling, Mordechai", []),
        ("", []),
    ],
)
def test_sensitive_words(text, found):
    """Whole words only, each once, as written."""
    assert sensitive_words(text) == found
