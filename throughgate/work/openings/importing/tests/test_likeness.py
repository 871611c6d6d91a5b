"""Which entries may be one company, without a database."""

from __future__ import annotations

import pytest

from throughgate.work.openings.importing.likeness import Entry, may_be_one


def entry(text):
    """Read "name; street; postcode; town; telephone; e-mail"."""
    name, street, postcode, town, telephone, email = (part.strip() for part in f"{text};;;;;".split(";")[:6])
    return Entry.of(name, [(street, postcode, town)], [(telephone, email)])


KESSEL = "Kessel Haustechnik e.K.; Ring 1; 52349; Düren; 02421 5551; info@kessel.example"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (KESSEL, "Kessel Haustechnik G.m.b.H.; Ring 1; 52349; Düren"),
        (KESSEL, "Kessel Haustechnik Inh. Jan Kessel; ; ; Dueren"),
        (KESSEL, "Kessel Haus-Technik; Ring 1; 52349; Düren; 02421 5551"),
        (KESSEL, "Kessel Haus-Technik; ; ; Düren"),
        (KESSEL, "Kessel; ; 52349; Düren; +49 (0)2421 5551"),
        (KESSEL, "Kessell Haustechnik; Ring 1; 52349; Düren"),
        (KESSEL, "Haustechnik; Ring 1; 52349; Düren"),
        (KESSEL, "Kessel & Sohn Haustechnik; ; 52349; ; ; INFO@kessel.example"),
        (KESSEL, "Kessel Haustechnik"),
        (KESSEL, "Kessel Haustechnik; Ring 1; 52349"),
        ("Sprung Turnverein e.V.; Ring 2; 52349; Düren", "Turnverein Sprung; Hauptstr. 3; ; Düren"),
        ("Roth Bau; Hauptstraße 3; 52349; Düren", "Roth; Hauptstr. 3; 52349; Düren"),
    ],
)
def test_may_be_one(one, other):
    """Legal form, owner, gaps and slips make no other firm; telephone, e-mail and street are evidence beside the name."""
    assert may_be_one(entry(one), entry(other))
    assert may_be_one(entry(other), entry(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (KESSEL, "Kessel Haustechnik; Ring 1; 53111; Bonn; 02421 5551"),
        (KESSEL, "Blumen Roth; Ring 1; 52349; Düren; 02421 5551"),
        (KESSEL, "Haustechnik Sommer; Ring 7; 52349; Düren; 02421 7777"),
        ("Bäckerei Roth; Markt 1; 52349; Düren", "Bäckerei Blau; Markt 1; 52349; Düren"),
        ("Kurz und Knapp; Markt 1; 52349; Düren; 1", "Lang und Breit; Markt 2; 52349; Düren; 1"),
    ],
)
def test_others_stay_others(one, other):
    """Another town, another name: neighbours and branches are nobody's doubles."""
    assert not may_be_one(entry(one), entry(other))


def test_what_is_remembered_of_a_row_is_the_same_again():
    """Rows of a file are compared as they were after they were written down."""
    import json

    whole = entry(KESSEL)
    assert Entry.from_plain(json.loads(json.dumps(whole.plain()))) == whole
    assert set(whole.keys) & set(entry("Kessel Haus-Technik; Ring 1; 52349; Düren").keys)
